"""What is compared: each run takes a query and gives the ids of earlier recommendations, the likest first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import tantivy

from bench.already.judged import Entry
from dhr.search.already.alike import likenesses

DEPTH = 20

Run = Callable[[Entry], list[str]]


def baseline(earlier: Sequence[Entry]) -> Run:
    """Plain BM25, which is never improved: Tantivy's default tokeniser, the text as its one field, any of the words."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="default")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for entry in earlier:
        writer.add_document(tantivy.Document(body=entry.text, id=entry.id))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def run(query: Entry) -> list[str]:
        words = " ".join(re.findall(r"\w+", query.text.lower()))  # in small letters none is read as an operator
        hits = searcher.search(index.parse_query(words, ["body"]), DEPTH).hits
        return [searcher.doc(address).get_first("id") for _, address in hits]

    return run


def ours(earlier: Sequence[Entry], *, meaning: bool, stated: bool = True) -> Run:
    """What the site shows, with the sentence model or by words alone.

    Without `stated`, nobody stated themes of the earlier ones: they are read from wording and recipient.
    """
    held = [(entry if stated else replace(entry, themes=())).compared for entry in earlier]

    def run(query: Entry) -> list[str]:
        asked = query.compared if meaning else replace(query.compared, vector=None)
        best = np.argsort(-likenesses([asked], held)[0], kind="stable")[:DEPTH]
        return [earlier[at].id for at in best]

    return run
