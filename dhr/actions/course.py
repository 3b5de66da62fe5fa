"""Where an action stands after its updates. The row of an action keeps the outcome; this is what it must equal."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

from .enums import UNDELIVERED, ActionStatus, UpdateKind


@dataclass(frozen=True)
class Course:
    """An action after its updates.

    slips             how often its target date was put back
    asked_date        a new date that its owner asks for, and nobody answered
    delivery_told_on  when the partnership was told that it is delivered, maybe long after it was
    query_open        the partnership asked something, and waits for the owner
    report_waiting    the owner reported something, and waits for the partnership; a date asked for is no report
    """

    status: str = ActionStatus.NOT_STARTED
    percent: int | None = None
    outlook: str = ""
    target_date: datetime.date | None = None
    slips: int = 0
    asked_date: datetime.date | None = None
    delivered_on: datetime.date | None = None
    delivery_told_on: datetime.date | None = None
    completed_on: datetime.date | None = None
    outcome: str = ""
    reported_on: datetime.date | None = None
    query_open: bool = False
    report_waiting: bool = False


def course_of(target_date: datetime.date | None, updates: Iterable) -> Course:
    """`updates` in the order in which they were recorded, on an action that began with `target_date`.

    A corrected update counts for nothing.
    """
    updates = list(updates)
    corrected = {update.corrects_id for update in updates if update.corrects_id}
    course = undelivered = Course(target_date=target_date)
    for update in updates:
        if update.pk in corrected:
            continue
        course = STEPS[update.kind](course, update)
        if update.kind == UpdateKind.REOPENED and update.percent is None:
            course = replace(course, percent=undelivered.percent)
        if course.status in UNDELIVERED:
            undelivered = course
    return course


@dataclass(frozen=True)
class DateChange:
    """That the target date became another, and why. `update` agreed it."""

    before: datetime.date | None
    after: datetime.date
    reason: str
    update: object

    @property
    def put_back(self) -> bool:
        return self.before is not None and self.after > self.before


def date_changes(target_date: datetime.date | None, updates: Iterable) -> list[DateChange]:
    """How an action's target date changed, as `course_of` counts it. The reason may be the owner's own."""
    updates = list(updates)
    corrected = {update.corrects_id for update in updates if update.corrects_id}
    changes, asked = [], ""
    for update in updates:
        if update.pk in corrected:
            continue
        if update.kind == UpdateKind.DATE_ASKED:
            asked = update.text
        elif update.kind == UpdateKind.DATE_AGREED:
            changes.append(DateChange(target_date, update.new_date, update.text or asked, update))
            target_date = update.new_date
    return changes


def _reported(course: Course, update, **changes) -> Course:
    return replace(course, reported_on=_heard_on(course, update), report_waiting=True, **changes)


def _heard_on(course: Course, update) -> datetime.date:
    return max(filter(None, (course.reported_on, update.on)))


def _progress(course: Course, update) -> Course:
    begun = ActionStatus.IN_PROGRESS if course.status == ActionStatus.NOT_STARTED else course.status
    percent = course.percent if update.percent is None else update.percent
    return _reported(course, update, status=begun, percent=percent, outlook=update.outlook or course.outlook)


def _delivered(course: Course, update) -> Course:
    return _reported(
        course,
        update,
        status=ActionStatus.DELIVERED,
        percent=100,
        delivered_on=update.on,
        delivery_told_on=timezone.localdate(update.at),
        outlook="",
        asked_date=None,  # what is delivered needs no new date, and none can be agreed or refused any more
    )


def _date_asked(course: Course, update) -> Course:
    """It waits for an answer of its own: a date that is agreed or refused answers no report."""
    return replace(course, reported_on=_heard_on(course, update), asked_date=update.new_date)


def _answered(course: Course, update) -> Course:
    return _reported(course, update, query_open=False)


def _evidence(course: Course, update) -> Course:
    return _reported(course, update)


def _accepted(course: Course, update) -> Course:
    return replace(course, report_waiting=False, query_open=False)


def _queried(course: Course, update) -> Course:
    return replace(course, report_waiting=False, query_open=True)


def _date_agreed(course: Course, update) -> Course:
    put_back = course.target_date is not None and update.new_date > course.target_date
    slips = course.slips + put_back
    return replace(course, target_date=update.new_date, slips=slips, asked_date=None)


def _date_refused(course: Course, update) -> Course:
    return replace(course, asked_date=None)


def _verified(course: Course, update) -> Course:
    return replace(
        course,
        status=ActionStatus.COMPLETE,
        completed_on=update.on,
        outcome=update.text,
        report_waiting=False,
        query_open=False,
    )


def _impact_checked(course: Course, update) -> Course:
    return replace(course, status=ActionStatus.IMPACT_CHECKED)


def _set_aside(course: Course, update) -> Course:
    return replace(course, status=ActionStatus(update.kind), report_waiting=False, query_open=False, asked_date=None)


def _reopened(course: Course, update) -> Course:
    """The answer to what was reported. As much is done as before it was delivered, unless the update says how much."""
    return replace(
        course,
        status=ActionStatus.IN_PROGRESS,
        percent=update.percent,
        delivered_on=None,
        delivery_told_on=None,
        completed_on=None,
        outcome="",
        reported_on=_heard_on(course, update),
        report_waiting=False,
    )


def _corrected(course: Course, update) -> Course:
    return course


STEPS = {
    UpdateKind.PROGRESS: _progress,
    UpdateKind.DELIVERED: _delivered,
    UpdateKind.DATE_ASKED: _date_asked,
    UpdateKind.ANSWERED: _answered,
    UpdateKind.EVIDENCE: _evidence,
    UpdateKind.ACCEPTED: _accepted,
    UpdateKind.QUERIED: _queried,
    UpdateKind.DATE_AGREED: _date_agreed,
    UpdateKind.DATE_REFUSED: _date_refused,
    UpdateKind.VERIFIED: _verified,
    UpdateKind.IMPACT_CHECKED: _impact_checked,
    UpdateKind.NOT_ACCEPTED: _set_aside,
    UpdateKind.SUPERSEDED: _set_aside,
    UpdateKind.TRANSFERRED: _set_aside,
    UpdateKind.REOPENED: _reopened,
    UpdateKind.CORRECTED: _corrected,
}
