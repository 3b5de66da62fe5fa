"""Linking a recommendation to an earlier one that asked the same, and taking such a link back. Both stay in history."""

from django.db import transaction

from dhr.areas.models import User

from .models import Recommendation, Repeat


class CannotLink(Exception):
    """These two can't be linked; the message says why, for whoever tried."""


@transaction.atomic
def link(recommendation: Recommendation, earlier: Recommendation, *, why_not_held: str, by: User) -> Repeat:
    """Say that `recommendation` asks again what `earlier` asked. Raises CannotLink."""
    if recommendation == earlier:
        raise CannotLink("A recommendation cannot repeat itself.")
    if recommendation.review_id and recommendation.review_id == earlier.review_id:
        raise CannotLink("Both are of the same review, so neither is the earlier one.")
    pair = [recommendation, earlier]
    # Of two who link them at once, each from their own side, the second finds the first's link.
    list(Recommendation.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in pair]).order_by("pk"))
    if Repeat.objects.filter(recommendation__in=pair, earlier__in=pair).exists():
        raise CannotLink("These two are linked already.")
    return Repeat.objects.create(
        recommendation=recommendation, earlier=earlier, why_not_held=why_not_held.strip(), by=by
    )


@transaction.atomic
def unlink(repeat: Repeat, *, reason: str, by: User) -> None:
    """Take the link back; its history keeps that it was, who took it back, and the `reason` (100 characters)."""
    repeat._change_reason = reason.strip()
    repeat._history_user = by
    repeat.delete()
