"""What all engines have in common: which questions they answer, and from what state of their index."""

import threading
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import replace

from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.casebook import CaseBook
from dhr.search.engines.inquiry import Inquiry
from dhr.search.engines.protocol import (
    Best,
    Hit,
    SearchAnswer,
    Selection,
    Snapshot,
    Successor,
    Viewer,
)
from dhr.search.engines.relating import with_related
from dhr.search.engines.widening import loosened
from dhr.search.likeness import likenesses
from dhr.search.query import SearchQuery
from dhr.search.text import analyse, runs
from dhr.search.tree import OneOf, Tree, Word

BOOKS_KEPT = 32
"""Case books kept a process: one a set of audiences. Each takes some hundred kilobytes for a thousand reviews."""

NEAR_UNITS, NEAR_HITS, NEAR_ROUNDS = 50, 20, 3
"""Units in which a misspelt word is looked for, and passages of each: enough to tell its likest likeness.

So often words that crowd out rarer ones are left aside.
"""


class AnsweringEngine(ABC):
    """What engines have in common; a subclass says how to take a snapshot of its index, and how to build another."""

    def __init__(self) -> None:
        self._books: OrderedDict[tuple[str, Viewer], CaseBook] = OrderedDict()
        self._books_lock = threading.Lock()

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The index as it is now. Raises `SearchUnavailable`."""

    @abstractmethod
    def successor(self, name: str = "") -> AbstractContextManager[Successor]:
        """See `Engine`."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[None]:
        """See `Engine`."""

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Builds the index anew and erases the old one, with whatever text was ever removed from it.

        People search the old one until the new is whole; if anything fails, the old one stays. Raises `SearchError`.
        """
        with self.successor() as successor:
            successor.add(documents)
            successor.settle()
            with self.writing():
                successor.take_over()

    def search(self, query: SearchQuery, viewer: Viewer) -> SearchAnswer:
        """One page of the answer. Raises `SearchUnavailable`."""
        inquiry = self.inquiry(query, viewer)
        answer, reviews = inquiry.answer, inquiry.book.reviews
        return SearchAnswer(
            total_units=answer.bit_count(),
            total_reviews=(answer & reviews).bit_count(),
            total_context=(answer & ~reviews).bit_count(),
            groups=inquiry.groups(),
            facets=inquiry.facets(),
            tree=inquiry.tree,
            notes=inquiry.notes,
            related=frozenset(hit.key for hit in inquiry.related),
            widened=inquiry.widened,
            all_words=inquiry.by_words.tree == query.reading.tree and bool(inquiry.by_words.answer),
            passages=_passages_of_unit(inquiry) if query.unit else None,
        )

    def matching_units(self, query: SearchQuery, viewer: Viewer) -> frozenset[str]:
        """Every unit of the answer. Raises `SearchUnavailable`."""
        inquiry = self.inquiry(query, viewer)
        return frozenset(inquiry.book.names(inquiry.answer))

    def passages(self, query: SearchQuery, viewer: Viewer, limit: int) -> tuple[Hit, ...]:
        """The hits of `best`. Raises `SearchUnavailable`."""
        return self.best(query, viewer, limit).hits

    def best(self, query: SearchQuery, viewer: Viewer, limit: int) -> Best:
        """The best `limit` hits whatever unit they are in; any of the words counts where too few passages hold all.

        Raises `SearchUnavailable`.
        """
        inquiry = self._by_words(query, viewer)
        leading = None
        hits = inquiry.best_hits(limit)
        instead = loosened(query)
        if len(hits) < limit and instead not in (None, inquiry.tree):
            leading = frozenset(hit.key for hit in hits)
            wider = Inquiry(inquiry.snapshot, inquiry.book, query, viewer, instead, leading=leading)
            if len(found := wider.best_hits(limit)) > len(hits):
                inquiry, hits = wider, found
        if query.related:
            inquiry = with_related(inquiry, leading)
            hits = inquiry.best_hits(limit)
        return Best(hits, inquiry.notes)

    def values(self, facet: str, viewer: Viewer) -> frozenset[str]:
        """The values of a facet that stand in anything that `viewer` may see. Raises `SearchUnavailable`."""
        return frozenset(self._book(self.snapshot(), viewer).values.get(facet, ()))

    def near(self, word: str, viewer: Viewer) -> tuple[Hit, ...]:
        """Some hits that hold a word much like `word`; none where any hit holds it in whatever form.

        Raises `SearchUnavailable`.
        """
        snapshot = self.snapshot()
        terms = [term for term, _, _ in analyse(word)]
        if len(terms) != 1 or snapshot.best_units(Selection(viewer, Word(terms[0])), 1):
            return ()
        for likeness in likenesses(word):
            if hits := self._alike(snapshot, likeness, viewer):
                return hits
        return ()

    def _alike(self, snapshot: Snapshot, likeness: Tree, viewer: Viewer) -> tuple[Hit, ...]:
        """Some hits of `likeness`; where common words of many fill them, also some of the others."""
        found: list[Hit] = []
        for _ in range(NEAR_ROUNDS):
            alike = Selection(viewer, likeness)
            best = snapshot.best_units(alike, NEAR_UNITS)
            units = self._book(snapshot, viewer).best_first(best)[:NEAR_UNITS]
            hits = snapshot.hits(replace(alike, units=frozenset(units)), 0, NEAR_HITS) if units else {}
            found += [hit for unit in units if unit in hits for hit in hits[unit][0]]
            if len(units) < NEAR_UNITS or not isinstance(likeness, OneOf):
                break
            met = {term for hit in found for run in runs(hit.body or hit.title) for term, _, _ in run}
            likeness = OneOf(likeness.terms - met)
        return tuple(dict.fromkeys(found))

    def inquiry(self, query: SearchQuery, viewer: Viewer) -> Inquiry:
        """The query asked for its words and, if it says so, for what means nearly the same.

        Raises `SearchUnavailable`.
        """
        inquiry = self._by_words(query, viewer)
        return with_related(inquiry) if query.related else inquiry

    def _by_words(self, query: SearchQuery, viewer: Viewer) -> Inquiry:
        """The query asked for all its words or, where no passage holds them, for any."""
        snapshot = self.snapshot()
        book = self._book(snapshot, viewer)
        inquiry = Inquiry(snapshot, book, query, viewer, query.reading.tree)
        instead = loosened(query)
        if inquiry.found or instead is None:
            return inquiry
        return Inquiry(snapshot, book, query, viewer, instead)

    def _book(self, snapshot: Snapshot, viewer: Viewer) -> CaseBook:
        key = (snapshot.stamp, viewer)
        with self._books_lock:
            if key in self._books:
                self._books.move_to_end(key)
                return self._books[key]
        book = CaseBook(snapshot.cards(viewer))
        with self._books_lock:
            self._books[key] = book
            while len(self._books) > BOOKS_KEPT:
                self._books.popitem(last=False)
        return book


def _passages_of_unit(inquiry: Inquiry) -> int:
    """How many passages and entries of the one unit that is asked for are in the answer."""
    if not inquiry.answer:
        return 0
    sorts = tuple(sort for sort in Sort if sort.has_body and sort in (inquiry.shown.sorts or Sort))
    if not sorts:
        return 0
    unit = inquiry.query.unit
    chosen = replace(inquiry.shown, sorts=sorts, units=frozenset({unit}))
    _, total = inquiry.snapshot.hits(chosen, 0, 1).get(unit, ((), 0))
    return total
