"""Learns a matrix that moves texts together that ask for the same, and apart what only looks alike.

A contrast of each wording with all others of its batch (supervised InfoNCE: Khosla and others 2020, "Supervised
contrastive learning"), and of what is typed with the passages of its batch. The matrix begins as the identity, so that
what is not learned stays as the model has it. Adam (Kingma and Ba 2015) in numpy: some seconds on one core.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from bench.field.texts import WAYS, Asked, Family

TEMPERATURE = 0.05
FAMILIES, PASSAGES = 64, 128  # a batch
HALF = 0.5  # what the same change asked of another kind of body counts beside the same of the same
OF_QUESTIONS = 0.5  # what the contrast of questions counts beside that of recommendations
RATE, MOMENTS, SMALL = 1e-3, (0.9, 0.999), 1e-8
SEED = 1


def learned(families: Sequence[Family], asked: Sequence[Asked], rounds: int) -> np.ndarray:
    """The matrix, square, after so many `rounds` over all families."""
    chance = np.random.default_rng(SEED)
    width = families[0].same.shape[1]
    matrix, first, second = np.eye(width), np.zeros((width, width)), np.zeros((width, width))
    for step, (wordings, typed, held) in enumerate(_batches(families, asked, rounds, chance), start=1):
        gradient = of_wordings(matrix, wordings) + OF_QUESTIONS * of_questions(matrix, typed, held)
        first = MOMENTS[0] * first + (1 - MOMENTS[0]) * gradient
        second = MOMENTS[1] * second + (1 - MOMENTS[1]) * gradient**2
        sure = first / (1 - MOMENTS[0] ** step), second / (1 - MOMENTS[1] ** step)
        matrix = matrix - RATE * sure[0] / (np.sqrt(sure[1]) + SMALL)
    return matrix


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def _batches(families, asked, rounds: int, chance: np.random.Generator) -> Iterator[tuple]:
    """Families, and as many rows of what is typed as of the passages that it asks for."""
    size = min(FAMILIES, len(families))
    for _ in range(rounds):
        order = chance.permutation(len(families))
        for at in range(0, len(order) - size + 1, size):
            passages = [asked[i] for i in chance.permutation(len(asked))[:PASSAGES]]
            typed = np.stack([each.ways[chance.integers(len(WAYS))] for each in passages])
            yield [families[i] for i in order[at : at + size]], typed, np.stack([each.passage for each in passages])


def of_wordings(matrix: np.ndarray, families: Sequence[Family]) -> np.ndarray:
    """The gradient of the contrast of recommendations with respect to `matrix`."""
    rows = np.concatenate([part for each in families for part in (each.same, each.other_body, each.near)])
    sizes = [(len(each.same), len(each.other_body), len(each.near)) for each in families]
    family = np.repeat(np.arange(len(sizes)), [sum(size) for size in sizes])
    role = np.concatenate([np.repeat((0, 1, 2), size) for size in sizes])
    alike = (family[:, None] == family) & (role[:, None] == 0)
    wanted = alike * ((role == 0) + HALF * (role == 1))
    np.fill_diagonal(wanted, 0)
    made, units = _made(rows, matrix)
    scores = units @ units.T / TEMPERATURE
    np.fill_diagonal(scores, -np.inf)
    slope = (wanted.sum(1, keepdims=True) * _softmax(scores) - wanted) / wanted.sum() / TEMPERATURE
    return rows.T @ _through(made, units, (slope + slope.T) @ units)


def of_questions(matrix: np.ndarray, typed: np.ndarray, held: np.ndarray) -> np.ndarray:
    """The gradient of the contrast of what is typed with passages; row by row they belong together."""
    (made, asks), (kept, answers) = _made(typed, matrix), _made(held, matrix)
    scores = asks @ answers.T / TEMPERATURE
    right = np.eye(len(typed))
    slope = (_softmax(scores) + _softmax(scores.T).T - 2 * right) / (2 * len(typed)) / TEMPERATURE
    return typed.T @ _through(made, asks, slope @ answers) + held.T @ _through(kept, answers, slope.T @ asks)


def _made(rows: np.ndarray, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    made = rows @ matrix
    return made, unit(made)


def _through(made: np.ndarray, units: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """The gradient before the rows were brought to length 1."""
    return (slope - units * (slope * units).sum(1, keepdims=True)) / np.linalg.norm(made, axis=1, keepdims=True)


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)
