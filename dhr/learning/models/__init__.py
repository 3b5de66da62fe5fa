from .decision import MentionDecision
from .mention import Mention, Tagging

__all__ = ["Mention", "MentionDecision", "Tagging"]
