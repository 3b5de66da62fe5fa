"""The numbers of the board's charts: how work went month by month, and how old it is."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, When

from ..ages import age_band
from ..enums import OPEN, UNDELIVERED, VERIFIED, ActionStatus, Rag
from ..models import Action
from .rows import Row, end_of

MONTHS = 24  # shown at most


@dataclass(frozen=True)
class Point:
    """How many actions stood where at the end of `day`; those that were set aside count no more."""

    day: datetime.date
    to_deliver: int
    delivered: int  # and waiting for verification
    verified: int

    @property
    def planned(self) -> int:
        return self.to_deliver + self.delivered + self.verified


def burn_up(shown: Iterable[Row], actions, day: datetime.date) -> list[Point]:
    """Of the end of each month up to `day`, and of `day` itself: what was known of the actions `shown` at that time.

    `actions` is a queryset that holds all of `shown`. Comes from the history of their status, so that each point
    agrees with the board as of its day.
    """
    shown = list(shown)
    if not shown:
        return []
    wanted = {row.pk for row in shown}
    days = month_ends(min(row.created_on for row in shown), day)
    # The database says which day's end each change counts by: reading a moment for each would take twice as long.
    counts_by = Case(*(When(history_date__lte=end_of(each), then=number) for number, each in enumerate(days)))
    history = Action.history.filter(id__in=actions.order_by().values("pk"), history_date__lte=end_of(day))
    changes = history.order_by("history_date", "history_id").values_list("id", counts_by, "history_type", "status")
    statuses: dict[int, str] = {}
    points = []
    for pk, place, kind, status in changes:
        if pk not in wanted:
            continue
        while len(points) < place:
            points.append(_point(days[len(points)], statuses))
        statuses[pk] = "" if kind == "-" else status
    return [*points, *(_point(each, statuses) for each in days[len(points) :])]


def month_ends(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The last day of each month from that of `first` on, `last` at the end; the latest MONTHS of them."""
    ends = [last]
    end = last.replace(day=1) - datetime.timedelta(days=1)
    while end >= first and len(ends) < MONTHS:
        ends.append(end)
        end = end.replace(day=1) - datetime.timedelta(days=1)
    return ends[::-1]


def _point(day: datetime.date, statuses: dict[int, str]) -> Point:
    counted = Counter(statuses.values())
    return Point(
        day,
        to_deliver=sum(counted[status] for status in UNDELIVERED),
        delivered=counted[ActionStatus.DELIVERED],
        verified=sum(counted[status] for status in VERIFIED),
    )


@dataclass(frozen=True)
class Band:
    """How many open actions have a recommendation of this age, by RAG."""

    label: str
    counts: dict[Rag, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


RAGS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)  # that an open action has, unless a person set another
BANDS = ((6, "Under 6 months"), (12, "6 to 12 months"), (24, "1 to 2 years"))  # months up to which each goes
OLDEST = "2 years and over"
NOT_KNOWN = "Not known"  # how old a recommendation is that was read from a paper without a date


def ageing(shown: Iterable[Row], day: datetime.date) -> list[Band]:
    """How old the recommendations of open actions are on `day`; each band has the same RAGs in the same order.

    What has no known age comes last, where there is any.
    """
    counted = Counter(
        (age_band(row.made_on, day, BANDS, oldest=OLDEST, unknown=NOT_KNOWN), row.rated.rag)
        for row in shown
        if row.status in OPEN
    )
    rags = [rag for rag in Rag if rag in RAGS or any(rag == each for _, each in counted)]
    labels = [label for _, label in BANDS] + [OLDEST] + [NOT_KNOWN] * any(label == NOT_KNOWN for label, _ in counted)
    return [Band(label, {rag: counted[label, rag] for rag in rags}) for label in labels]


@dataclass(frozen=True)
class Column:
    """A column of a chart: `x` and `width` in percent; its parts are (name, top, height) in percent, lowest first."""

    x: float
    width: float
    parts: list[tuple[str, float, float]]


def columns(stacks: list[dict[str, int]]) -> list[Column]:
    """`stacks` side by side, each its numbers by name, the first at the bottom; the highest fills the chart."""
    highest = max((sum(stack.values()) for stack in stacks), default=0) or 1
    step = 100 / max(len(stacks), 1)
    drawn = []
    for place, stack in enumerate(stacks):
        parts, top = [], 100.0
        for name, count in stack.items():
            height = 100 * count / highest
            top -= height
            parts.append((name, top, height))
        drawn.append(Column(place * step, step * 0.8, parts))
    return drawn
