"""What an engine itself takes for the query that our search compiles: nothing of ours around it.

The query is compiled beforehand, with the viewer's audiences and the reviews that the filters let through. It is asked

hits    for the best 20 passages, read from what the index stores, and how many there are
facets  for the same, and for the facets of the page: how many reviews there are of each value (terms, and below them
        the cardinality of the reviews, which is inexact and the least that an engine can be asked for)

Our index has no columns for what papers and cases say about a review, because the case book counts it; for `facets`
they stand in an index of their own, beside it, which is asked for the reviews that were found.
"""

from collections.abc import Callable, Iterable, Iterator

import tantivy
from elasticsearch.helpers import bulk

from bench.questions import VIEWER
from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines import elasticsearch_snapshot, tantivy_snapshot
from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import FACET_NAMES, SearchQuery

Call = Callable[[], object]

PASSAGES = 20
MOST_VALUES = 10_000


def counted(*fields: str) -> dict:
    reviews = {"reviews": {"cardinality": {"field": "unit"}}}
    return {field: {"terms": {"field": field, "size": MOST_VALUES}, "aggs": reviews} for field in fields}


def facts(documents: Iterable[IndexDocument]) -> Iterator[dict]:
    """What the papers and cases that the viewer may see say about their reviews."""
    for document in documents:
        if document.sort != Sort.PASSAGE and VIEWER.audiences.intersection(document.audiences):
            said = [(facet, value) for facet, value in document.facts() if facet in FACET_NAMES]
            themes = [value for facet, value in said if facet == "theme"]
            yield {
                "unit": document.unit,
                "theme": themes,
                "fact": [f"{facet}={value}" for facet, value in said if facet not in ("theme", "kind")],
            }


class BareTantivy:
    """`engine`'s index of `documents`, asked directly."""

    def __init__(self, engine: TantivyEngine, documents: Iterable[IndexDocument]):
        self.engine = engine
        builder = tantivy.SchemaBuilder()
        for field in ("unit", "theme", "fact"):
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
        compiled, searcher = tantivy_snapshot.compiled(inquiry.shown), inquiry.snapshot.searcher
        of_found = tantivy.Query.term_set_query(self.schema, "unit", inquiry.book.names(inquiry.answer))

        def hits() -> object:
            found = searcher.search(compiled, PASSAGES)
            return found.count, [searcher.doc(address) for _, address in found.hits]

        def facets() -> object:
            kinds = searcher.aggregate(compiled, counted("kind"))
            return hits(), kinds, self.facts.aggregate(of_found, counted("theme", "fact"))

        return hits, facets


class BareElasticsearch:
    """`engine`'s index of `documents`, asked directly through the same client."""

    def __init__(self, engine: ElasticsearchEngine, documents: Iterable[IndexDocument]):
        self.cluster, self.engine = engine.cluster, engine
        self.facts = f"{engine.alias}-facts"
        client = self.cluster.client.options(request_timeout=60)
        fields = {field: {"type": "keyword"} for field in ("unit", "theme", "fact")}
        settings = {"number_of_replicas": 0, "max_terms_count": 1_000_000, "requests.cache.enable": False}
        client.indices.create(index=self.facts, mappings={"properties": fields}, settings=settings)
        bulk(client, ({"_index": self.facts, **each} for each in facts(documents)), refresh=True)

    def calls(self, query: SearchQuery) -> tuple[Call, Call]:
        """`query` as two calls, one request each: `hits` and `facets`."""
        inquiry = self.engine.inquiry(query, VIEWER)
        index = inquiry.snapshot.index
        body = {
            "query": elasticsearch_snapshot.compiled(inquiry.shown).to_dict(),
            "size": PASSAGES,
            "_source": ["shown"],
            "track_total_hits": True,
        }
        of_found = {"terms": {"unit": inquiry.book.names(inquiry.answer)}}
        searches = [
            {"index": index},
            body | {"aggs": counted("kind")},
            {"index": self.facts},
            {"query": of_found, "size": 0, "aggs": counted("theme", "fact")},
        ]
        return (
            lambda: self.cluster.search(index, body),
            lambda: self.cluster.ask(lambda client: client.msearch(searches=searches)),
        )
