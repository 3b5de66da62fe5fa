"""The measures of relevance, against numbers worked out by hand."""

import pytest

from bench.relevance.judged import Query
from bench.relevance.measures import interval, ndcg, recall
from bench.relevance.scores import NotGraded, scores

GRADES = {"a": 3, "b": 2, "c": 0, "d": 1}


def test_the_best_order_is_worth_one():
    assert ndcg(["a", "b", "d", "c"], GRADES, 10) == pytest.approx(1)


def test_a_ranking_is_worth_its_discounted_grades_over_those_of_the_best():
    # 0 + 3 / log2(3) + 2 / log2(4) = 2.89279; the best: 3 + 2 / log2(3) + 1 / log2(4) = 4.76186
    assert ndcg(["c", "a", "b"], GRADES, 10) == pytest.approx(2.89279 / 4.76186, abs=1e-5)


def test_what_comes_after_the_depth_counts_nothing():
    # 0 of 3 + 2 / log2(3)
    assert ndcg(["c", "d", "a"], GRADES, 2) == pytest.approx((1 / 1.58496) / (3 + 2 / 1.58496), abs=1e-5)
    assert ndcg(["c", "x", "a"], GRADES, 2) == 0


def test_a_passage_that_nobody_judged_counts_as_of_no_use():
    assert ndcg(["x", "a", "b"], GRADES, 10) == ndcg(["c", "a", "b"], GRADES, 10)


def test_recall_is_the_share_found_within_the_depth():
    assert recall(["a", "x", "b"], {"a", "b", "c"}, 2) == pytest.approx(1 / 3)
    assert recall(["a", "x", "b"], {"a", "b", "c"}, 3) == pytest.approx(2 / 3)


def test_the_interval_of_equal_differences_is_a_point():
    assert interval([0.1] * 30) == pytest.approx((0.1, 0.1))


def test_the_interval_is_that_of_the_mean():
    # the mean of 100 draws of 0 or 1 has a standard error of 0.05: 1.96 of them on each side
    low, high = interval([0.0, 1.0] * 50)
    assert (low, high) == pytest.approx((0.402, 0.598), abs=0.01)
    assert interval([0.0, 1.0] * 50) == (low, high)


ASKED = [Query("keyword-01", "alcohol", "Alcohol."), Query("keyword-03", "visas", "Visas.")]
JUDGED = {"keyword-01": {"a": 3, "b": 1, "z": 3}, "keyword-03": {"b": 1, "c": 2}}


def test_a_query_is_missed_when_nothing_useful_is_among_its_first_three():
    rankings = {"alcohol": ["x", "y", "b", "a"], "visas": ["x", "y", "c"]}
    first, second = scores(rankings.get, ASKED, JUDGED, {"a", "b", "c"})
    assert (first.missed, second.missed) == (True, False)
    assert (first.unjudged, second.unjudged) == (2, 2)
    assert (first.recall, second.recall) == (1, 1)


def test_only_passages_of_this_corpus_are_asked_for():
    (only,) = scores(lambda text: ["a", "b"], ASKED, JUDGED, {"a", "b"})
    assert only.query.id == "keyword-01"
    assert only.ndcg == pytest.approx(1)


def test_a_set_that_nobody_graded_says_so():
    with pytest.raises(NotGraded, match="graded"):
        scores(lambda text: [], ASKED, {}, {"a"})
