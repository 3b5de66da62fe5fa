"""How good a ranking is by what graders said of its passages. What nobody judged counts as of no use."""

import math
import random
import statistics
from collections.abc import Collection, Mapping, Sequence

SEED = 5
SAMPLES = 10_000


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain of the first `depth`: 0 to 1, the best order that there is being 1.

    The gain is the grade itself, divided by log2(rank + 1), as in trec_eval (Järvelin and Kekäläinen 2002).
    Needs a grade above 0.
    """
    best = sorted(grades.values(), reverse=True)
    return _discounted([grades.get(passage, 0) for passage in ranking[:depth]]) / _discounted(best[:depth])


def recall(ranking: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """The share of `relevant`, of which there is one at least, among the first `depth`."""
    return len(set(relevant) & set(ranking[:depth])) / len(relevant)


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95% interval of the mean of two or more paired differences, by bootstrap: always the same for the same."""
    random_ = random.Random(SEED)
    means = [statistics.fmean(random_.choices(differences, k=len(differences))) for _ in range(SAMPLES)]
    cuts = statistics.quantiles(means, n=40, method="inclusive")
    return cuts[0], cuts[-1]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
