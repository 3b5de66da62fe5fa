"""The columns of an action plan (`columns.toml`) as objects, and where in a sheet its headings stand."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dhr.formats import Sheet

from .. import headings as headings_of
from ..headings import plain

# The Home Office's action plan: these, in this order.
OFFICIAL = ("recommendation", "scope", "action", "lead", "milestones", "target", "completion")
_WITHIN = 30  # filled rows at a sheet's top, in which its headings stand
# Columns of ours that make a sheet an action plan: fewer where one of them is for recommendations.
_FEWEST, _FEWEST_WITHOUT = 3, 4


@dataclass(frozen=True)
class Column:
    """One column. `telling` finds it in a heading that is none of its `names`."""

    key: str
    heading: str
    note: str
    synonyms: tuple[str, ...]
    telling: re.Pattern

    @property
    def names(self) -> tuple[str, ...]:
        return (self.heading, *self.synonyms)


def _columns() -> Iterable[Column]:
    table = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    for entry in table["columns"]:
        facts = {"synonyms": tuple(entry["synonyms"]), "telling": re.compile(entry["telling"])}
        yield Column(entry["key"], entry["heading"], entry["note"], **facts)


COLUMNS = tuple(_columns())
BY_KEY = {column.key: column for column in COLUMNS}
HEADINGS = {column.key: column.heading for column in COLUMNS}
_NAMES = {column.key: column.names for column in COLUMNS}
# What is told from a word of the heading goes from the narrow to the wide: "action owner" is no action.
_NARROW_FIRST = (
    "email",
    "percent",
    "revised",
    "milestones",
    "scope",
    "number",
    "lead",
    "owner",
    "expected",
    "outcome",
    "target",
    "completion",
    "status",
    "progress",
    "evidence",
    "seen",
    "action",
    "recommendation",
    "review",
)


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which of `headings` stands for which of our columns: key -> heading; `remembered` from the area's last file."""
    found = headings_of.guess(headings, _NAMES, remembered)
    for key in _NARROW_FIRST:
        if key not in found:
            free = (heading for heading in headings if heading not in found.values())
            told = next((heading for heading in free if BY_KEY[key].telling.search(plain(heading))), None)
            if told:
                found[key] = told
    return found


def looks_like_a_plan(columns: Mapping[str, str]) -> bool:
    """Whether a sheet with these of our columns is an action plan, rather than a legend or a list."""
    if "recommendation" in columns:
        return len(columns) >= _FEWEST
    return "action" in columns and len(columns) >= _FEWEST_WITHOUT


def with_headings(sheet: Sheet, remembered: Mapping[str, str]) -> Sheet:
    """`sheet` with its headings in the row, or two rows, in which most of our columns are found."""
    best, most = sheet, (0, 0)
    for line in sheet.lines[:_WITHIN]:
        for depth in (1, 2):
            tried = sheet.below(line.number, depth)
            if depth == 2 and not _reads_as_headings(tried):
                continue
            found = guess(tried.headings, remembered)
            # Of two that find as many, the shorter headings, and the upper row.
            score = (len(found), -depth)
            if looks_like_a_plan(found) and score > most:
                best, most = tried, score
    return best


def _reads_as_headings(sheet: Sheet) -> bool:
    """Whether two rows may be headings: short text alone, and in the upper one groups over several columns."""
    rows = [line for line in sheet.lines if sheet.header_row <= line.number < sheet.header_row + 2]
    cells = [cell for row in rows for cell in row.cells if cell is not None]
    if len(rows) < 2 or not all(isinstance(cell, str) and len(cell) <= 60 for cell in cells):
        return False
    upper = [cell for cell in rows[0].cells if cell is not None]
    return len(set(upper)) < len(upper) or len(upper) < len(rows[1].cells)
