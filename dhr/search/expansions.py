"""Words that are looked for beside the typed one, from `expansions.toml`."""

import tomllib
from pathlib import Path

from dhr.search.text import analyse

Run = tuple[str, ...]
"""Terms that follow each other."""


def others(terms: Run) -> tuple[tuple[str, Run], ...]:
    """What else is looked for where one typed word came to `terms`: as written in the file, and its terms."""
    return _OTHERS.get(terms, ())


def _terms(entry: str) -> Run:
    return tuple(term for term, _, _ in analyse(entry))


def _read() -> dict[Run, tuple[tuple[str, Run], ...]]:
    groups = tomllib.loads((Path(__file__).parent / "expansions.toml").read_text())["groups"]
    return {
        _terms(entry): tuple((other, _terms(other)) for other in group if other != entry)
        for group in groups
        for entry in group
        if " " not in entry
    }


_OTHERS = _read()
