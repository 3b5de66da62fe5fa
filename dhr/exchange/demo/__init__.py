"""The demo: a fictional region with its people and reviews, loaded through the doors that real ones take."""

from .following import load_actions
from .own_templates import load_templates
from .people import load_users
from .reviews import load_context_papers, load_reviews
from .running import load_running
from .world import load_world

__all__ = [
    "load_actions",
    "load_context_papers",
    "load_reviews",
    "load_running",
    "load_templates",
    "load_users",
    "load_world",
]
