"""Saving what somebody agreed to of an action plan: all accepted rows, or nothing."""

from collections import defaultdict
from itertools import chain

from django.db import transaction
from django.utils import timezone

from dhr.actions.enums import UpdateKind
from dhr.actions.models import Action, Milestone, Owner, Recommendation
from dhr.actions.updates import record
from dhr.areas.models import Area, User
from dhr.reviews.enums import Placed
from dhr.reviews.lists import list_of, report_of
from dhr.reviews.models import Review
from dhr.reviews.placed import place_again

from ..models import ActionPlanImport, PlanRow
from .here import Here
from .planned import Plan, PlannedRow
from .steps import held
from .wording import imported

FROM_PLAN = "From an action plan"


@transaction.atomic
def save_plan(plan: Plan, found: ActionPlanImport, here: Here, *, by: User) -> None:
    """Save what `plan` accepts. The plan is of the same transaction, made after `lock`, so that it still holds."""
    touched = set()
    for row in plan.accepted:
        if _save_recommendation(row):
            touched.add(row.recommendation.review)
        if row.action:
            _save_action(row, found.area, here, by)
    PlanRow.objects.bulk_create(
        PlanRow(
            plan=found,
            review=row.recommendation.review,
            recommendation=row.recommendation,
            action=row.action,
            sheet=row.entry.sheet[:100],
            number=row.entry.number,
            said=row.entry.said,
        )
        for row in plan.accepted
    )
    for review in touched:
        place_again(review, Placed.RECOMMENDATIONS)


def lock(area: Area, reviews: list[Review]) -> None:
    """Have everybody else who changes these reviews' lists, or brings in a plan, wait for this transaction."""
    list(Area.objects.select_for_update().filter(pk=area.pk))
    list(Review.objects.select_for_update().filter(pk__in=[review.pk for review in reviews]).order_by("pk"))


def _save_recommendation(row: PlannedRow) -> bool:
    """Save a new recommendation at its list's end, or what changes of one; tells whether a paper may print it anew."""
    recommendation = row.recommendation
    recommendation._change_reason = FROM_PLAN
    if recommendation.pk is None:
        review = recommendation.review
        recommendation.document = report_of(review)
        listed = list_of(review, Recommendation.objects.all(), recommendation.document)
        last = listed.order_by("order").last()
        recommendation.order = last.order + 1 if last else 1
    elif row.sets & {"scope", "recommendation"}:
        if "scope" in row.sets:
            recommendation.scope = row.entry.scope
        if "recommendation" in row.sets:
            recommendation.text = row.entry.text("recommendation")
    else:
        return False
    recommendation.edited_at = timezone.now()
    recommendation.save()
    return True


def _save_action(row: PlannedRow, area: Area, here: Here, by: User) -> None:
    action, entry, sets = row.action, row.entry, row.sets
    new = action.pk is None
    action._change_reason = FROM_PLAN
    if "action" in sets:
        action.text = entry.text("action")
    if "expected" in sets:
        action.expected_change = entry.text("expected")
    if "seen" in sets:
        action.how_seen = entry.text("seen")
    if "lead" in sets:
        action.lead = here.agency(entry.text("lead"))
        action.lead_as_stated = "" if action.lead else entry.text("lead")
    if "owner" in sets:
        action.owner = _owner(row, area, here)
    if new:
        action.recommendation = row.recommendation
        action.first_target_date = entry.target or entry.revised
        action.order = row.recommendation.actions.count() + 1
    if new or sets & {"action", "expected", "seen", "lead", "owner"}:
        action.save()
    if "milestones" in sets:
        _save_milestones(action, row)
    if "target" in sets and not new:
        day = entry.revised or entry.target
        record(action, UpdateKind.DATE_AGREED, by=by, new_date=day, text=imported(f"Target date {day:%d/%m/%Y}"))
    for update in row.updates:
        record(action, update.kind, by=by, text=imported(update.text), **update.facts)


def _save_milestones(action: Action, row: PlannedRow) -> None:
    """Make the milestones those of the file: the same words are the same one, which keeps a day that the file leaves
    out.
    """
    known = defaultdict(list)
    for milestone in action.milestones.all():
        known[held(milestone).text].append(milestone)
    for order, step in enumerate(row.entry.steps, start=1):
        same = known[step.text]
        milestone = same.pop(0) if same else Milestone(action=action, text=step.text)
        days = milestone.due, milestone.reached_on
        if milestone.pk is None or not step.agrees(held(milestone)):
            days = step.due or milestone.due, step.reached or milestone.reached_on
        if milestone.pk is None or (milestone.order, milestone.due, milestone.reached_on) != (order, *days):
            milestone.order, (milestone.due, milestone.reached_on) = order, days
            milestone.save()
    for milestone in chain.from_iterable(known.values()):
        if milestone.reached_on is None:
            milestone.delete()


def _owner(row: PlannedRow, area: Area, here: Here) -> Owner:
    """The area's owner with this address; made where it has none."""
    name = row.entry.text("owner")
    email = row.entry.email or here.owner_email(name)
    owner, _ = Owner.objects.get_or_create(
        area=area, email=email, defaults={"name": name or email.partition("@")[0], "agency": row.action.lead}
    )
    return owner
