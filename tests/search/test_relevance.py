"""The search keeps the relevance that was measured: `docs/relevance.md`."""

import pytest
from django.db import transaction
from django.test import override_settings

from bench.relevance import stored
from bench.relevance.corpus import load, passages
from bench.relevance.judged import PARTS, digest_of_test, judgements, queries, reference
from bench.relevance.runs import of_engine, tantivy_engine
from bench.relevance.scores import mean_ndcg, scores
from dhr.search import meaning
from tests.data_dir import data_dir

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.xdist_group("relevance"),  # the corpus is loaded once
]


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, and the council papers where they are at hand, with what they mean; nothing stays in the database."""
    with (
        django_db_blocker.unblock(),
        data_dir(tmp_path_factory.mktemp("corpus")),
        override_settings(SEARCH_RELATED=True),
        transaction.atomic(),
    ):
        loaded = load()
        transaction.set_rollback(True)
    return loaded


@pytest.fixture(scope="module")
def held():
    return stored.read()


@pytest.fixture(scope="module", params=stored.CORPORA)
def indexed(request, corpus, tmp_path_factory):
    """A corpus by its name, its documents, and an engine that holds them."""
    if request.param == "everything" and not corpus.papers:
        pytest.skip("SKIPPED: no council papers here (set DHR_SHARED_DATA)")
    documents = getattr(corpus, request.param)
    return request.param, documents, tantivy_engine(documents, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module", params=stored.RUNS)
def measured(request, indexed):
    """A run and a corpus by their names, and the scores of the test part there."""
    if request.param == "related" and not meaning.version():
        pytest.skip("SKIPPED: the extra `semantic` isn't installed")
    corpus, documents, engine = indexed
    present = {reference(passage.body) for passage in passages(documents)}
    run = of_engine(engine, related=request.param == "related")
    return request.param, corpus, scores(run, queries("test"), judgements("test"), present)


def test_the_test_part_is_the_one_that_was_fixed_before_tuning(held):
    assert digest_of_test() == held.test_sha256


def test_results_are_as_good_as_the_stored_figure(measured, held):
    run, corpus, found = measured
    assert mean_ndcg(found) >= held.ndcg[run][corpus]


def test_no_other_query_than_those_known_has_nothing_useful_among_its_first_three(measured, held):
    run, corpus, found = measured
    assert {score.query.id for score in found if score.missed} <= set(held.missed[run][corpus])


def test_every_judged_passage_is_still_in_the_papers(corpus):
    if not corpus.papers:
        pytest.skip("SKIPPED: no council papers here (set DHR_SHARED_DATA)")
    present = {reference(passage.body) for passage in passages(corpus.everything)}
    judged = {ref for part in PARTS for grades in judgements(part).values() for ref in grades}
    assert judged <= present
