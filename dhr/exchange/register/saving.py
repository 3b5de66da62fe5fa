"""Saving what somebody agreed to: all accepted rows, or nothing."""

from django.db import transaction

from dhr.areas.models import Area, User
from dhr.reviews.registering import record_all, register_all

from ..enums import RowOutcome
from .planned import FROM_REGISTER, Plan, PlannedRow


@transaction.atomic
def save_plan(plan: Plan, *, by: User | None) -> None:
    """Save what `plan` accepts. The plan is of the same transaction, made after `lock`, so that it still holds."""
    register_all(((row.review, row.area) for row in plan.of(RowOutcome.NEW)), reason=FROM_REGISTER)
    for row in plan.of(RowOutcome.CHANGED):
        _correct(row)
    created = []
    for row in (*plan.of(RowOutcome.NEW), *plan.of(RowOutcome.CHANGED)):
        for record in row.created:
            record.review, record.by = row.review, by
            created.append(record)
    record_all(created, reason=FROM_REGISTER)


def lock(areas: list[Area]) -> None:
    """Have everybody else who registers reviews in these areas wait until this transaction is over."""
    list(Area.objects.select_for_update().filter(pk__in=[area.pk for area in areas]))


def _correct(row: PlannedRow) -> None:
    for record in [row.review] * row.facts_differ + row.corrected:
        record._change_reason = FROM_REGISTER
        record.save()
