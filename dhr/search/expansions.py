"""Words that are looked for beside the typed one, from `expansions.toml`."""

import tomllib
from pathlib import Path

from dhr.search.text import analyse, is_of_a_name

Run = tuple[str, ...]
"""Terms that follow each other."""


def others(terms: Run) -> tuple[tuple[str, Run], ...]:
    """What else is looked for where one typed word came to `terms`: as written in the file, and its terms."""
    return _OTHERS.get(terms, ())


def is_of_the_field(term: str) -> bool:
    """Whether `term` stands in one of the field's names, or in an entry of `expansions.toml`: it is no slip."""
    return is_of_a_name(term) or term in _OF_ENTRIES


def _terms(entry: str) -> Run:
    return tuple(term for term, _, _ in analyse(entry))


def _read() -> dict[Run, tuple[tuple[str, Run], ...]]:
    return {
        _terms(entry): tuple((other, _terms(other)) for other in group if other != entry)
        for group in _GROUPS
        for entry in group
        if " " not in entry
    }


_GROUPS = tomllib.loads((Path(__file__).parent / "expansions.toml").read_text())["groups"]
_OTHERS = _read()
_OF_ENTRIES = frozenset(term for group in _GROUPS for entry in group for term in _terms(entry))
