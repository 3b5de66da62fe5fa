"""What came about in an area's actions within the period: dates put back, escalations, evidence, repeats."""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.utils import timezone

from ..board.rows import Row
from ..course import course_of
from ..enums import EvidenceKind, UpdateKind
from ..models import Body, Escalation, Evidence, Repeat, Update
from .actions import OF_ACTION, Names, iso
from .known import Known
from .tables import Column, Line, Sort, Table

NOT_HERE = "A recommendation of another partnership, or one that the board may not read yet."
SLIPS = ("Never", "Once", "Twice", "Three times or more")


def happened_tables(known: Known, names: Names, since: datetime.datetime) -> list[Table]:
    """`since` is the moment up to which the report before may have known."""
    rows = {row.pk: row for row in known.rows}
    evidence = list(_evidence(known, rows))
    return [
        _by_slips(known),
        _slips(known, rows, names),
        _escalations(known, rows, names, since),
        _by_evidence(evidence),
        _evidence_listed(evidence, names),
        _repeats(known, names),
    ]


def slips_in(known: Known, row: Row) -> Iterator[tuple[Update, datetime.date]]:
    """The updates within the period that put back the target date of `row`, each with the date before."""
    updates = known.updates.get(row.pk, [])
    for at, update in enumerate(updates):
        if update.kind == UpdateKind.DATE_AGREED and update.on in known.period:
            before = course_of(row.first_target_date, updates[:at]).target_date
            if before and update.new_date > before:
                yield update, before


def _by_slips(known: Known) -> Table:
    counted = Counter(min(row.slips, len(SLIPS) - 1) for row in known.rows)
    lines = [Line(str(times), (label, counted[times])) for times, label in enumerate(SLIPS)]
    columns = (Column("Target date put back"), Column("Actions", Sort.COUNT))
    total = Line("total", ("In all", len(known.rows)))
    return Table("actions-by-slips", "Actions by how often their date was put back", columns, (*lines, total))


def _slips(known: Known, rows: dict[int, Row], names: Names) -> Table:
    columns = (*OF_ACTION, Column("From", Sort.DAY), Column("To", Sort.DAY), Column("Reason"))
    lines = [
        Line(str(update.pk), (*names.of(row), iso(before), iso(update.new_date), _reason(known, row, update, names)))
        for row in rows.values()
        for update, before in slips_in(known, row)
    ]
    return Table("slips", "Target dates put back", columns, tuple(lines), listing=True)


def _reason(known: Known, row: Row, agreed: Update, names: Names) -> str:
    """Why: as the partnership says, else as the owner asked."""
    if not names.may_be_read(row.recommendation_id):
        return ""
    asked = [
        update.text
        for update in known.updates[row.pk]
        if update.kind == UpdateKind.DATE_ASKED and update.pk < agreed.pk
    ]
    return agreed.text or (asked[-1] if asked else "")


def _escalations(known: Known, rows: dict[int, Row], names: Names, since: datetime.datetime) -> Table:
    """An answer that came, or was recorded, after the report before is among them: that report had none."""
    answered_then = {each.pk for each in Escalation.history.as_of(since).filter(answered_on__isnull=False)}
    columns = (
        *OF_ACTION,
        Column("Brought before"),
        Column("On", Sort.DAY),
        Column("Red since", Sort.DAY),
        Column("Answered", Sort.DAY),
        Column("Answer"),
    )
    lines = [
        Line(
            str(each.pk),
            (
                *names.of(rows[each.action_id]),
                each.body.name,
                iso(each.on),
                iso(each.red_since),
                iso(each.answered_on),
                each.answer if names.may_be_read(rows[each.action_id].recommendation_id) else "",
            ),
        )
        for each in _escalations_known(known)
        if each.action_id in rows and (each.on in known.period or (each.answered_on and each.pk not in answered_then))
    ]
    title = "Actions brought before a board, and answers to those brought before"
    return Table("escalations", title, columns, tuple(lines), listing=True)


def escalations_in(known: Known) -> list[Escalation]:
    """Those that were brought within the period."""
    return [each for each in _escalations_known(known) if each.on in known.period]


def _escalations_known(known: Known) -> list[Escalation]:
    found = known.period.known(Escalation, action__in=known.actions)
    bodies = Body.objects.in_bulk({each.body_id for each in found})
    for each in found:
        each.body = bodies[each.body_id]
    return sorted(found, key=lambda each: (each.on, each.pk))


def _evidence(known: Known, rows: dict[int, Row]) -> Iterator[tuple[Row, Evidence]]:
    """The evidence that came within the period, with its action; what a correction took back is not counted."""
    of_update = {
        update.pk: action
        for action, updates in known.updates.items()
        for update in updates
        if update.on in known.period
    }
    for each in Evidence.objects.filter(update__action__in=known.actions).order_by("pk"):
        if each.update_id in of_update:
            yield rows[of_update[each.update_id]], each


def _by_evidence(evidence: list[tuple[Row, Evidence]]) -> Table:
    counted = Counter(each.kind for _, each in evidence)
    columns = (Column("Evidence, the strongest first"), Column("Pieces", Sort.COUNT))
    lines = [Line(kind, (kind.label, counted[kind])) for kind in EvidenceKind]
    total = Line("total", ("In all", len(evidence)))
    return Table("evidence-by-kind", "Evidence received by kind", columns, (*lines, total))


def _evidence_listed(evidence: list[tuple[Row, Evidence]], names: Names) -> Table:
    columns = (*OF_ACTION, Column("Kind"), Column("Dated", Sort.DAY), Column("What it shows"))
    strongest = list(EvidenceKind)
    lines = [
        Line(
            str(each.pk),
            (
                *names.of(row),
                each.get_kind_display(),
                iso(each.dated),
                each.shows if names.may_be_read(row.recommendation_id) else "",
            ),
        )
        for row, each in sorted(evidence, key=lambda pair: (strongest.index(pair[1].kind), pair[1].pk))
    ]
    return Table("evidence", "Evidence received", columns, tuple(lines), listing=True)


def _repeats(known: Known, names: Names) -> Table:
    """Recommendations that were found within the period to ask again what an earlier one asked."""
    here = {each.pk: each for each in known.recommendations}
    found = known.period.known(Repeat, recommendation__in=known.may_be_seen)
    columns = (Column("Recommendation"), Column("Asks again"), Column("Why the earlier one did not hold"))

    def words(pk: int) -> str:
        return here[pk].text if pk in here and names.may_be_read(pk) else NOT_HERE

    lines = [
        Line(
            str(each.pk),
            (
                words(each.recommendation_id),
                words(each.earlier_id),
                each.why_not_held if names.may_be_read(each.recommendation_id) else "",
            ),
        )
        for each in found
        if each.recommendation_id in here and timezone.localdate(each.at) in known.period
    ]
    return Table("repeats", "Recommendations made before", columns, tuple(lines), listing=True)
