from collections.abc import Mapping
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dhr.formats import XLSX_TYPE, Sheet, Table, as_text
from dhr.reviews.files import as_attachment, as_download
from dhr.search.spreadsheet import csv_response

from ..enums import RowOutcome
from ..models import RegisterImport
from ..register.columns import likely_sheet
from ..register.forms import ColumnsForm, SendForm, SheetForm
from ..register.here import areas_of
from ..register.planned import Plan
from ..register.planning import make_plan
from ..register.reading import read_entries
from ..register.saving import lock, save_plan
from ..register.template import template_rows, template_workbook
from ..spreadsheets import Unreadable
from .imports import import_for, table_of, throw_away

PAGE = 50


@login_required
def template_xlsx(request):
    _only_registrars(request)
    return as_attachment(HttpResponse(template_workbook(), content_type=XLSX_TYPE), "register-template.xlsx")


@login_required
def template_csv(request):
    _only_registrars(request)
    return csv_response("register-template.csv", template_rows())


@login_required
def send(request):
    """Choose a register's file. Not there for somebody who may register no reviews."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(*sent, user=request.user)
    if not form.usable:
        raise Http404
    if form.is_valid():
        return redirect("register-columns", form.save().pk)
    own = RegisterImport.objects.visible_to(request.user).select_related("area")
    context = {"form": form, "waiting": own.unsaved().order_by("-pk"), "saved": own.saved().order_by("-saved_at")}
    return render(request, "exchange/register/send.html", context)


@login_required
def columns(request, pk):
    """Say which sheet holds the register, and which of its columns is which of ours."""
    found = import_for(request, RegisterImport, pk)
    if found.saved_at:
        return redirect("register-preview", pk)
    table = table_of(found)
    where = SheetForm(_place(request, found, table), table=table)
    sheet = where.chosen
    form = None
    if sheet:
        remembered = found.columns or RegisterImport.objects.last_columns(found.area)
        form = ColumnsForm(request.POST or None, sheet=sheet, remembered=remembered)
        if form.is_valid() and _fits(form):
            found.sheet, found.header_row, found.columns = sheet.name, sheet.header_row, form.chosen
            found.save()
            return redirect("register-preview", pk)
    context = {"import": found, "where": where, "sheet": sheet, "form": form, "several": len(table.sheets) > 1}
    return render(request, "exchange/register/columns.html", context)


@login_required
def preview(request, pk):
    """Row by row what saving would do; saved once somebody agrees to exactly this. Afterwards: what was saved."""
    found = import_for(request, RegisterImport, pk)
    if found.saved_at:
        return render(request, "exchange/register/saved.html", {"import": found} | _told(found.counts))
    if not found.columns:
        return redirect("register-columns", pk)
    try:
        sheet = _sheet(found)
        if request.method == "POST":
            plan = _save(request, found, sheet)
            if found.saved_at:
                return redirect("register-preview", pk)
        else:
            plan = _plan(request, found, sheet)
    except Unreadable:
        return redirect("register-columns", pk)
    shown = RowOutcome(request.GET["show"]) if request.GET.get("show") in RowOutcome else None
    number = plan.counts
    context = {
        "import": found,
        "plan": plan,
        **_told(number),
        "to_save": number[RowOutcome.NEW] + number[RowOutcome.CHANGED],
        "shown": shown,
        "page": Paginator(plan.of(shown) if shown else plan.rows, PAGE).get_page(request.GET.get("page")),
        "unread": sheet.unread(found.columns.values()),
        "moved": request.method == "POST",
    }
    return render(request, "exchange/register/preview.html", context)


@login_required
def refused(request, pk):
    """The refused rows as they came, with what is wrong in each: so that only those need mending."""
    found = import_for(request, RegisterImport, pk)
    if not found.columns:
        raise Http404
    try:
        sheet = _sheet(found)
        rows = _plan(request, found, sheet).of(RowOutcome.REFUSED)
    except Unreadable:
        raise Http404 from None
    head = [*sheet.headings, "Row in the file", "What is wrong"]
    width = len(sheet.headings)
    lines = (
        [
            *(as_text(cell) for cell in row.entry.row.cells),
            *[""] * (width - len(row.entry.row.cells)),
            row.number,
            " ".join(row.entry.problems),
        ]
        for row in rows
    )
    return csv_response("refused-rows.csv", chain([head], lines))


@login_required
@require_safe
def original(request, pk):
    """The file as it came, for whoever sent it."""
    return as_download(import_for(request, RegisterImport, pk).file, cache="private, no-store")


@login_required
def discard(request, pk):
    """Ask, and delete a file of which nothing was saved."""
    found = get_object_or_404(RegisterImport.objects.visible_to(request.user).unsaved(), pk=pk)
    if request.method == "POST":
        throw_away(found)
        return redirect("register-import")
    return render(request, "exchange/register/discard.html", {"import": found})


def _only_registrars(request) -> None:
    if not areas_of(request.user).exists():
        raise Http404


def _place(request, found: RegisterImport, table: Table) -> dict:
    """Sheet and row of the headings: as just chosen, as chosen before, or where most of our columns are."""
    for chosen in (request.POST, request.GET):
        if "sheet" in chosen:
            return chosen
    if found.sheet:
        return {"sheet": found.sheet, "header_row": found.header_row}
    likely = likely_sheet(table, RegisterImport.objects.last_columns(found.area))
    return {"sheet": likely.name, "header_row": likely.header_row}


def _fits(form: ColumnsForm) -> bool:
    """Whether the rows can be read with these columns; tells on the form where not."""
    try:
        list(read_entries(form.sheet, form.chosen))
    except Unreadable as error:
        form.add_error(None, str(error))
        return False
    return True


def _sheet(found: RegisterImport) -> Sheet:
    sheet = next(sheet for sheet in table_of(found).sheets if sheet.name == found.sheet)
    return sheet.below(found.header_row)


def _plan(request, found: RegisterImport, sheet: Sheet) -> Plan:
    entries = read_entries(sheet, found.columns)
    return make_plan(entries, area=found.area, areas=areas_of(request.user))


@transaction.atomic
def _save(request, found: RegisterImport, sheet: Sheet) -> Plan:
    """The plan as it is now: saved, and `found` with it, where it is still the one that was looked at."""
    lock(list(areas_of(request.user)))
    found.refresh_from_db()  # whoever pressed the button twice finds it saved
    plan = _plan(request, found, sheet)
    if found.saved_at or plan.digest != request.POST.get("digest"):
        return plan
    save_plan(plan, by=request.user)
    found.saved_at = timezone.now()
    found.counts = {outcome.value: count for outcome, count in plan.counts.items()}
    found.save()
    return plan


def _told(number: Mapping[str, int]) -> dict:
    """How many rows come to each outcome, for a template: in order with the outcomes, and each by its value."""
    counts = [(outcome, number.get(outcome, 0)) for outcome in RowOutcome]
    return {"counts": counts, "number": {outcome.value: count for outcome, count in counts}}
