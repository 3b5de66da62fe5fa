"""Saving what somebody agreed to: all accepted rows, or nothing."""

from django.db import transaction

from dhr.areas.models import Area, User
from dhr.reviews.registering import record_all, register_review

from ..enums import RowOutcome
from .planned import FROM_REGISTER, Plan, PlannedRow


@transaction.atomic
def save_plan(plan: Plan, *, by: User | None) -> None:
    """Save what `plan` accepts. The plan is of the same transaction, made after `lock`, so that it still holds."""
    for row in plan.of(RowOutcome.NEW):
        _register(row, by)
    for row in plan.of(RowOutcome.CHANGED):
        _correct(row)
    created = [record for row in plan.rows if row.outcome != RowOutcome.REFUSED for record in row.created]
    for record in created:
        record.by = by
    record_all(created, reason=FROM_REGISTER)


def lock(areas: list[Area]) -> None:
    """Have everybody else who registers reviews in these areas wait until this transaction is over."""
    list(Area.objects.select_for_update().filter(pk__in=[area.pk for area in areas]))


def _register(row: PlannedRow, by: User | None) -> None:
    facts = row.review
    review = register_review(
        area=row.area,
        by=by,
        title=facts.title,
        reference=facts.reference,
        kind=facts.kind,
        scheme=facts.scheme,
        category=facts.category,
        death_year=facts.death_year,
        death_month=facts.death_month,
    )
    for record in row.created:
        record.review = review


def _correct(row: PlannedRow) -> None:
    for record in row.created:
        record.review = row.review
    for record in [row.review] * row.facts_differ + row.corrected:
        record._change_reason = FROM_REGISTER
        record.save()
