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
        halves, left, count = [], "", 0
        for text in lines:
            count += 1
            begun = _FIRST.match(text)
            if left and begun:
                halves.append((left, begun[1]))
                text = text[begun.end() :]
            broken = _BROKEN.search(text)
            left = broken[1] if broken else ""
            self._counts.update(word.lower() for word in _WORD.findall(_BROKEN.sub("", text)))
        # A paper that breaks words does so often, or has one of them whole elsewhere; in any other, a hyphen is meant.
        seen_whole = any(self._counts[(left + right).lower()] for left, right in halves)
        self._breaks_words = seen_whole or len(halves) > max(3, 0.02 * count)

    def mend(self, left: str, right: str) -> str:
        """One word out of its two halves, with or without the hyphen."""
        joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        counts = self._counts
        if counts[joined] != counts[hyphened]:
            keep = counts[hyphened] > counts[joined]
        elif right[:1].isupper() or left.lower() in _KEEPS_HYPHEN:
            keep = True
        else:
            keep = not self._breaks_words
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
        if re.search(r"\w-$", first) and second[:1].isdigit():
            return first + second
        if broken and begun:
            whole = self.mend(broken[1], begun[1])
            return first[: broken.start()] + whole + second[begun.end() :]
        return f"{first} {second}" if first and second else first or second
