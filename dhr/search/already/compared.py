"""What two recommendations are compared by: the terms of their wording, facts about them, and what they mean."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import nlp

from .. import meaning, text
from ..vectors import model_wanted

RULES = 4
"""To be raised whenever the code below, or `asks.toml`, changes what a recommendation is compared by, or `likely.py`
which pairs are kept."""

OF_RECIPIENT = {
    "police": "police-response",
    "probation": "police-response",
    "health": "health-response",
    "social-services": "social-care-response",
    "specialist": "specialist-services",
}
"""The theme under which the taxonomy files what the national library lists by this recipient."""

LONGEST = 5_000
"""Characters of a text that are compared; no recommendation has as many."""


@dataclass(frozen=True)
class Compared:
    """One side of a comparison.

    terms   of the wording, in order, common words left out
    facts   `to:RECIPIENT`, `body:TERM` of its name, `library:THEME`, `theme:CODE` that a person stated, `read:CODE`
            that its wording and recipient tell, and `ask:GROUP` of `asks.toml`, as far as they are known
    vector  `meaning.DIMENSIONS` numbers in half precision, as bytes; None where no sentence model is in use
    """

    terms: tuple[str, ...]
    facts: frozenset[str]
    vector: bytes | None = None


def made_with() -> str:
    """Changes whenever the same recommendation may come to something else."""
    return f"{RULES}.{text.version()}.{model_wanted()}"


def compared(
    words: str, *, recipient: str = "", body: str = "", library_theme: str = "", themes: Iterable[str] = ()
) -> Compared:
    """A recommendation of this wording; codes of AgencyKind, LibraryTheme and Theme, and the name of the body that it
    goes to, as far as somebody stated them."""
    asks = text.without_name(body, words)[:LONGEST]
    terms = tuple(term for term, _, _ in text.analyse(asks))
    facts = {f"theme:{code}" for code in themes}
    facts |= {f"read:{code}" for code in _themes_in(asks, recipient)}
    facts |= {f"library:{code}" for code in ([library_theme] if library_theme else nlp.library_themes(asks))}
    facts |= {f"ask:{group}" for group in _asks_in(terms)}
    facts |= {f"body:{term}" for term, _, _ in text.analyse(body) if not text.is_common(term)}
    if recipient:
        facts.add(f"to:{recipient}")
    vector = meaning.vector(asks).astype(np.float16).tobytes() if model_wanted() else None
    return Compared(tuple(term for term in terms if not text.is_common(term)), frozenset(facts), vector)


def _themes_in(words: str, recipient: str) -> set[str]:
    """Codes of the themes that the tagger finds, and the recipient's; no parent beside a child that says the same."""
    found = {mark.theme for mark in nlp.analyse(words, {})}
    if recipient in OF_RECIPIENT:
        found.add(OF_RECIPIENT[recipient])
    return found - {theme.parent for theme in nlp.THEMES if theme.code in found}


def _asks_in(terms: tuple[str, ...]) -> set[str]:
    runs = (terms[at : at + length] for length in range(1, _LONGEST + 1) for at in range(len(terms) + 1 - length))
    return {group for run in runs for group in _ASKS.get(run, ())}


def _read() -> dict[tuple[str, ...], set[str]]:
    """The terms of each entry of `asks.toml` -> the groups that it stands in."""
    found = defaultdict(set)
    for group, entries in tomllib.loads((Path(__file__).parent / "asks.toml").read_text()).items():
        for entry in entries:
            found[tuple(term for term, _, _ in text.analyse(entry))].add(group)
    return dict(found)


_ASKS = _read()
_LONGEST = max(map(len, _ASKS))
