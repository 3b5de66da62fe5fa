"""The matrix that fits the sentence model to the field: what it is learned from, how, and what a new one changes."""

import json
from collections import Counter

import numpy as np
import pytest

from bench.field.learning import HALF, TEMPERATURE, learned, of_questions, of_wordings, unit
from bench.field.texts import FOLDER, PARTS, PASSAGES, WAYS, Asked, Family
from dhr.search import meaning

WIDTH, STEP = 5, 1e-6


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def chance():
    """The same in each test, whichever ran before it."""
    return np.random.default_rng(7)


def family(chance):
    return Family(**{part: unit(chance.normal(size=(rows, WIDTH))) for part, rows in PARTS.items()})


def probabilities(scores, at):
    return scores[at] - np.log(np.exp(scores).sum())


def contrast_of_wordings(matrix, families):
    """As the texts say it, one wording after the other."""
    marked = [
        (unit(row @ matrix), number, part)
        for number, each in enumerate(families)
        for part in PARTS
        for row in getattr(each, part)
    ]
    total = weights = 0.0
    for at, (one, number, part) in enumerate(marked):
        if part != "same":
            continue
        others = [other for place, other in enumerate(marked) if place != at]
        scores = np.array([one @ other / TEMPERATURE for other, _, _ in others])
        for place, (_, of, role) in enumerate(others):
            weight = {"same": 1, "other_body": HALF, "near": 0}[role] * (of == number)
            total -= weight * probabilities(scores, place)
            weights += weight
    return total / weights


def contrast_of_questions(matrix, typed, held):
    scores = unit(typed @ matrix) @ unit(held @ matrix).T / TEMPERATURE
    right = [probabilities(scores[at], at) + probabilities(scores[:, at], at) for at in range(len(typed))]
    return -np.mean(right) / 2


def slope(contrast, matrix, *rows):
    found = np.zeros_like(matrix)
    for at in np.ndindex(*matrix.shape):
        moved = [matrix.copy(), matrix.copy()]
        moved[0][at] += STEP
        moved[1][at] -= STEP
        found[at] = (contrast(moved[0], *rows) - contrast(moved[1], *rows)) / (2 * STEP)
    return found


def test_gradients_are_the_slopes_of_the_contrasts(chance):
    matrix = np.eye(WIDTH) + chance.normal(scale=0.1, size=(WIDTH, WIDTH))
    families = [family(chance), family(chance), family(chance)]
    typed, held = unit(chance.normal(size=(4, WIDTH))), unit(chance.normal(size=(4, WIDTH)))
    assert of_wordings(matrix, families) == pytest.approx(slope(contrast_of_wordings, matrix, families), abs=1e-4)
    assert of_questions(matrix, typed, held) == pytest.approx(
        slope(contrast_of_questions, matrix, typed, held), abs=1e-4
    )


def test_what_is_learned_finds_more_and_is_the_same_each_time(chance):
    """Each change is a direction; every wording has much besides that says nothing of it."""

    def wording(change):
        row = np.concatenate([np.eye(3)[change], chance.normal(scale=1, size=6)])
        return unit(row)

    def invented(change):
        of_part = {"same": change, "other_body": change, "near": (change + 1) % 3}
        return Family(**{part: np.stack([wording(of_part[part]) for _ in range(PARTS[part])]) for part in PARTS})

    families = [invented(change) for change in [0, 1, 2] * 6]
    asked = [Asked(wording(n), np.stack([wording(n) for _ in WAYS])) for n in [0, 1, 2]]
    matrix = learned(families, asked, rounds=200)
    held_back = [invented(change) for change in [0, 1, 2] * 4]
    assert contrast_of_wordings(matrix, held_back) < contrast_of_wordings(np.eye(9), held_back)
    assert (matrix == learned(families, asked, rounds=200)).all()


def test_the_texts_are_whole_and_none_stands_twice_in_a_family():
    families, asked = lines(FOLDER / "families.jsonl"), lines(FOLDER / "asked.jsonl")
    assert {part: len(each[part]) for each in families for part in PARTS} == PARTS
    known = {each["id"] for each in lines(PASSAGES)}
    assert {each["id"] for each in asked} <= known
    assert all(each[way].strip() for each in asked for way in WAYS)
    for each in families:
        wordings = [one["text"] for part in PARTS for one in each[part]]
        assert len(set(wordings)) == len(wordings), each["family"]
    assert max(Counter(each["family"] for each in families).values()) == 1


def test_nothing_that_is_judged_is_learned_from():
    learned_from = {one["text"] for each in lines(FOLDER / "families.jsonl") for part in PARTS for one in each[part]}
    judged = {
        each["text"] for name in ("earlier", "queries") for each in lines(FOLDER.parent / "already" / f"{name}.jsonl")
    }
    assert not learned_from & judged


@pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed")
def test_another_matrix_is_another_version(tmp_path, monkeypatch):
    before = meaning.version()
    monkeypatch.setattr(meaning, "FIELD", tmp_path / "field.npy")
    np.save(meaning.FIELD, np.eye(meaning.DIMENSIONS, dtype=np.float16))
    assert meaning.version.__wrapped__() != before


@pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed")
def test_what_asks_for_the_same_lies_nearer_than_by_the_model_alone():
    asked = "Officers should check earlier incidents before grading the risk."
    same = "The history of calls must be read before a DASH is scored."
    other = "Officers should check their vehicles before going on patrol."
    of_model = [meaning.of_model(text) for text in (asked, same, other)]
    of_field = [meaning.vector(text) for text in (asked, same, other)]
    assert of_model[0] @ of_model[1] < of_model[0] @ of_model[2]
    assert of_field[0] @ of_field[1] > of_field[0] @ of_field[2]
