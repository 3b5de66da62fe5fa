"""What is compared: each run takes a query as it was typed and gives passages by their references, best first."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from bench.relevance.corpus import passages
from bench.relevance.judged import reference
from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.protocol import Engine, Viewer
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import SearchQuery

DEPTH = 20
PUBLIC = Viewer(frozenset({"public"}))

Run = Callable[[str], list[str]]


def references(bodies: Iterable[str]) -> list[str]:
    """Of the passages with these texts; words that a paper says twice count once."""
    return list(dict.fromkeys(map(reference, bodies)))


def baseline(documents: tuple[IndexDocument, ...]) -> Run:
    """The fixed run that others are measured against, and that is never improved.

    Tantivy's default tokeniser, one field, any of the words, BM25 with Tantivy's k1 of 1.2 and b of 0.75.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=True, tokenizer_name="default")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for document in passages(documents):
        writer.add_document(tantivy.Document(body=document.body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def run(text: str) -> list[str]:
        words = " ".join(re.findall(r"\w+", text.lower()))  # in small letters none is read as an operator
        hits = searcher.search(index.parse_query(words, ["body"]), DEPTH).hits
        return references(searcher.doc(address).get_first("body") for _, address in hits)

    return run


def of_engine(engine: Engine, *, related: bool = False) -> Run:
    """Our search, by words alone or with related wording.

    Titles of papers and cases that it finds are passed over: passages alone are judged.
    """

    def run(text: str) -> list[str]:
        hits = engine.passages(SearchQuery(text, related=related), PUBLIC, DEPTH)
        return references(hit.body for hit in hits if hit.sort == Sort.PASSAGE)

    return run


def tantivy_engine(documents: tuple[IndexDocument, ...], folder: Path | str) -> TantivyEngine:
    """The embedded engine with an index of `documents` in `folder`."""
    engine = TantivyEngine(folder)
    engine.rebuild(documents)
    return engine


@contextmanager
def elasticsearch_engine(address: str, documents: tuple[IndexDocument, ...], folder: Path | str) -> Iterator[Engine]:
    """An engine on the cluster at `address`, with an index of `documents` that is deleted at the end."""
    from dhr.search.engines.elasticsearch import ElasticsearchEngine
    from dhr.search.engines.elasticsearch_cluster import Cluster
    from dhr.search.engines.elasticsearch_connection import Connection

    cluster = Cluster(Connection.parse(address))
    alias = f"dhr-relevance-{uuid.uuid4().hex[:12]}"
    engine = ElasticsearchEngine(cluster, alias, Path(folder) / "write.lock", replicas=0)
    try:
        engine.rebuild(documents)
        yield engine
    finally:
        for index in cluster.client.indices.get(index=f"{alias}-*"):
            cluster.client.indices.delete(index=index)
        cluster.client.close()
