"""The phrase language of the rules, compiled to a graph that reads a text once.

spaCy's Matcher would try each wildcard of each pattern on each token. Here all phrases are read together: wherever the
same tokens lead, they lead to one state, and a state remembers where each token took it. So a token costs one look-up
however many phrases there are. The language is described in `nlp/patterns/README.md`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp.components.reading import Reading, lowered

CLASSES = frozenset({"who", "person", "age"})
_PIECE = re.compile(r"\s*(?:(?P<mark>[()|])|\{(?P<name>\w+)\}|<(?P<gap>\d)>|(?P<word>[^\s(){}<>|]+))")
_GAP_STOPS = frozenset(".;:!?")
_MOST_REMEMBERED = 1_000_000
"""Steps that a table remembers, some hundred bytes each; then it begins anew."""
_WORTH_AN_INDEX = 8
"""Different tokens after which a state is looked up in an index: making one takes as long as some steps without."""


@dataclass(slots=True, eq=False)
class _Node:
    """A place in a phrase. `skips` lead on without a token, `anything` over one token of any kind."""

    literal: dict[str, list["_Node"]] = field(default_factory=dict)
    exact: dict[str, list["_Node"]] = field(default_factory=dict)
    prefixes: list[tuple[str, "_Node"]] = field(default_factory=list)
    classes: list[tuple[str, "_Node"]] = field(default_factory=list)
    anything: list["_Node"] = field(default_factory=list)
    skips: list["_Node"] = field(default_factory=list)
    key: object = None


@dataclass(slots=True, eq=False)
class _State:
    """Every place that phrases may be at after the same tokens; `after` remembers where a token leads from here.

    `classes` are the places that a reference to a person or an age leads to, `class_states` the states of these.
    """

    nodes: tuple[_Node, ...]
    keys: tuple
    classes: dict[str, list[_Node]]
    class_states: dict[str, "_State"] = field(default_factory=dict)
    after: dict[str, "_State | None"] = field(default_factory=dict)
    index: "_Index | None" = None


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
        self._nodes: list[_Node] = []  # those that phrases begin at
        self._states: dict[frozenset[int], _State] = {}
        self._start: _State | None = None
        self._remembered = 0

    def add(self, phrase: str, key) -> None:
        """Raises ValueError when the phrase can't be read."""
        start, end = _Node(), _Node(key=key)
        _Compiler(phrase, self._words).compile(start, end)
        beginnings = _closure([start])
        if end in beginnings or any(node.anything for node in beginnings):
            raise ValueError(f"phrase must begin with a word: {phrase!r}")
        self._nodes += beginnings
        self._start = None

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
        raws, end = reading.raws, sentence[1]
        start = self._beginning()

        def walk(state: _State, begin: int, i: int, who: int | None) -> None:
            while True:
                for key in state.keys:
                    known = longest.get((key, begin))
                    if known is None or known.end < i:
                        longest[key, begin] = Found(key, begin, i, who)
                if i >= end:
                    return
                for name in state.classes:
                    past = classes[name].get(i)
                    if past is not None and past <= end:
                        walk(self._class_state(state, name), begin, past, i if name == "who" else who)
                raw = raws[i]
                state = state.after[raw] if raw in state.after else self._step(state, raw)
                if state is None:
                    return
                i += 1

        after = start.after
        for i in range(sentence[0], end):
            raw = raws[i]
            state = after[raw] if raw in after else self._step(start, raw)
            # of most words that begin a phrase, the next leads no further
            if state is not None and (
                state.keys or state.classes or (i + 1 < end and state.after.get(raws[i + 1], state) is not None)
            ):
                walk(state, i, i + 1, None)
        for name in start.classes:
            for i, past in classes[name].items():
                if sentence[0] <= i and past <= end:
                    walk(self._class_state(start, name), i, past, i if name == "who" else None)
        return list(longest.values())

    def _beginning(self) -> _State:
        if self._start is None or self._remembered > _MOST_REMEMBERED:
            self._states.clear()
            self._remembered = 0
            self._start = self._state(self._nodes)
        return self._start

    def _state(self, nodes: Iterable[_Node]) -> _State:
        reached = _closure(nodes)
        names = frozenset(map(id, reached))
        state = self._states.get(names)
        if state is None:
            keys = tuple({node.key: None for node in reached if node.key is not None})
            classes: dict[str, list[_Node]] = defaultdict(list)
            for node in reached:
                for name, child in node.classes:
                    classes[name].append(child)
            state = self._states[names] = _State(tuple(reached), keys, classes)
        return state

    def _class_state(self, state: _State, name: str) -> _State:
        following = state.class_states.get(name)
        if following is None:
            following = state.class_states[name] = self._state(state.classes[name])
        return following

    def _step(self, state: _State, raw: str) -> _State | None:
        if state.index is None and len(state.after) >= _WORTH_AN_INDEX:
            state.index = _Index(state.nodes)
        reached = state.index.after(raw) if state.index is not None else _after(state.nodes, raw)
        following = self._state(reached) if reached else None
        state.after[raw] = following
        self._remembered += 1
        return following


def _after(nodes: Iterable[_Node], raw: str) -> list[_Node]:
    """Where a token leads from the nodes."""
    word = lowered(raw)
    reached: list[_Node] = []
    for node in nodes:
        if word in node.literal:
            reached += node.literal[word]
        if raw in node.exact:
            reached += node.exact[raw]
        if node.prefixes:
            reached += [child for prefix, child in node.prefixes if word.startswith(prefix)]
        if node.anything and word not in _GAP_STOPS:
            reached += node.anything
    return reached


class _Index:
    """The same as `_after`, prepared for many tokens."""

    def __init__(self, nodes: Iterable[_Node]):
        self.literal: dict[str, list[_Node]] = {}
        self.exact: dict[str, list[_Node]] = {}
        self.prefixes: dict[str, list[tuple[str, _Node]]] = {}  # by their first letter
        self.anything: list[_Node] = []
        for node in nodes:
            for word, children in node.literal.items():
                self.literal.setdefault(word, []).extend(children)
            for word, children in node.exact.items():
                self.exact.setdefault(word, []).extend(children)
            for prefix, child in node.prefixes:
                self.prefixes.setdefault(prefix[0], []).append((prefix, child))
            self.anything += node.anything

    def after(self, raw: str) -> list[_Node]:
        word = lowered(raw)
        reached = [*self.literal.get(word, ()), *self.exact.get(raw, ())]
        reached += [child for prefix, child in self.prefixes.get(word[0], ()) if word.startswith(prefix)]
        if self.anything and word not in _GAP_STOPS:
            reached += self.anything
        return reached


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
    def _gap(most: int, start: _Node, end: _Node) -> None:
        node = start
        for _ in range(most):
            node.skips.append(end)
            after = _Node()
            node.anything.append(after)
            node = after
        node.skips.append(end)

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


def _closure(nodes: Iterable[_Node]) -> list[_Node]:
    """The nodes and those that they lead on to without a token."""
    found: dict[_Node, None] = {}
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += node.skips
    return list(found)
