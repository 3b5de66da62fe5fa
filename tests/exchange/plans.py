"""Action plans for tests: small workbooks, and what the steps after them come to."""

import io
import re
import zipfile

import openpyxl
from django.db import transaction
from django.utils import timezone

from dhr.exchange.models import ActionPlanImport
from dhr.exchange.plans.columns import guess, with_headings
from dhr.exchange.plans.entries import ChosenSheet
from dhr.exchange.plans.here import Here, by_name, reviews_of
from dhr.exchange.plans.planned import Plan, PlannedRow
from dhr.exchange.plans.planning import make_plan
from dhr.exchange.plans.reading import read_plan
from dhr.exchange.plans.saving import save_plan
from dhr.exchange.spreadsheets import open_spreadsheet
from dhr.formats import Table
from dhr.reviews.models import StoredFile

HEAD = (
    "No.",
    "Recommendation",
    "Scope",
    "Action to take",
    "Lead agency",
    "Key milestones",
    "Target date",
    "Completion",
)


def workbook(**sheets) -> bytes:
    """A workbook of these rows for each sheet; underscores in a sheet's name stand for spaces."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return saved_book(book)


def saved_book(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_shared_text(book: bytes, text: str, parts: str) -> bytes:
    """The workbook with `parts` (XML of a shared text) in place of the cell's `text`, as Excel writes dressed words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content, count = re.subn(
                    rf't="inlineStr"><is><t[^>]*>{re.escape(text)}</t></is>', 't="s"><v>0</v>', content
                )
                assert count == 1
            elif name == "[Content_Types].xml":
                part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED}"/></Types>'
                content = content.replace("</Types>", part)
            elif name == "xl/_rels/workbook.xml.rels":
                relation = f'<Relationship Id="shared" Type="{RELATION}" Target="sharedStrings.xml"/></Relationships>'
                content = content.replace("</Relationships>", relation)
            new.writestr(name, content)
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si>{parts}</si></sst>')
    return out.getvalue()


def a_plan(*rows) -> bytes:
    """A plan with the usual headings; each row has a number, a recommendation, a scope, an action and so on."""
    return workbook(Plan=[HEAD, *rows])


def chosen(table: Table, review, *names: str) -> list[ChosenSheet]:
    """The sheets of these names, or all, with headings and columns as guessed."""
    placed = (with_headings(sheet, {}) for sheet in (*table.sheets, *table.hidden))
    return [ChosenSheet(each, guess(each.headings, {}), review) for each in placed if not names or each.name in names]


def planned(data: bytes, *, user, area, review=None, name="plan.xlsx", sheets=()) -> tuple[Plan, Here]:
    reviews = list(reviews_of(user, area))
    here = Here(area, reviews, user)
    today = timezone.localdate()
    table = open_spreadsheet(data, name, hidden=bool(sheets))
    read = [row for each in chosen(table, review, *sheets) for row in read_plan(each, by_name(reviews), today)]
    return make_plan(read, here, today), here


def saved(data: bytes, *, user, area, review=None, take=(), **facts) -> Plan:
    """The plan after it was saved; its counts are those of before."""
    with transaction.atomic():
        plan, here = planned(data, user=user, area=area, review=review, **facts)
        before = plan.counts
        plan.take(take)
        stored = StoredFile.objects.create(sha256="0" * 64, name="plan.xlsx", size=len(data))
        found = ActionPlanImport.objects.create(name="plan.xlsx", file=stored, area=area, by=user)
        save_plan(plan, found, here, by=user)
    plan.__dict__["saved_counts"] = before
    return plan


def of_row(plan: Plan, number: int) -> PlannedRow:
    return next(row for row in plan.rows if row.entry.number == number)
