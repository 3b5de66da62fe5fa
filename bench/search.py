"""What our search costs on top of the engine: `python -m bench.search`, or `make bench`.

100,000 generated passages of 800 reviews, and 200 queries of five kinds, all from fixed seeds. Each column is the
median of a kind in milliseconds:

hits    the compiled query straight to Tantivy: 20 documents read from the store, and reviews counted by document kind,
        which is the only aggregation that our search asks of the engine
bare    the same, and the aggregations that it takes to count every other facet exactly (terms, and below them terms
        on the review) for the reviews that were found; no grouping, no highlights
ours    a page of 20 reviews with up to three passages each, every facet counted, every passage highlighted
first   ours for a viewer's first search after the index has changed, when the case book has to be made

Our index has no columns for the facets of cases, because the case book counts them; for `bare` they stand in an index
of their own. Ends with an error where ours takes more than twice as long as bare.
"""

import datetime
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial

import tantivy

from dhr.search.documents import IndexDocument, Need, Sort, ThemeTag
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.protocol import SearchAnswer, Viewer
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.engines.tantivy_snapshot import compiled
from dhr.search.highlight import Piece, highlight
from dhr.search.query import FACET_NAMES, SearchQuery

PASSAGES = 100_000
REVIEWS = 800
VOCABULARY = 30_000
QUERIES_PER_KIND = 40
ROUNDS = 3
HIGHEST_RATIO = 2.0

VIEWER = Viewer(frozenset({"public"}))
PUBLIC = ("public",)
THEMES = [f"theme-{number}" for number in range(44)]
KINDS = ("overview-report", "executive-summary", "imr", "terms-of-reference", "seven-minute-briefing")
SYLLABLES = ("ba", "ce", "dro", "fi", "gan", "hul", "jo", "ker", "li", "mon", "nup", "pra", "quo", "ris", "sta", "tev")


def vocabulary(random_: random.Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(random_.choices(SYLLABLES, k=random_.choice((2, 3, 3, 4, 5))))] = None
    return list(words)


