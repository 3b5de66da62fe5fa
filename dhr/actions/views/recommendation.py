"""One recommendation: its page, its themes, the answer to it, and where it was sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from dhr.areas.permissions import Permission
from dhr.reviews.models import KeyLine, Lesson, Review

from ..enums import Scope
from ..forms.recommendations import AnswerForm
from ..forms.sendings import SendingForm
from ..forms.themes import ThemesForm
from ..models import Recommendation, Sending
from ..ratings import rate_all
from .asked import may, recommendation_for


@login_required
def recommendation(request, pk):
    """One recommendation with its actions, as far as this person may see what it belongs to."""
    row = recommendation_for(request, pk)
    user = request.user
    sendings = list(row.sendings.select_related("proof_file", "reply_file", "by"))
    return render(
        request,
        "actions/recommendation.html",
        {
            "recommendation": row,
            "review": Review.objects.visible_to(user).filter(pk=row.review_id).first(),
            "lessons": Lesson.objects.visible_to(user).filter(recommendations=row).select_related("review"),
            "key_lines": KeyLine.objects.visible_to(user).filter(recommendations=row),
            "themes": row.themes.all(),
            "priorities": row.priorities.all(),
            "sendings": sendings,
            "unsent": row.scope == Scope.NATIONAL and not sendings,
            "actions": rate_all(row.actions.select_related("lead", "owner")),
            "may": may(user, row, Permission.PLAN_ACTIONS, Permission.FOLLOW_ACTIONS),
        },
    )


@login_required
def themes(request, pk):
    """Confirm the themes that the tagger suggests, or choose others."""
    row = recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    form = ThemesForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "The themes are saved.")
        return redirect("recommendation", pk)
    return _form(request, row, form, "Themes of the recommendation", lead="actions/parts/themes_lead.html")


@login_required
def answer(request, pk):
    """Record whether those to whom it goes accept it."""
    row = recommendation_for(request, pk, Permission.PLAN_ACTIONS)
    form = AnswerForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, "The answer is saved.")
        return redirect("recommendation", pk)
    return _form(request, row, form, "The answer to the recommendation")


@login_required
def add_sending(request, pk):
    row = recommendation_for(request, pk, Permission.FOLLOW_ACTIONS)
    return _sending(request, Sending(recommendation=row, sent_to=row.to), "Record that it was sent")


@login_required
def change_sending(request, pk):
    found = get_object_or_404(Sending, pk=pk)
    recommendation_for(request, found.recommendation_id, Permission.FOLLOW_ACTIONS)
    return _sending(request, found, "Change a sending, or record the reply")


def _sending(request, sending: Sending, title: str):
    form = SendingForm(request.POST or None, request.FILES or None, instance=sending)
    if form.is_valid():
        form.keep(by=request.user)
        messages.success(request, "The sending is saved.")
        return redirect(f"{reverse('recommendation', args=[sending.recommendation_id])}#sendings")
    return _form(request, sending.recommendation, form, title)


def _form(request, row: Recommendation, form, title: str, **more):
    context = {"form": form, "title": title, "quoted": row.text, "back": reverse("recommendation", args=[row.pk])}
    return render(request, "actions/form.html", context | {"back_text": f"Recommendation {row.number}".strip()} | more)
