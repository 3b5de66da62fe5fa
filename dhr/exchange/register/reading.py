"""From a row of a spreadsheet to what it says of a review, each value checked by itself."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dhr.formats import (
    DateProblem,
    NoDateYet,
    Precision,
    Sheet,
    Value,
    WrittenDate,
    as_text,
    read_date,
    says_nothing,
)

from ..spreadsheets import Entry, check_length
from .columns import BY_KEY, HEADINGS, Column, Holds

_QUARTERS = {Precision.QUARTER: "a quarter", Precision.FINANCIAL_YEAR: "a financial year"}
_TOO_LONG = {Holds.MONTH: _QUARTERS, Holds.DATE: {Precision.YEAR: "a year"} | _QUARTERS}
_SHOWN = 60  # signs of a value that a message repeats


@dataclass
class RegisterEntry(Entry):
    """What one row says of a review: texts and choices as `str`, dates as WrittenDate."""

    def date(self, key: str) -> WrittenDate | None:
        return self.values.get(key)


def read_entries(sheet: Sheet, mapping: Mapping[str, str]) -> Iterator[RegisterEntry]:
    """What each row of `sheet` says, where `mapping` tells which heading is which of our columns. Raises Unreadable."""
    check_length(sheet.name, len(sheet.rows))
    places = {key: sheet.headings.index(heading) for key, heading in mapping.items() if heading in sheet.headings}
    for row in sheet.rows:
        entry = RegisterEntry(row, mapping, HEADINGS)
        for key, place in places.items():
            value = row.cells[place] if place < len(row.cells) else None
            if value is not None:
                _take(entry, BY_KEY[key], value)
        for column in BY_KEY.values():
            if column.required and column.key not in entry.values:
                entry.refuse(column.key, "Nothing stands here, but each review needs it.")
        _note_months(entry)
        yield entry


def _take(entry: RegisterEntry, column: Column, value: Value) -> None:
    written = " ".join(as_text(value).split())
    if entry.refuse_fault(column.key, written):
        return
    if column.holds == Holds.TEXT:
        entry.values[column.key] = written
    elif column.holds == Holds.CHOICE:
        _take_choice(entry, column, written)
    else:
        _take_date(entry, column, value)


def _take_choice(entry: RegisterEntry, column: Column, written: str) -> None:
    choice = column.choice(written)
    if choice is None and says_nothing(written):
        entry.note(column.key, f"“{written}” is taken as empty.")
    elif choice is None:
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        entry.refuse(column.key, f"“{shown}” is not known. Write one of: {'; '.join(column.choices.values())}.")
    else:
        entry.values[column.key] = choice


def _take_date(entry: RegisterEntry, column: Column, value: Value) -> None:
    try:
        found = read_date(value)
    except NoDateYet as nothing:
        entry.note(column.key, f"{nothing} It is taken as empty.")
        return
    except DateProblem as problem:
        entry.refuse(column.key, str(problem))
        return
    if found.precision in _TOO_LONG[column.holds]:
        entry.refuse(
            column.key,
            f"“{as_text(value)}” is {_TOO_LONG[column.holds][found.precision]}. "
            f"Write the month too: April {found.day.year}.",
        )
        return
    if found.about:
        entry.note(column.key, f"“{as_text(value)}” is kept without the doubt.")
    entry.values[column.key] = found


def _note_months(entry: RegisterEntry) -> None:
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
