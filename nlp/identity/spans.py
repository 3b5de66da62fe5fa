"""Places in a text that are found one kind after the other, each leaving what another has taken."""

import re
import tomllib
from bisect import bisect_right
from functools import cache
from pathlib import Path

PATTERNS = Path(__file__).parent.parent / "patterns" / "identity"

Span = tuple[int, int]


@cache
def vocabulary(name: str) -> dict:
    """The words of `nlp/patterns/identity/<name>.toml`."""
    return tomllib.loads((PATTERNS / f"{name}.toml").read_text(encoding="utf-8"))


def alternatives(words: str) -> str:
    """A list of alternatives that a file breaks over lines, as a group of a regular expression."""
    return f"(?:{words.replace(chr(10), '')})"


def any_of(words) -> str:
    """Words as a group of a regular expression, the longest first, so that "street" wins over "st"."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"


class Taken:
    """Stretches of a text that have been spoken for; they never overlap."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._ends[at] > start:
            return True
        return at + 1 < len(self._starts) and self._starts[at + 1] < end

    def covers(self, start: int, end: int) -> bool:
        """Whether the whole stretch lies in one that is taken."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def take(self, start: int, end: int) -> bool:
        """Whether the stretch was free; it is taken now."""
        if self.overlaps(start, end):
            return False
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
