"""What changed on the board since a meeting: the board as of then beside the board as it is now."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils import timezone

from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.forms.days import DayField

from ..enums import BY_OWNERS, SET_ASIDE, UNDELIVERED, VERIFIED, ActionStatus, Rag
from ..models import Escalation, Meeting, RagOverride, Update
from .rows import Row, end_of


@dataclass(frozen=True)
class Change:
    """One action under a heading; `words` say what changed where the heading does not."""

    row: Row
    words: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    changes: list[Change]


class SinceForm(forms.Form):
    """Since which meeting, of the bodies of areas whose actions one follows or verifies; or since which day."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), required=False, label="Since the meeting", empty_label="Choose one, or give a day"
    )
    since = DayField(required=False, label="Or since the day")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        areas = areas_with(user, Permission.VERIFY_ACTIONS)
        held = Meeting.objects.filter(body__area__in=areas, on__lt=timezone.localdate())
        self.fields["meeting"].queryset = held.select_related("body").order_by("-on", "-pk")
        self.fields["meeting"].label_from_instance = lambda each: f"{each.body}, {each.on.day} {each.on:%B %Y}"

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and since >= timezone.localdate():
            raise forms.ValidationError("Choose a day gone by.")
        return since

    @property
    def day(self) -> datetime.date | None:
        """At whose end the comparison begins: as asked, else that of the latest meeting; None where there is none."""
        if not self.is_valid():
            return None
        meeting = self.cleaned_data["meeting"]
        if meeting or self.cleaned_data["since"]:
            return self.cleaned_data["since"] or meeting.on
        latest = self.fields["meeting"].queryset.first()
        return latest.on if latest else None


def changes(before: Iterable[Row], after: list[Row], since: datetime.date) -> list[Group]:
    """What changed of the actions in `after` since the end of the day `since`, as of which `before` are the rows."""
    then = {row.pk: row for row in before}
    known = [(then[row.pk], row) for row in after if row.pk in then]
    moment = end_of(since)
    said = Update.objects.filter(at__gt=moment, kind__in=BY_OWNERS, by_owner__isnull=False, corrected_by=None)
    reports = _counted(said, after)
    overrides = _counted(RagOverride.objects.filter(at__gt=moment), after)
    escalations = _counted(Escalation.objects.filter(created_at__gt=moment), after)
    groups = [
        Group("New", [Change(row) for row in after if row.pk not in then]),
        Group("Turned red", [Change(now, _turned(was, now)) for was, now in known if _became(Rag.RED, was, now)]),
        Group("Turned amber", [Change(now, _turned(was, now)) for was, now in known if _became(Rag.AMBER, was, now)]),
        Group("Turned green", [Change(now, _turned(was, now)) for was, now in known if _became(Rag.GREEN, was, now)]),
        Group("Reported by owners", [Change(row, _times(reports[row.pk])) for row in after if row.pk in reports]),
        Group("Delivered", [Change(now) for was, now in known if _reached({ActionStatus.DELIVERED}, was, now)]),
        Group("Verified", [Change(now) for was, now in known if _reached(VERIFIED, was, now)]),
        Group("Target date put back", [Change(now, _moved(was, now)) for was, now in known if now.slips > was.slips]),
        Group(
            "Target date brought forward", [Change(now, _moved(was, now)) for was, now in known if _sooner(was, now)]
        ),
        Group("RAG set by a person", [Change(row) for row in after if row.pk in overrides]),
        Group("Escalated", [Change(row, _times(escalations[row.pk])) for row in after if row.pk in escalations]),
        Group(
            "Closed without completion",
            [Change(now, now.status.label) for was, now in known if _reached(SET_ASIDE, was, now)],
        ),
        Group(
            "Opened again",
            [Change(now) for was, now in known if _opened(was, now)],
        ),
    ]
    return [group for group in groups if group.changes]


def _counted(rows, after: list[Row]) -> dict[int, int]:
    """How many of `rows` each action of `after` has."""
    wanted = {row.pk for row in after}
    counts: dict[int, int] = {}
    for action in rows.values_list("action_id", flat=True):
        if action in wanted:
            counts[action] = counts.get(action, 0) + 1
    return counts


def _became(rag: Rag, was: Row, now: Row) -> bool:
    return now.rated.rag == rag != was.rated.rag


def _reached(statuses: Iterable[ActionStatus], was: Row, now: Row) -> bool:
    return now.status in statuses and was.status not in statuses


def _opened(was: Row, now: Row) -> bool:
    """Whether what was closed is open, or what was delivered has to be worked on again."""
    if was.status == ActionStatus.DELIVERED:
        return now.status in UNDELIVERED
    return now.open and not was.open


def _turned(was: Row, now: Row) -> str:
    return f"from {was.rated.rag.label.lower()}: {str(now.rated.because.label).lower()}"


def _sooner(was: Row, now: Row) -> bool:
    return None not in (was.target_date, now.target_date) and now.target_date < was.target_date


def _moved(was: Row, now: Row) -> str:
    return f"from {_day(was.target_date)} to {_day(now.target_date)}"


def _day(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no date"


def _times(count: int) -> str:
    return "" if count == 1 else f"{count} times"
