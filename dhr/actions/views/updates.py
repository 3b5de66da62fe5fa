"""What the partnership says to an action. Each is a small form on the action's page."""

import datetime
from contextlib import nullcontext

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from dhr.areas.permissions import Permission

from ..answers import answer_of, hindrance
from ..forms.evidence import EvidenceForm
from ..forms.updates import LiftForm, OverrideForm
from ..models import RagOverride
from ..overrides import CLOSED, set_rag
from ..ratings import rate_one
from ..receiving import evidence_of
from ..updates import Refused, record
from .actions import action_page
from .asked import action_for


@login_required
def update(request, pk, kind):
    """Say one thing to an action. What cannot be said of it now is refused with what was typed kept."""
    action = action_for(request, pk)
    answer = answer_of(request.user, action, kind)
    if answer is None:
        raise Http404
    why_not = hindrance(answer.kind, action, request.user)
    if why_not and request.method != "POST":
        messages.info(request, why_not)
        return redirect("action", pk)
    if request.method != "POST":
        initial = {"corrects": request.GET.get("corrects", "")}
        form = answer.form(action=action, initial=initial, auto_id=f"{kind}-%s")
        return action_page(request, action, opened=kind, form=form)
    form = answer.form(request.POST, request.FILES, action=action, auto_id=f"{kind}-%s")
    if why_not:
        return _overtaken(request, action, answer, form, why_not)
    if form.is_valid():
        evidence = evidence_of(form, by=request.user) if isinstance(form, EvidenceForm) else nullcontext([])
        try:
            with evidence as shown:
                record(action, answer.kind, by=request.user, evidence=shown, **form.said)
        except Refused as why:
            form.refuse(why)
        else:
            messages.success(request, f"Recorded: {answer.kind.label[0].lower()}{answer.kind.label[1:]}.")
            return redirect("action", pk)
    return action_page(request, action, opened=kind, form=form)


def _overtaken(request, action, answer, form, why_not):
    """What was typed, and what happened while it was: the action's page no longer offers it."""
    form.full_clean()
    form.refuse(why_not)
    latest = action.updates.select_related("by", "by_owner__agency").order_by("pk").last()
    context = {"form": form, "title": answer.title, "quoted": action.text, "update": latest}
    back = {"back": reverse("action", args=[action.pk]), "back_text": "The action"}
    return render(request, "actions/form.html", context | back | {"lead": "actions/parts/overtaken.html"})


@login_required
def override(request, pk):
    """Set another RAG in place of the computed one."""
    action = action_for(request, pk, Permission.FOLLOW_ACTIONS)
    if request.method != "POST" and rate_one(action).closed:
        messages.info(request, CLOSED)
        return redirect("action", pk)
    form = OverrideForm(request.POST or None)
    if form.is_valid():
        try:
            set_rag(action, by=request.user, **form.cleaned_data)
        except Refused as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "The RAG is set, with your reason beside it.")
            return redirect("action", pk)
    return _rag(request, action, form, "Set another RAG", lead="actions/parts/rag_lead.html")


@login_required
def lift_override(request, pk):
    """Let the computed RAG count again, before the override ends by itself."""
    action = action_for(request, pk, Permission.FOLLOW_ACTIONS)
    standing = rate_one(action).override
    if standing is None:
        messages.info(request, "The computed RAG counts already.")
        return redirect("action", pk)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        over = timezone.localdate() - datetime.timedelta(days=1)
        reason = form.cleaned_data["reason"]
        RagOverride.objects.create(action=action, by=request.user, rag=standing.rag, reason=reason, until=over)
        messages.success(request, "The computed RAG counts again.")
        return redirect("action", pk)
    return _rag(request, action, form, "Let the computed RAG count again")


def _rag(request, action, form, title, **more):
    context = {"form": form, "title": title, "quoted": action.text, "rated": rate_one(action)}
    back = {"back": reverse("action", args=[action.pk]), "back_text": "The action"}
    return render(request, "actions/form.html", context | back | more)
