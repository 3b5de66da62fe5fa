"""How far scores can be believed: of the mentions with a score near 0.8, are eight in ten right?"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.evaluation.scoring import Tagged, right

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True)
class Bin:
    """The mentions with scores above `low`, at most `high`: how many, their mean score, and the share that is right."""

    low: float
    high: float
    count: int
    score: float
    right: float


def scored(tagged: Iterable[Tagged]) -> list[tuple[float, bool]]:
    """(score, whether right) of each mention on which somebody decided."""
    judged = [(mention.score, right(mention, one.passage)) for one in tagged for mention in one.mentions]
    return [(score, verdict) for score, verdict in judged if verdict is not None]


def bins(pairs: list[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold any mention, from the lowest."""
    found = []
    for low, high in itertools.pairwise(_EDGES):
        inside = [(score, verdict) for score, verdict in pairs if low < score <= high]
        if inside:
            scores, verdicts = zip(*inside, strict=True)
            count = len(inside)
            found.append(Bin(low, high, count, sum(scores) / count, sum(verdicts) / count))
    return found


def expected_error(pairs: list[tuple[float, bool]]) -> float | None:
    """The expected calibration error: how far score and share lie apart, weighed by each bin's mentions."""
    if not pairs:
        return None
    return sum(each.count * abs(each.score - each.right) for each in bins(pairs)) / len(pairs)
