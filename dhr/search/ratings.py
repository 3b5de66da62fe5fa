"""Keeps the RAG of actions that the search finds them by: it changes with the days, without anybody saving anything."""

from django.db import transaction
from django.utils import timezone

from dhr.actions.models import Action
from dhr.actions.ratings import Rater

from .models import IndexChange

BATCH = 500


def rate_actions() -> int:
    """Rate what changed, or was last rated before today; returns how many have another RAG than before.

    Their units are indexed anew. What changes meanwhile waits until this is done, and is rated the next time.
    """
    today = timezone.localdate()
    outdated = Action.objects.exclude(rated_on=today).order_by("pk")
    pks = list(outdated.values_list("pk", flat=True))
    return sum(_rate(pks[start : start + BATCH], today) for start in range(0, len(pks), BATCH))


@transaction.atomic
def _rate(pks: list[int], today) -> int:
    locked = Action.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    list(locked.values_list("pk", flat=True))
    actions = Action.objects.filter(pk__in=pks).with_next_milestone().with_lead_area()
    rater, changed = Rater(today), []
    rows = list(actions.select_related("recommendation"))
    for row in rows:
        rag = rater.rate(row.pk, row.lead_area, row.standing).rag
        if rag != row.rag:
            changed.append(row)
        row.rag, row.rated_on = rag, today
    Action.objects.bulk_update(rows, ["rag", "rated_on"])
    units = dict.fromkeys(row.recommendation.unit for row in changed)
    IndexChange.objects.bulk_create([IndexChange(unit=unit, owner=unit) for unit in units])
    return len(changed)
