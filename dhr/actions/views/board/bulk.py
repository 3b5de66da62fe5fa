import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from ...board.board import board
from ...board.bulk import MOST, Moved, change, picked, preview
from ...board.edits import EDITS, Edit
from ...board.places import Places, may_change_some
from ...updates import Refused
from .page import query_without


@login_required
def change_many(request):
    """Choose a change for the actions ticked, or for all of a list; look at it row by row; make it."""
    if not may_change_some(request.user):
        raise Http404
    pks = _picked(request)
    actions = list(picked(request.user, pks)) if len(pks) <= MOST else []
    if not actions:
        messages.error(request, _why_none(pks))
        return redirect(_board(request))
    places = Places(request.user)
    edits = _edits(request, actions, places)
    if not edits:
        raise Http404
    edit = edits.get(request.POST.get("what", ""))
    if edit is None or "back" in request.POST or not edit.is_valid():
        return _choose(request, actions, edits)
    if "confirm" not in request.POST:
        return _preview(request, edit, preview(actions, edit, places))
    return _confirmed(request, edit, pks)


def _picked(request) -> set[int]:
    """The primary keys of what is ticked, or of the whole list that was asked for."""
    if request.method == "POST":
        given = request.POST.get("picked", "").split(",")
    elif "all" in request.GET:
        return {row.pk for row in board(request.user, request.GET).shown}
    else:
        given = request.GET.getlist("pick")
    return {int(pk) for pk in given if pk.isdecimal() and len(pk) < 19}


def _why_none(pks: set[int]) -> str:
    if not pks:
        return "Tick the actions to change first."
    if len(pks) > MOST:
        return f"Not more than {MOST} actions are changed at once."
    return "What was ticked is no longer here, or is not yours to see. Tick other actions."


def _board_query(request) -> str:
    """How the board was narrowed on which the actions were ticked: it comes with them, and is sent along."""
    if request.method == "POST":
        return QueryDict(request.POST.get("board", "")).urlencode()
    return query_without(request, "pick", "all", "page").urlencode()


def _board(request) -> str:
    """The address of that board."""
    query = _board_query(request)
    return f"{reverse('action-board')}?{query}" if query else reverse("action-board")


def _edits(request, actions, places: Places) -> dict[str, Edit]:
    """The changes that may be made of one of `actions` at least; that which was posted holds what was typed."""
    areas = {action.lead_area for action in actions}
    edits = {}
    for what, form in EDITS.items():
        if any(places.may(form.permission, action.recommendation) for action in actions):
            posted = request.POST if request.POST.get("what") == what else None
            edits[what] = form(posted, user=request.user, areas=areas, prefix=what)
    return edits


def _choose(request, actions, edits):
    context = {
        "actions": actions,
        "edits": edits,
        "picked": ",".join(str(action.pk) for action in actions),
        "board": _board(request),
        "board_query": _board_query(request),
    }
    return render(request, "actions/board/change.html", context)


def _preview(request, edit, lines, problem=""):
    changing = [line for line in lines if not line.refused]
    context = {
        "edit": edit,
        "what": edit.prefix,
        "changing": changing,
        "refused": [line for line in lines if line.refused],
        "picked": ",".join(str(line.action.pk) for line in lines),
        "seen": json.dumps({str(line.action.pk): line.state for line in changing}),
        "problem": problem,
        "board": _board(request),
        "board_query": _board_query(request),
    }
    return render(request, "actions/board/preview.html", context)


def _confirmed(request, edit, pks):
    try:
        changed = change(request.user, pks, edit, _seen(request))
    except Moved as moved:
        problem = "Something changed since you looked, so nothing is saved yet. Look at the rows again."
        return _preview(request, edit, moved.lines, problem)
    except Refused as refused:
        lines = preview(picked(request.user, pks), edit, Places(request.user))
        return _preview(request, edit, lines, f"Nothing is saved. {refused}")
    messages.success(request, f"{len(changed)} action{'s are' if len(changed) != 1 else ' is'} changed.")
    return redirect(_board(request))


def _seen(request) -> dict:
    """What the preview showed; nothing where it can't be read, so that it is shown again."""
    try:
        seen = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}
