"""The numbers of a board report: for a quarter, and for a year with more of them."""

import datetime

from dhr.areas.models import Area

from ..enums import ReportKind
from ..models import TrackingRules
from . import actions, happened, late, reviews, year
from .known import Known
from .period import Period
from .tables import Figures, Part


def figures(area: Area, kind: str, since: datetime.date, until: datetime.date) -> Figures:
    """What is told of `area` from `since` to `until`, both included; `kind` is one of ReportKind.

    Everything is as it was known at the end of `until`, of which day that may be today. What is recorded later of
    these days is told under "Recorded late" by the report on the days in which it is recorded. How small a number is
    suppressed is the rule of today, also for days gone by.
    """
    known = Known(area, Period(since, until))
    small_number = TrackingRules.of(area).small_number
    names = actions.Names(known, small_number)
    annual = kind == ReportKind.ANNUAL
    told_until = late.told_until(known, kind)
    of_reviews = [
        *reviews.standing_tables(known, small_number),
        *reviews.happened_tables(known, small_number, by_quarter=annual),
        reviews.late_table(known, small_number, told_until),
    ]
    parts = [
        Part("Reviews", tuple(of_reviews)),
        Part("Actions", tuple(actions.standing_tables(known, names))),
        Part(
            "What came about",
            (*happened.happened_tables(known, names, told_until), late.late_table(known, names, told_until)),
        ),
    ]
    if annual:
        parts.append(Part("The year", tuple(year.year_tables(known, names, small_number, told_until))))
    return Figures(
        since=since,
        until=until,
        known_at=known.period.known_at,
        small_number=small_number,
        parts=tuple(parts),
        register=actions.register(known, names),
    )
