"""The days that a report tells of, and what was known at their end."""

import datetime
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from dhr.reviews.clocks import months_after

from ..board.rows import end_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Period:
    """From `since` to `until`, both included."""

    since: datetime.date
    until: datetime.date

    def __contains__(self, day: datetime.date | None) -> bool:
        return day is not None and self.since <= day <= self.until

    @property
    def is_over(self) -> bool:
        return self.until < timezone.localdate()

    @property
    def known_at(self) -> datetime.datetime:
        """The moment whose knowledge counts: the end of the last day, or now while that day lasts."""
        return end_of(self.until) if self.is_over else timezone.now()

    def known(self, model: type[M], **conditions) -> list[M]:
        """The rows of `model` that were there, as they were known, in the order of their primary keys."""
        if not self.is_over:
            return list(model.objects.filter(**conditions).order_by("pk"))
        # of two changes at the same moment both are found, the later one last
        then = model.history.as_of(self.known_at).filter(**conditions).order_by("history_id")
        found = {row.pk: row for row in then}
        return [found[pk] for pk in sorted(found)]

    def quarters(self) -> "list[Period]":
        """The period in pieces of three months, the last one shorter where they don't go out even."""
        found, since = [], self.since
        while since <= self.until:
            after = months_after(self.since, 3 * (len(found) + 1))
            found.append(Period(since, min(after - datetime.timedelta(days=1), self.until)))
            since = after
        return found

    def __str__(self) -> str:
        return f"{_day(self.since)} to {_day(self.until)}"


def last_quarter(today: datetime.date) -> Period:
    """The last quarter of the calendar year that is over."""
    begun = datetime.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return Period(months_after(begun, -3), begun - datetime.timedelta(days=1))


def last_year(today: datetime.date) -> Period:
    """The last year from April to March that is over."""
    until = datetime.date(today.year - (today < datetime.date(today.year, 4, 1)), 3, 31)
    return Period(datetime.date(until.year - 1, 4, 1), until)


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
