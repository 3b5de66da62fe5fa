"""The phrase language of the rules, compiled to a graph that reads a text once.

spaCy's Matcher would try each wildcard of each pattern on each token. Here all phrases are read together: wherever the
same tokens lead, they lead to one state, and a state remembers where each token took it. So a token costs one look-up
however many phrases there are. The language is described in `nlp/patterns/README.md`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nlp.components.phrase_graph import Compiler, Node, closure
from nlp.components.reading import Reading, lowered

_GAP_STOPS = frozenset(".;:!?")
_MOST_REMEMBERED = 1_000_000
"""Steps that a table remembers, some hundred bytes each; then it begins anew."""
_WORTH_AN_INDEX = 8
"""Different tokens after which a state is looked up in an index: making one takes as long as some steps without."""


@dataclass(slots=True, eq=False)
class _State:
    """Every place that phrases may be at after the same tokens; `after` remembers where a token leads from here.

    `classes` are the places that a reference to a person or an age leads to, `class_states` the states of these.
    """

    nodes: tuple[Node, ...]
    keys: tuple
    classes: dict[str, list[Node]]
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
        self._nodes: list[Node] = []  # those that phrases begin at
        self._states: dict[frozenset[int], _State] = {}
        self._start: _State | None = None
        self._remembered = 0

    def add(self, phrase: str, key) -> None:
        """Raises ValueError when the phrase can't be read."""
        start, end = Node(), Node(key=key)
        Compiler(phrase, self._words).compile(start, end)
        beginnings = closure([start])
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

    def _state(self, nodes: Iterable[Node]) -> _State:
        reached = closure(nodes)
        names = frozenset(map(id, reached))
        state = self._states.get(names)
        if state is None:
            keys = tuple({node.key: None for node in reached if node.key is not None})
            classes: dict[str, list[Node]] = defaultdict(list)
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


def _after(nodes: Iterable[Node], raw: str) -> list[Node]:
    """Where a token leads from the nodes."""
    word = lowered(raw)
    reached: list[Node] = []
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

    def __init__(self, nodes: Iterable[Node]):
        self.literal: dict[str, list[Node]] = {}
        self.exact: dict[str, list[Node]] = {}
        self.prefixes: dict[str, list[tuple[str, Node]]] = {}  # by their first letter
        self.anything: list[Node] = []
        for node in nodes:
            for word, children in node.literal.items():
                self.literal.setdefault(word, []).extend(children)
            for word, children in node.exact.items():
                self.exact.setdefault(word, []).extend(children)
            for prefix, child in node.prefixes:
                self.prefixes.setdefault(prefix[0], []).append((prefix, child))
            self.anything += node.anything

    def after(self, raw: str) -> list[Node]:
        word = lowered(raw)
        reached = [*self.literal.get(word, ()), *self.exact.get(raw, ())]
        reached += [child for prefix, child in self.prefixes.get(word[0], ()) if word.startswith(prefix)]
        if self.anything and word not in _GAP_STOPS:
            reached += self.anything
        return reached
