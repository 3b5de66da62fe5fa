"""Excel workbooks: the values of their visible sheets, with what openpyxl's quick way of reading leaves out."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator

import openpyxl
from lxml import etree
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.escape import unescape

from .errors import PaperError, PaperProblem
from .package import MAX_PART, open_archive
from .rows import Struck, filled_rows
from .table import UNCALCULATED, Row

MAX_MERGES = 10_000

_BOMB = "The workbook unpacks to far more than a table can hold, so it was not opened."
_UNREADABLE = (
    "The workbook cannot be read: it is damaged, or of an unusual sort. Save it anew as .xlsx or as CSV and try again."
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MERGE_OR_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|mergeCell)\b")
_SAFELY = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def read_workbook(data: bytes, max_rows: int, *, hidden: bool = False) -> dict[str, tuple[Row, ...]]:
    """The filled rows of each visible sheet, or of each `hidden` one, by its name. Raises PaperError."""
    archive = open_archive(data)
    try:
        _check_parts(archive)
        parts = _parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl doesn't know doesn't concern the cells
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            chosen = [sheet for sheet in book.worksheets if (sheet.sheet_state != "visible") == hidden]
            return {
                sheet.title: filled_rows(_rows(sheet, archive, parts[sheet.title]), max_rows=max_rows)
                for sheet in chosen
            }
    except PaperError:
        raise
    except Exception:  # openpyxl has no error of its own for a file that is not as it should be
        raise PaperError(PaperProblem.CORRUPT, _UNREADABLE) from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                start = part.read(4096)
            # No workbook has entities of its own; both these serve entity bombs.
            if entry.file_size > MAX_PART or b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise PaperError(PaperProblem.ZIP_BOMB, _BOMB)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The archive's part for each sheet, by the sheet's name."""
    parser = etree.XMLParser(**_SAFELY)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    return {
        sheet.get("name"): "xl/" + targets[sheet.get(_RELATION)].removeprefix("/xl/")
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _rows(sheet, archive: zipfile.ZipFile, part: str) -> Iterator[list[object]]:
    """The sheet's rows from the first, empty ones too, with merged cells filled."""
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    merges, uncalculated = _beside_values(archive, part)
    open_merges = []
    widest = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        for column in uncalculated.get(number, ()):
            values[column - 1] = UNCALCULATED
        widest = max(widest, len(values))
        for left, right, bottom in merges.get(number, ()):
            if left <= len(values) and values[left - 1] is not None:
                open_merges.append((left, right, bottom, values[left - 1]))
        open_merges = [merge for merge in open_merges if merge[2] >= number]
        for left, right, _, value in open_merges:
            right = min(right, widest)  # a title is often merged far beyond the table
            values += [None] * (right - len(values))
            values[left - 1 : right] = [value] * (right - left + 1)
        yield values


def _value(cell: ReadOnlyCell | EmptyCell) -> object:
    """What stands in a cell; without the words in it that are crossed out, where not all of them are."""
    value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
    if isinstance(value, CellRichText):
        kept = [part for part in value if not (isinstance(part, TextBlock) and part.font.strike)]
        if len(kept) == len(value):
            value = str(value)
        else:
            value = "".join(map(str, kept)) if "".join(map(str, kept)).strip() else Struck(str(value))
    if value is None or isinstance(value, Struck):
        return value
    return Struck(value) if cell.font.strike else value


def _beside_values(
    archive: zipfile.ZipFile, part: str
) -> tuple[dict[int, list[tuple[int, int, int]]], dict[int, list[int]]]:
    """What openpyxl doesn't tell: merged cells, as row -> (left, right, bottom), and formulas without a result, as
    row -> columns. All numbers from 1."""
    merges, uncalculated = {}, {}
    tags = [f"{_MAIN}{name}" for name in ("row", "c", "mergeCell")]
    count = 0
    data = archive.read(part)
    if _MERGE_OR_FORMULA.search(data):  # most sheets have neither, and the walk takes its time
        for _, element in etree.iterparse(io.BytesIO(data), tag=tags, **_SAFELY):
            if element.tag.endswith("mergeCell"):
                count += 1
                left, top, right, bottom = range_boundaries(element.get("ref"))
                merges.setdefault(top, []).append((left, right, bottom))
            elif element.tag.endswith("row"):
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif _lacks_result(element):
                row, column = coordinate_to_tuple(element.get("r"))
                uncalculated.setdefault(row, []).append(column)
    if count > MAX_MERGES:
        raise PaperError(PaperProblem.TOO_LARGE, f"A sheet has more than {MAX_MERGES:,} merged cells. Undo them.")
    return merges, uncalculated


def _lacks_result(cell) -> bool:
    """Whether a cell is a formula that nobody worked out; one whose result is an empty text says so (`str`)."""
    if cell.find(f"{_MAIN}f") is None or cell.get("t") == "str":
        return False
    return not cell.findtext(f"{_MAIN}v")
