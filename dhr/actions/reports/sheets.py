"""A board report as a workbook: a sheet for what is written, and one for each table."""

import datetime
from decimal import Decimal

from dhr.formats import NewColumn, NewSheet, write_workbook

from ..models import BoardReport
from .paper import decisions_of, introduction_of, notes_of, title_of
from .tables import Cell, Figures, Sort, Table

LONGEST_NAME = 31  # of a sheet, in Excel


def as_workbook(report: BoardReport, figures: Figures, *, marking: str, state: str) -> bytes:
    """The bytes of an .xlsx file. `state` says whether it is issued, and when; `marking` stands first."""
    about = [
        ("Marking", marking),
        ("Report", title_of(report)),
        ("State", state),
        *((f"Decision wanted {number}", line) for number, line in enumerate(decisions_of(report), start=1)),
        *(("Introduction", line) for line in introduction_of(report)),
        *(("How this was counted", line) for line in notes_of(figures)),
    ]
    first = NewSheet("About", (NewColumn("What"), NewColumn("In words")), about)
    return write_workbook(first, *(_sheet(table) for table in (*figures.tables, figures.register)))


def sheet_name(table: Table) -> str:
    return table.key.replace("-", " ").capitalize()[:LONGEST_NAME]


def _sheet(table: Table) -> NewSheet:
    columns = tuple(NewColumn(column.heading, is_date=column.sort == Sort.DAY) for column in table.columns)
    rows = [
        [_value(cell, column.sort) for cell, column in zip(line.cells, table.columns, strict=True)]
        for line in table.lines
    ]
    return NewSheet(sheet_name(table), columns, rows)


def _value(cell: Cell, sort: Sort) -> object:
    if cell is None or not isinstance(cell, (str, int)):
        return None
    if sort == Sort.DAY:
        return datetime.date.fromisoformat(cell)
    if sort == Sort.MONEY and isinstance(cell, int):
        return Decimal(cell) / 100
    return cell
