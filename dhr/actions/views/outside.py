"""Recommendations that came to an area from outside its reviews."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from dhr.areas.permissions import Permission

from ..forms.recommendations import OutsideForm, priorities_for
from ..models import Recommendation
from .asked import area_for, recommendation_for


@login_required
def outside(request, slug):
    """What safeguarding reviews, coroners, inspections and others asked of an area, the latest first."""
    area = area_for(request, slug)
    rows = (
        area.recommendations.select_related("agency")
        .annotate(action_count=Count("actions"))
        .order_by(F("made_on").desc(nulls_last=True), "-pk")
    )
    return render(request, "actions/outside.html", {"area": area, "rows": rows})


@login_required
def add(request, slug):
    area = area_for(request, slug, Permission.PLAN_ACTIONS)
    back = reverse("outside-recommendations", args=[slug])
    title = "Add a recommendation from outside"
    return _form(request, Recommendation(area=area), title, back, "Recommendations from outside")


@login_required
def change(request, pk):
    row = recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    if row.area is None:
        raise Http404
    return _form(request, row, "Change the recommendation", reverse("recommendation", args=[pk]), "The recommendation")


def _form(request, row, title, back, back_text):
    form = OutsideForm(request.POST or None, instance=row, priorities=priorities_for(row))
    if form.is_valid():
        form.save()
        messages.success(request, "The recommendation is saved.")
        return redirect("recommendation", row.pk)
    context = {"form": form, "title": title, "caption": row.area, "back": back, "back_text": back_text}
    return render(request, "actions/outside_form.html", context)
