"""Saying that a milestone is reached, or that it isn't after all."""

import datetime

from django.db import transaction

from .enums import UpdateKind
from .models import Action, Milestone
from .updates import Refused, record

REACHED = ("reached_on", "reached_by")


@transaction.atomic
def reach(milestone: Milestone, *, on: datetime.date, by=None, by_owner=None) -> None:
    """Mark `milestone` as reached on that day, which is a report of progress as well.

    Raises:
        Refused: it is reached already, or nothing can be reported of its action now.
    """
    locked = _unreached(milestone)
    locked.reached_by = record(
        locked.action,
        UpdateKind.PROGRESS,
        by=by,
        by_owner=by_owner,
        text=f"Milestone reached on {on:%-d %B %Y}: {locked.text}",
    )
    locked.reached_on = on
    locked.save(update_fields=REACHED)


@transaction.atomic
def mark(milestone: Milestone, *, on: datetime.date) -> None:
    """Mark `milestone` as reached on that day, as the partnership knows by itself: no report of anybody's.

    Raises:
        Refused: it is reached already.
    """
    locked = _unreached(milestone)
    locked.reached_on = on
    locked.save(update_fields=REACHED)


@transaction.atomic
def unmark(milestone: Milestone) -> None:
    """Say that `milestone` is not reached after all."""
    locked = _held(milestone)
    locked.reached_on = locked.reached_by = None
    locked.save(update_fields=REACHED)


def _unreached(milestone: Milestone) -> Milestone:
    locked = _held(milestone)
    if locked.reached_on:
        raise Refused("This milestone was marked as reached already.")
    return locked


def _held(milestone: Milestone) -> Milestone:
    """The milestone as it stands, held after its action: in the order in which a correction holds both."""
    Action.objects.select_for_update().get(pk=milestone.action_id)
    return Milestone.objects.select_for_update().get(pk=milestone.pk)
