"""What an engine itself takes for the query that our search compiles: nothing of ours around it.

The query is compiled beforehand, with the viewer's audiences and the reviews that the filters let through. It is asked

hits    for the best 20 passages, read from what the index stores, and how many there are
facets  for the same, and for the one aggregation that the page needs of an engine: the reviews that each kind of paper
        is found in, exactly (terms, and below them terms on the review). The other facets' counts come on top
"""

from collections.abc import Callable
from functools import singledispatch

from bench.questions import VIEWER
from dhr.search.engines import elasticsearch_snapshot, tantivy_snapshot
from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import SearchQuery

Call = Callable[[], object]

PASSAGES = 20
KINDS = {"kinds": {"terms": {"field": "kind", "size": 50}, "aggs": {"units": {"terms": {"field": "unit", "size": 10_000}}}}}


@singledispatch
def bare(engine, query: SearchQuery) -> tuple[Call, Call]:
    """`query` as two calls to the engine: `hits` and `facets`."""
    raise TypeError(f"There is no bare query for {engine!r}")


@bare.register
def _(engine: TantivyEngine, query: SearchQuery) -> tuple[Call, Call]:
    inquiry = engine.inquiry(query, VIEWER)
    compiled, searcher = tantivy_snapshot.compiled(inquiry.shown), inquiry.snapshot.searcher

    def hits() -> object:
        found = searcher.search(compiled, PASSAGES)
        return found.count, [searcher.doc(address) for _, address in found.hits]

    def facets() -> object:
        return hits(), searcher.aggregate(compiled, KINDS)

    return hits, facets


@bare.register
def _(engine: ElasticsearchEngine, query: SearchQuery) -> tuple[Call, Call]:
    inquiry = engine.inquiry(query, VIEWER)
    index = inquiry.snapshot.index
    body = {
        "query": elasticsearch_snapshot.compiled(inquiry.shown).to_dict(),
        "size": PASSAGES,
        "_source": ["shown"],
        "track_total_hits": True,
    }
    return lambda: engine.cluster.search(index, body), lambda: engine.cluster.search(index, body | {"aggs": KINDS})
