"""One action, or one recommendation, as it stood on a day gone by: what the board saw, and why."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from .board.rows import Row, end_of, rows
from .models import Action, Milestone, Recommendation, Sending, Statement, Update


@dataclass(frozen=True)
class ActionThen:
    """`row` as the board shows it, and what else was known: `action` has the other fields of then."""

    row: Row
    action: Action
    milestones: list[Milestone]
    updates: list[Update]

    @property
    def corrected(self) -> set[int]:
        """The updates that were corrected by then."""
        return {update.corrects_id for update in self.updates if update.corrects_id}


@dataclass(frozen=True)
class RecommendationThen:
    recommendation: Recommendation
    actions: list[Row]
    sendings: list[Sending]
    statement: Statement | None


def action_then(action: Action, day: datetime.date) -> ActionThen | None:
    """`action` at the end of `day`; None where it was not recorded by then."""
    found = rows(Action.objects.filter(pk=action.pk), day)
    if not found:
        return None
    updates = action.updates.filter(at__lte=end_of(day)).select_related("by", "by_owner__agency")
    return ActionThen(
        row=found[0],
        action=_then(Action, day, pk=action.pk)[0],
        milestones=sorted(_then(Milestone, day, action=action.pk), key=lambda each: (each.order, each.pk)),
        updates=list(updates.prefetch_related("evidence__file")),
    )


def recommendation_then(recommendation: Recommendation, day: datetime.date) -> RecommendationThen | None:
    """`recommendation` at the end of `day`; None where it was not recorded by then."""
    found = _then(Recommendation, day, pk=recommendation.pk)
    if not found:
        return None
    told = recommendation.statements.filter(published_at__lte=end_of(day))
    return RecommendationThen(
        recommendation=found[0],
        actions=rows(recommendation.actions.all(), day),
        sendings=_then(Sending, day, recommendation=recommendation.pk),
        statement=told.exclude(withdrawn_at__lte=end_of(day)).first(),
    )


def _then(model, day: datetime.date, *, pk: int | None = None, **of) -> list:
    """Rows of `model` at the end of `day`, by primary key. Today's are those of now, history or none."""
    if pk is not None:
        of["id"] = pk
    if day >= timezone.localdate():
        return list(model.objects.filter(**of).order_by("pk"))
    then = model.history.as_of(end_of(day)).filter(**of).order_by("id", "history_id")
    return list({row.pk: row for row in then}.values())  # of two changes at one moment the later counts
