"""Rows of an action plan, pasted with "|" between their cells."""

import re
from dataclasses import dataclass

from nlp.advice.markers import marker_of

_HEAD_CELLS = re.compile(r"\brecommendations?\b|\baction\b", re.IGNORECASE)
_LEAD_CELLS = re.compile(
    r"\b(?:lead|agency|owner|responsible|recipient|who|for|organisation|addressed)\b", re.IGNORECASE
)
_NUMBER_CELLS = re.compile(r"\b(?:no|number|ref)\b", re.IGNORECASE)
_SCOPE_CELLS = re.compile(r"\b(?:scope|level)\b", re.IGNORECASE)
_LONGEST_HEAD = 40
_FEWEST_WORDS = 3


@dataclass
class Row:
    """A recommendation of a table; `start` counts from the beginning of its line."""

    start: int
    text: str
    owner: str
    scope: str


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def is_head(line: str) -> bool:
    """Whether a line names the columns of the table below it."""
    return any(_HEAD_CELLS.search(name) and len(name) < _LONGEST_HEAD for name in cells_of(line))


def read_row(line: str, columns: list[str]) -> Row | None:
    """What a row recommends, in the column of that name or else in its longest cell; None where it holds too little."""
    if set(line) <= set("|-: +="):
        return None
    cells = line.strip("|").split("|")
    at = next(
        (
            i
            for i, name in enumerate(columns)
            if re.search(r"recommendation", name, re.IGNORECASE) and not _NUMBER_CELLS.search(name)
        ),
        None,
    )
    if at is None or at >= len(cells):
        at = max(range(len(cells)), key=lambda i: len(cells[i]))
    own = cells[at].strip()
    if len(own.split()) < _FEWEST_WORDS:
        return None
    start = len(line) - len(line.lstrip("|")) + sum(len(cell) + 1 for cell in cells[:at])
    start += len(cells[at]) - len(cells[at].lstrip())
    marker = marker_of(own)[0] or 0
    owner = scope = ""
    for name, cell in zip(columns, cells, strict=False):
        if _LEAD_CELLS.search(name) and not _HEAD_CELLS.search(name):
            owner = cell
        if _SCOPE_CELLS.search(name):
            scope = cell.strip()
    return Row(start + marker, own[marker:], owner, scope)
