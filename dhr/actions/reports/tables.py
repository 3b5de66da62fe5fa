"""What a board report is made of: parts of tables of plain cells. Web page, Word, PDF and workbook print only these.

Everything can be kept as JSON and read again. What is suppressed is in no cell, so that it is in no file either.
"""

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

Cell = str | int | None
LATE = "Of days before this report begins, and recorded within it. No number of what was done within it has these."


class Sort(StrEnum):
    """What the cells of a column are.

    COUNT has whole numbers, or in their place the words of a suppressed one; DAY has ISO dates; MONEY has pence.
    """

    TEXT = "text"
    COUNT = "count"
    DAY = "day"
    MONEY = "money"


NUMBERS = (Sort.COUNT, Sort.MONEY)


@dataclass(frozen=True)
class Column:
    heading: str
    sort: Sort = Sort.TEXT


@dataclass(frozen=True)
class Line:
    """`key` names the line among those of its table, in this report and in the next one."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`listing` lists things that came about; other tables have numbers, which are compared with the last report's.

    The first column names the line. `note` is printed below the lines, where there are any.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    listing: bool = False
    note: str = ""


@dataclass(frozen=True)
class Part:
    heading: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Figures:
    """All that a report says of the days `since` to `until`, by what was known at the moment `known_at`.

    `register` is every action as it stood: for the workbook, and for the comparison with the next report.
    """

    since: datetime.date
    until: datetime.date
    known_at: datetime.datetime
    small_number: int
    parts: tuple[Part, ...]
    register: Table

    @property
    def tables(self) -> Iterator[Table]:
        for part in self.parts:
            yield from part.tables

    def as_json(self) -> dict:
        dates = {name: getattr(self, name).isoformat() for name in ("since", "until", "known_at")}
        return asdict(self) | dates

    @classmethod
    def from_json(cls, kept: dict) -> "Figures":
        return cls(
            since=datetime.date.fromisoformat(kept["since"]),
            until=datetime.date.fromisoformat(kept["until"]),
            known_at=datetime.datetime.fromisoformat(kept["known_at"]),
            small_number=kept["small_number"],
            parts=tuple(Part(part["heading"], tuple(map(_table, part["tables"]))) for part in kept["parts"]),
            register=_table(kept["register"]),
        )


def _table(kept: dict) -> Table:
    return Table(
        key=kept["key"],
        title=kept["title"],
        columns=tuple(Column(column["heading"], Sort(column["sort"])) for column in kept["columns"]),
        lines=tuple(Line(line["key"], tuple(line["cells"])) for line in kept["lines"]),
        listing=kept["listing"],
        note=kept["note"],
    )


def shown(cell: Cell, sort: Sort) -> str:
    """A cell in words, the same on the page and in every paper; "" where there is nothing to say."""
    if cell is None:
        return ""
    if sort == Sort.DAY:
        day = datetime.date.fromisoformat(cell)
        return f"{day.day} {day:%B %Y}"
    if isinstance(cell, int):
        return f"£{cell / 100:,.2f}" if sort == Sort.MONEY else f"{cell:,}"
    return cell
