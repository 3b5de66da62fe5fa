"""Page, Word, PDF and workbook of a report: each is taken apart, and says what its figures say."""

import datetime
import io
import re

import openpyxl
import pypdfium2
import pytest
from django.db import transaction
from django.test import Client
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import html

from dhr.actions.enums import ReportKind
from dhr.actions.models import Action, BoardReport
from dhr.actions.reports.figures import figures
from dhr.actions.reports.sheets import sheet_name
from dhr.actions.reports.tables import Sort, shown
from tests.data_dir import data_dir
from tests.factories import MembershipFactory, UserFactory

from .work import day, on, some_work

pytestmark = pytest.mark.django_db
SINCE, UNTIL = day("2025-07-01"), day("2026-06-30")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """An annual report on some work, with small numbers in it, and every file of it, asked for by its coordinator.

    Made once for all tests here, in a transaction that is taken back: they compare plain data.
    """
    with django_db_blocker.unblock(), data_dir(tmp_path_factory.mktemp("report")), transaction.atomic():
        found = _made(Client())
        transaction.set_rollback(True)
    return found


def _made(client):
    work = some_work(small_number=2)
    action = Action.objects.get(text="Write the pathway.")
    with on("2026-06-01"):
        action.text = "=SUM(A1:A9) in the pathway"
        action.save()
    report = BoardReport.objects.create(
        area=work.area,
        kind=ReportKind.ANNUAL,
        since=SINCE,
        until=UNTIL,
        introduction="Families told us.",
        decisions="Release the money.\n\nAgree the dates.",
    )
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, area=work.area)
    client.force_login(coordinator)
    answers = {kind: client.get(f"/desk/reports/{report.pk}/{kind}") for kind in ("", "word/", "pdf/", "workbook/")}
    assert {answer.status_code for answer in answers.values()} == {200}
    return figures(work.area, report.kind, SINCE, UNTIL), {kind: answer.content for kind, answer in answers.items()}


def expected(table) -> list[list[str]]:
    """A table in words: its headings, and its lines."""
    lines = [
        [shown(cell, column.sort) for cell, column in zip(line.cells, table.columns, strict=True)]
        for line in table.lines
    ]
    return [[column.heading for column in table.columns], *lines] if lines else []


def test_every_file_has_the_figures_that_the_page_has(made):
    found, files = made
    tables = [expected(table) for table in found.tables]
    printed = [table for table in tables if table]
    assert any("not shown" in line for table in printed for line in table)
    assert of_page(files[""]) == printed
    assert of_word(files["word/"]) == printed
    text = of_pdf(files["pdf/"])
    for table in printed:
        for line in table:
            assert all(squeezed(cell) in text for cell in line)


def test_numbers_stand_on_the_right_in_word_as_on_the_page(made):
    found, files = made
    tables = Document(io.BytesIO(files["word/"])).tables
    page = html.fromstring(files[""].decode()).xpath("//main//table")
    for table, shown_there in zip(tables, page, strict=True):
        right = [cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for cell in table.rows[-1].cells]
        cells = shown_there.xpath("(.//tr)[last()]/*")
        assert right == ["dhr-number" in cell.get("class") for cell in cells]
    assert any(column.sort == Sort.MONEY for table in found.tables for column in table.columns)


def test_the_pdf_has_each_number_beside_its_name(made):
    found, files = made
    text = of_pdf(files["pdf/"])
    two_columns = [expected(table) for table in found.tables if len(table.columns) == 2 and table.lines]
    assert len(two_columns) > 8
    for table in two_columns:
        for name, number in table:
            assert squeezed(name + number) in text


def test_the_workbook_has_numbers_dates_and_no_formulas(made):
    found, files = made
    book = openpyxl.load_workbook(io.BytesIO(files["workbook/"]))
    for table in (*found.tables, found.register):
        rows = list(book[sheet_name(table)].iter_rows(values_only=True))
        assert [column.heading for column in table.columns] == list(rows[0])
        for line, row in zip(table.lines, rows[1:], strict=True):
            for cell, value, column in zip(line.cells, row, table.columns, strict=True):
                assert in_words(value, column.sort) == shown(cell, column.sort)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any("=SUM(A1:A9)" in str(cell.value) for cell in cells)
    assert any(cell.is_date for cell in cells)


def test_decisions_stand_first_and_every_page_is_marked(made):
    _, files = made
    document = Document(io.BytesIO(files["word/"]))
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[1:5] == ["Decisions wanted", "Release the money.", "Agree the dates.", "Introduction"]
    assert "OFFICIAL-SENSITIVE" in document.sections[0].header.paragraphs[0].text
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(files["pdf/"])]
    assert all("OFFICIAL-SENSITIVE" in page and "Draft of" in page for page in pages)


def of_page(content: bytes) -> list[list[list[str]]]:
    tables = html.fromstring(content.decode()).xpath("//main//table")
    return [
        [[tidy(cell.text_content()) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
        for table in tables
    ]


def of_word(content: bytes) -> list[list[list[str]]]:
    tables = Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def of_pdf(content: bytes) -> str:
    """The words of all pages without any space: lines break anywhere."""
    return squeezed("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)))


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\u2010-]+", "", words)


def tidy(words: str) -> str:
    """What a cell says; a dash stands for nothing."""
    words = " ".join(words.split())
    return "" if words == "–" else words


def in_words(value: object, sort: Sort) -> str:
    match value:
        case None:
            return ""
        case datetime.datetime():
            return shown(value.date().isoformat(), sort)
        case int() | float() if sort == Sort.MONEY:
            return shown(round(value * 100), sort)
        case _:
            return shown(value, sort)
