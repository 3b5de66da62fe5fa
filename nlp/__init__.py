"""Finds the themes of domestic homicide reviews in text: about whom, and whether they hold.

    >>> from nlp import analyse
    >>> [m.theme for m in analyse("Amina was diagnosed with depression.", {"victim": ["Amina"]})]
    ['mental-health']

This package stands alone: it knows nothing of the site that uses it.
"""

from nlp.advice import library_themes, recommendations
from nlp.analysis import analyse
from nlp.headings import only_lists
from nlp.identity import identifiers
from nlp.suggesting import suggestions
from nlp.taxonomy import THEMES, taxonomy
from nlp.types import (
    IDENTIFIER_KINDS,
    LIBRARY_THEMES,
    RECIPIENTS,
    ROLES,
    SCOPES,
    STATUSES,
    SUBJECTS,
    Identifier,
    Mention,
    Person,
    Recommendation,
    Suggestion,
    Theme,
)

__all__ = [
    "IDENTIFIER_KINDS",
    "LIBRARY_THEMES",
    "RECIPIENTS",
    "ROLES",
    "SCOPES",
    "STATUSES",
    "SUBJECTS",
    "THEMES",
    "Identifier",
    "Mention",
    "Person",
    "Recommendation",
    "Suggestion",
    "Theme",
    "analyse",
    "identifiers",
    "library_themes",
    "only_lists",
    "recommendations",
    "suggestions",
    "taxonomy",
]
