"""Finds the themes of domestic homicide reviews in text: about whom, and whether they hold.

    >>> from nlp import analyse
    >>> [m.theme for m in analyse("Amina was diagnosed with depression.", {"victim": ["Amina"]})]
    ['mental-health']

This package stands alone: it knows nothing of the site that uses it.
"""

from nlp.analysis import analyse
from nlp.suggesting import suggestions
from nlp.taxonomy import THEMES, taxonomy
from nlp.types import ROLES, STATUSES, SUBJECTS, Mention, Person, Suggestion, Theme

__all__ = [
    "ROLES",
    "STATUSES",
    "SUBJECTS",
    "THEMES",
    "Mention",
    "Person",
    "Suggestion",
    "Theme",
    "analyse",
    "suggestions",
    "taxonomy",
]
