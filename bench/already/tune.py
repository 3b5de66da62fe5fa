"""Looks for better weights on the development part alone: `python -m bench.already.tune`. Changes nothing.

One weight after the other is made smaller or larger and kept where the mean nDCG@10 gains by more than chance; then it
prints, for a few thresholds, which share of what lies above them was graded a repeat, or of any use.
"""

import os
from collections.abc import Mapping

import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dhr.settings")

FACTORS = (0, 0.25, 0.5, 0.75, 1.33, 2, 3)
ROUNDS = 3
LEAST_GAIN = 0.001
THRESHOLDS = np.arange(0.1, 0.75, 0.05)
DISCOUNTS = 1 / np.log2(np.arange(2, 12))

Parts = dict[str, dict[str, np.ndarray]]
"""Query id -> part -> one number for each earlier recommendation."""


def main() -> None:
    import django

    django.setup()
    from bench.already.judged import entries, judgements, queries
    from dhr.search.already.alike import WEIGHTS, WEIGHTS_WITH_MEANING, parts

    earlier = entries("earlier")
    held = [entry.compared for entry in earlier]
    judged = judgements()
    asked = {query.id: query.compared for query in queries("development") if any(judged[query.id].values())}
    of_queries = {
        query: {name: table[0] for name, table in parts([compared], held).items()} for query, compared in asked.items()
    }
    grades = {query: np.array([judged[query].get(entry.id, 0) for entry in earlier]) for query in asked}
    for weights in (WEIGHTS, WEIGHTS_WITH_MEANING):
        if weights.keys() <= of_queries[next(iter(asked))].keys():
            improve(of_queries, grades, weights)


def improve(of_queries: Parts, grades: dict[str, np.ndarray], weights: Mapping[str, float]) -> None:
    from dhr.search.already.alike import weighted

    def reached(weights) -> float:
        return float(np.mean([ndcg(weighted(found, weights), grades[query]) for query, found in of_queries.items()]))

    weights, best = dict(weights), reached(weights)
    print(f"\n{best:.3f} as it is: {weights}")
    for _ in range(ROUNDS):
        for name in weights:
            for factor in FACTORS:
                changed = weights | {name: round(weights[name] * factor, 3) or 0.0}
                if sum(changed.values()) and (now := reached(changed)) > best + LEAST_GAIN:
                    weights, best = changed, now
    print(f"{best:.3f} with:     {weights}")
    scores = np.concatenate([weighted(found, weights) for found in of_queries.values()])
    given = np.concatenate([grades[query] for query in of_queries])
    for threshold in THRESHOLDS:
        above = given[scores >= threshold]
        if len(above):
            print(
                f"  from {threshold:.2f}: {len(above):>6}, repeats {np.mean(above == 3):.2f}, "
                f"strongly related {np.mean(above >= 2):.2f}, of any use {np.mean(above >= 1):.2f}"
            )


def ndcg(scores: np.ndarray, grades: np.ndarray) -> float:
    gains = 2.0**grades - 1
    first = gains[np.argsort(-scores, kind="stable")[: len(DISCOUNTS)]]
    return float((first * DISCOUNTS).sum() / (np.sort(gains)[::-1][: len(DISCOUNTS)] * DISCOUNTS).sum())


if __name__ == "__main__":
    main()
