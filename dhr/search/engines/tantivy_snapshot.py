"""One state of a Tantivy index, and the few questions that `answering` asks of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache, cached_property

import numpy as np
import tantivy
from tantivy import Occur, Query

from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.protocol import CARDS, Card, Hit, SearchError, SearchUnavailable, Selection, Viewer
from dhr.search.engines.shown import hit_of, shown
from dhr.search.engines.vector_folder import VectorFolder, Vectors
from dhr.search.ranking import SAME_THING
from dhr.search.text import index_text
from dhr.search.tree import All, Among, And, Heading, Near, Not, OneOf, Or, Phrase, Prefix, Same, Themed, Tree, Word

LAYOUT = 5
"""To be raised whenever the schema or what is stored changes."""

MOST_BUCKETS = 65_000
"""Values that one aggregation may count (Tantivy's own limit)."""

MOST_ALTERNATIVES = 100
"""Values that a query names one by one, each looked up as it is needed; of more, all documents are gathered at once."""

_EXACT = ("key", "sort", "owner", "audience", "except_audience", "section")
_COUNTED = ("unit", "kind", "theme", "rag", "made")


@cache
def schema() -> tantivy.Schema:
    """Exact terms for filters, counted ones as columns too; the analysed text with positions; the rest as JSON."""
    builder = tantivy.SchemaBuilder()
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _COUNTED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("unit_number", fast=True)
    builder.add_integer_field("position", fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("heading", tokenizer_name="whitespace", index_option="position")
    builder.add_bytes_field("mark", stored=True)
    builder.add_text_field("shown", tokenizer_name="raw", index_option="basic", stored=True)
    return builder.build()


def to_tantivy(document: IndexDocument) -> tantivy.Document:
    """`document` as the schema has it; raises `ValueError` for a unit that isn't a letter and a number."""
    return tantivy.Document(
        key=document.key,
        sort=document.sort.value,
        owner=document.owner,
        audience=list(document.audiences),
        except_audience=list(document.except_audiences),
        section=document.section,
        unit=document.unit,
        kind=document.kind,
        theme=document.theme_codes() if document.sort.has_body else [],
        rag=[document.rag] if document.rag else [],
        made=[str(document.made)] if document.made else [],
        unit_number=_unit_number(document.unit),
        position=document.position,
        text=index_text(document.body if document.sort.has_body else document.title),
        heading=index_text(document.section),
        mark=f"{document.unit} {document.key} {document.mark()}".encode(),
        shown=json.dumps(shown(document), ensure_ascii=False),
    )


def _unit_number(unit: str) -> int:
    """`r12` as a number that `_unit_named` turns back: number columns are read in bulk, text columns are not."""
    letter, digits = unit[:1], unit[1:]
    if not ("a" <= letter <= "z" and digits.isdecimal() and digits == str(int(digits)) and len(digits) <= 15):
        raise ValueError(f"A unit is a small letter and a number, not {unit!r}")
    return (ord(letter) - ord("a")) * 10**15 + int(digits)


def _unit_named(number: int) -> str:
    letter, digits = divmod(number, 10**15)
    return f"{chr(ord('a') + letter)}{digits}"


def damage_reported() -> AbstractContextManager[None]:
    """Turns what Tantivy raises over a missing or damaged index into `SearchUnavailable`."""
    return reported_as(
        SearchUnavailable(
            "The search index can't be read. If its disk is neither full nor read-only, run `manage.py rebuild_search`."
        )
    )


@contextmanager
def reported_as(problem: SearchError) -> Iterator[None]:
    """Raises `problem` in place of what Tantivy and the system raise over files."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise problem from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how Tantivy's own assertions arrive: no subclass of Exception
            raise
        raise problem from error


class TantivySnapshot:
    """A `Snapshot` of one state of an index; `stamp` tells states apart."""

    def __init__(self, stamp: str, searcher: tantivy.Searcher, folder: VectorFolder):
        self.stamp = stamp
        self.searcher = searcher
        self.folder = folder

    @cached_property
    def vectors(self) -> Vectors:
        """Opened when somebody first asks for them: most searches don't."""
        with damage_reported():
            return self.folder.current()

    def cards(self, viewer: Viewer) -> list[Card]:
        with damage_reported():
            found = self._found(compiled(Selection(viewer, All(), CARDS)))
            kept = (self._shown(address) for _, address in found)
            return [
                Card(each["unit"], each["is_review"], tuple((facet, value) for facet, value in each["facts"]))
                for each in kept
            ]

    def nearest(self, vector: np.ndarray, viewer: Viewer, wanted: int) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for portion in self.vectors.nearest(vector):
            among = Among(frozenset(key for key, _ in portion))
            with damage_reported():
                seen = self._found(compiled(Selection(viewer, among, (Sort.PASSAGE,))))
                kept = {each["key"]: each for each in (self._shown(address) for _, address in seen)}
            found += [hit_of(kept[key], cosine) for key, cosine in portion if key in kept]
            if len(found) >= wanted:
                break
        return tuple(found[:wanted])

    def tally(self, selections: Mapping[str, Selection]) -> dict[str, dict[str, list[str]]]:
        return {field: self._units_by_value(field, selection) for field, selection in selections.items()}

    def _units_by_value(self, field: str, selection: Selection) -> dict[str, list[str]]:
        query = compiled(selection)
        by_unit = {"units": _terms("unit")}
        with damage_reported():
            try:
                buckets = self._aggregate(query, {"values": {**_terms(field), "aggs": by_unit}})["values"]
                return {bucket["key"]: _keys(bucket["units"]) for bucket in buckets["buckets"]}
            except ValueError as error:
                if "bucket limit" not in str(error):
                    raise
            values = _keys(self._aggregate(query, {"values": _terms(field)})["values"])
            return {
                value: _keys(self._aggregate(_both(query, _exactly(field, (value,))), by_unit)["units"])
                for value in values
            }

    def best_units(self, selection: Selection, wanted: int) -> dict[str, float]:
        query = compiled(selection)
        limit = max(256, 8 * wanted)
        with damage_reported():
            while True:
                hits = self.searcher.search(query, limit, count=False).hits
                numbers = self.searcher.fast_field_values("unit_number", [address for _, address in hits])
                best: dict[int, float] = {}
                for number, (score, _) in zip(numbers, hits, strict=True):
                    best.setdefault(number, score)
                complete = len(hits) < limit
                if complete or (len(best) >= wanted and hits[-1][0] < list(best.values())[wanted - 1]):
                    return {_unit_named(number): score for number, score in best.items()}
                limit *= 8

    def hits(self, selection: Selection, offset: int, limit: int) -> dict[str, tuple[tuple[Hit, ...], int]]:
        with damage_reported():
            found = self._found(compiled(selection))
            addresses = [address for _, address in found]
            numbers = self.searcher.fast_field_values("unit_number", addresses)
            positions = self.searcher.fast_field_values("position", addresses)
            by_unit: dict[int, list[tuple[float, int, tantivy.DocAddress]]] = {}
            for number, position, (score, address) in zip(numbers, positions, found, strict=True):
                by_unit.setdefault(number, []).append((-score, position, address))
            return {
                _unit_named(number): (self._best(documents, offset, limit), len(documents))
                for number, documents in by_unit.items()
            }

    def contents(self, unit: str = "") -> Iterator[tuple[str, str, str]]:
        """Unit, key and mark of each document, or of those of one unit."""
        query = _exactly("unit", (unit,)) if unit else Query.all_query()
        with damage_reported():
            for _, address in self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits:
                of_unit, key, mark = bytes(self.searcher.doc(address).get_first("mark")).decode().split(" ")
                yield of_unit, key, mark

    def _best(self, documents: list[tuple[float, int, tantivy.DocAddress]], offset: int, limit: int) -> tuple[Hit, ...]:
        documents.sort(key=lambda document: document[:2])
        return tuple(hit_of(self._shown(address), -score) for score, _, address in documents[offset : offset + limit])

    def _found(self, query: Query) -> list[tuple[float, tantivy.DocAddress]]:
        """Every document that is found, best first."""
        limit = 2_000
        while True:
            result = self.searcher.search(query, limit, count=False)
            if len(result.hits) < limit:
                return result.hits
            limit *= 8

    def _aggregate(self, query: Query, request: dict) -> dict:
        return self.searcher.aggregate(query, request)

    def _shown(self, address: tantivy.DocAddress) -> dict:
        return json.loads(self.searcher.doc(address).get_first("shown"))


def _terms(field: str) -> dict:
    return {"terms": {"field": field, "size": MOST_BUCKETS}}


def _keys(terms: dict) -> list[str]:
    if terms["sum_other_doc_count"]:
        raise SearchUnavailable(f"This engine counts no more than {MOST_BUCKETS:,} reviews. Use Elasticsearch.")
    return [bucket["key"] for bucket in terms["buckets"]]


def compiled(selection: Selection) -> Query:
    """`selection` as one of Tantivy's queries. Only the words add to the score."""
    viewer = selection.viewer
    demands = [("sort", selection.sorts), ("kind", selection.kinds), ("section", selection.sections)]
    demands += [("rag", selection.rags), ("made", selection.made)]
    demands += [("theme", codes) for codes in selection.themes]
    clauses = [(Occur.Must, _exactly(field, tuple(values))) for field, values in demands if values]
    clauses.append((Occur.Must, _exactly("audience", tuple(sorted(viewer.audiences)))))
    if selection.units is not None:
        clauses.append((Occur.Must, _exactly("unit", tuple(sorted(selection.units)))))
    clauses.append((Occur.MustNot, _exactly("except_audience", tuple(sorted(viewer.audiences)))))
    if viewer.hidden_owners:
        clauses.append((Occur.MustNot, _exactly("owner", tuple(sorted(viewer.hidden_owners)))))
    boosts = [(Occur.Should, Query.boost_query(_words(each.part), each.weight)) for each in selection.boosts]
    return Query.boolean_query([(Occur.Must, _words(selection.tree)), *clauses, *boosts])


def _exactly(field: str, values: tuple[str, ...]) -> Query:
    if len(values) > MOST_ALTERNATIVES:
        query = Query.term_set_query(schema(), field, list(values))
    else:
        terms = [Query.term_query(schema(), field, value, index_option="basic") for value in values]
        query = Query.boolean_query([(Occur.Should, term) for term in terms])
    return Query.const_score_query(query, 0.0)


def _both(query: Query, other: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, other)])


