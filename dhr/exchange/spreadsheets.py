"""Spreadsheets that people send: opened with care, kept privately, and what each of their rows says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from dhr.formats import FAULTS, PaperError, Row, Table, check_name, read_table

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 2_000


class Unreadable(Exception):
    """The file is no table that can be read. The message says why, and what to do."""


@dataclass
class Entry:
    """What one row says: `values` by our columns' keys, blanks left out.

    `problems` keep the row from being saved, `notes` only want a look; both are sentences that name the column.
    """

    row: Row
    headings: Mapping[str, str]  # the file's own, by our columns' keys
    names: Mapping[str, str]  # our own, by the same keys
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # the keys of columns with a problem

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.row.number

    def text(self, key: str) -> str:
        return self.values.get(key, "")

    def heading(self, key: str) -> str:
        """What the file calls this column; our own name where it has none."""
        return self.headings.get(key, self.names[key])

    def refuse(self, key: str, message: str) -> None:
        self.refused.add(key)
        self.problems.append(f"{self.heading(key)}: {message}")

    def refuse_fault(self, key: str, written: str) -> bool:
        """Refuse what is an error of the spreadsheet (#REF!), and tell whether it is one."""
        if written in FAULTS:
            self.refuse(key, f"{written} is an error of the spreadsheet. Mend the formula, or write the value.")
        return written in FAULTS

    def note(self, key: str, message: str) -> None:
        self.notes.append(f"{self.heading(key)}: {message}")


@dataclass(frozen=True)
class Difference:
    """One value that will be saved: where it stands, as it is here (empty where there is none), as it will be."""

    what: str
    before: str
    after: str


def open_spreadsheet(data: bytes, name: str, *, hidden: bool = False) -> Table:
    """The tables of a file, those of its `hidden` sheets too where asked for. Raises Unreadable."""
    try:
        return read_table(data, name, max_rows=MAX_ROWS + 100, hidden=hidden)  # and some lines above the headings
    except PaperError as error:
        raise Unreadable(str(error)) from None


def check_length(name: str, rows: int) -> None:
    """Raise Unreadable where a sheet of this name has too many rows below its headings."""
    if rows > MAX_ROWS:
        raise Unreadable(
            f"The sheet “{name}” has {rows:,} rows below its headings. "
            f"{MAX_ROWS:,} can be read at once: divide it into several files."
        )


class SpreadsheetField(forms.FileField):
    """A file that somebody sends; what cannot be opened as a spreadsheet, or is not what its name says, is told at
    once.
    """

    widget = forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"})
    default_error_messages = {
        "required": "Choose the file.",
        "empty": "The file is empty (0 bytes). Choose another.",
    }

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"The file is larger than {filesizeformat(MAX_BYTES)}. Send it in parts.")
        try:
            data = file.read()
            open_spreadsheet(data, file.name)
            check_name(data, file.name)
        except (Unreadable, PaperError) as error:
            raise forms.ValidationError(str(error)) from None
        return file
