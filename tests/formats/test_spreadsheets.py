import datetime
import io
import time
import zipfile
from itertools import count

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dhr.formats import NewColumn, NewSheet, PaperError, as_text, csv_lines, read_table, write_workbook
from dhr.formats.table import UNCALCULATED

ROWS = [["Reference", "Notified", "Note"], ["R1", datetime.date(2023, 4, 3), "café"], ["R2", None, "–"]]


def a_workbook(*rows, **sheets) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Register"
    for row in rows:
        book.active.append(row)
    for title, content in sheets.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def only_sheet(data: bytes, name="register.xlsx"):
    [sheet] = read_table(data, name).sheets
    return sheet


def cells(sheet):
    return [row.cells for row in sheet.rows]


def test_a_workbook_is_read_with_its_dates_and_numbers():
    sheet = only_sheet(saved(a_workbook(*ROWS, ["R3", 45019, 2.5])))
    assert sheet.headings == ("Reference", "Notified", "Note")
    assert cells(sheet) == [
        ("R1", datetime.date(2023, 4, 3), "café"),
        ("R2", None, "–"),
        ("R3", 45019, 2.5),
    ]
    assert [row.number for row in sheet.rows] == [2, 3, 4]


def test_empty_rows_keep_the_numbers_of_the_others():
    book = a_workbook(["A", "B"])
    book.active["A7"] = "x"
    assert [row.number for row in only_sheet(saved(book)).rows] == [7]


def test_titles_above_the_headings_are_passed_over():
    book = a_workbook(["Register of reviews"], [], ["Reference", "Title", "Notified"], ["R1", "Amina", "3/4/2023"])
    book.active.merge_cells("A1:C1")
    sheet = only_sheet(saved(book))
    assert (sheet.header_row, sheet.headings) == (3, ("Reference", "Title", "Notified"))
    assert sheet.below(1).rows[0].number == 3


def test_merged_cells_hold_their_value_in_each():
    book = a_workbook(["Area", "Reference"], ["Northley", "R1"], [None, "R2"], [None, "R3"])
    book.active.merge_cells("A2:A3")
    assert cells(only_sheet(saved(book))) == [("Northley", "R1"), ("Northley", "R2"), (None, "R3")]


def test_a_title_merged_far_to_the_right_makes_no_columns():
    book = a_workbook(["Title"], ["A", "B"], ["1", "2"])
    book.active.merge_cells("A1:XFD1")
    assert only_sheet(saved(book)).headings == ("A", "B")


