"""Which recommendation, or which action, a row of an action plan speaks of."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from typing import TypeVar

from ..headings import plain

Row, Subject = TypeVar("Row"), TypeVar("Subject")
SAME = 2.0  # a score from which two are the same for certain


def matched(
    rows: Iterable[Row], subjects: Iterable[Subject], score: Callable[[Row, Subject], float]
) -> dict[int, Subject]:
    """Each row's subject by the row's place; each subject once, the surest pairs first. A score of 0 is no match."""
    rows, subjects = list(rows), list(subjects)
    pairs = [
        (points, -place, -at)
        for place, row in enumerate(rows)
        for at, subject in enumerate(subjects)
        if (points := score(row, subject))
    ]
    found, taken = {}, set()
    for _, place, at in sorted(pairs, reverse=True):
        if -place not in found and -at not in taken:
            found[-place] = subjects[-at]
            taken.add(-at)
    return found


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their words, 0 to 1."""
    a, b = plain(one).split(), plain(other).split()
    compared = SequenceMatcher(None, a, b, autojunk=False)
    return compared.ratio() if compared.quick_ratio() >= 0.4 else 0


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same, but for where their lines break."""
    return one.split() == other.split()
