"""The record of changes of a review: what was recorded, corrected or taken away, by whom, when and why."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import capfirst

from .models import Extension, Pause, Person, Review, ReviewArea, ReviewEvent
from .signals import changes_asked

MODELS = {
    Review: "Facts",
    ReviewArea: "Area",
    Person: "Person",
    ReviewEvent: "Step",
    Extension: "Extension",
    Pause: "Pause",
}
VERBS = {"+": "added", "~": "changed", "-": "taken away"}
# What says nothing to a reader: keys, and who and when, which the record has of its own.
LEFT_OUT = frozenset(
    {"id", "review", "public_id", "external_id", "created_at", "recorded_at", "by", "key"}
    | {"withdrawn_at", "withdrawn_by"}
)
# Where the name of a field in words is not what the forms call it.
LABELS = {
    "marac_referred": "Referred to a MARAC",
    "marac_heard": "Heard at a MARAC",
    "last_dash_grade": "Last Dash grade",
    "death_year": "Year of death",
    "death_month": "Month of death",
    "test_applied": "Legal test applied",
    "continues": "What goes on meanwhile",
    "next_check": "To be looked at again",
}


@dataclass(frozen=True)
class Change:
    """One change. `values` has (field, before, after) of each value that changed, in words."""

    at: datetime.datetime
    by: str
    what: str
    name: str
    verb: str
    why: str
    values: list[tuple[str, str, str]]


def changes_of(review: Review) -> list[Change]:
    """Every change, the latest first; a query for each sort of thing, and none for a single one."""
    found = [change for model in MODELS for change in _changes(model, review)]
    for _, of_another_room in changes_asked.send(Review, review=review):
        found += of_another_room
    return sorted(found, key=lambda change: change.at, reverse=True)


def _changes(model, review: Review) -> Iterator[Change]:
    own = {"id": review.pk} if model is Review else {"review_id": review.pk}
    related = ["history_user", *(["area"] if model is ReviewArea else [])]
    records = model.history.filter(**own).select_related(*related).order_by("id", "history_date", "history_id")
    for _, of_one in groupby(records, key=lambda record: record.id):
        before = None
        for record in of_one:
            values = [] if record.history_type == "-" else list(_values(before, record))
            if values or record.history_type != "~":
                yield Change(
                    at=record.history_date,
                    by=str(record.history_user or ""),
                    what=MODELS[model],
                    name=_name(record),
                    verb="withdrawn" if getattr(record, "withdrawn_at", None) else VERBS[record.history_type],
                    why=record.history_change_reason or "",
                    values=values,
                )
            before = record


def _values(before, record) -> Iterator[tuple[str, str, str]]:
    for field in record.tracked_fields:
        if field.name in LEFT_OUT:
            continue
        old, new = (_words(each, field) if each else "" for each in (before, record))
        if old != new:
            yield LABELS.get(field.name) or capfirst(field.verbose_name), old, new


def _words(record, field) -> str:
    value = getattr(record, f"get_{field.name}_display")() if field.choices else getattr(record, field.name)
    match value:
        case bool():
            return "yes" if value else "no"
        case None:
            return ""
        case list():
            return ", ".join(value)
        case datetime.date():
            return f"{value.day} {value:%B %Y}"
        case _:
            return str(value)


def _name(record) -> str:
    match record.instance_type.__name__:
        case "Review":
            return ""
        case "ReviewArea":
            return record.area.name
        case "Person":
            return record.pseudonym
        case "ReviewEvent":
            return record.get_state_display()
        case "Extension":
            return f"to {_day(record.until)}"
        case _:
            return f"from {_day(record.since)}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