def documents(words: list[str]) -> Iterator[IndexDocument]:
    """Each review's case, four papers and 125 passages, in words that are as unevenly frequent as real ones."""
    random_ = random.Random(2)
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(words))))

    def tags(most: int) -> tuple[ThemeTag, ...]:
        return tuple(
            ThemeTag(random_.choice(THEMES), random_.choice(("victim", "perpetrator", "")), source="text")
            for _ in range(random_.randint(0, most))
        )

    for number in range(REVIEWS):
        unit, owners = f"r{number}", [f"e{number * 4 + paper}" for paper in range(4)]
        yield IndexDocument(
            key=f"case:{unit}",
            sort=Sort.CASE,
            unit=unit,
            owner=owners[0],
            audiences=PUBLIC,
            title=" ".join(random_.choices(words, cum_weights=weights, k=5)),
            themes=tuple(ThemeTag(random_.choice(THEMES), "victim", source="library") for _ in range(6)),
            needs=tuple(Need("victim", "1", need) for need in ("mental-health", "self-harm")[: number % 3]),
            areas=(f"area-{random_.randrange(120)}",),
            regions=(f"region-{random_.randrange(10)}",),
            date=datetime.date(2011, 4, 13) + datetime.timedelta(days=random_.randrange(5_000)),
            year=random_.randint(2008, 2024),
            category=f"category-{random_.randrange(4)}",
            recipients=tuple(f"recipient-{random_.randrange(12)}" for _ in range(4)),
            ages=(f"age-{random_.randrange(8)}",),
            sexes=(f"sex-{random_.randrange(3)}",),
            ethnicities=(f"ethnicity-{random_.randrange(12)}",),
            relationships=(f"relationship-{random_.randrange(10)}",),
            single_victim=True,
        )
        for paper, owner in enumerate(owners):
            yield IndexDocument(
                key=owner,
                sort=Sort.PAPER,
                unit=unit,
                owner=owner,
                audiences=PUBLIC,
                position=paper,
                kind=KINDS[paper],
                title=" ".join(random_.choices(words, cum_weights=weights, k=5)),
                themes=tags(16),
            )
        for position in range(PASSAGES // REVIEWS):
            paper = random_.randrange(4)
            yield IndexDocument(
                key=f"{owners[paper]}:p{position}",
                sort=Sort.PASSAGE,
                unit=unit,
                owner=owners[paper],
                audiences=PUBLIC,
                position=1_000 + position,
                kind=KINDS[paper],
                section=f"Section {position // 20}",
                body=" ".join(random_.choices(words, cum_weights=weights, k=random_.randint(30, 110))),
                themes=tags(3),
            )


def queries(words: list[str]) -> dict[str, list[SearchQuery]]:
    """Kind -> queries. Words come by rank: common ones are in some thousand passages, rare ones in a few."""
    random_ = random.Random(3)
    common, middle, rare = words[5:60], words[60:2_000], words[8_000:]

    def many(make: Callable[[], SearchQuery]) -> list[SearchQuery]:
        return [make() for _ in range(QUERIES_PER_KIND)]

    return {
        "rare word": many(lambda: SearchQuery(random_.choice(rare))),
        "common word": many(lambda: SearchQuery(random_.choice(common))),
        "phrase": many(lambda: SearchQuery(f'"{random_.choice(words[:12])} {random_.choice(common)}"')),
        "ten-way OR": many(lambda: SearchQuery(" OR ".join(random_.sample(middle, 10)))),
        "filter only": many(
            lambda: SearchQuery(
                theme=(f"{random_.choice(THEMES)}.victim",), region=(f"region-{random_.randrange(10)}",)
            )
        ),
    }


def ours(engine: AnsweringEngine, query: SearchQuery) -> tuple[SearchAnswer, list[list[Piece]]]:
    answer = engine.search(query, VIEWER)
    return answer, [highlight(hit.body or hit.title, answer.tree) for group in answer.groups for hit in group.hits]


class Bare:
    """The engine alone, asked for the same hits and the same counts."""

    def __init__(self, engine: TantivyEngine, documents: list[IndexDocument]):
        self.engine = engine
        builder = tantivy.SchemaBuilder()
        for name in ("unit", "theme", "fact"):
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        self.schema = builder.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(num_threads=1)
        for document in documents:
            facts = document.facts()
            writer.add_document(
                tantivy.Document(
                    unit=document.unit,
                    theme=[value for facet, value in facts if facet == "theme"],
                    fact=[f"{facet}={value}" for facet, value in facts if facet in FACET_NAMES and facet != "theme"],
                )
            )
        writer.commit()
        index.reload()
        self.cases = index.searcher()

    def calls(self, query: SearchQuery) -> tuple[Callable[[], object], Callable[[], object]]:
        """`query`, compiled beforehand, as two calls: `hits` and `bare` of the table."""
        snapshot = self.engine.snapshot()
        passages = compiled(self.engine.inquiry(query, VIEWER).shown)
        units = sorted(self.engine.matching_units(query, VIEWER))
        cases = tantivy.Query.term_set_query(self.schema, "unit", units)

        def hits() -> object:
            found = snapshot.searcher.search(passages, 20).hits
            kinds = snapshot.searcher.aggregate(passages, by_unit("kind"))
            return [snapshot.searcher.doc(address) for _, address in found], kinds

        def bare() -> object:
            return hits(), [self.cases.aggregate(cases, by_unit(field)) for field in ("theme", "fact")]

        return hits, bare


def by_unit(field: str) -> dict:
    units = {"terms": {"field": "unit", "size": 65_000}}
    return {"values": {"terms": {"field": field, "size": 65_000}, "aggs": {"units": units}}}


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000


def best_of(call: Callable[[], object]) -> float:
    return min(milliseconds(call) for _ in range(ROUNDS))


def main() -> int:
    words = vocabulary(random.Random(1))
    every = list(documents(words))
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        engine = TantivyEngine(folder)
        seconds = milliseconds(lambda: engine.rebuild(every)) / 1_000
        print(f"{PASSAGES:,} passages of {REVIEWS} reviews indexed in {seconds:.0f} s; medians in milliseconds")
        alone = Bare(engine, [document for document in every if document.sort != Sort.PASSAGE])
        print(f"{'kind':<12}{'reviews':>8}{'hits':>8}{'bare':>8}{'ours':>8}{'ours/bare':>10}{'slowest':>9}{'first':>8}")
        too_slow = False
        for kind, of_kind in queries(words).items():
            found = [engine.search(query, VIEWER).total_reviews for query in of_kind]
            calls = [alone.calls(query) for query in of_kind]
            hits_ms = statistics.median(best_of(hits) for hits, _ in calls)
            bare_ms = statistics.median(best_of(bare) for _, bare in calls)
            our_times = [best_of(partial(ours, engine, query)) for query in of_kind]
            first_ms = statistics.median(milliseconds(partial(ours, TantivyEngine(folder), query)) for query in of_kind)
            ratio = statistics.median(our_times) / bare_ms
            too_slow |= ratio > HIGHEST_RATIO
            print(
                f"{kind:<12}{statistics.median(found):>8.0f}{hits_ms:>8.2f}{bare_ms:>8.2f}"
                f"{statistics.median(our_times):>8.2f}{ratio:>10.2f}{max(our_times):>9.2f}{first_ms:>8.1f}"
            )
    if too_slow:
        print(f"A kind takes more than {HIGHEST_RATIO} times as long as its bare query.", file=sys.stderr)
    return int(too_slow)


if __name__ == "__main__":
    sys.exit(main())
