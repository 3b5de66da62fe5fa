"""The demo: a fictional region with its people and reviews, loaded through the doors that real ones take."""

from .people import load_users
from .reviews import load_context_papers, load_reviews
from .world import load_world

__all__ = ["load_context_papers", "load_reviews", "load_users", "load_world"]
