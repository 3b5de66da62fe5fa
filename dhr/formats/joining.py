"""Joining the lines of a paragraph, and mending words broken at the line's end."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_FIRST = re.compile(r"^([^\W\d_]+)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")

# First halves that British usage normally keeps apart by a hyphen.
_KEEPS_HYPHEN = frozenset(
    {
        *("all", "anti", "co", "cross", "ex", "face", "family", "four", "full", "fast", "follow", "half", "hand"),
        *("hard", "high", "ill", "joint", "long", "low", "mid", "multi", "non", "old", "one", "part", "peer", "post"),
        *("pro", "quasi", "risk", "self", "semi", "short", "single", "so", "step", "third", "three", "time"),
        *("trauma", "two", "victim", "well", "whole", "year"),
    }
)


class Lexicon:
    """The words of one paper as they stand inside its lines, so that a broken word can be looked up."""

    def __init__(self, lines):
        self._counts = Counter()
        for text in lines:
            self._counts.update(word.lower() for word in _WORD.findall(_BROKEN.sub("", text)))

    def mend(self, left: str, right: str) -> str:
        """One word out of its two halves, with or without the hyphen."""
        joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        counts = self._counts
        if counts[joined] != counts[hyphened]:
            keep = counts[hyphened] > counts[joined]
        elif right[:1].isupper() and not left.isupper():
            keep = True
        else:
            keep = left.lower() in _KEEPS_HYPHEN
        return f"{left}-{right}" if keep else left + right

    def running(self, lines: list[str]) -> str:
        """All lines as running text, in time that grows with their length alone."""
        pieces, tail = [], ""
        for line in lines:
            tail = self.join(tail, line) if tail else line
            front, space, tail = tail.rpartition(" ")
            pieces.append(front + space)
        return "".join([*pieces, tail])

    def join(self, first: str, second: str) -> str:
        """Two lines, or two halves of a paragraph, as running text."""
        first, second = first.rstrip(), second.lstrip()
        first = first.replace("\u00ad", "-") if first.endswith("\u00ad") else first
        broken, begun = _BROKEN.search(first), _FIRST.match(second)
        if _ADDRESS.search(first) and (first.endswith(("-", "/")) or second.startswith("/")):
            return first + second
        if broken and second[:1].isdigit():
            return first + second
        if broken and begun:
            whole = self.mend(broken[1], begun[1])
            return first[: broken.start()] + whole + second[begun.end() :]
        return f"{first} {second}" if first and second else first or second
