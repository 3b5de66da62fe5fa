"""What a spreadsheet holds, whatever sort of file it came in."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from openpyxl.utils import get_column_letter

Value = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None

# Stands where a workbook was saved by a program that didn't work its formulas out.
UNCALCULATED = "(formula without a result)"
FAULTS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", UNCALCULATED})


GROUP = " › "  # between a group's heading and a column's own


@dataclass(frozen=True)
class Row:
    """One row that holds something. `number` is the one that a spreadsheet program shows beside it, from 1.

    `struck` are the columns, from 0, whose text is crossed out; text that is crossed out in part has lost that part.
    """

    number: int
    cells: tuple[Value, ...]
    struck: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """One sheet: every row that holds something (`lines`), and in which of them the headings stand.

    Headings may take `header_depth` rows, those of a group above its columns' own.
    """

    name: str
    lines: tuple[Row, ...]
    header_row: int
    header_depth: int = 1

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Each column's heading; told apart by the column's letter where it is empty or stands twice.

        One below that of a group reads "Group › Column".
        """
        heads = [line.cells for line in self.lines if line.number in self._header_rows]
        width = max((len(line.cells) for line in self.lines if line.number >= self.header_row), default=0)
        shown, seen = [], set()
        for column in range(width):
            letter = get_column_letter(column + 1)
            parts = (" ".join(as_text(cells[column]).split()) for cells in heads if column < len(cells))
            name = GROUP.join(dict.fromkeys(filter(None, parts)))
            twice = name.casefold() in seen
            seen.add(name.casefold())
            shown.append(f"{name} (column {letter})" if name and twice else name or f"Column {letter}")
        return tuple(shown)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What stands below the headings."""
        return tuple(line for line in self.lines if line.number > self._header_rows[-1])

    @property
    def above(self) -> tuple[Row, ...]:
        """What stands above the headings: titles, as a rule."""
        return tuple(line for line in self.lines if line.number < self.header_row)

    @property
    def _header_rows(self) -> range:
        return range(self.header_row, self.header_row + self.header_depth)

    def examples(self, heading: str, most: int) -> list[str]:
        """The first different values below `heading`; none where there is no such heading."""
        place = self.headings.index(heading) if heading in self.headings else len(self.headings)
        values = dict.fromkeys(as_text(row.cells[place]) for row in self.rows if self._filled(row, place))
        return list(values)[:most]

    def example(self, heading: str) -> str:
        """The first value below `heading`; nothing where there is none, or no such heading."""
        return next(iter(self.examples(heading, 1)), "")

    def unread(self, headings: Iterable[str]) -> list[str]:
        """The headings besides these that have values below them."""
        others = [(place, name) for place, name in enumerate(self.headings) if name not in set(headings)]
        return [name for place, name in others if any(self._filled(row, place) for row in self.rows)]

    @staticmethod
    def _filled(row: Row, place: int) -> bool:
        return place < len(row.cells) and row.cells[place] is not None

    def below(self, header_row: int, header_depth: int = 1) -> "Sheet":
        """The same sheet with its headings in another row, or rows."""
        return replace(self, header_row=header_row, header_depth=header_depth)


@dataclass(frozen=True)
class Table:
    """A file's sheets without those that are empty, and apart from them those that are `hidden`.

    There is at least one that is not hidden.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[Sheet, ...] = ()


def as_text(value: Value) -> str:
    """A cell's value as one would type it; nothing for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value)
