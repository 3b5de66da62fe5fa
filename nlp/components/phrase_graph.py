"""What a phrase says, as a small graph: the language of `nlp/patterns/README.md`, read from left to right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

CLASSES = frozenset({"who", "person", "age"})
PREFIX = "*"
"""Ends a symbol that stands for all words with one beginning."""
_PIECE = re.compile(r"\s*(?:(?P<mark>[()|])|\{(?P<name>\w+)\}|<(?P<gap>\d)>|(?P<word>[^\s(){}<>|]+))")
_MORE = re.compile(r"\s*[^\s|)]")
_LAST_WORD = re.compile(r"\s*[^\s(){}<>|]+(?=[|)]|$)")


@dataclass(slots=True, eq=False)
class Node:
    """A place in a phrase, and where one comes from it.

    `symbols` lead on over a token: a word in lower case over that word in any case, one with capitals over it as
    written, "drink*" over words that begin so, "{his}" over words of that list. `classes` lead over a reference or an
    age, `anything` over one token of any kind, `skips` over none. Ways that don't exist cost nothing.
    """

    symbols: dict[str, tuple["Node", ...]] = field(default_factory=dict)
    classes: tuple[tuple[str, "Node"], ...] = ()
    anything: tuple["Node", ...] = ()
    skips: tuple["Node", ...] = ()
    key: object = None


def symbol_of(word: str) -> str:
    """What stands for a word of a phrase: words that only begin so are compared in lower case."""
    return word.lower() if word.endswith(PREFIX) else word


class Compiler:
    """Reads one phrase from left to right and lays its graph between two nodes."""

    def __init__(self, phrase: str, words: Mapping[str, list[str]]):
        self.phrase = phrase
        self.words = words
        self.symbols: set[str] = set()
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
        while _MORE.match(self.phrase, self.at):
            if _LAST_WORD.match(self.phrase, self.at):
                self._element(node, end)  # most alternatives are one word: no place is needed after it
                return
            after = Node()
            self._element(node, after)
            node = after
        if node is start:
            raise self._unreadable()
        node.skips += (end,)

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
            start.skips += (end,)
        else:
            self._word(word, start, end)
        if not word and self.phrase[self.at : self.at + 1] == "?":
            self.at += 1
            start.skips += (end,)
        if self.phrase[self.at : self.at + 1] not in ("", " ", "|", ")"):
            raise self._unreadable()

    @staticmethod
    def _gap(most: int, start: Node, end: Node) -> None:
        node = start
        for _ in range(most):
            node.skips += (end,)
            after = Node()
            node.anything += (after,)
            node = after
        node.skips += (end,)

    def _named(self, name: str, start: Node, end: Node) -> None:
        if name in CLASSES:
            start.classes += ((name, end),)
            return
        if name not in self.words:
            raise ValueError(f"phrase uses the unknown list {{{name}}}: {self.phrase!r}")
        for entry in self.words[name]:
            *leading, last = entry.split()
            if not leading:
                continue  # the token tells which lists it is in
            node = start
            for word in leading:
                after = Node()
                self._word(word, node, after)
                node = after
            self._word(last, node, end)
        self._symbol("{" + name + "}", start, end)

    def _word(self, word: str, start: Node, end: Node) -> None:
        self._symbol(symbol_of(word), start, end)

    def _symbol(self, symbol: str, start: Node, end: Node) -> None:
        self.symbols.add(symbol)
        start.symbols[symbol] = (*start.symbols.get(symbol, ()), end)

    def _take_mark(self, mark: str) -> bool:
        piece = _PIECE.match(self.phrase, self.at)
        if piece is None or piece["mark"] != mark:
            return False
        self.at = piece.end()
        return True

    def _unreadable(self) -> ValueError:
        return ValueError(f"phrase can't be read from {self.phrase[self.at :]!r}: {self.phrase!r}")


def without_skips(start: Node) -> tuple[Node, ...]:
    """Where a compiled phrase begins, its graph made one without skips: each way leads where these led on to."""
    over = _OverSkips()
    beginnings = over[(start,)]
    waiting, done = list(beginnings), set(beginnings)
    while waiting:
        node = waiting.pop()
        node.symbols = {symbol: over[children] for symbol, children in node.symbols.items()}
        node.anything = over[node.anything]
        node.classes = tuple((name, child) for name, to in node.classes for child in over[(to,)])
        ahead = {*node.anything, *(child for _, child in node.classes), *chain.from_iterable(node.symbols.values())}
        waiting += ahead - done
        done |= ahead
    for node in done:
        node.skips = ()
    return beginnings


class _OverSkips(dict[tuple[Node, ...], tuple[Node, ...]]):
    """Of nodes these and those that their skips lead to, but for those that nothing else leads on from."""

    def __missing__(self, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        found: dict[Node, None] = {}
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = None
                waiting += node.skips
        reached = tuple(n for n in found if n.symbols or n.classes or n.anything or n.key is not None)
        self[nodes] = reached
        return reached
