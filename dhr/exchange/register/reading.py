"""From a row of a spreadsheet to what it says of a review, each value checked by itself."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dhr.formats import (
    FAULTS,
    DateProblem,
    NoDateYet,
    PaperError,
    Precision,
    Row,
    Sheet,
    Table,
    Value,
    WrittenDate,
    as_text,
    read_date,
    read_table,
    says_nothing,
)

from .columns import BY_KEY, Column, Holds

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 2_000
_SHOWN = 60  # signs of a value that a message repeats


class Unreadable(Exception):
    """The file is no register that can be read. The message says why, and what to do."""


@dataclass
class Entry:
    """What one row says: texts and choices as `str`, dates as WrittenDate, by our columns' keys; blanks left out.

    `problems` keep the row from being saved, `notes` only want a look; both are sentences that name the column.
    """

    row: Row
    headings: Mapping[str, str]  # the file's own, by our columns' keys
    values: dict[str, str | WrittenDate] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # the keys of columns with a problem

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.number

    def text(self, key: str) -> str:
        return self.values.get(key, "")

    def date(self, key: str) -> WrittenDate | None:
        return self.values.get(key)

    def heading(self, key: str) -> str:
        """What the file calls this column; our own name where it has none."""
        return self.headings.get(key, BY_KEY[key].heading)

    def refuse(self, key: str, message: str) -> None:
        self.refused.add(key)
        self.problems.append(f"{self.heading(key)}: {message}")

    def note(self, key: str, message: str) -> None:
        self.notes.append(f"{self.heading(key)}: {message}")


def open_register(data: bytes, name: str) -> Table:
    """The spreadsheet that a register comes in. Raises Unreadable."""
    try:
        return read_table(data, name, max_rows=MAX_ROWS + 100)  # and some lines above the headings
    except PaperError as error:
        raise Unreadable(str(error)) from None


def read_entries(sheet: Sheet, mapping: Mapping[str, str]) -> Iterator[Entry]:
    """What each row of `sheet` says, where `mapping` tells which heading is which of our columns. Raises Unreadable."""
    if len(sheet.rows) > MAX_ROWS:
        raise Unreadable(
            f"The sheet “{sheet.name}” has {len(sheet.rows):,} rows below its headings. "
            f"{MAX_ROWS:,} can be read at once: divide it into several files."
        )
    places = {key: sheet.headings.index(heading) for key, heading in mapping.items() if heading in sheet.headings}
    for row in sheet.rows:
        entry = Entry(row, mapping)
        for key, place in places.items():
            value = row.cells[place] if place < len(row.cells) else None
            if value is not None:
                _take(entry, BY_KEY[key], value)
        for column in BY_KEY.values():
            if column.required and column.key not in entry.values:
                entry.refuse(column.key, "Nothing stands here, but each review needs it.")
        _note_months(entry)
        yield entry


def _take(entry: Entry, column: Column, value: Value) -> None:
    written = " ".join(as_text(value).split())
    if written in FAULTS:
        entry.refuse(column.key, f"{written} is an error of the spreadsheet. Mend the formula, or write the value.")
    elif column.holds == Holds.TEXT:
        entry.values[column.key] = written
    elif column.holds == Holds.CHOICE:
        _take_choice(entry, column, written)
    else:
        _take_date(entry, column, value)


def _take_choice(entry: Entry, column: Column, written: str) -> None:
    choice = column.choice(written)
    if choice is None and says_nothing(written):
        entry.note(column.key, f"“{written}” is taken as empty.")
    elif choice is None:
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        entry.refuse(column.key, f"“{shown}” is not known. Write one of: {'; '.join(column.choices.values())}.")
    else:
        entry.values[column.key] = choice


def _take_date(entry: Entry, column: Column, value: Value) -> None:
    try:
        found = read_date(value)
    except NoDateYet as nothing:
        entry.note(column.key, f"{nothing} It is taken as empty.")
        return
    except DateProblem as problem:
        entry.refuse(column.key, str(problem))
        return
    if column.holds == Holds.DATE and found.precision == Precision.YEAR:
        entry.refuse(column.key, f"“{found.day.year}” is a year. Write the month too: April {found.day.year}.")
        return
    if found.about:
        entry.note(column.key, f"“{as_text(value)}” is kept without the doubt.")
    entry.values[column.key] = found


def _note_months(entry: Entry) -> None:
    """Say in one sentence which days are not known."""
    months = [
        entry.heading(key)
        for key, value in entry.values.items()
        if BY_KEY[key].holds == Holds.DATE and value.precision == Precision.MONTH
    ]
    if months:
        entry.notes.append(f"Only the month is known, so the first of it is kept: {', '.join(months)}.")


def long_date(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
