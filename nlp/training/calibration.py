"""Fitting how probable it is that a mention is right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nlp.calibration import Calibration
from nlp.evaluation.scoring import Tagged, right
from nlp.training.folds import FOLDS, folds

# Pulls weights towards nought, so that a theme with few mentions stays near its family. The best one is chosen.
_RIDGES = (0.3, 1.0, 3.0, 10.0)
_STEPS = 25


@dataclass(frozen=True)
class Judged:
    """A mention of which it is known whether it is right, and the number of its passage."""

    grounds: tuple[str, ...]
    right: bool
    passage: int


def judged(tagged: Iterable[Tagged]) -> list[Judged]:
    """The mentions that people or marks decide on; of a parent theme only those that don't follow from its part."""
    found = []
    for number, one in enumerate(tagged):
        for mention in one.mentions:
            verdict = right(mention, one.passage)
            if verdict is not None and mention.rule.startswith(f"{mention.theme}/"):
                found.append(Judged(mention.grounds, verdict, number))
    return found


def fit(rows: Sequence[Judged]) -> tuple[Calibration, list[tuple[float, bool]]]:
    """The calibration of `rows`, and (score, whether right) of each as scored without its passage.

    Raises ValueError where there are too few to tell right from wrong.
    """
    if len({row.right for row in rows}) < 2 or len(rows) < FOLDS:
        raise ValueError("Calibration needs mentions that are right and mentions that are wrong.")
    names = sorted({ground for row in rows for ground in row.grounds})
    table = np.array([[name in row.grounds for name in names] for row in rows], dtype=float)
    verdicts = np.array([row.right for row in rows], dtype=float)
    numbers = [row.passage for row in rows]
    of_row = folds(max(numbers) + 1)[numbers]
    best, held_back = min(
        ((ridge, _held_back(table, verdicts, of_row, ridge)) for ridge in _RIDGES),
        key=lambda choice: _log_loss(choice[1], verdicts),
    )
    intercept, *weights = _regression(table, verdicts, best)
    calibration = Calibration(float(intercept), dict(zip(names, map(float, weights), strict=True)))
    return calibration, list(zip(held_back.tolist(), (row.right for row in rows), strict=True))


def _held_back(table: np.ndarray, verdicts: np.ndarray, of_row: np.ndarray, ridge: float) -> np.ndarray:
    scores = np.empty(len(table))
    for fold in range(FOLDS):
        out = of_row == fold
        if out.any():
            intercept, *weights = _regression(table[~out], verdicts[~out], ridge)
            scores[out] = _probability(intercept + table[out] @ np.array(weights))
    return scores


def _regression(table: np.ndarray, verdicts: np.ndarray, ridge: float) -> np.ndarray:
    """Newton's method for the ridge logistic regression: the intercept, then a weight for each column."""
    rows = np.column_stack([np.ones(len(table)), table])
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 0.01  # the intercept is free, but finite where all are right
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        scores = _probability(rows @ weights)
        gradient = rows.T @ (scores - verdicts) + penalty * weights
        curvature = (rows * (scores * (1 - scores))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def _probability(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))


def _log_loss(scores: np.ndarray, verdicts: np.ndarray) -> float:
    likely = np.where(verdicts == 1, scores, 1 - scores)
    return float(-np.log(np.clip(likely, 1e-6, None)).mean())
