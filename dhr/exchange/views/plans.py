from itertools import chain

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dhr.formats import Sheet, as_text
from dhr.reviews.files import as_download
from dhr.reviews.models import Review
from dhr.reviews.views.case import review_for
from dhr.search.spreadsheet import csv_response

from ..downloads import sent
from ..enums import PlanOutcome
from ..models import ActionPlanImport
from ..plans.entries import ChosenSheet
from ..plans.forms import ColumnsForm, SendForm, remembered_for, sheet_forms
from ..plans.here import Here, areas_of, by_name, reviews_of
from ..plans.planned import Plan
from ..plans.planning import make_plan
from ..plans.reading import read_plan
from ..plans.saving import lock, save_plan
from ..plans.writing import plan_file, plan_of_area, plan_of_review
from ..spreadsheets import Unreadable
from .imports import import_for, table_of, throw_away

PAGE = 50


@login_required
@require_safe
def review_plan(request, public_id, format):
    """The action plan of a review, for whoever sees it: of its recommendations those that this person may see."""
    review = review_for(request, public_id)
    return sent(plan_file(plan_of_review(review, request.user), f"action-plan-{public_id}", format))


@login_required
@require_safe
def area_plan(request, slug, format):
    """The action plan of all reviews of an area."""
    area = get_object_or_404(areas_of(request.user), slug=slug)
    return sent(plan_file(plan_of_area(area, request.user), f"action-plan-{slug}", format))


@login_required
def send(request):
    """Choose an action plan's file, or take an area's plan away. Not there for somebody who may plan no actions."""
    areas = areas_of(request.user)
    if not areas:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(*sent, user=request.user)
    if form.is_valid():
        return redirect("action-plan-sheets", form.save().pk)
    own = ActionPlanImport.objects.visible_to(request.user).select_related("area")
    context = {
        "form": form,
        "areas": areas,
        "waiting": own.unsaved().order_by("-pk"),
        "saved": own.saved().order_by("-saved_at"),
    }
    return render(request, "exchange/plans/send.html", context)


@login_required
def sheets(request, pk):
    """Say which sheets are read, and whose actions each holds."""
    found = import_for(request, ActionPlanImport, pk)
    if found.saved_at:
        return redirect("action-plan-preview", pk)
    forms = sheet_forms(request.POST or None, table_of(found, hidden=True), found, reviews_of(request.user, found.area))
    nothing = False
    if request.method == "POST" and all(form.is_valid() for form in forms):
        chosen = [form.chosen for form in forms if form.cleaned_data["read"]]
        nothing = not chosen
        if chosen:
            columns = {sheet["name"]: sheet.get("columns", {}) for sheet in found.sheets}
            found.sheets = [sheet | {"columns": columns.get(sheet["name"], {})} for sheet in chosen]
            found.save()
            return redirect("action-plan-columns", pk)
    context = {
        "import": found,
        "forms": forms,
        "nothing": nothing,
        "wrong": nothing or any(form.errors for form in forms),
        "hidden": [form for form in forms if form.hidden],
    }
    return render(request, "exchange/plans/sheets.html", context)


@login_required
def columns(request, pk):
    """Say which column of each sheet is which of ours; sheets with the same headings together."""
    found = import_for(request, ActionPlanImport, pk)
    if found.saved_at:
        return redirect("action-plan-preview", pk)
    if not found.sheets:
        return redirect("action-plan-sheets", pk)
    placed = _placed(found)
    groups: dict[tuple, list[tuple[dict, Sheet]]] = {}
    for kept, sheet in placed:
        groups.setdefault(sheet.headings, []).append((kept, sheet))
    last = ActionPlanImport.objects.last_sheets(found.area)
    forms = [
        ColumnsForm(
            request.POST or None,
            prefix=f"columns-{at}",
            sheets=[sheet for _, sheet in group],
            untied=any(kept["review"] is None for kept, _ in group),
            remembered=group[0][0].get("columns") or remembered_for(group[0][1], last),
        )
        for at, group in enumerate(groups.values())
    ]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        for form, group in zip(forms, groups.values(), strict=True):
            for kept, _ in group:
                kept["columns"] = form.chosen
        found.save()
        return redirect("action-plan-preview", pk)
    return render(
        request,
        "exchange/plans/columns.html",
        {"import": found, "forms": forms, "wrong": any(form.errors for form in forms)},
    )


