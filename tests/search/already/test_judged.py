"""Earlier recommendations are found as well as was measured: docs/relevance.md."""

from collections import Counter

import pytest

from bench.already.judged import DEVELOPMENT, FOLDER, GRADES, digest_of_test, entries, judgements, part_of
from bench.already.runs import baseline, ours
from bench.already.scores import mean, scores, stored
from dhr.search import meaning

pytestmark = pytest.mark.once
graded = pytest.mark.skipif(
    not (FOLDER / "stored.toml").exists(), reason="SKIPPED: no figure of the test part is stored yet"
)


def test_the_parts_are_those_that_were_drawn():
    drawn = Counter(part_of(query.id) for query in entries("queries"))
    assert drawn == {"development": DEVELOPMENT, "test": 60}


def test_every_grade_is_of_a_query_and_an_earlier_one_and_on_the_scale():
    earlier = {entry.id for entry in entries("earlier")}
    for query, graded in judgements().items():
        assert part_of(query)
        assert graded.keys() <= earlier
        assert set(graded.values()) <= set(GRADES)


@graded
def test_the_test_part_is_the_one_that_was_measured():
    assert digest_of_test() == stored()["test_sha256"]


@pytest.fixture(scope="module")
def earlier():
    return entries("earlier")


THEMES = [pytest.param(True, "", id="stated"), pytest.param(False, ", themes read", id="read")]


@graded
@pytest.mark.parametrize(("are_stated", "named"), THEMES)
def test_by_words_alone_they_are_found_as_well_as_was_measured_and_better_than_by_bm25(
    earlier, settings, are_stated, named
):
    settings.SEARCH_RELATED = False
    found = mean(scores(ours(earlier, meaning=False, stated=are_stated), "test"))
    assert found >= stored()["ndcg"][f"words{named}"]
    assert found > mean(scores(baseline(earlier), "test"))


@graded
@pytest.mark.skipif(not meaning.version(), reason="SKIPPED: needs the extra `semantic`")
@pytest.mark.parametrize(("are_stated", "named"), THEMES)
def test_with_the_sentence_model_they_are_found_as_well_as_was_measured(earlier, settings, are_stated, named):
    settings.SEARCH_RELATED = True
    found = mean(scores(ours(earlier, meaning=True, stated=are_stated), "test"))
    assert found >= stored()["ndcg"][f"meaning{named}"]