def test_a_formula_gives_its_last_result():
    data = saved(a_workbook(["A", "B"], ["x", "=1+1"]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b"<v></v>" in parts[sheet] or b"<v />" in parts[sheet] or b"<v/>" in parts[sheet]
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        parts[sheet] = parts[sheet].replace(empty, b"<v>2</v>")
    assert cells(only_sheet(zipped(parts))) == [("x", 2)]


def test_a_formula_without_a_result_is_not_taken_for_an_empty_cell():
    assert cells(only_sheet(saved(a_workbook(["A", "B"], ["x", "=1+1"])))) == [("x", UNCALCULATED)]


def test_hidden_and_empty_sheets_are_passed_over():
    book = a_workbook(*ROWS, Lists=[["secret"]], Blank=[])
    book["Lists"].sheet_state = "hidden"
    assert [sheet.name for sheet in read_table(saved(book), "x.xlsx").sheets] == ["Register"]


def test_headings_are_told_apart():
    sheet = only_sheet(saved(a_workbook(["Date", "Reason", None, "reason"], ["1", "2", "3", "4"])))
    assert sheet.headings == ("Date", "Reason", "Column C", "reason (column D)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    lines = [["Reference", "Note"], ["R1", "café – closed"], ["R2", ""]]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    sheet = only_sheet(data, "my register.csv")
    assert sheet.name == "my register"
    assert cells(sheet) == [("R1", "café – closed"), ("R2",)]


def test_csv_that_names_its_delimiter_keeps_the_numbers_of_its_rows():
    sheet = only_sheet(b"sep=;\r\nA;B\r\n1,5;2\r\n", "x.csv")
    assert (sheet.header_row, cells(sheet), sheet.rows[0].number) == (2, [("1,5", "2")], 3)


def test_csv_cells_hold_delimiters_and_lines():
    assert cells(only_sheet(b'A,B\r\n"x, y","two\nlines"\r\n', "x.csv")) == [("x, y", "two\nlines")]


def test_a_wrong_ending_changes_nothing():
    assert only_sheet(saved(a_workbook(*ROWS)), "register.csv").headings == ("Reference", "Notified", "Note")
    assert only_sheet(b"A,B\n1,2\n", "register.xlsx").headings == ("A", "B")


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, change) -> bytes:
    with zipfile.ZipFile(io.BytesIO(saved(a_workbook(*ROWS)))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped(parts | {name: change(parts[name])})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b",,\r\n,,\r\n", "nothing in"),
        (OLE, "old Office version"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 and more", "a PDF"),
        (b"<html><table></table></html>", "web page"),
        (zipped({"word/document.xml": b"<a/>"}), "Word document"),
        (zipped({"content.xml": b"<a/>"}), "OpenDocument"),
        (zipped({"notes.txt": b"hello"}), "zip archive"),
        (zipped({"xl/workbook.xml": b"<broken"}), "damaged"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"A,B\n\x00\x01\x02", "no text and no workbook"),
        (saved(a_workbook(*ROWS))[:-200], "damaged"),
        (saved(a_workbook()), "nothing in"),
        (zipped({"xl/workbook.xml": b" " * 60_000_000}), "unpacks to far more"),
        (with_part("xl/workbook.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "unpacks to far more"),
        (saved(a_workbook(["A"], ["x"] * 301)), "more than 300 columns"),
        (b"A,B\n" + b'"' + b"x" * 200_000 + b'"\n', "cannot be read as CSV"),
    ],
    ids=count(),  # the bytes themselves hold the time at which they were made
)
def test_what_cannot_be_read_is_told_plainly(data, told):
    with pytest.raises(PaperError, match=told):
        read_table(data, "register.xlsx")


def test_too_many_rows_are_refused_with_the_limit():
    data = "A,B\n" + "1,2\n" * 11
    assert len(only_sheet(data.encode(), "x.csv").rows) == 11
    for big in (data.encode(), saved(a_workbook(["A"], *[["1"]] * 11))):
        with pytest.raises(PaperError, match="more than 10 rows"):
            read_table(big, "x.csv", max_rows=10)


def test_a_cell_in_the_last_row_of_all_is_found_soon():
    book = a_workbook(*ROWS)
    book.active.cell(row=1_048_576, column=1, value="far")
    started = time.monotonic()
    assert only_sheet(saved(book)).rows[-1].number == 1_048_576
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_nothing_that_is_written_is_a_formula(text):
    data = write_workbook(NewSheet("Out", (NewColumn("A"),), [[text]]))
    cell = openpyxl.load_workbook(io.BytesIO(data))["Out"]["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    written = "".join(csv_lines([["A", "B"], [text, "x"]]))
    assert f"\r\n'{text}" in written or f"\r\n\"'{text}" in written
    for out in (data, written.encode()):
        assert only_sheet(out).rows[0].cells[0] == text


def test_a_written_workbook_offers_its_lists_and_keeps_its_headings_in_sight():
    columns = (NewColumn("Kind", ("One, two", "Three")), NewColumn("On", is_date=True))
    book = openpyxl.load_workbook(
        io.BytesIO(write_workbook(NewSheet("Out", columns, [["Three", datetime.date(2023, 4, 3)]])))
    )
    sheet = book["Out"]
    [rule] = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref).startswith("A2:A")) == ("Lists!$A$1:$A$2", True)
    assert [cell.value for cell in book["Lists"]["A"]] == ["One, two", "Three"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B2")
    assert sheet["B2"].number_format == sheet.column_dimensions["B"].number_format == "dd/mm/yyyy"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=20)


@given(st.lists(st.tuples(TEXTS, st.one_of(st.none(), TEXTS, st.dates(datetime.date(1950, 1, 1)))), max_size=6))
@settings(max_examples=40, deadline=None)
@example([(";", ";"), (";", ";")])
def test_what_is_written_is_read_again(rows):
    rows = [["Title of it", "Value of it"], *rows]
    expected = [[as_text(cell).replace("\xa0", " ").strip() for cell in row] for row in rows]
    expected = [row for row in expected if any(row)]
    columns = tuple(NewColumn(heading) for heading in rows[0])
    for data in (write_workbook(NewSheet("Out", columns, rows[1:])), "".join(csv_lines(rows)).encode()):
        found = [[as_text(cell) for cell in row.cells] for row in only_sheet(data).below(0).lines]
        assert [row + [""] * (2 - len(row)) for row in found] == expected
