"""How an area follows its actions: its rules, its priorities, its owners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with

from ..forms.rules import OwnerForm, PriorityForm, RulesForm, new_priority
from ..models import Action, Owner, TrackingRules
from ..unreached import know, unreached_in, write_again
from .asked import area_for


@login_required
def following(request):
    """Where I follow actions: of one area at once, of several to choose from."""
    areas = list(Area.objects.filter(pk__in=areas_with(request.user, Permission.FOLLOW_ACTIONS)))
    if not areas:
        raise Http404
    if len(areas) == 1:
        return redirect("tracking-rules", areas[0].slug)
    return render(request, "actions/following.html", {"areas": areas})


@login_required
@transaction.atomic
def rules(request, slug):
    """The rules of an area, and how they changed."""
    area = area_for(request, slug)
    if request.method == "POST":
        Area.objects.select_for_update().get(pk=area.pk)  # of two who set them first, the second finds the row
    row = TrackingRules.of(area)
    form = RulesForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "The rules are saved. Every action of the area is rated by them from now.")
        return redirect("tracking-rules", slug)
    return render(request, "actions/rules.html", {"area": area, "form": form, "changes": _changes(row, form)})


def _changes(row: TrackingRules, form: RulesForm) -> list[tuple]:
    """Each time that the rules were set, the latest first: its history row, and (label, before, after) of each."""
    if not row.pk:
        return []
    found, before = [], TrackingRules(area=row.area)
    for now in row.history.select_related("history_user").order_by("history_date", "pk"):
        changed = [
            (field.label, _in_words(getattr(before, name)), _in_words(getattr(now, name)))
            for name, field in form.fields.items()
            if name != "seen" and getattr(before, name) != getattr(now, name)
        ]
        if changed:
            found.append((now, changed))
        before = now
    return found[::-1]


def _in_words(value: int | bool | str) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value) or "nothing"


@login_required
def priorities(request, slug):
    area = area_for(request, slug)
    form = PriorityForm(request.POST or None, instance=new_priority(area))
    if form.is_valid():
        form.save()
        messages.success(request, "The priority is added.")
        return redirect("priorities", slug)
    rows = area.priorities.annotate(served=Count("recommendations")).order_by(
        F("retired_on").asc(nulls_first=True), "order", "pk"
    )
    return render(request, "actions/priorities.html", {"area": area, "form": form, "rows": rows})


@login_required
def priority(request, slug, pk):
    area = area_for(request, slug)
    row = get_object_or_404(area.priorities, pk=pk)
    form = PriorityForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "The priority is saved.")
        return redirect("priorities", slug)
    return _form(request, area, form, "Change the priority", "priorities", "Priorities")


@login_required
def owners(request, slug):
    """Who owns actions of an area, and how many are open."""
    area = area_for(request, slug)
    rows = (
        Owner.objects.filter(area=area)
        .select_related("agency")
        .annotate(open_actions=Count("actions", filter=Q(actions__in=Action.objects.open().of_area(area))))
        .order_by(F("retired_on").asc(nulls_first=True), "name", "pk")
    )
    return render(request, "actions/area_owners.html", {"area": area, "rows": rows})


@login_required
def add_owner(request, slug):
    area = area_for(request, slug)
    return _owner(request, Owner(area=area), "Add an owner")


@login_required
def owner(request, slug, pk):
    area = area_for(request, slug)
    return _owner(request, get_object_or_404(area.action_owners, pk=pk), "Change an owner")


def _owner(request, row: Owner, title: str):
    form = OwnerForm(request.POST or None, instance=row)
    left = Action.objects.open().of_area(row.area).filter(owner=row) if row.pk else []
    if form.is_valid():
        form.save()
        if row.retired_on and left:
            messages.warning(request, f"{row.name} is retired, and still owns open actions. Give each another owner.")
            return redirect("area-owner", row.area.slug, row.pk)
        messages.success(request, f"{row.name} is saved.")
        return redirect("area-owners", row.area.slug)
    return _form(request, row.area, form, title, "area-owners", "Owners", left=left, who=row)


@login_required
def not_reached(request, slug):
    """Owners and bodies of an area whom no e-mail reached: to be written to again, or to be known as such."""
    area = area_for(request, slug)
    rows = unreached_in([area])
    if request.method == "POST":
        row = next((row for row in rows if row.key == request.POST.get("who")), None)
        if row and request.POST.get("what") == "again":
            write_again(row)
            messages.success(request, f"{row.who} is written to again within some minutes, at {row.who.email}.")
        elif row:
            know(row)
            messages.success(request, f"It is noted that you know of {row.who}.")
        return redirect("not-reached", slug)
    return render(request, "actions/not_reached.html", {"area": area, "rows": rows})


def _form(request, area, form, title, back, back_text, **more):
    context = {"form": form, "title": title, "caption": area, "back": reverse(back, args=[area.slug])}
    return render(request, "actions/form.html", context | {"back_text": back_text} | more)
