"""An action plan as a partnership writes it, and beside it what a careful person would read there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FILLS = {"red": "FFFF0000", "amber": "FFFFC000", "green": "FF00B050", "blue": "FF0070C0", "grey": "FFD9D9D9"}

NOTHING = {
    "review": "",
    "number": "",
    "recommendation": "",
    "scope": "",
    "action": "",
    "lead": "",
    "milestones": [],
    "target": None,
    "target_words": "",
    "completed": None,
    "outcome": "",
    "owner": "",
    "owner_email": "",
    "status": "",
    "progress": "",
    "evidence": "",
}

MERGED = object()
"""A cell that is one with the cell above it."""

ABOVE = object()
"""A cell left blank (not merged) in a column where a blank means "as above"."""


@dataclass(frozen=True)
class Said:
    """A cell where the value and its meaning differ.

    ``meant`` is what the truth says of its column; of a ``completion`` column it is the pair (date or None, outcome).
    ``also`` holds other readings that are as fair. ``vague`` tells that a target's words name no day, so that the
    words matter too. ``shown_as`` is Excel's number format.
    """

    cell: object
    meant: object = None
    also: tuple = ()
    vague: bool = False
    shown_as: str = ""


def vague(cell: object, meant: date | None = None, **more) -> Said:
    """A target without a day: "March 25" means the last day of the period, "ASAP" means no date."""
    return Said(cell, meant, vague=True, **more)


@dataclass
class MessyPlan:
    """A file that was written, and its truth (see the package's docstring for the keys of rows and refusals)."""

    path: Path
    rows: list[dict] = field(default_factory=list)
    refusals: list[dict] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)
    """Sheets with nothing to take in: covers, keys, lists, and old plans that are hidden."""


