"""Word sets that several components reason with, read from `patterns/grammar.toml`."""

import tomllib
from functools import cache

from nlp.components.rules import PATTERNS


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads((PATTERNS / "grammar.toml").read_text(encoding="utf-8"))


def words_of(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError when there is none of that name."""
    return frozenset(_lists()[name])
