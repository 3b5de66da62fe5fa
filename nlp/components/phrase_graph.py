"""What a phrase says, as a small graph: the language of `nlp/patterns/README.md`, read from left to right."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CLASSES = frozenset({"who", "person", "age"})
_PIECE = re.compile(r"\s*(?:(?P<mark>[()|])|\{(?P<name>\w+)\}|<(?P<gap>\d)>|(?P<word>[^\s(){}<>|]+))")


@dataclass(slots=True, eq=False)
class Node:
    """A place in a phrase. `skips` lead on without a token, `anything` over one token of any kind."""

    literal: dict[str, list["Node"]] = field(default_factory=dict)
    exact: dict[str, list["Node"]] = field(default_factory=dict)
    prefixes: list[tuple[str, "Node"]] = field(default_factory=list)
    classes: list[tuple[str, "Node"]] = field(default_factory=list)
    anything: list["Node"] = field(default_factory=list)
    skips: list["Node"] = field(default_factory=list)
    key: object = None


class Compiler:
    """Reads one phrase from left to right and lays its graph between two nodes."""

    def __init__(self, phrase: str, words: Mapping[str, list[str]]):
        self.phrase = phrase
        self.words = words
        self.at = 0

    def compile(self, start: Node, end: Node) -> None:
        self._alternatives(start, end)
        if self.at < len(self.phrase):
            raise self._unreadable()

    def _alternatives(self, start: Node, end: Node) -> None:
        self._sequence(start, end)
        while self._take_mark("|"):
            self._sequence(start, end)

    def _sequence(self, start: Node, end: Node) -> None:
        node = start
        while self.phrase[self.at :].strip() and self.phrase[self.at :].lstrip()[0] not in "|)":
            after = Node()
            self._element(node, after)
            node = after
        if node is start:
            raise self._unreadable()
        node.skips.append(end)

    def _element(self, start: Node, end: Node) -> None:
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
            self._gap(int(piece["gap"]), start, end)
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

    @staticmethod
    def _gap(most: int, start: Node, end: Node) -> None:
        node = start
        for _ in range(most):
            node.skips.append(end)
            after = Node()
            node.anything.append(after)
            node = after
        node.skips.append(end)

    def _named(self, name: str, start: Node, end: Node) -> None:
        if name in CLASSES:
            start.classes.append((name, end))
            return
        if name not in self.words:
            raise ValueError(f"phrase uses the unknown list {{{name}}}: {self.phrase!r}")
        for entry in self.words[name]:
            node = start
            *leading, last = entry.split()
            for word in leading:
                after = Node()
                self._word(word, node, after)
                node = after
            self._word(last, node, end)

    @staticmethod
    def _word(word: str, start: Node, end: Node) -> None:
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


def closure(nodes: Iterable[Node]) -> list[Node]:
    """The nodes and those that they lead on to without a token."""
    found: dict[Node, None] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += node.skips
    return list(found)
