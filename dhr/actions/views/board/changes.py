from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from dhr.reviews.models import Review

from ...board.board import board
from ...board.changes import SinceForm, changes
from ...board.rows import rows
from ...models import Action
from .page import query_without


@login_required
def since(request):
    """What changed on the board since a meeting, or since a day."""
    form = SinceForm(request.GET, user=request.user)
    day = form.day
    groups = []
    if day:
        before = rows(Action.objects.visible_to(request.user), day, reviews=Review.objects.visible_to(request.user))
        groups = changes(before, board(request.user, query_without(request, "as_of")).shown, day)
    return render(request, "actions/board/changes.html", {"form": form, "day": day, "groups": groups})