@dataclass
class Table:
    """A table of actions on a sheet, written downwards from ``row``; each row's truth goes to ``plan``.

    ``columns`` maps a field of the truth to its heading. "Dates|Target" is a heading over two rows, its upper part
    shared with the neighbours that have it too. ``completion`` is a column for date and outcome together. A field
    that the truth does not know is a column of no account.
    """

    plan: MessyPlan
    sheet: Worksheet
    columns: Mapping[str, str]
    row: int = 1
    left: int = 1
    review: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)
    """Column -> formula for each action, with {row} for the row's number."""
    spans: dict[str, list[list[int]]] = field(default_factory=dict)
    last: dict = field(default_factory=dict)

    @property
    def right(self) -> int:
        return self.left + len(self.columns) - 1

    def at(self, name: str) -> int:
        return self.left + list(self.columns).index(name)

    def title(self, text: str, *, down: int = 1, merged: bool = True, fill: str = "") -> None:
        """A line of text across the table (title, section, note), and ``down`` rows further."""
        cell = self.sheet.cell(self.row, self.left, text)
        cell.font = Font(bold=True)
        if fill:
            cell.fill = PatternFill("solid", fgColor=FILLS[fill])
        if merged:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=self.left, end_column=self.right)
        self.row += down

    def band(self, text: str, *, number: str, recommendation: str) -> None:
        """A recommendation on a line of its own, for the actions below it (there is no such column then)."""
        self.title(text)
        self.last = {"number": number, "recommendation": recommendation}

    def headings(self) -> None:
        upper_row, lower_row = self.row, self.row + any("|" in heading for heading in self.columns.values())
        uppers: dict[str, list[int]] = {}
        for column, heading in enumerate(self.columns.values(), self.left):
            upper, _, lower = heading.rpartition("|")
            if upper:
                uppers.setdefault(upper, []).append(column)
                self._head(lower_row, column, lower)
            else:
                self._head(upper_row, column, heading)
                if lower_row > upper_row:
                    self._join(upper_row, lower_row, column, column)
        for upper, columns in uppers.items():
            self._head(upper_row, columns[0], upper)
            self._join(upper_row, upper_row, columns[0], columns[-1])
        self.row = lower_row + 1

    def add(self, *, rag: str = "", struck: bool = False, **cells) -> None:
        """An action: its cells by field, as plain values, ``Said``, ``MERGED`` or ``ABOVE``.

        ``rag`` colours the status cell; ``struck`` strikes the row through.
        """
        truth, also = self._read(cells)
        self.plan.rows.append(self._place() | truth | {"rag_fill": rag, "struck": struck, "also": also})
        self._write(cells, rag, struck)

    def refuse(self, why: str, **cells) -> None:
        """A row that nobody can understand, for the reason ``why``."""
        self._read(cells)
        self.plan.refusals.append(self._place() | {"why": why})
        self._write(cells)

    def close(self) -> None:
        """Merges what is to be merged."""
        for name, spans in self.spans.items():
            for first, last in spans:
                if last > first:
                    self._join(first, last, self.at(name), self.at(name))

    def _place(self) -> dict:
        return {"sheet": self.sheet.title, "row": self.row}

    def _join(self, top: int, bottom: int, left: int, right: int) -> None:
        self.sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)

    def _head(self, row: int, column: int, text: str) -> None:
        cell = self.sheet.cell(row, column, text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=FILLS["grey"])
        cell.alignment = Alignment(wrap_text=True)

    def _read(self, cells: Mapping[str, object]) -> tuple[dict, dict]:
        truth, also = {**NOTHING, "milestones": [], "review": self.review}, {}
        if "recommendation" not in self.columns:
            truth |= {name: self.last.get(name, "") for name in ("recommendation", "number")}
        for name, value in cells.items():
            if value in (MERGED, ABOVE):
                found = {key: self.last[key] for key in _fields(name) if key in self.last}
            else:
                found, others = _meaning(name, value)
                also |= others
            truth |= {key: meant for key, meant in found.items() if key in NOTHING}
        self.last = truth
        return truth, also

    def _write(self, cells: Mapping[str, object], rag: str = "", struck: bool = False) -> None:
        for name, value in (cells | dict.fromkeys(self.formulas, "")).items():
            spans = self.spans.setdefault(name, [])
            if value is MERGED:
                spans[-1][1] = self.row
                continue
            spans.append([self.row, self.row])
            if value is not ABOVE:
                self._fill_in(name, value)
        for column in range(self.left, self.right + 1):
            cell = self.sheet.cell(self.row, column)
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(strike=struck)
        if rag:
            self.sheet.cell(self.row, self.at("status")).fill = PatternFill("solid", fgColor=FILLS[rag])
        self.row += 1

    def _fill_in(self, name: str, value: object) -> None:
        cell = self.sheet.cell(self.row, self.at(name))
        if name in self.formulas:
            cell.value = self.formulas[name].format(row=self.row)
            return
        said = value if isinstance(value, Said) else Said(value)
        cell.value = said.cell
        if said.shown_as:
            cell.number_format = said.shown_as
        elif isinstance(said.cell, date):
            cell.number_format = "dd/mm/yyyy"
        if cell.data_type == "f":  # text that begins with "=", as an apostrophe before it makes it in Excel
            cell.data_type, cell.quotePrefix = "s", True


def _fields(name: str) -> Sequence[str]:
    """What a column tells of the truth."""
    return {"completion": ("completed", "outcome"), "target": ("target", "target_words")}.get(name, (name,))


def _meaning(name: str, value: object) -> tuple[dict, dict]:
    """A cell's part of the truth, and the readings that are as fair, by field."""
    said = value if isinstance(value, Said) else Said(value, value)
    if name == "completion":
        return _completion(said)
    found = {name: tidy(said.meant)}
    if name == "target":
        found["target_words"] = tidy(said.cell) if said.vague and isinstance(said.cell, str) else ""
    elif name == "number":
        found[name] = tidy(str(said.meant))
    elif name == "milestones":
        found[name] = [tidy(said.meant)] if isinstance(said.meant, str) else said.meant
    return found, ({name: list(said.also)} if said.also else {})


def _completion(said: Said) -> tuple[dict, dict]:
    completed, outcome = said.meant if isinstance(said.meant, tuple) else (None, said.meant)
    also = {"outcome": [tidy(said.cell)]} if isinstance(said.cell, str) and tidy(said.cell) != outcome else {}
    for other_date, other_outcome in said.also:
        also.setdefault("completed", []).append(other_date)
        also.setdefault("outcome", []).append(other_outcome)
    return {"completed": completed, "outcome": tidy(outcome)}, also


def tidy(value: object) -> object:
    """Text with every run of white space (no-break spaces and line breaks too) as one space; other values as such."""
    return " ".join(value.replace("_x000D_", " ").split()) if isinstance(value, str) else value
