"""What a section prints after its own text: the review's objects, each numbered and worded once."""

from .models import Section
from .richtext import KeyedBlock


def placed_blocks(section: Section) -> list[KeyedBlock]:
    """The objects that `section` shows, in order, each under a key of its own ("key-12", "les-3")."""
    return []
