"""The phrase language of the rules, compiled to a graph that reads a text once.

spaCy's Matcher would try each wildcard of each pattern on each token; here a token only costs what
the phrases that begin with it cost. The language is described in `nlp/patterns/README.md`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from nlp.components.reading import Reading

CLASSES = frozenset({"who", "person", "age"})
_PIECE = re.compile(r"\s*(?:(?P<mark>[()|])|\{(?P<name>\w+)\}|<(?P<gap>\d)>|(?P<word>[^\s(){}<>|]+))")
_GAP_STOPS = frozenset(".;:!?")


@dataclass(slots=True, eq=False)
class _Node:
    """A place in a phrase. `skips` lead on without a token, `gaps` over a number of any tokens."""

    literal: dict[str, list["_Node"]] = field(default_factory=dict)
    exact: dict[str, list["_Node"]] = field(default_factory=dict)
    prefixes: list[tuple[str, "_Node"]] = field(default_factory=list)
    classes: list[tuple[str, "_Node"]] = field(default_factory=list)
    gaps: list[tuple[int, "_Node"]] = field(default_factory=list)
    skips: list["_Node"] = field(default_factory=list)
    key: object = None


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of `key` on the tokens start..end (past the last); `who` is the token where {who} began."""

    key: object
    start: int
    end: int
    who: int | None


class PhraseTable:
    """Phrases, each with a key; `words` are the named lists that a phrase may use as {name}.

    The classes {who}, {person} and {age} are decided outside: `find` is told where they match.
    """

    def __init__(self, words: Mapping[str, list[str]] | None = None):
        self._words = words or {}
        self._literal: dict[str, list[_Node]] = defaultdict(list)
        self._exact: dict[str, list[_Node]] = defaultdict(list)
        self._prefixes: dict[str, list[tuple[str, _Node]]] = defaultdict(list)  # by their first letter
        self._classes: list[tuple[str, _Node]] = []
        self._remembered: dict[str, list[_Node]] = {}

    def add(self, phrase: str, key) -> None:
        """Raises ValueError when the phrase can't be read."""
        start, end = _Node(), _Node(key=key)
        _Compiler(phrase, self._words).compile(start, end)
        beginnings = _closure(start)
        if end in beginnings or any(node.gaps for node in beginnings):
            raise ValueError(f"phrase must begin with a word: {phrase!r}")
        for node in beginnings:
            for word, children in node.literal.items():
                self._literal[word] += children
            for word, children in node.exact.items():
                self._exact[word] += children
            for prefix, child in node.prefixes:
                self._prefixes[prefix[0]].append((prefix, child))
            self._classes += node.classes
        self._remembered.clear()

    def find(
        self,
        reading: Reading,
        sentence: tuple[int, int],
        persons: Mapping[int, int] | None = None,
        ages: Mapping[int, int] | None = None,
    ) -> list[Found]:
        """The longest reading of each key at each token of one sentence.

        `persons` and `ages` say where references to a person and ages of later life begin, and the
        token past their last.
        """
        classes = {"who": persons or {}, "person": persons or {}, "age": ages or {}}
        longest: dict[tuple, Found] = {}
        words, raws = reading.words, reading.raws
        end = sentence[1]

        def walk(node: _Node, start: int, i: int, who: int | None) -> None:
            if node.key is not None:
                known = longest.get((node.key, start))
                if known is None or known.end < i:
                    longest[node.key, start] = Found(node.key, start, i, who)
            for child in node.skips:
                walk(child, start, i, who)
            if i >= end:
                return
            word = words[i]
            for child in node.literal.get(word, ()):
                walk(child, start, i + 1, who)
            for child in node.exact.get(raws[i], ()):
                walk(child, start, i + 1, who)
            for prefix, child in node.prefixes:
                if word.startswith(prefix):
                    walk(child, start, i + 1, who)
            for name, child in node.classes:
                past = classes[name].get(i)
                if past is not None and past <= end:
                    walk(child, start, past, i if name == "who" else who)
            for most, child in node.gaps:
                for ahead in range(i, min(i + most, end - 1) + 1):
                    walk(child, start, ahead, who)
                    if words[ahead] in _GAP_STOPS:
                        break

        for i in range(sentence[0], end):
            for node in self._beginning(raws[i], words[i]):
                walk(node, i, i + 1, None)
            if any(i in places for places in classes.values()):
                for name, child in self._classes:
                    past = classes[name].get(i)
                    if past is not None and past <= end:
                        walk(child, i, past, i if name == "who" else None)
        return list(longest.values())

    def _beginning(self, raw: str, word: str) -> list[_Node]:
        """The nodes after a first token, remembered: a text uses few different words."""
        nodes = self._remembered.get(raw)
        if nodes is None:
            nodes = [*self._literal.get(word, ()), *self._exact.get(raw, ())]
            nodes += [child for prefix, child in self._prefixes.get(word[0], ()) if word.startswith(prefix)]
            if len(self._remembered) > 100_000:
                self._remembered.clear()
            self._remembered[raw] = nodes
        return nodes


