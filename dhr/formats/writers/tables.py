"""Tables out: Excel workbooks and CSV in which no cell is ever a formula."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
DATE = "dd/mm/yyyy"

_TO_FILL_IN = 2_000  # rows below the headings for which dates and lists are prepared
_LISTS = "Lists"
_WIDEST = 45  # in letters
_HEADER = PatternFill("solid", fgColor="43325C")


@dataclass(frozen=True)
class NewColumn:
    """A column of a sheet to be written. `choices` are offered as a list; `is_date` shows dates as 03/04/2023."""

    heading: str
    choices: tuple[str, ...] = ()
    is_date: bool = False


@dataclass(frozen=True)
class NewSheet:
    """A sheet to be written; each row has a value for each column."""

    name: str
    columns: tuple[NewColumn, ...]
    rows: Sequence[Sequence[object]] = ()


def write_workbook(*sheets: NewSheet, marking: str = "") -> bytes:
    """The sheets as an Excel workbook, and one of the lists to choose from where there are any.

    Headings stay in sight and can be filtered by; what looks like a formula stays text. Printed, they come again on
    each page, which is turned sideways; `marking` stands at its top and bottom.
    """
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        target = book.create_sheet(sheet.name)
        _fill(target, sheet)
        _furnish(target, marking)
    _add_choices(book, sheets)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """`rows` as CSV, line by line. Begins with a byte order mark, by which Excel knows UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row])


def _fill(target: Worksheet, sheet: NewSheet) -> None:
    target.append([_safe(Cell(target), column.heading) for column in sheet.columns])
    for cell in target[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = _HEADER
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in sheet.rows:
        target.append([_safe(Cell(target), value) for value in row])
    for row in target.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, datetime.date):
                cell.number_format = DATE
    for index, column in enumerate(sheet.columns, start=1):
        dimension = target.column_dimensions[get_column_letter(index)]
        dimension.number_format = DATE if column.is_date else "@"
        texts = chain([column.heading], column.choices, (row[index - 1] for row in sheet.rows))
        longest = max(len(line) for text in texts for line in (str(text or "").splitlines() or [""]))
        dimension.width = min(max(longest + 2, 14 if column.is_date else 20), _WIDEST)
    target.freeze_panes = "B2"
    target.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"


def _furnish(target: Worksheet, marking: str) -> None:
    target.print_title_rows = "1:1"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", target.PAPERSIZE_A4
    target.page_setup.fitToHeight, target.sheet_properties.pageSetUpPr.fitToPage = 0, True
    target.oddHeader.center.text = target.oddFooter.center.text = marking.replace("&", "&&") or None


def _safe(cell: Cell, value: object) -> Cell:
    """`cell` holding `value`; text stays text whatever it begins with, also where somebody edits it."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(STARTS_A_FORMULA)
    return cell


def _add_choices(book: openpyxl.Workbook, sheets: Sequence[NewSheet]) -> None:
    """Lists to choose from. They stand in a sheet of their own: inside a rule they could be no longer than 255."""
    lists = {}
    for sheet in sheets:
        for index, column in enumerate(sheet.columns, start=1):
            if column.choices:
                at = lists.setdefault(column.choices, len(lists) + 1)
                _offer(book[sheet.name], index, get_column_letter(at), len(column.choices))
    if lists:
        target = book.create_sheet(_LISTS)
        for column, choices in enumerate(lists, start=1):
            for row, choice in enumerate(choices, start=1):
                target.cell(row=row, column=column, value=choice)
        target.sheet_state = "hidden"


def _offer(target: Worksheet, index: int, letter: str, count: int) -> None:
    rule = DataValidation(
        type="list",
        formula1=f"{_LISTS}!${letter}$1:${letter}${count}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not in the list",
        error="Choose one from the list, or leave the cell empty.",
    )
    column = get_column_letter(index)
    rule.add(f"{column}2:{column}{_TO_FILL_IN + 1}")
    target.add_data_validation(rule)


def _csv_cell(value: object) -> str:
    """What a spreadsheet would take for a formula is quoted, as it would do itself."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return f"{value:%d/%m/%Y}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


class _Echo:
    """A file whose writing gives back the line."""

    def write(self, line: str) -> str:
        return line
