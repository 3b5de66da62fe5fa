"""From the rows of a file to a plan: compared with what is here, before anything is saved."""

import calendar
from collections.abc import Iterable

from dhr.areas.models import Area
from dhr.formats import Precision
from dhr.reviews.enums import Category, ReviewKind, Scheme
from dhr.reviews.models import Review

from .delays import plan_delays
from .here import Here
from .planned import Plan, PlannedRow
from .reading import RegisterEntry
from .steps import plan_steps

CHOICES = {"kind": ReviewKind, "scheme": Scheme, "category": Category}


def make_plan(entries: Iterable[RegisterEntry], *, area: Area, areas: Iterable[Area]) -> Plan:
    """What saving `entries` would do. `area` is that of rows that name none, `areas` those that may be written to."""
    here = Here(areas)
    first_with: dict[tuple[int, str], int] = {}
    rows = []
    for entry in entries:
        row = PlannedRow(entry)
        rows.append(row)
        _find(row, here, area)
        if row.area and row.reference:
            first = first_with.setdefault((row.area.pk, row.reference.casefold()), row.number)
            if first != row.number:
                entry.refuse("reference", f"“{row.reference}” stands in row {first} too. Each review has one row.")
        if row.review:
            _plan_facts(row)
            plan_steps(row)
            plan_delays(row)
            for other in here.others_called(row.title, row.review):
                entry.note("title", f"Another review has this title ({other or 'no reference'}). Is it the same one?")
    return Plan(tuple(rows))


def _find(row: PlannedRow, here: Here, default: Area) -> None:
    """The row's area and its review, which is a new one where the area has none with this reference."""
    name = row.entry.text("area")
    row.area = here.area(name) if name else default
    if row.area is None:
        # The same answer whether or not there is such an area.
        mine = ", ".join(area.name for area in here.areas)
        row.entry.refuse("area", f"“{name}” is no area whose register you can bring in. Yours: {mine}.")
        return
    found = here.reviews(row.area, row.reference) if row.reference else []
    if len(found) > 1:
        row.entry.refuse("reference", f"{len(found)} reviews have it here. Give each a reference of its own first.")
    elif row.reference:
        row.review = found[0] if found else Review(reference=row.reference)
        row.new = not found


def _plan_facts(row: PlannedRow) -> None:
    review = row.review
    for name in ("title", "kind", "scheme", "category"):
        given = row.entry.text(name)
        kept = "" if row.new else " ".join(getattr(review, name).split())
        if given and given != kept:
            labels = dict(CHOICES[name].choices) if name in CHOICES else {}
            row.differs(name, labels.get(kept, kept), labels.get(given, given))
            setattr(review, name, given)
    _plan_death(row)
    row.facts_differ = bool(row.differences)
    if row.facts_differ:
        row.check(review, {name: name for name in ("reference", "title", "kind", "scheme", "category")})


def _plan_death(row: PlannedRow) -> None:
    review, written = row.review, row.entry.date("death")
    if not written:
        return
    year, month = written.day.year, None if written.precision == Precision.YEAR else written.day.month
    if year == review.death_year and month in (None, review.death_month):
        return
    row.differs("death", _month(review.death_year, review.death_month), _month(year, month))
    review.death_year, review.death_month = year, month


def _month(year: int | None, month: int | None) -> str:
    if not year:
        return ""
    return f"{calendar.month_name[month]} {year}" if month else str(year)
