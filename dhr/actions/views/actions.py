"""One action: its page, and what is planned of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from dhr.areas.permissions import Permission
from dhr.reviews.models import Review

from ..answers import answers_for
from ..course import date_changes
from ..enums import STRENGTH, UpdateKind
from ..forms.actions import ActionForm, Milestones, owners_for
from ..forms.owners import ReachedForm
from ..milestones import mark, unmark
from ..models import Action, Evidence, Milestone
from ..ratings import rate_one
from ..updates import FROM, Refused, reporters
from .asked import action_for, may, recommendation_for


@login_required
def action(request, pk):
    return action_page(request, action_for(request, pk))


def action_page(request, row: Action, *, opened: str = "", form=None):
    """The page of one action. `opened` is what somebody is about to say of it, `form` what they typed there."""
    user = request.user
    updates = list(row.updates.select_related("by", "by_owner__agency", "corrects", "corrected_by", "corrected_by__by"))
    evidence = Evidence.objects.filter(update__action=row, update__corrected_by=None).select_related(
        "file", "update__by", "update__by_owner__agency"
    )
    answers = [
        (answer, form if form and opened == answer.kind else answer.form(action=row, auto_id=f"{answer.kind}-%s"))
        for answer in answers_for(user, row)
    ]
    return render(
        request,
        "actions/action.html",
        {
            "action": row,
            "recommendation": row.recommendation,
            "review": Review.objects.visible_to(user).filter(pk=row.recommendation.review_id).first(),
            "contributors": row.contributors.select_related("agency"),
            "rated": rate_one(row),
            "changes": date_changes(row.first_target_date, updates),
            "milestones": row.milestones.all(),
            "today": timezone.localdate(),
            "evidence": sorted(evidence, key=lambda each: (STRENGTH[each.kind], -each.dated.toordinal())),
            "updates": updates[::-1],
            "overrides": row.overrides.select_related("by").order_by("-pk"),
            "escalations": row.escalations.select_related("body"),
            "may": may(user, row, Permission.PLAN_ACTIONS, Permission.FOLLOW_ACTIONS),
            "answers": answers,
            "opened": opened,
            "opened_form": form,
            "reported_it": row.status in FROM[UpdateKind.VERIFIED] and user.pk in reporters(row),
            "corrections": {each.kind for each, _ in answers} & {UpdateKind.CORRECTED},
        },
    )


@login_required
def add(request, pk):
    recommendation = recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    return _form(request, Action(recommendation=recommendation), "Add an action")


@login_required
def change(request, pk):
    return _form(request, action_for(request, pk, Permission.PLAN_ACTIONS), "Change the action")


def _form(request, row: Action, title: str):
    form = ActionForm(request.POST or None, instance=row, owners=owners_for(request.user, row.recommendation))
    milestones = Milestones(request.POST or None, instance=row, prefix="milestones")
    if request.method == "POST" and form.is_valid() & milestones.is_valid():
        with transaction.atomic():
            milestones.instance = form.save()
            milestones.save()
        messages.success(request, "The action is saved.")
        return redirect(f"{_page('action-change', row)}#milestones" if "more" in request.POST else _page("action", row))
    back = _page("action", row) if row.pk else reverse("recommendation", args=[row.recommendation_id])
    return render(
        request,
        "actions/action_form.html",
        {
            "form": form,
            "milestones": milestones,
            "title": title,
            "recommendation": row.recommendation,
            "back": back,
            "back_text": "The action" if row.pk else "The recommendation",
        },
    )


@login_required
@require_POST
def milestone_reached(request, pk):
    """Say on which day a milestone was reached; or that it isn't after all."""
    milestone = get_object_or_404(Milestone, pk=pk)
    row = action_for(request, milestone.action_id, Permission.PLAN_ACTIONS)
    back = f"{_page('action', row)}#milestones"
    if "undo" in request.POST:
        unmark(milestone)
        return redirect(back)
    form = ReachedForm(request.POST)
    if form.is_valid():
        try:
            mark(milestone, on=form.cleaned_data["on"])
        except Refused as why:
            messages.info(request, str(why))
        return redirect(back)
    context = {"form": form, "title": "Milestone reached", "quoted": milestone.text}
    return render(request, "actions/form.html", context | {"back": back, "back_text": "The action"})


def _page(name: str, row: Action) -> str:
    return reverse(name, args=[row.pk])
