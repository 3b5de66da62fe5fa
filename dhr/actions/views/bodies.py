"""Before whom an area brings what stays red, when they meet, and what they answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from ..escalation import Chains, areas_followed_by
from ..forms.bodies import BodyForm, EscalationForm, MeetingForm
from ..models import Action, Body, Escalation, Meeting


def _escalations(user, area):
    return Escalation.objects.filter(body__area=area, action__in=Action.objects.visible_to(user))


@login_required
def areas(request):
    """The areas whose escalation I keep; of one area at once."""
    kept = areas_followed_by(request.user).annotate(number=Count("bodies")).order_by("name")
    if not kept:
        raise Http404
    if len(kept) == 1:
        return redirect("escalations", kept[0].slug)
    return render(request, "actions/escalation_areas.html", {"areas": kept})


@login_required
def escalations(request, slug):
    """What was brought before the bodies of an area: first what nobody answered."""
    area = get_object_or_404(areas_followed_by(request.user), slug=slug)
    rows = _escalations(request.user, area).select_related("body", "action__lead", "action__recommendation")
    return render(
        request,
        "actions/escalations.html",
        {
            "area": area,
            "waiting": rows.filter(answered_on=None).order_by("on", "pk"),
            "answered": rows.exclude(answered_on=None).order_by("-answered_on", "-pk")[:100],
        },
    )


@login_required
def answer(request, slug, pk):
    """Record what a body answered."""
    area = get_object_or_404(areas_followed_by(request.user), slug=slug)
    escalation = get_object_or_404(_escalations(request.user, area).select_related("body", "action"), pk=pk)
    back = reverse("escalations", args=[slug])
    return _form(
        request,
        EscalationForm(request.POST or None, instance=escalation),
        area,
        title="What was answered",
        back=back,
        done="The answer is recorded.",
        escalation=escalation,
    )


@login_required
def bodies(request, slug):
    """The chain of an area, with the meetings that are to come, and those that were."""
    area = get_object_or_404(areas_followed_by(request.user), slug=slug)
    today = timezone.localdate()
    rows = area.bodies.select_related("agency", "parent")
    chains = Chains(rows)
    meetings = Meeting.objects.filter(body__area=area)
    coming = meetings.filter(on__gte=today)
    past = meetings.filter(on__lt=today).order_by("-on", "-pk")
    return render(
        request,
        "actions/bodies.html",
        {
            "area": area,
            "chain": chains.of(None),
            "beginnings": chains.beginnings,
            "bodies": [(body, _of_body(coming, body), _of_body(past, body)) for body in rows],
        },
    )


def _of_body(meetings, body) -> list[Meeting]:
    return [each for each in meetings if each.body_id == body.pk]


@login_required
def add(request, slug):
    area = get_object_or_404(areas_followed_by(request.user), slug=slug)
    return _body_form(request, Body(area=area), "Add a body")


@login_required
def change(request, slug, pk):
    body = get_object_or_404(Body, area__in=areas_followed_by(request.user), area__slug=slug, pk=pk)
    return _body_form(request, body, str(body))


def _body_form(request, body, title):
    form = BodyForm(request.POST or None, instance=body)
    slug = body.area.slug
    return _form(
        request,
        form,
        body.area,
        title=title,
        back=reverse("bodies", args=[slug]),
        done="The body is saved.",
        removal=reverse("body-remove", args=[slug, body.pk]) if body.pk else "",
        who=body,
    )


@login_required
def remove(request, slug, pk):
    """Ask, and remove a body before which nothing was ever brought."""
    body = get_object_or_404(Body, area__in=areas_followed_by(request.user), area__slug=slug, pk=pk)
    in_use = body.escalations.exists()
    back = reverse("bodies", args=[slug])
    if request.method == "POST" and not in_use:
        body.delete()
        messages.success(request, "The body is removed.")
        return redirect(back)
    context = {"area": body.area, "body": body, "in_use": in_use, "back": back}
    return render(request, "actions/remove_body.html", context)


@login_required
def meeting_add(request, slug, pk):
    body = get_object_or_404(Body, area__in=areas_followed_by(request.user), area__slug=slug, pk=pk)
    return _meeting_form(request, Meeting(body=body), f"Add a meeting of {body}")


@login_required
def meeting_change(request, slug, pk):
    meeting = get_object_or_404(Meeting, body__area__in=areas_followed_by(request.user), body__area__slug=slug, pk=pk)
    return _meeting_form(request, meeting, f"Meeting of {meeting.body}")


def _meeting_form(request, meeting, title):
    slug = meeting.body.area.slug
    return _form(
        request,
        MeetingForm(request.POST or None, instance=meeting),
        meeting.body.area,
        title=title,
        back=reverse("bodies", args=[slug]),
        done="The meeting is saved.",
        removal=reverse("meeting-remove", args=[slug, meeting.pk]) if meeting.pk else "",
    )


@login_required
def meeting_remove(request, slug, pk):
    """Ask, and remove a meeting."""
    meeting = get_object_or_404(Meeting, body__area__in=areas_followed_by(request.user), body__area__slug=slug, pk=pk)
    back = reverse("bodies", args=[slug])
    if request.method == "POST":
        meeting.delete()
        messages.success(request, "The meeting is removed.")
        return redirect(back)
    return render(request, "actions/remove_meeting.html", {"area": meeting.body.area, "meeting": meeting, "back": back})


def _form(request, form, area, *, title, back, done, **context):
    if form.is_valid():
        form.save()
        messages.success(request, done)
        return redirect(back)
    context |= {"form": form, "area": area, "title": title, "back": back}
    return render(request, "actions/escalation_form.html", context)
