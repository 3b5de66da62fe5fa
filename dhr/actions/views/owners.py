"""What owners see of their actions, and report on them: nothing else of the review, not even its title."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt

from dhr.reviews.files import as_download

from ..doors import Door
from ..enums import UpdateKind
from ..forms.owners import KINDS, ReachedForm, correctable_by
from ..links import ask_again, left_by, opened_by
from ..milestones import reach
from ..models import Evidence, Update
from ..owned import owned_by
from ..ratings import rate_one
from ..updates import FROM, Refused


@login_required
def my_actions(request):
    """The actions that I own or contribute to: the open ones, due first, then the others."""
    rows = owned_by(request.user)
    return render(
        request,
        "actions/my_actions.html",
        {
            "open": [row for row in rows if row.open],
            "closed": [row for row in rows if not row.open],
        },
    )


def action(request, door: Door):
    correctable = correctable_by(door)
    reportable = door.action.status in FROM[UpdateKind.PROGRESS]
    return render(
        request,
        "actions/my_action.html",
        {
            **_shown(door),
            "rated": rate_one(door.action),
            "milestones": [
                (row, door.address("milestone", row.pk) if reportable else "") for row in door.action.milestones.all()
            ],
            "updates": _updates(door),
            "kinds": [
                (door.address("report", word), kind.title)
                for word, kind in KINDS.items()
                if not kind.hindrance(door.action, correctable)
            ],
        },
    )


def report(request, door: Door, what: str):
    """One report, by its word in KINDS."""
    kind, correctable = KINDS.get(what), correctable_by(door)
    if kind is None:
        raise Http404
    if request.method != "POST" and (why_not := kind.hindrance(door.action, correctable)):
        messages.info(request, why_not)  # they may come back to a page that they sent already
        return redirect(door.home)
    corrects = correctable if kind.kind == UpdateKind.CORRECTED else None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = kind.form(*sent)
    if form.is_valid() and form.send(kind.kind, door, corrects):
        messages.success(request, kind.sent)
        return redirect(door.home)
    questions = door.action.updates.filter(kind=UpdateKind.QUERIED).order_by("pk")
    return render(
        request,
        "actions/my_report.html",
        {
            **_shown(door),
            "form": form,
            "title": kind.title,
            "corrects": corrects,
            "question": questions.last() if kind.kind == UpdateKind.ANSWERED else None,
        },
    )


def reached(request, door: Door, milestone: int):
    """Ask when a milestone was reached, and record it."""
    milestone = get_object_or_404(door.action.milestones, pk=milestone)
    form = ReachedForm(request.POST or None)
    if form.is_valid():
        try:
            reach(milestone, on=form.cleaned_data["on"], by=door.by, by_owner=door.owner)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The milestone is reached, and the partnership knows.")
            return redirect(door.home)
    return render(
        request,
        "actions/my_report.html",
        {**_shown(door), "form": form, "title": "Milestone reached", "milestone": milestone},
    )


def evidence(request, door: Door, evidence: int):
    """A file that an owner sent with a report on this action."""
    sent = Evidence.objects.filter(update__action=door.action, update__by_owner__isnull=False, file__isnull=False)
    found = get_object_or_404(sent, pk=evidence)
    return as_download(found.file, cache="private, no-store")


@csrf_exempt
def link_again(request, token):
    """Put a new link into the owner's next e-mail. The answer tells nobody whether the link was theirs."""
    if limited := ratelimit.consume_or_429(request, action="owner-link"):
        return limited
    if request.method != "POST" or opened_by(token):  # whoever reloads the page is asked whether to ask once more
        return redirect("owner-link", token)
    ask_again(token)
    return render(request, "actions/owner_link_asked.html", {"left": left_by(token)})


def _updates(door: Door) -> list[tuple[Update, list[tuple[Evidence, str]]]]:
    """The action's updates, the latest first, each with its evidence and the addresses of files. What the partnership
    looked at itself stays with it: it may be of the case."""
    updates = (
        door.action.updates.select_related("by", "by_owner__agency")
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.filter(update__by_owner__isnull=False).select_related("file"))
        )
        .annotate(corrected=Exists(Update.objects.filter(corrects=OuterRef("pk"))))
        .order_by("-pk")
    )
    return [
        (update, [(row, door.address("evidence", row.pk) if row.file_id else "") for row in update.evidence.all()])
        for update in updates
    ]


def _shown(door: Door) -> dict:
    return {"door": door, "action": door.action, "area": door.action.recommendation.lead_area}
