"""One state of an Elasticsearch index, and the few questions that `answering` asks of it."""

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

import numpy as np
from elasticsearch.dsl import A, DenseVector, Keyword, Object, Search, Text
from elasticsearch.dsl import Integer as WholeNumber
from elasticsearch.dsl import Mapping as Fields
from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, Exists, Fuzzy, MatchPhrase, Query, Term, Terms
from elasticsearch.dsl.query import Prefix as PrefixQuery

from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.elasticsearch_cluster import Cluster
from dhr.search.engines.protocol import CARDS, Card, Hit, Selection, Viewer
from dhr.search.engines.shown import hit_of, shown
from dhr.search.meaning import DIMENSIONS
from dhr.search.ranking import SAME_THING
from dhr.search.text import index_text
from dhr.search.tree import All, Among, And, Heading, Near, Not, OneOf, Or, Phrase, Prefix, Same, Themed, Tree, Word

LAYOUT = 4
"""To be raised whenever the mapping or what is stored changes."""

WINDOW = 100_000
"""How deep one answer may reach: units, or passages of one unit."""

PAGE = 5_000
"""Papers that are read at a time."""

MOST_BUCKETS = 65_000
"""Values or counts of one answer (a cluster allows 65,536 unless told otherwise)."""


CANDIDATES, MOST_CANDIDATES = 1_000, 10_000
"""Neighbours that each shard looks at: the more, the surer that the nearest are among them."""


def mapping() -> dict:
    """Exact terms for filters, counted ones with columns too; the analysed text with positions; the rest as it is."""
    fields = Fields().meta("dynamic", "strict").meta("_source", excludes=["text", "heading", "vector"])
    for name in ("sort", "owner", "audience", "except_audience", "section"):
        fields.field(name, Keyword(doc_values=False))
    for name in ("unit", "kind", "theme", "rag", "made", "key"):
        fields.field(name, Keyword())
    fields.field("position", WholeNumber())
    for name in ("text", "heading"):
        fields.field(name, Text(analyzer="whitespace", index_options="positions"))
    fields.field("vector", DenseVector(dims=DIMENSIONS, similarity="dot_product", index_options={"type": "hnsw"}))
    fields.field("mark", Keyword(index=False, doc_values=False))
    fields.field("shown", Object(enabled=False))
    fields.field("state", Object(enabled=False))
    return fields.to_dict()


def to_elasticsearch(document: IndexDocument) -> dict:
    """`document` as the mapping has it."""
    return {
        "key": document.key,
        "sort": document.sort.value,
        "owner": document.owner,
        "audience": list(document.audiences),
        "except_audience": list(document.except_audiences),
        "section": document.section,
        "unit": document.unit,
        "kind": document.kind,
        "theme": document.theme_codes() if document.sort.has_body else [],
        "rag": [document.rag] if document.rag else [],
        "made": [str(document.made)] if document.made else [],
        "position": document.position,
        "text": index_text(document.body if document.sort.has_body else document.title),
        "heading": index_text(document.section),
        "mark": document.mark(),
        "shown": shown(document),
        **({"vector": _unit_vector(document.vector)} if document.vector else {}),
    }


def _unit_vector(vector: bytes) -> list[float]:
    """Of length 1 again, which half precision isn't quite, and the engine insists on."""
    numbers = np.frombuffer(vector, np.float16).astype(np.float32)
    return (numbers / np.linalg.norm(numbers)).tolist()