@login_required
def preview(request, pk):
    """Row by row what saving would do; saved once somebody agrees to exactly this. Afterwards: what was saved."""
    found = import_for(request, ActionPlanImport, pk)
    if found.saved_at:
        counts = [(outcome, found.counts.get(outcome, 0)) for outcome in PlanOutcome]
        still_here = {review.pk for review in reviews_of(request.user, found.area)}
        decided = [each for each in found.decided if each["review"] in still_here]
        return render(request, "exchange/plans/saved.html", {"import": found, "counts": counts, "decided": decided})
    if not found.has_columns:
        return redirect("action-plan-columns" if found.sheets else "action-plan-sheets", pk)
    try:
        if request.method == "POST":
            plan = _save(request, found)
            if found.saved_at:
                return redirect("action-plan-preview", pk)
        else:
            plan, _ = _plan(request, found)
    except Unreadable as error:
        return render(request, "exchange/plans/unreadable.html", {"import": found, "error": error})
    shown = PlanOutcome(request.GET["show"]) if request.GET.get("show") in PlanOutcome else None
    number = plan.counts
    context = {
        "import": found,
        "plan": plan,
        "counts": list(number.items()),
        "number": {outcome.value: count for outcome, count in number.items()},
        "to_save": number[PlanOutcome.NEW] + number[PlanOutcome.CHANGED],
        "shown": shown,
        "page": Paginator(plan.of(shown) if shown else plan.rows, PAGE).get_page(request.GET.get("page")),
        "moved": request.method == "POST",
    }
    return render(request, "exchange/plans/preview.html", context)


@login_required
@require_safe
def refused(request, pk):
    """The refused rows as they came, with what is wrong in each: so that only those need mending."""
    found = import_for(request, ActionPlanImport, pk)
    if not found.has_columns:
        raise Http404
    try:
        plan, _ = _plan(request, found)
    except Unreadable:
        raise Http404 from None
    rows = plan.of(PlanOutcome.REFUSED)
    width = max((len(row.entry.row.cells) for row in rows), default=0)
    head = ["Sheet", "Row in the file", "What is wrong", *(f"Column {at}" for at in range(1, width + 1))]
    lines = (
        [row.entry.sheet, row.entry.number, " ".join(row.entry.problems), *map(as_text, row.entry.row.cells)]
        for row in rows
    )
    return csv_response("refused-rows.csv", chain([head], lines))


@login_required
@require_safe
def original(request, pk):
    """The file as it came, for whoever sent it."""
    return as_download(import_for(request, ActionPlanImport, pk).file, cache="private, no-store")


@login_required
def discard(request, pk):
    """Ask, and delete a file of which nothing was saved."""
    found = get_object_or_404(ActionPlanImport.objects.visible_to(request.user).unsaved(), pk=pk)
    if request.method == "POST":
        throw_away(found)
        messages.success(request, "The file is discarded.")
        return redirect("action-plan-import")
    return render(request, "exchange/plans/discard.html", {"import": found})


def _placed(found: ActionPlanImport) -> list[tuple[dict, Sheet]]:
    """The sheets to be read, as they are kept, each with the sheet itself."""
    table = table_of(found, hidden=True)
    by_name = {sheet.name: sheet for sheet in (*table.sheets, *table.hidden)}
    return [
        (kept, by_name[kept["name"]].below(kept["header_row"], kept["header_depth"]))
        for kept in found.sheets
        if kept["name"] in by_name
    ]


def _plan(request, found: ActionPlanImport) -> tuple[Plan, Here]:
    """What saving would do now, of reviews that this person may see today."""
    reviews: dict[int, Review] = {review.pk: review for review in reviews_of(request.user, found.area)}
    named, today = by_name(reviews.values()), timezone.localdate()
    read = [
        each
        for kept, sheet in _placed(found)
        for each in read_plan(ChosenSheet(sheet, kept["columns"], reviews.get(kept["review"])), named, today)
    ]
    here = Here(found.area, reviews.values(), request.user)
    return make_plan(read, here, today), here


@transaction.atomic
def _save(request, found: ActionPlanImport) -> Plan:
    """The plan as it is now: saved, and `found` with it, where it is still the one that was looked at."""
    lock(found.area, list(reviews_of(request.user, found.area)))
    found.refresh_from_db()  # whoever pressed the button twice finds it saved
    plan, here = _plan(request, found)
    if found.saved_at or plan.digest != request.POST.get("digest"):
        return plan
    found.counts = {outcome.value: count for outcome, count in plan.counts.items()}
    found.decided = plan.take(set(request.POST.getlist("take")))
    save_plan(plan, found, here, by=request.user)
    found.saved_at = timezone.now()
    found.save()
    return plan
