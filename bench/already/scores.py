"""What a run is worth on a part of the judged recommendations, and the figures that it must not fall below."""

import math
import statistics
import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from bench.already.judged import FOLDER, Entry, digest_of_test, judgements, queries
from bench.relevance.measures import ndcg

FIRST = 10
FILE = FOLDER / "stored.toml"
HEAD = "# What tests/search/already/test_judged.py holds the search to. Written by `python -m bench.already --store`.\n"


@dataclass(frozen=True)
class Score:
    """ndcg      of the first ten, the gain of a grade g being 2^g - 1 (Burges and others 2005)
    unjudged  how many of the first ten no grader saw; they count as of no use
    """

    query: Entry
    ndcg: float
    unjudged: int


def scores(run: Callable[[Entry], list[str]], part: str) -> list[Score]:
    """One a query of `part` to which anything of use was graded."""
    judged = judgements()
    found = []
    for query in queries(part):
        grades = judged.get(query.id, {})
        if not any(grades.values()):
            continue
        ranking = run(query)
        gains = {earlier: 2**grade - 1 for earlier, grade in grades.items()}
        unjudged = sum(earlier not in grades for earlier in ranking[:FIRST])
        found.append(Score(query, ndcg(ranking, gains, FIRST), unjudged))
    return found


def mean(found: list[Score]) -> float:
    return statistics.fmean(score.ndcg for score in found)


def stored() -> dict:
    return tomllib.loads(FILE.read_text())


def store(of_runs: dict[str, list[Score]]) -> None:
    """Keep the means of the test part, rounded down."""
    lines = [HEAD, f'test_sha256 = "{digest_of_test()}"\n', "\n[ndcg]\n"]
    lines += [f'"{name}" = {math.floor(mean(found) * 1_000) / 1_000}\n' for name, found in of_runs.items()]
    FILE.write_text("".join(lines))
