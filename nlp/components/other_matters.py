"""Texts about something else than a review's matter: who its chair is, and the ordinary business of a council."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from nlp.components.cast import MAIN_ROLES
from nlp.components.references import Reference
from nlp.components.rules import PATTERNS
from nlp.components.sentence import is_individual


def is_other_matter(text: str, references: Sequence[Reference]) -> bool:
    """Whether `text` introduces a chair, or does a council's other business; `references` are those of the text."""
    if any(r.kind in ("name", "role") and any(p.subject in MAIN_ROLES for p in r.parties) for r in references):
        return False
    if _holds(text, "biography"):
        return True
    peopled = any(map(is_individual, references))
    return _holds(text, "business", more=peopled) and not _words()["business"]["anchors"].search(text)


def _holds(text: str, matter: str, *, more: int = 0) -> bool:
    """Whether `text` has as many different signs of a matter as it takes, and so many `more`."""
    words = _words()[matter]
    return len({sign[0].lower() for sign in words["signs"].finditer(text)}) >= words["fewest"] + more


@cache
def _words() -> dict[str, dict]:
    matters = tomllib.loads((PATTERNS / "other_matters.toml").read_text(encoding="utf-8"))
    return {
        matter: {name: _pattern(value) if isinstance(value, list) else value for name, value in words.items()}
        for matter, words in matters.items()
    }


def _pattern(phrases: list[str]) -> re.Pattern:
    alternatives = "|".join(
        re.escape(phrase).replace(r"\*", r"\w*") for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{alternatives})(?!\w)", re.IGNORECASE)
