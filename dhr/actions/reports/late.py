"""What happened to actions before the period and was recorded only within it.

The report before could not tell it, and no number of the period counts it. So it is told here, once.
"""

import datetime
from collections import defaultdict

from django.utils import timezone

from ..board.rows import end_of
from ..enums import UpdateKind
from ..models import BoardReport, Evidence, Update
from .actions import OF_ACTION, Names, iso
from .known import Known
from .tables import LATE, Column, Line, Sort, Table

# What the other tables of a report count by its day; besides, whatever brought evidence.
COUNTED = frozenset({UpdateKind.DELIVERED, UpdateKind.VERIFIED, UpdateKind.IMPACT_CHECKED, UpdateKind.DATE_AGREED})


def told_until(known: Known, kind: str) -> datetime.datetime:
    """The moment up to which the report before may have known: the end of its last day, or its issue on that day."""
    day = known.period.since - datetime.timedelta(days=1)
    before = BoardReport.objects.issued().filter(area=known.area, kind=kind, until=day).first()
    return min(end_of(day), before.issued_at) if before else end_of(day)


def late_table(known: Known, names: Names, since: datetime.datetime) -> Table:
    """What was recorded after the moment `since` of days before the period, by the updates that stand."""
    columns = (
        *OF_ACTION,
        Column("What was recorded"),
        Column("Of the day", Sort.DAY),
        Column("Recorded", Sort.DAY),
        Column("Evidence"),
        Column("In words"),
    )
    evidence = _evidence(known, since)
    lines = [
        Line(
            str(update.pk),
            (
                *names.of(row),
                update.get_kind_display(),
                iso(update.on),
                iso(timezone.localdate(update.at)),
                "; ".join(evidence.get(update.pk, ())),
                update.text if names.may_be_read(row.recommendation_id) else "",
            ),
        )
        for row in known.rows
        for update in known.updates.get(row.pk, [])
        if _is_late(update, known, since) and (update.kind in COUNTED or update.pk in evidence)
    ]
    return Table("late-updates", "Recorded late: updates of actions", columns, tuple(lines), listing=True, note=LATE)


def _is_late(update: Update, known: Known, since: datetime.datetime) -> bool:
    return update.at > since and update.on < known.period.since


def _evidence(known: Known, since: datetime.datetime) -> dict[int, list[str]]:
    """The kinds of the evidence that came after the moment `since`, by the primary key of its update."""
    found: dict[int, list[str]] = defaultdict(list)
    for each in Evidence.objects.filter(update__action__in=known.actions, update__at__gt=since):
        found[each.update_id].append(each.get_kind_display())
    return found
