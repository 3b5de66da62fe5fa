"""The texts that are learned from. All are invented, by people who had seen neither the judged queries nor the search.

`families.jsonl`  recommendations: six wordings of one change (`same`), the change asked of another kind of body
                  (`other_body`), and three that look alike and ask for something else (`near`)
`asked.jsonl`     what somebody would type to find a passage of `nlp/evaluation/development.jsonl`: its id, `keywords`,
                  a `question`, a `paraphrase`, and a sentence of another paper that says much the same (`other`)

Neither the demo's passages, nor council papers, nor anything that `bench/relevance` or `bench/already` judges is here.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dhr.search.text import without_name

FOLDER = Path(__file__).parent
PASSAGES = Path("nlp/evaluation/development.jsonl")
PARTS = {"same": 6, "other_body": 2, "near": 3}
WAYS = ("keywords", "question", "paraphrase", "other")

Vector = Callable[[str], np.ndarray]


@dataclass(frozen=True)
class Family:
    """Vectors of the wordings of one change, one a row: `same` are six, `other_body` two, `near` three."""

    same: np.ndarray
    other_body: np.ndarray
    near: np.ndarray


@dataclass(frozen=True)
class Asked:
    """The vector of a passage, and those of the `WAYS` in which somebody asks for it, one a row."""

    passage: np.ndarray
    ways: np.ndarray


def families(vector: Vector) -> list[Family]:
    """Raises ValueError naming the family that has not as many wordings as it should."""
    found = []
    for each in _lines(FOLDER / "families.jsonl"):
        if {part: len(each[part]) for part in PARTS} != PARTS:
            raise ValueError(f"Family {each['family']!r} should have {PARTS}.")
        rows = {part: [vector(without_name(one["agency"], one["text"])) for one in each[part]] for part in PARTS}
        found.append(Family(**{part: np.stack(vectors) for part, vectors in rows.items()}))
    return found


def asked(vector: Vector) -> list[Asked]:
    passages = {each["id"]: each["text"] for each in _lines(PASSAGES)}
    return [
        Asked(vector(passages[each["id"]]), np.stack([vector(each[way]) for way in WAYS]))
        for each in _lines(FOLDER / "asked.jsonl")
    ]


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
