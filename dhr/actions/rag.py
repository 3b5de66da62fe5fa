"""How an action stands, computed (brief part 5; every number is a rule that an area can set).

Blue: verified. Red: past its target date, without an update for a quarter, or its owner says that it cannot be
delivered. Amber: a milestone is missed, the target is near and less than half is done, the owner is behind and can
recover, or its evidence waits too long for somebody to verify it. Grey: not due yet. Green: all else that is open.
"""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from .enums import SET_ASIDE, VERIFIED, ActionStatus, Because, Outlook, Rag


@dataclass(frozen=True)
class Rules:
    """What an area may set, in days but for `half` (percent)."""

    soon_days: int = 30  # before the target date, in which an action with less than `half` done is amber
    half: int = 50
    silent_days: int = 91  # without an update, after which an action is red: a quarter
    not_due_days: int = 91  # before its first date, from which an unstarted action without a start date is due
    verify_days: int = 30  # that delivered work may wait for verification once the partnership knows of it


class Standing(NamedTuple):
    """All that an action's RAG depends on, on any day, from its live row or from its history."""

    status: str
    created_on: datetime.date
    percent: int | None = None
    outlook: str = ""
    starts_on: datetime.date | None = None
    target_date: datetime.date | None = None
    next_milestone: datetime.date | None = None  # the earliest that is not reached
    delivered_on: datetime.date | None = None
    delivery_told_on: datetime.date | None = None  # None in what was kept before it was asked: then `delivered_on`
    reported_on: datetime.date | None = None  # when its owner was last heard of


class Rating(NamedTuple):
    """`since` is the first day of red; None for the other colours. `because` is one of Because."""

    rag: Rag
    because: Because
    since: datetime.date | None = None


def rate(action: Standing, rules: Rules, today: datetime.date) -> Rating:
    """The RAG of `action` on the day `today`, without any person's override."""
    if action.status in VERIFIED:
        return Rating(Rag.BLUE, Because.VERIFIED)
    if action.status in SET_ASIDE:
        return Rating(Rag.NONE, Because.SET_ASIDE)
    if action.status == ActionStatus.DELIVERED:
        told_on = action.delivery_told_on or action.delivered_on
        waits = told_on and (today - told_on).days > rules.verify_days
        return Rating(Rag.AMBER, Because.UNVERIFIED) if waits else Rating(Rag.GREEN, Because.AWAITING)
    return _red(action, rules, today) or _not_red(action, rules, today)


def due_from(action: Standing, rules: Rules) -> datetime.date:
    """The day from which work on it is expected: its start; else `not_due_days` before its first date."""
    if action.starts_on:
        return action.starts_on
    dates = [day for day in (action.target_date, action.next_milestone) if day]
    if action.status != ActionStatus.NOT_STARTED or not dates:
        return action.created_on
    return _shifted(min(dates), -rules.not_due_days)


def _shifted(day: datetime.date, days: int) -> datetime.date:
    """`days` after `day`, or before it; where the calendar ends before, its last day or its first.

    One action's far date, or one area's rule of old, must not take the board away from everybody.
    """
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return datetime.date.max if days > 0 else datetime.date.min


def _red(action: Standing, rules: Rules, today: datetime.date) -> Rating | None:
    """Red for the reason that came first."""
    heard = max(action.reported_on or action.created_on, due_from(action, rules))
    silent = _shifted(heard, rules.silent_days + 1)
    reasons = [(silent, Because.SILENT)]
    if action.target_date:
        reasons.append((_shifted(action.target_date, 1), Because.PAST_TARGET))
    if action.outlook == Outlook.CANNOT:
        reasons.append((action.reported_on or action.created_on, Because.CANNOT))
    since, because = min(reasons)
    return Rating(Rag.RED, because, since) if since <= today else None


def _not_red(action: Standing, rules: Rules, today: datetime.date) -> Rating:
    if action.next_milestone and action.next_milestone < today:
        return Rating(Rag.AMBER, Because.MILESTONE_MISSED)
    if action.status == ActionStatus.NOT_STARTED and due_from(action, rules) > today:
        return Rating(Rag.GREY, Because.NOT_DUE)
    near = action.target_date and (action.target_date - today).days <= rules.soon_days
    if near and (action.percent or 0) < rules.half:
        return Rating(Rag.AMBER, Because.HALF_UNDONE)
    if action.outlook == Outlook.RECOVERABLE:
        return Rating(Rag.AMBER, Because.RECOVERABLE)
    return Rating(Rag.GREEN, Because.ON_COURSE)
