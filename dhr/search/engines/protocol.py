"""What every search engine offers, and what it is asked and answers."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from dhr.search.documents import IndexDocument, Sort
from dhr.search.query import SearchQuery
from dhr.search.ranking import Boost
from dhr.search.tree import Tree

CARDS = (Sort.PAPER, Sort.CASE, Sort.ENTRY)
"""The documents that say something of their unit."""


class SearchError(Exception):
    """A search or a change to an index failed. The message may be shown to anybody: it holds no case text."""


class SearchUnavailable(SearchError):
    """There is no index that can be read: none was built, it is of an older version, or it is damaged."""


class SearchBusy(SearchError):
    """Another process is writing to the index: try again later."""


class SearchBeingBuilt(SearchBusy):
    """Another process is building the index already."""


@dataclass(frozen=True)
class Viewer:
    """Who asks: the audience tokens they hold, and the owners that are out of every answer for now.

    `hidden_owners` are those whose removal is pending: withdrawn, or with narrowed access.
    """

    audiences: frozenset[str]
    hidden_owners: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """A passage or entry, or a paper or case whose title matches or whose facts are shown. See `IndexDocument`.

    `themes` are `ThemeTag` codes. `score` compares hits of one answer, nothing else.
    """

    key: str
    sort: Sort
    unit: str
    owner: str
    score: float
    document: str
    kind: str
    section: str
    label: str
    paragraph: str
    title: str
    body: str
    url: str
    themes: tuple[str, ...]
    date: datetime.date | None


@dataclass(frozen=True)
class Group:
    """A unit of the answer with its best passages; `more` of its passages follow these."""

    unit: str
    is_review: bool
    hits: tuple[Hit, ...]
    more: int


class FacetValue(NamedTuple):
    """How many reviews of the answer carry a value, exactly; and how many context papers, counted apart."""

    value: str
    count: int
    context: int = 0


@dataclass(frozen=True)
class SearchAnswer:
    """One page of an answer.

    tree      the words as they were looked for: what to highlight
    facets    facet name -> values, most reviews first. `theme` has `text:alcohol` and `library:alcohol`,
              `theme_about` has `text:alcohol.victim`; a value is what `SearchQuery.with_` takes for that facet
              (`theme` for both). What is chosen of a facet doesn't narrow that facet's own counts, since its
              values are alternatives; chosen themes do, since they must all hold
    notes     what was mended or widened, in plain words
    related   keys of passages that are found for their meaning, whatever their words
    widened   no passage holds all of the words: those found hold some, or are on their theme
    all_words whether the words alone find something, none of them mended or widened
    passages  of the one unit that was asked for, how many passages and entries are found; None without a unit
    """

    total_units: int
    total_reviews: int
    total_context: int
    groups: tuple[Group, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    tree: Tree
    notes: tuple[str, ...] = ()
    related: frozenset[str] = frozenset()
    widened: bool = False
    all_words: bool = False
    passages: int | None = None


@dataclass(frozen=True)
class Best:
    """The best hits whatever unit they are in, best first; `notes` as in `SearchAnswer`."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class IndexState:
    """What there is of the index in use, whether or not this version of the site can read it.

    built_with  what it depends on beside its documents; see `Engine.wanted`
    size        bytes on disk, copies included
    written     when it last changed; None where an older version didn't say
    """

    name: str
    built_with: str
    documents: int
    size: int
    written: datetime.datetime | None