class ElasticsearchSnapshot:
    """A `Snapshot` of the index called `index`; `stamp` tells its states apart.

    A change that is written while one answer is put together may already be in the later parts of that answer.
    """

    def __init__(self, cluster: Cluster, index: str, stamp: str, shards: int):
        self.cluster = cluster
        self.index = index
        self.stamp = stamp
        self.shards = shards

    def cards(self, viewer: Viewer) -> Iterator[Card]:
        papers = Selection(viewer, All(), CARDS)
        search = _search(papers).source(["shown.unit", "shown.is_review", "shown.facts"]).sort("key")[:PAGE]
        while True:
            hits = self._ask(search, papers)["hits"]["hits"]
            for hit in hits:
                each = hit["_source"]["shown"]
                yield Card(each["unit"], each["is_review"], tuple((facet, value) for facet, value in each["facts"]))
            if len(hits) < PAGE:
                return
            search = search.extra(search_after=hits[-1]["sort"])

    def nearest(self, vector: np.ndarray, viewer: Viewer, wanted: int) -> tuple[Hit, ...]:
        visible = compiled(Selection(viewer, All(), (Sort.PASSAGE,)))
        candidates = min(max(CANDIDATES, 2 * wanted), MOST_CANDIDATES)
        search = Search().knn("vector", wanted, candidates, query_vector=vector.tolist(), filter=visible)
        hits = self.cluster.search(self.index, search.source(["shown"])[:wanted].to_dict())["hits"]["hits"]
        # the engine's score of a vector is half its cosine and a half
        return tuple(hit_of(hit["_source"]["shown"], 2 * hit["_score"] - 1) for hit in hits)

    def tally(self, selections: Mapping[str, Selection]) -> dict[str, dict[str, list[str]]]:
        tallied: dict[str, dict[str, list[str]]] = {field: {} for field in selections}
        after: dict[str, dict] = {field: {} for field in selections}
        while after:
            asked = [(_pairs(selections[field], field, from_), selections[field]) for field, from_ in after.items()]
            for field, answer in zip(list(after), self._ask_all(asked), strict=True):
                pairs = answer["aggregations"]["pairs"]
                for pair in pairs["buckets"]:
                    tallied[field].setdefault(pair["key"]["value"], []).append(pair["key"]["unit"])
                if len(pairs["buckets"]) < MOST_BUCKETS:
                    del after[field]
                else:
                    after[field] = {"after": pairs["after_key"]}
        return tallied

    def best_units(self, selection: Selection, wanted: int) -> dict[str, float]:
        limit = min(WINDOW, max(100, 2 * wanted))
        while True:
            search = _search(selection).source(False).collapse("unit")[:limit]
            hits = self._ask(search, selection)["hits"]["hits"]
            best = {hit["fields"]["unit"][0]: hit["_score"] for hit in hits}
            complete = len(hits) < limit or limit == WINDOW
            if complete or hits[-1]["_score"] < hits[wanted - 1]["_score"]:
                return best
            limit = min(WINDOW, limit * 8)

    def hits(self, selection: Selection, offset: int, limit: int) -> dict[str, tuple[tuple[Hit, ...], int]]:
        search = _search(selection)[:0]
        size = MOST_BUCKETS if selection.units is None else max(1, len(selection.units))
        units = search.aggs.bucket("units", "terms", field="unit", size=size)
        if offset + limit <= WINDOW:
            order = [{"_score": "desc"}, {"position": "asc"}, {"key": "asc"}]
            units.metric("best", "top_hits", sort=order, from_=offset, size=limit, _source=["shown"])
        buckets = self._ask(search, selection)["aggregations"]["units"]["buckets"]
        return {
            bucket["key"]: (
                tuple(
                    hit_of(hit["_source"]["shown"], hit["sort"][0])
                    for hit in bucket.get("best", {"hits": {"hits": ()}})["hits"]["hits"]
                ),
                bucket["doc_count"],
            )
            for bucket in buckets
        }

    def contents(self, unit: str = "") -> Iterator[tuple[str, str, str]]:
        """Unit, key and mark of each document, or of those of one unit."""
        papers = Term(unit=unit) if unit else Exists(field="unit")
        search = Search().query(Bool(filter=[papers])).source(["unit", "key", "mark"]).sort("key", "unit")[:PAGE]
        while True:
            hits = self.cluster.search(self.index, search.extra(track_total_hits=False).to_dict())["hits"]["hits"]
            for hit in hits:
                yield hit["_source"]["unit"], hit["_source"]["key"], hit["_source"]["mark"]
            if len(hits) < PAGE:
                return
            search = search.extra(search_after=hits[-1]["sort"])

    def _ask(self, search: Search, selection: Selection) -> dict:
        return self.cluster.search(self.index, search.to_dict(), **self._manner(selection))

    def _ask_all(self, asked: list[tuple[Search, Selection]]) -> list[dict]:
        """What `_ask` gives for each, in one request."""
        return self.cluster.search_all(
            self.index, [(search.to_dict(), self._manner(selection)) for search, selection in asked]
        )

    def _manner(self, selection: Selection) -> dict[str, str]:
        return {
            # copies of a shard may score a little differently: the same words always ask the same copy
            "preference": f"words-{crc32(repr(selection.tree).encode()):x}",
            "search_type": "dfs_query_then_fetch" if self.shards > 1 else "query_then_fetch",
        }


