"""The phrase language of the rules, compiled to a graph that reads a text once.

spaCy's Matcher would try each wildcard of each pattern on each token. Here all phrases are read together: wherever the
same tokens lead, they lead to one state, and a state remembers where each token took it. So a token costs one look-up
however many phrases there are. Of a token that no phrase asks for at a place, as most are, only that is worked out.
The language is described in `nlp/patterns/README.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp.components.phrase_graph import PREFIX, Compiler, Node, symbol_of, without_skips
from nlp.components.reading import Reading, lowered

_GAP_STOPS = frozenset(".;:!?")
_MOST_REMEMBERED = 1_000_000
"""Steps that a table remembers, some hundred bytes each; then it begins anew."""
_WORTH_AN_INDEX = 8
"""Kinds after which a state is looked up in an index: making one takes as long as some steps without."""
_NO_CLASSES: Mapping[str, tuple[Node, ...]] = {}
_NOWHERE: Mapping[int, Mapping[str, int]] = {}


@dataclass(slots=True, eq=False)
class _Kind:
    """Tokens that phrases don't tell apart: `symbols` are what phrases may ask for that they are examples of."""

    symbols: tuple[str, ...]
    stops: bool


@dataclass(slots=True, eq=False)
class _State:
    """Every place that phrases may be at after the same tokens; `after` remembers where each kind and class leads.

    `anything` and `classes` are its nodes' together. What is worked out only when needed: `index`, its nodes' symbols
    together; `otherwise`, the state that kinds lead to which no phrase asks for.
    """

    nodes: tuple[Node, ...]
    keys: tuple
    anything: tuple[Node, ...]
    classes: Mapping[str, tuple[Node, ...]]
    after: dict["_Kind | str", "_State | None"] = field(default_factory=dict)
    index: dict[str, tuple[Node, ...]] | None = None
    otherwise: "_State | None" = None

    def asked(self, kind: _Kind) -> list[Node]:
        """Where a kind leads that a phrase asks for."""
        if self.index is None:
            if len(self.after) < _WORTH_AN_INDEX:
                return [
                    child
                    for node in self.nodes
                    for symbol in kind.symbols
                    if symbol in node.symbols
                    for child in node.symbols[symbol]
                ]
            self.index = {}
            for node in self.nodes:
                for symbol, children in node.symbols.items():
                    self.index[symbol] = self.index[symbol] + children if symbol in self.index else children
        return [child for symbol in kind.symbols if symbol in self.index for child in self.index[symbol]]


def _state_of(nodes: tuple[Node, ...]) -> _State:
    keys: dict = {}
    classes: dict[str, tuple[Node, ...]] = {}
    anything: tuple[Node, ...] = ()
    for node in nodes:
        if node.key is not None:
            keys[node.key] = None
        if node.anything:
            anything += node.anything
        for name, child in node.classes:
            classes[name] = (*classes.get(name, ()), child)
    return _State(nodes, tuple(keys), anything, classes or _NO_CLASSES)  # the collector knows too many objects as it is


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
        self._lists_with: dict[str, list[str]] = defaultdict(list)  # the symbols of lists that a word's is in
        for name, entries in self._words.items():
            for entry in entries:
                self._lists_with[symbol_of(entry)].append(f"{{{name}}}")
        self._asked_for: set[str] = set()  # symbols in any phrase
        self._longest = 0
        self._ends: dict[object, Node] = {}  # where the phrases of a key end
        self._nodes: list[Node] = []  # those that phrases begin at
        self._kinds: dict[str, _Kind] = {}
        self._same: dict[tuple, _Kind] = {}
        self._states: dict[tuple[Node, ...], _State] = {}
        self._start: _State | None = None
        self._remembered = 0

    def add(self, phrase: str, key) -> None:
        """Raises ValueError when the phrase can't be read."""
        start, end = Node(), self._ends.setdefault(key, Node(key=key))
        compiler = Compiler(phrase, self._words)
        compiler.compile(start, end)
        beginnings = without_skips(start)
        if end in beginnings or any(node.anything for node in beginnings):
            raise ValueError(f"phrase must begin with a word: {phrase!r}")
        self._nodes += beginnings
        self._asked_for |= compiler.symbols
        self._longest = max([self._longest, *map(len, compiler.symbols)])
        self._start = None

    def find(
        self,
        reading: Reading,
        sentence: tuple[int, int],
        classes: Mapping[int, Mapping[str, int]] = _NOWHERE,
    ) -> list[Found]:
        """The longest reading of each key at each token of one sentence.

        `classes` says for tokens where references to a person or ages of later life begin which class they are
        of, and the token past their last.
        """
        longest: dict[tuple, Found] = {}
        first, end = sentence
        start, kind_of = self._beginning(), self._kinds
        kinds = [kind_of[raw] if raw in kind_of else self._learn_kind(raw) for raw in reading.raws[first:end]]

        def walk(state: _State | None, begin: int, i: int, who: int | None) -> None:
            while state is not None:
                for key in state.keys:
                    known = longest.get((key, begin))
                    if known is None or known.end < i:
                        longest[key, begin] = Found(key, begin, i, who)
                if i >= end:
                    return
                if state.classes and i in classes:
                    branch(state, begin, i, who)
                kind = kinds[i - first]
                state = state.after[kind] if kind in state.after else self._step(state, kind)
                i += 1

        def branch(state: _State, begin: int, i: int, who: int | None) -> None:
            for name, past in classes[i].items():
                if name in state.classes and past <= end:
                    walk(self._class_state(state, name), begin, past, i if name == "who" else who)

        after = start.after
        for i, kind in enumerate(kinds, first):
            state = after[kind] if kind in after else self._step(start, kind)
            if state is not None:
                walk(state, i, i + 1, None)
            if i in classes:
                branch(start, i, i, None)
        return list(longest.values())

    def _beginning(self) -> _State:
        if self._start is None or self._remembered > _MOST_REMEMBERED:
            self._states.clear()
            self._kinds.clear()
            self._same.clear()
            self._remembered = 0
            self._start = self._state(self._nodes)
        return self._start

    def _state(self, nodes: Iterable[Node]) -> _State:
        distinct = tuple(dict.fromkeys(nodes))
        state = self._states.get(distinct)
        if state is None:
            state = self._states[distinct] = _state_of(distinct)
        return state

    def _class_state(self, state: _State, name: str) -> _State:
        if name not in state.after:
            state.after[name] = self._state(state.classes[name])
        return state.after[name]

    def _step(self, state: _State, kind: "_Kind") -> _State | None:
        following = None
        reached = state.asked(kind) if kind.symbols else []
        anything = () if kind.stops else state.anything
        if reached:
            reached += anything
            following = self._state(reached)
        elif anything:
            if state.otherwise is None:
                state.otherwise = self._state(anything)
            following = state.otherwise
        state.after[kind] = following
        self._remembered += 1
        return following

    def _learn_kind(self, raw: str) -> "_Kind":
        word = lowered(raw)
        beginnings = (word[:length] + PREFIX for length in range(1, min(len(word), self._longest) + 1))
        own = (word, raw, *beginnings)
        lists = (name for symbol in own if symbol in self._lists_with for name in self._lists_with[symbol])
        symbols = tuple(symbol for symbol in dict.fromkeys((*own, *lists)) if symbol in self._asked_for)
        kind = _Kind(symbols, raw in _GAP_STOPS)
        kind = self._kinds[raw] = self._same.setdefault((kind.symbols, kind.stops), kind)
        return kind