class Successor(Protocol):
    """An index that is being built, to take the place of the one in use. What it holds outlives the process.

    Every method may raise `SearchError`.
    """

    name: str

    def remove(self, units: Iterable[str]) -> None:
        """Takes all documents of `units` out. Their text may stay on disk."""

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Puts documents in; when this returns they are kept, whatever becomes of the process."""

    def settle(self) -> None:
        """Does what takes long before `take_over` can be quick."""

    def take_over(self) -> None:
        """Takes the place of the index in use, at once, and erases that one with whatever text was ever in it."""


class Engine(Protocol):
    """One index behind one engine. Every method may raise `SearchError`."""

    def search(self, query: SearchQuery, viewer: Viewer) -> SearchAnswer: ...

    def matching_units(self, query: SearchQuery, viewer: Viewer) -> frozenset[str]:
        """Every unit of the answer, whatever the page."""

    def best(self, query: SearchQuery, viewer: Viewer, limit: int) -> Best:
        """The best `limit` hits, best first, whatever unit they are in.

        Where fewer passages than that hold all the words, those that hold any of them are ranked among them.
        """

    def passages(self, query: SearchQuery, viewer: Viewer, limit: int) -> tuple[Hit, ...]:
        """The hits of `best`."""

    def values(self, facet: str, viewer: Viewer) -> frozenset[str]:
        """The values of a facet that stand in anything that `viewer` may see."""

    def near(self, word: str, viewer: Viewer) -> tuple[Hit, ...]:
        """Some hits that hold a word much like `word` (`likenesses`); none where any holds it, in whatever form."""

    def replace_unit(self, unit: str, documents: Iterable[IndexDocument]) -> None:
        """Takes all documents of `unit` out and puts `documents` in, at once. Removed text may stay on disk."""

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Builds a new index of `documents` beside the old one, then swaps them and erases the old one's text."""

    def successor(self, name: str = "") -> AbstractContextManager[Successor]:
        """The index called `name`, which an earlier process left half built; a new one where there is none.

        Whatever else was left is erased. Raises `SearchBusy` at once where another process builds.
        """

    def writing(self) -> AbstractContextManager[None]:
        """Nobody else changes the index in use meanwhile. May be nested. Raises `SearchBusy`."""

    def check(self) -> None:
        """Raises `SearchUnavailable`, saying what to do, where the index can't be read."""

    def in_use(self) -> str:
        """The name of the index in use, which no other ever had. Raises `SearchUnavailable` as `check` does."""

    def wanted(self) -> str:
        """What an index must have been built with to be read: its layout, and the version of the rules for text."""

    def state(self) -> IndexState:
        """The index in use, of whatever version. Raises `SearchUnavailable` where there is none."""

    def contents(self, unit: str = "") -> Iterator[tuple[str, str, str]]:
        """Unit, key and `IndexDocument.mark` of each document that the index really holds; of one unit, if given."""


@dataclass(frozen=True)
class Selection:
    """Which documents of an index are meant: what an engine compiles into a query of its own.

    All parts must hold. `sorts`, `kinds`, `sections`, `rags`, `made`, `units` are alternatives, where given; `themes`
    are any number of demands, each met by any of its codes. What `viewer` may not see is never part of it. `boosts`
    find nothing: they raise the scores of what is found.
    """

    viewer: Viewer
    tree: Tree
    sorts: tuple[Sort, ...] = ()
    kinds: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    themes: tuple[tuple[str, ...], ...] = ()
    units: frozenset[str] | None = None
    boosts: tuple[Boost, ...] = ()


@dataclass(frozen=True)
class Card:
    """What one paper, case or entry says about its unit: (facet, value) pairs of `IndexDocument.facts`."""

    unit: str
    is_review: bool
    facts: tuple[tuple[str, str], ...] = field(repr=False)


class Snapshot(Protocol):
    """One state of an index: the few questions that engines answer each in their own way.

    Everything else about an answer is worked out from these in `answering`, the same for all engines.
    """

    stamp: str
    """Tells this state from every other state of the index."""

    def cards(self, viewer: Viewer) -> Iterable[Card]:
        """Those of every paper, case and entry that `viewer` may see."""

    def nearest(self, vector: np.ndarray, viewer: Viewer, wanted: int) -> tuple[Hit, ...]:
        """The `wanted` passages that `viewer` may see whose vectors are nearest, nearest first; scores are cosines.

        None where the index holds no vectors.
        """

    def tally(self, selections: Mapping[str, Selection]) -> dict[str, dict[str, list[str]]]:
        """Field (`kind`, `theme`, `rag` or `made`) -> its values -> the units of the selected documents. Exact.

        All at once, since an engine on another host is asked but once.
        """

    def best_units(self, selection: Selection, wanted: int) -> dict[str, float]:
        """Units with the score of their best document: the best `wanted` of them, and all that equal the last of these.

        Fewer only where there are no more.
        """

    def hits(self, selection: Selection, offset: int, limit: int) -> dict[str, tuple[tuple[Hit, ...], int]]:
        """Unit -> its best documents (score, then reading order) from `offset` on, and how many it has in all."""
