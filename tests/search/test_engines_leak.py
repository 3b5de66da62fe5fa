"""What a viewer may not see changes nothing of what either engine tells them.

Every answer is compared with that of an index which holds nothing but what the viewer may see. Scores alone may differ:
how rare a word is, is worked out over all that an index holds. That is why the public has an index of its own.
"""

import random
from dataclasses import replace

import numpy as np
import pytest

from dhr.search import meaning
from dhr.search.documents import Sort
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.meaning import DIMENSIONS
from tests.search.test_engines_agree import corpus, misspelt, question

pytestmark = pytest.mark.once

VIEWERS, QUESTIONS = 5, 25


def with_some_vectors(rng, documents):
    """Whatever they mean: the nearest may be anything."""
    for document in documents:
        if document.sort == Sort.PASSAGE and meaning.version():
            vector = np.array([rng.gauss(0, 1) for _ in range(DIMENSIONS)])
            document = replace(document, vector=(vector / np.linalg.norm(vector)).astype(np.float16).tobytes())
        yield document


def may_see(viewer, document):
    return (
        viewer.audiences & set(document.audiences)
        and not viewer.audiences & set(document.except_audiences)
        and document.owner not in viewer.hidden_owners
    )


def told(engine, query, viewer, word):
    """All that an engine says, but for scores and what follows from them."""
    in_order_of_date = replace(query, sort="newest")
    answer = engine.search(in_order_of_date, viewer)
    return {
        "units": engine.matching_units(query, viewer),
        "totals": (answer.total_units, answer.total_reviews, answer.total_context),
        "facets": answer.facets,
        "notes": answer.notes,
        "groups": [(group.unit, len(group.hits), group.more) for group in answer.groups],
        "passages": {hit.key for hit in engine.passages(query, viewer, 2_000)},
        "names": {facet: engine.values(facet, viewer) for facet in ("area", "agency", "year")},
        "suggestions": {hit.key for hit in engine.near(word, viewer)},
    }


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request, tmp_path):
    if request.param == "tantivy":
        return TantivyEngine(tmp_path / "everything")
    return request.getfixturevalue("make_engine")()


def test_answers_are_those_of_an_index_without_what_the_viewer_may_not_see(engine, tmp_path):
    rng = random.Random(11)
    documents = list(with_some_vectors(rng, corpus(rng, 40)))
    engine.rebuild(documents)
    hidden = 0
    for number in range(VIEWERS):
        _, viewer = question(rng)
        seen = [document for document in documents if may_see(viewer, document)]
        hidden += len(documents) - len(seen)
        of_theirs = TantivyEngine(tmp_path / f"theirs-{number}")
        of_theirs.rebuild(seen)
        keys = {document.key for document in seen}
        for _ in range(QUESTIONS):
            query, _ = question(rng)
            word = misspelt(rng)
            assert told(engine, query, viewer, word) == told(of_theirs, query, viewer, word)
            related = engine.search(replace(query, related=True), viewer)
            assert related.related <= keys
            assert {hit.key for group in related.groups for hit in group.hits} <= keys
    assert hidden > len(documents)


@pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed")
def test_related_passages_are_those_of_an_index_without_what_the_viewer_may_not_see(tmp_path):
    rng = random.Random(12)
    documents = list(with_some_vectors(rng, corpus(rng, 40)))
    engine = TantivyEngine(tmp_path / "everything")
    engine.rebuild(documents)
    found = 0
    for number in range(3):
        _, viewer = question(rng)
        of_theirs = TantivyEngine(tmp_path / f"theirs-{number}")
        of_theirs.rebuild([document for document in documents if may_see(viewer, document)])
        for text in ("alcohol refuge", "police", "zebra"):
            vector = meaning.vector(text)
            theirs = of_theirs.snapshot().nearest(vector, viewer, 20)
            ours = engine.snapshot().nearest(vector, viewer, 20)
            assert [hit.key for hit in ours] == [hit.key for hit in theirs]
            found += len(theirs)
    assert found
