"""Tables in from spreadsheets: Excel workbooks (.xlsx) and CSV. Which columns there should be, others know."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePath

from .errors import PaperError, PaperProblem
from .package import open_archive
from .rows import filled_rows
from .table import Row, Sheet, Table
from .writers.tables import STARTS_A_FORMULA
from .xlsx import read_workbook

MAX_ROWS = 20_000
HEADER_WITHIN = 20  # the headings stand somewhere in the first rows that hold anything

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 50  # rows by which the delimiter is told
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype|<html|<\?xml|<table|\{\\rtf)", re.IGNORECASE)
_PROMISED = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), "a text file"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls"), "an Excel workbook"),
    **dict.fromkeys((".docx", ".docm", ".doc"), "a Word document"),
}
_SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV and try again."
_OTHER_ARCHIVES = {
    "xl/workbook.bin": "a binary Excel workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a slide show",
    "content.xml": "an OpenDocument file",
    "Index/Document.iwa": "a Numbers or Pages file",
}


def read_table(data: bytes, name: str, *, max_rows: int = MAX_ROWS, hidden: bool = False) -> Table:
    """The table in an Excel workbook or CSV file, told by its content and not by its `name`.

    Texts come without outer spaces, dates as dates, formulas as their last results, merged cells filled, empty cells
    as None. `max_rows` are those of one sheet that hold something. Hidden sheets are read where `hidden` asks for
    them. Raises PaperError, whose message can be shown to the person who brought the file.
    """
    if not data.strip():
        raise PaperError(PaperProblem.EMPTY, "The file is empty.")
    if not _is_workbook(data):
        sheets = _sheets({PurePath(name).stem: _read_csv(data, max_rows)})
        unseen = ()
    else:
        sheets = _sheets(read_workbook(data, max_rows))
        unseen = _sheets(read_workbook(data, max_rows, hidden=True)) if hidden else ()
    if not sheets:
        raise PaperError(PaperProblem.EMPTY, "There is nothing in the file's sheets.")
    return Table(sheets, unseen)


def check_name(data: bytes, name: str) -> None:
    """Raise PaperError where a file that read_table reads is not what its `name` says: it may be the wrong one."""
    ending = PurePath(name).suffix.lower()
    found, better = ("an Excel workbook", ".xlsx") if _is_workbook(data) else ("a text file", ".csv")
    promised = _PROMISED.get(ending, found)
    if promised != found:
        raise PaperError(
            PaperProblem.UNSUPPORTED,
            f"The file is named {ending}, as {promised} is, but it is {found}. Check that it is the right one; then "
            f"give it a name that ends in {better} and try again.",
        )


def _sheets(found: Mapping[str, tuple[Row, ...]]) -> tuple[Sheet, ...]:
    return tuple(Sheet(title, lines, _header_row(lines)) for title, lines in found.items() if lines)


def _is_workbook(data: bytes) -> bool:
    """Whether it is an Excel workbook, rather than text; raises PaperError for any other sort of file."""
    if data.startswith(b"PK"):
        names = set(open_archive(data).namelist())
        if "xl/workbook.xml" in names:
            return True
        shown = next((text for part, text in _OTHER_ARCHIVES.items() if part in names), "a zip archive")
    elif data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise PaperError(
                PaperProblem.ENCRYPTED, "The workbook is locked with a password. Save it without one and try again."
            )
        shown = "a file of an old Office version, such as .xls"
    elif data.lstrip().startswith(b"%PDF-"):
        shown = "a PDF"
    elif _MARKUP.match(data):
        shown = "a web page, XML or rich text file"
    elif b"\x00" in data and not data.startswith(_UTF16):
        shown = "no text and no workbook"
    else:
        return False
    raise PaperError(PaperProblem.UNSUPPORTED, f"This is {shown}, which is not read. {_SAVE_AS}")


def _header_row(lines: tuple[Row, ...]) -> int:
    """The number of the first row that looks like headings: different texts, in most of the table's columns."""
    first = lines[:HEADER_WITHIN]
    width = max(len(_filled(line)) for line in first)
    for line in first:
        texts = {cell for cell in _filled(line) if isinstance(cell, str)}
        if texts == _filled(line) and len(texts) * 5 >= width * 3:
            return line.number
    return first[0].number


def _filled(line: Row) -> set:
    return {cell for cell in line.cells if cell is not None}


def _read_csv(data: bytes, max_rows: int) -> tuple[Row, ...]:
    text = _decoded(data)
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to say it
    try:
        rows = _cells(text, told[1]) if told else _cells(text, _delimiter(text))
        if told:
            next(rows)
        return filled_rows(rows, start=2 if told else 1, max_rows=max_rows)
    except csv.Error:
        raise PaperError(PaperProblem.CORRUPT, f"The file cannot be read as CSV. {_SAVE_AS}") from None


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel writes on Windows


def _delimiter(text: str) -> str:
    """The sign that cuts the most rows into equally many cells; of several, into the most. Titles have no say."""

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in islice(_cells(text, delimiter), _SAMPLE) if len(row) > 1)
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=evenness)


def _cells(text: str, delimiter: str) -> Iterator[Iterable[str]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield [_unquoted(cell) for cell in row]


def _unquoted(cell: str) -> str:
    """The cell without the quote sign by which it was kept from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA) else cell
