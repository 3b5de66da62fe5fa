"""How an answer is put together, the same for every engine.

Words and passage filters go to the engine and come back as units. Case filters and facets are set arithmetic on
the viewer's `CaseBook`, so that a facet's count is exactly what choosing it gives.
"""

from dataclasses import replace
from functools import cached_property

from dhr.search.documents import NO_KIND, Sort, Source, ThemeTag
from dhr.search.engines.casebook import Bits, CaseBook
from dhr.search.engines.protocol import CARDS, FacetValue, Group, Hit, Selection, Snapshot, Viewer
from dhr.search.engines.widening import NOTHING_RELATED, ONLY_RELATED, widening
from dhr.search.query import FACETS, SearchQuery
from dhr.search.ranking import boosts, fused
from dhr.search.tree import All, Tree, or_among
from nlp import THEMES

HITS_PER_GROUP = 3
ENTRY_FACETS = {"rag": "rags", "made": "made"}
"""Facets of one entry, not of its unit, and what a Selection calls them."""

FUSED_HITS = 200
"""The best of what words find that is put in one order with what is related."""


class Inquiry:
    """One query, asked of one state of an index by one viewer.

    tree      the words as they are looked for
    by_words  the same inquiry without what is `related`: passages that are found beside, nearest first
    leading   keys of passages that hold all the words and so lead what is related; None for all that `by_words` finds
    """

    def __init__(
        self,
        snapshot: Snapshot,
        book: CaseBook,
        query: SearchQuery,
        viewer: Viewer,
        tree: Tree,
        by_words: "Inquiry | None" = None,
        related: tuple[Hit, ...] = (),
        leading: frozenset[str] | None = None,
    ):
        self.snapshot = snapshot
        self.book = book
        self.query = query
        self.viewer = viewer
        self.tree = tree
        self.by_words = by_words or self
        self.related = related
        self.leading = leading
        in_passage = [tag for tag in query.themes if query.same_passage and tag.source != Source.LIBRARY]
        self._case_themes = [tag for tag in query.themes if tag not in in_passage]
        self._passages = Selection(
            viewer=viewer,
            tree=or_among(tree, tuple(hit.key for hit in related)) if related else tree,
            sorts=(Sort.PASSAGE,) if query.section or query.about or in_passage else (),
            sections=query.section,
            themes=(*(tag.sought() for tag in in_passage), *_about_any(query.about)),
            rags=query.rag,
            made=query.made,
        )
        self._asks_words = not isinstance(tree, All)
        self._asks_passages = self._passages.sorts != () or self._asks_words or bool(query.rag or query.made)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was ignored, mended or widened, and what may have been meant otherwise."""
        notes = [*self.query.notes, *self.query.reading.notes, *self.query.reading.hints]
        if self.widened:
            notes.append(widening(self.query, few=bool(self.leading), related=bool(self.related)))
        if self.related and self.answer and not self.by_words.found:
            notes.append(ONLY_RELATED)
        if self.query.related and self._asks_words and not self.related:
            notes.append(NOTHING_RELATED)
        return tuple(notes)

    @cached_property
    def _tallies(self) -> dict[str, dict[str, list[str]]]:
        """Facet -> value -> units, of the facets of which the case book doesn't know enough.

        kind         units in which the words and passage filters find something, whatever kind is chosen
        rag, made    units in which all that is asked of passages is found, were the value chosen alone
        """
        asked = {"kind": self._passages} if self._asks_passages else {}
        if self._asks_passages or self.query.kind:
            sorts = self._passages.sorts or (Sort.ENTRY,)
            for facet, attribute in ENTRY_FACETS.items():
                asked[facet] = replace(self._passages, sorts=sorts, kinds=self.query.kind, **{attribute: ()})
        return self.snapshot.tally(asked)

    def _values(self, facet: str) -> dict[str, Bits]:
        """Value -> units that carry it, as `_tallies` or else the case book tells."""
        if facet not in self._tallies:
            return self.book.values.get(facet, {})
        return {value: self.book.bits(units) for value, units in self._tallies[facet].items()}

    @cached_property
    def _kinds(self) -> dict[str, Bits]:
        return self._values("kind")

    @property
    def widened(self) -> bool:
        """Whether words find what doesn't hold all of them."""
        return self.tree != self.query.reading.tree and bool(self.by_words.found)

    @property
    def finds_all_words(self) -> bool:
        return self.tree == self.query.reading.tree and bool(self.found)

    @cached_property
    def found(self) -> Bits:
        """Units that the words and passage filters find, before any filter on the case or the document kind."""
        if not self._asks_passages:
            return self.book.all
        found = 0
        for bits in self._kinds.values():
            found |= bits
        return found

    @cached_property
    def _filters(self) -> dict[str, Bits]:
        """Facet or attribute -> the units that its chosen values let through."""
        query, book = self.query, self.book
        filters: dict[str, Bits] = {}
        for facet in FACETS:
            values = getattr(query, facet.name)
            if not values or facet.name in ("section", "theme", "about", *ENTRY_FACETS):
                continue
            if facet.name == "kind":
                filters["kind"] = 0
                for value in values:
                    filters["kind"] |= self._kinds.get(value, 0)
            elif facet.name == "combined":
                filters["combined"] = book.any_of("combined", _with_sources(values))
            else:
                filters[facet.name] = book.any_of(facet.name, values)
        for tag in self._case_themes:
            filters["theme"] = filters.get("theme", book.all) & book.any_of("theme", tag.sought())
        if query.single_victim:
            filters["single_victim"] = book.any_of("single_victim", ["yes"])
        if query.unit:
            filters["unit"] = book.bits([query.unit])
        return filters

    def _let_through(self, but: str = "") -> Bits:
        answer = self.found
        for name, bits in self._filters.items():
            if name != but:
                answer &= bits
        return answer

    @cached_property
    def _let_through_by_case(self) -> Bits:
        """Units that the filters on the case let through, whatever was found in them."""
        answer = self.book.all
        for name, bits in self._filters.items():
            if name != "kind":
                answer &= bits
        return answer

    @cached_property
    def answer(self) -> Bits:
        return self._let_through()

    def facets(self) -> dict[str, tuple[FacetValue, ...]]:
        """Facet -> its values with counts. A facet's own choice doesn't narrow its own counts, except themes'."""
        counted: dict[str, tuple[FacetValue, ...]] = {}
        for facet in FACETS:
            if not facet.counted:
                continue
            chosen = () if facet.every else getattr(self.query, facet.name)
            within = self._let_through(but=facet.name) if chosen else self.answer
            if facet.name == "kind":
                values = {kind: bits for kind, bits in self._kinds.items() if kind != NO_KIND}
            elif facet.name in ENTRY_FACETS:
                within = self._let_through_by_case
                values = self._values(facet.name)
            elif facet.name == "theme":
                values = {code: bits for code, bits in self._theme_values().items() if code.count(".") < 2}
            else:
                values = self.book.values.get(facet.name, {})
            counted[facet.name] = self._counts(values, within, chosen)
        themes = counted["theme"]
        counted["theme"] = tuple(each for each in themes if "." not in each.value)
        counted["theme_about"] = tuple(each for each in themes if "." in each.value)
        return counted

    def _theme_values(self) -> dict[str, Bits]:
        of_cases = self.book.values.get("theme", {})
        if not (self.query.same_passage and self._asks_passages):
            return of_cases
        in_passages = self.snapshot.tally({"theme": self.shown})["theme"]
        library = {code: bits for code, bits in of_cases.items() if code.startswith(f"{Source.LIBRARY}:")}
        return library | {
            code: self.book.bits(units) for code, units in in_passages.items() if code.startswith(f"{Source.TEXT}:")
        }

    def _counts(self, values: dict[str, Bits], within: Bits, chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
        # every search counts thousands of values, few of which any context paper has
        reviews, context = within & self.book.reviews, within & ~self.book.reviews
        counts = sorted(
            (-(held & reviews).bit_count(), -(held & context).bit_count() if context else 0, value)
            for value, bits in values.items()
            if (held := bits & within) or value in chosen
        )
        return tuple([FacetValue(value, -of_reviews, -of_context) for of_reviews, of_context, value in counts])

    @cached_property
    def shown(self) -> Selection:
        """The documents that are shown, of any unit of the answer."""
        if not self._asks_passages:
            units = frozenset(self.book.names(self.answer))
            sorts = CARDS if self.query.kind else (Sort.CASE, Sort.PAPER)  # entries are shown where they are asked for
            return Selection(self.viewer, All(), sorts, self.query.kind, units=units)
        # naming the units costs time, so it is left out where every unit that is found is in the answer
        found = self._tallies["kind"]
        all_known = all(len(units) == self._kinds[kind].bit_count() for kind, units in found.items())
        units = None if all_known and self.answer == self.found else frozenset(self.book.names(self.answer))
        return replace(self._passages, kinds=self.query.kind, units=units)

    @cached_property
    def ranked(self) -> Selection:
        """The documents that are shown, with what raises some of them."""
        if self.related:
            raised = fused(self.by_words.best_hits(FUSED_HITS), self.related, self.query.reading, self.leading)
        else:
            raised = boosts(self.query.reading) if self._asks_words else ()
        return replace(self.shown, boosts=raised)

    def groups(self) -> tuple[Group, ...]:
        """The units of the asked page with their best documents."""
        query = self.query
        start = 0 if query.unit else (query.page - 1) * query.size
        units = self._ordered(start + query.size)[start : start + query.size]
        if not units:
            return ()
        offset, limit = ((query.page - 1) * query.size, query.size) if query.unit else (0, HITS_PER_GROUP)
        of_page = replace(self.ranked, units=frozenset(units))
        hits = self.snapshot.hits(of_page, offset, limit)
        groups = []
        for unit in units:
            best, total = hits.get(unit, ((), 0))
            groups.append(Group(unit, self.book.is_review(unit), best, max(0, total - offset - len(best))))
        return tuple(groups)

    def best_hits(self, limit: int) -> tuple[Hit, ...]:
        """The best hits in one list: they are among the best of as many best units."""
        best = self.snapshot.best_units(self.ranked, limit)
        units = self.book.best_first(best)[:limit]
        found = self.snapshot.hits(replace(self.ranked, units=frozenset(units)), 0, limit)
        order = {unit: number for number, unit in enumerate(units)}
        hits = [hit for unit_hits, _ in found.values() for hit in unit_hits]
        # the sort is stable: equal hits of one unit stay in reading order
        return tuple(sorted(hits, key=lambda hit: (-hit.score, order[hit.unit]))[:limit])

    def _ordered(self, wanted: int) -> list[str]:
        """The units of the answer in the asked order, at least the first `wanted`."""
        total = self.answer.bit_count()
        if wanted - self.query.size >= total and not self.query.unit:
            return []
        if self.query.sort == "area":
            return self.book.by_area(self.answer)
        if self.query.sort == "newest" or isinstance(self.tree, All) or total == 1:
            return self.book.newest_first(self.answer)
        return self.book.best_first(self.snapshot.best_units(self.ranked, min(wanted, total)))


def _about_any(whom: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What a passage must mention to be about one of `whom`: any theme."""
    codes = [str(ThemeTag(theme.code, subject, source=Source.TEXT)) for subject in whom for theme in THEMES]
    return [tuple(codes)] if codes else []


def _with_sources(values: tuple[str, ...]) -> list[str]:
    """Values of `combined` with their source; those without one stand for each source."""
    return [each for value in values for each in ([value] if ":" in value else [f"{s}:{value}" for s in Source])]
