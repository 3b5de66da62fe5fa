"""What an engine itself takes for the query that our search compiles: nothing of ours around it.

The query is compiled beforehand, with the viewer's audiences and the reviews that the filters let through. It is asked

hits    for the best 20 passages, read from what the index stores, and how many there are
facets  for the same, and for the facets of the page: how many reviews there are of each value (terms, and below them
        the cardinality of the reviews, which is inexact and the least that an engine can be asked for). A facet of
        which something is chosen is counted once more without that choice, as the page shows it

Our index has no columns for what papers and cases say about a review, because the case book counts it; for `facets`
they stand in an index of their own. Ours tells which reviews are found, and the other is asked about these.
"""

from collections.abc import Callable, Iterable, Iterator

import tantivy
from elasticsearch.helpers import bulk

from bench.questions import VIEWER
from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines import elasticsearch_snapshot, tantivy_snapshot
from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.inquiry import Inquiry
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import FACETS, SearchQuery

Call = Callable[[], object]

PASSAGES = 20
MOST_VALUES = 10_000
OF_REVIEWS = tuple(facet.name for facet in FACETS if facet.counted and facet.name not in ("kind", "combined"))
"""Facets whose values papers and cases tell as they stand."""


REVIEWS = {"reviews": {"terms": {"field": "unit", "size": 65_000}}}
"""Which reviews are found."""


def counted(*fields: str) -> dict:
    reviews = {"reviews": {"cardinality": {"field": "unit"}}}
    return {field: {"terms": {"field": field, "size": MOST_VALUES}, "aggs": reviews} for field in fields}


def facts(documents: Iterable[IndexDocument]) -> Iterator[dict]:
    """What the papers and cases that the viewer may see say about their reviews: facet -> values."""
    for document in documents:
        if document.sort != Sort.PASSAGE and VIEWER.audiences.intersection(document.audiences):
            said: dict = {"unit": document.unit}
            for facet, value in document.facts():
                if facet in OF_REVIEWS:
                    said.setdefault(facet, []).append(value)
            yield said


def asked_for(query: SearchQuery) -> list[tuple[str, SearchQuery]]:
    """The query, and for each facet of which something is chosen, that facet and the query without it."""
    narrowed = [each.name for each in FACETS if each.counted and not each.every and getattr(query, each.name)]
    return [("", query), *((facet, query.without(facet)) for facet in narrowed)]


class BareTantivy:
    """`engine`'s index of `documents`, asked directly."""

    def __init__(self, engine: TantivyEngine, documents: Iterable[IndexDocument]):
        self.engine = engine
        builder = tantivy.SchemaBuilder()
        for field in ("unit", *OF_REVIEWS):
            builder.add_text_field(field, tokenizer_name="raw", index_option="basic", fast=True)
        self.schema = builder.build()
        index = tantivy.Index(self.schema)
        writer = index.writer(num_threads=1)
        for each in facts(documents):
            writer.add_document(tantivy.Document(**each))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.facts = index.searcher()

    def calls(self, query: SearchQuery) -> tuple[Call, Call]:
        """`query` as two calls: `hits` and `facets`."""
        inquiry = self.engine.inquiry(query, VIEWER)
        ranked, searcher = tantivy_snapshot.compiled(inquiry.ranked), inquiry.snapshot.searcher
        counts = []
        for facet, asked in asked_for(query):
            of = self.engine.inquiry(asked, VIEWER)
            counts.append((searcher, tantivy_snapshot.compiled(of.shown), counted("kind") | REVIEWS))
            if facet != "kind":
                counts.append((self.facts, self._found_by(of), counted(*([facet] if facet else OF_REVIEWS))))

        def hits() -> object:
            found = searcher.search(ranked, PASSAGES)
            return found.count, [searcher.doc(address) for _, address in found.hits]

        def facets() -> object:
            return hits(), [index.aggregate(of, aggregations) for index, of, aggregations in counts]

        return hits, facets

    def _found_by(self, inquiry: Inquiry) -> tantivy.Query:
        return tantivy.Query.term_set_query(self.schema, "unit", inquiry.book.names(inquiry.answer))


class BareElasticsearch:
    """`engine`'s index of `documents`, asked directly through the same client."""

    def __init__(self, engine: ElasticsearchEngine, documents: Iterable[IndexDocument]):
        self.cluster, self.engine = engine.cluster, engine
        self.facts = f"{engine.alias}-facts"
        client = self.cluster.client.options(request_timeout=60)
        fields = {field: {"type": "keyword"} for field in ("unit", *OF_REVIEWS)}
        settings = {"number_of_replicas": 0, "requests.cache.enable": False}
        client.indices.create(index=self.facts, mappings={"properties": fields}, settings=settings)
        bulk(client, ({"_index": self.facts, **each} for each in facts(documents)), refresh=True)

    def calls(self, query: SearchQuery) -> tuple[Call, Call]:
        """`query` as two calls, one request each: `hits` and `facets`."""
        inquiry = self.engine.inquiry(query, VIEWER)
        index = inquiry.snapshot.index
        found = {
            "query": elasticsearch_snapshot.compiled(inquiry.ranked).to_dict(),
            "size": PASSAGES,
            "_source": ["shown"],
            "track_total_hits": True,
        }
        searches = [{"index": index}, found]
        for facet, asked in asked_for(query):
            of = self.engine.inquiry(asked, VIEWER)
            wanted = elasticsearch_snapshot.compiled(of.shown).to_dict()
            searches += [{"index": index}, {"query": wanted, "size": 0, "aggs": counted("kind") | REVIEWS}]
            if facet != "kind":
                counts = counted(*([facet] if facet else OF_REVIEWS))
                searches += [{"index": self.facts}, {"query": _found_by(of), "size": 0, "aggs": counts}]
        return (
            lambda: self.cluster.search(index, found),
            lambda: self.cluster.ask(lambda client: client.msearch(searches=searches)),
        )


def _found_by(inquiry: Inquiry) -> dict:
    return {"terms": {"unit": inquiry.book.names(inquiry.answer)}}