class _Compiler:
    """Reads one phrase from left to right and lays its graph between two nodes."""

    def __init__(self, phrase: str, words: Mapping[str, list[str]]):
        self.phrase = phrase
        self.words = words
        self.at = 0

    def compile(self, start: _Node, end: _Node) -> None:
        self._alternatives(start, end)
        if self.at < len(self.phrase):
            raise self._unreadable()

    def _alternatives(self, start: _Node, end: _Node) -> None:
        self._sequence(start, end)
        while self._take_mark("|"):
            self._sequence(start, end)

    def _sequence(self, start: _Node, end: _Node) -> None:
        node = start
        while self.phrase[self.at :].strip() and self.phrase[self.at :].lstrip()[0] not in "|)":
            after = _Node()
            self._element(node, after)
            node = after
        if node is start:
            raise self._unreadable()
        node.skips.append(end)

    def _element(self, start: _Node, end: _Node) -> None:
        piece = _PIECE.match(self.phrase, self.at)
        if piece is None or piece["mark"] in ("|", ")"):
            raise self._unreadable()
        self.at = piece.end()
        word = piece["word"]
        if piece["mark"]:
            self._alternatives(start, end)
            if not self._take_mark(")"):
                raise self._unreadable()
        elif piece["gap"]:
            start.gaps.append((int(piece["gap"]), end))
        elif piece["name"]:
            self._named(piece["name"], start, end)
        elif word.endswith("?") and len(word) > 1:
            self._word(word[:-1], start, end)
            start.skips.append(end)
        else:
            self._word(word, start, end)
        if not word and self.phrase[self.at : self.at + 1] == "?":
            self.at += 1
            start.skips.append(end)
        if self.phrase[self.at : self.at + 1] not in ("", " ", "|", ")"):
            raise self._unreadable()

    def _named(self, name: str, start: _Node, end: _Node) -> None:
        if name in CLASSES:
            start.classes.append((name, end))
            return
        if name not in self.words:
            raise ValueError(f"phrase uses the unknown list {{{name}}}: {self.phrase!r}")
        for entry in self.words[name]:
            node = start
            *leading, last = entry.split()
            for word in leading:
                after = _Node()
                self._word(word, node, after)
                node = after
            self._word(last, node, end)

    @staticmethod
    def _word(word: str, start: _Node, end: _Node) -> None:
        if word.endswith("*") and len(word) > 1:
            start.prefixes.append((word[:-1].lower(), end))
        elif word != word.lower():
            start.exact.setdefault(word, []).append(end)
        else:
            start.literal.setdefault(word, []).append(end)

    def _take_mark(self, mark: str) -> bool:
        piece = _PIECE.match(self.phrase, self.at)
        if piece is None or piece["mark"] != mark:
            return False
        self.at = piece.end()
        return True

    def _unreadable(self) -> ValueError:
        return ValueError(f"phrase can't be read from {self.phrase[self.at :]!r}: {self.phrase!r}")


def _closure(node: _Node) -> list[_Node]:
    """The node and those that it leads on to without a token."""
    found, waiting = [], [node]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.append(node)
            waiting += node.skips
    return found