def _words(tree: Tree | Not | Heading, field: str = "text") -> Query:
    match tree:
        case All():
            return Query.const_score_query(Query.all_query(), 0.0)
        case Word(term):
            return Query.term_query(schema(), field, term)
        case Prefix(start):
            return Query.fuzzy_term_query(schema(), "text", start, distance=0, prefix=True)
        case Near(term, edits):
            return Query.fuzzy_term_query(schema(), "text", term, distance=edits)
        case OneOf(terms):
            return Query.const_score_query(_exactly("text", tuple(sorted(terms))), 1.0)
        case Phrase(terms):
            return Query.phrase_query(schema(), field, list(terms))
        case Heading(part):
            return _words(part, "heading")
        case Among(keys):
            return Query.const_score_query(_exactly("key", tuple(sorted(keys))), 1.0)
        case Themed(code):
            return Query.const_score_query(_exactly("theme", (code,)), 1.0)
        case Same((typed, *others)):
            alike = [Query.boost_query(_words(each, field), SAME_THING) for each in others]
            return Query.disjunction_max_query([_words(typed, field), *alike], 0.0)
        case Or(parts):
            return Query.boolean_query([(Occur.Should, _words(part)) for part in parts])
        case And(parts):
            return Query.boolean_query(
                [
                    (Occur.MustNot, _words(part.part)) if isinstance(part, Not) else (Occur.Must, _words(part))
                    for part in parts
                ]
            )
