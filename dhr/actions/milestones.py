"""Saying that a milestone is reached."""

import datetime

from django.db import transaction

from .enums import UpdateKind
from .models import Milestone
from .updates import Refused, record


@transaction.atomic
def reach(milestone: Milestone, *, on: datetime.date, by=None, by_owner=None) -> None:
    """Mark `milestone` as reached on that day, which is a report of progress as well.

    Raises:
        Refused: it is reached already, or nothing can be reported of its action now.
    """
    locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if locked.reached_on:
        raise Refused("This milestone was marked as reached already.")
    locked.reached_on = on
    locked.save()
    record(
        locked.action,
        UpdateKind.PROGRESS,
        by=by,
        by_owner=by_owner,
        text=f"Milestone reached on {on:%-d %B %Y}: {locked.text}",
    )