def _search(selection: Selection) -> Search:
    return Search().query(compiled(selection)).extra(track_total_hits=False)


def _pairs(selection: Selection, field: str, after: dict) -> Search:
    """Asks for each value of `field` with each unit that has it, `after` those that are known."""
    # a composite aggregation gives every pair, page by page; others are limited, and inexact over several shards
    sources = [{"value": A("terms", field=field)}, {"unit": A("terms", field="unit")}]
    search = _search(selection)[:0]
    search.aggs.bucket("pairs", "composite", sources=sources, size=MOST_BUCKETS, **after)
    return search


def compiled(selection: Selection) -> Query:
    """`selection` as a query of Elasticsearch's. Only the words add to the score."""
    viewer = selection.viewer
    demands = [("sort", selection.sorts), ("kind", selection.kinds), ("section", selection.sections)]
    demands += [("rag", selection.rags), ("made", selection.made)]
    demands += [("theme", codes) for codes in selection.themes]
    filters = [_exactly(field, values) for field, values in demands if values]
    filters.append(_exactly("audience", viewer.audiences))
    if selection.units is not None:
        filters.append(_exactly("unit", selection.units))
    must_not = [_exactly("except_audience", viewer.audiences), _exactly("owner", viewer.hidden_owners)]
    words = [] if isinstance(selection.tree, All) else [_words(selection.tree)]
    boosts = [Bool(must=[_words(each.part)], boost=each.weight) for each in selection.boosts]
    return Bool(must=words, should=boosts, minimum_should_match=0, filter=filters, must_not=must_not)


def _exactly(field: str, values: Iterable[str]) -> Query:
    return Terms(**{field: sorted(values)})


def _words(tree: Tree | Heading, field: str = "text") -> Query:
    match tree:
        case Word(term):
            return Term(**{field: term})
        case Prefix(start):
            return PrefixQuery(text={"value": start, "rewrite": "constant_score"})
        case Near(term, edits):
            return Fuzzy(text={"value": term, "fuzziness": edits, "rewrite": "constant_score"})
        case OneOf(terms):
            return ConstantScore(filter=_exactly("text", terms))
        case Phrase(terms):
            return MatchPhrase(**{field: " ".join(terms)})
        case Heading(part):
            return _words(part, "heading")
        case Among(keys):
            return ConstantScore(filter=_exactly("key", keys))
        case Themed(code):
            return ConstantScore(filter=Term(theme=code))
        case Same((typed, *others)):
            alike = [Bool(must=[_words(each, field)], boost=SAME_THING) for each in others]
            return DisMax(queries=[_words(typed, field), *alike], tie_breaker=0)
        case Or(parts):
            return Bool(should=[_words(part) for part in parts], minimum_should_match=1)
        case And(parts):
            return Bool(
                must=[_words(part) for part in parts if not isinstance(part, Not)],
                must_not=[_words(part.part) for part in parts if isinstance(part, Not)],
            )
