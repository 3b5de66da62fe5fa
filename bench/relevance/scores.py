"""What a run is worth on a part of the judged set."""

import statistics
from collections.abc import Collection
from dataclasses import dataclass

from bench.relevance.judged import USEFUL, Judgements, Query
from bench.relevance.measures import ndcg, recall
from bench.relevance.runs import DEPTH, Run

FIRST = 10
"""Passages of the first page, by which nDCG judges a run."""

FIRST_GLANCE = 3


class NotGraded(Exception):
    """No query has a useful passage: the set has no judgements yet, or is about other papers."""


@dataclass(frozen=True)
class Score:
    """How one query fared.

    missed    nothing useful is among the first three
    unjudged  how many of the first ten no grader saw
    """

    query: Query
    ndcg: float
    recall: float
    missed: bool
    unjudged: int


def scores(run: Run, queries: list[Query], judged: Judgements, present: Collection[str]) -> list[Score]:
    """One score a query, in order, of those to which a useful passage is `present` (references) in the corpus.

    Raises NotGraded where there is none such.
    """
    found = []
    for query in queries:
        grades = {passage: grade for passage, grade in judged.get(query.id, {}).items() if passage in present}
        useful = {passage for passage, grade in grades.items() if grade >= USEFUL}
        if not useful:
            continue
        ranking = run(query.text)
        found.append(
            Score(
                query,
                ndcg=ndcg(ranking, grades, FIRST),
                recall=recall(ranking, useful, DEPTH),
                missed=useful.isdisjoint(ranking[:FIRST_GLANCE]),
                unjudged=sum(passage not in grades for passage in ranking[:FIRST]),
            )
        )
    if not found:
        raise NotGraded("No query has a useful passage here. Has the set been graded? See docs/relevance.md")
    return found


def mean_ndcg(of_run: list[Score]) -> float:
    return statistics.fmean(score.ndcg for score in of_run)
