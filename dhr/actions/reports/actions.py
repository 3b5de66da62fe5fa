"""How an area's actions stand: by RAG, agency, review and age, those that are red, and the register of all.

Actions are no people, so their numbers are printed as they are, also by review. But where an area has so few reviews
that their number is not printed, naming them would tell it: then no review is named. Of a recommendation that the
board may not read yet, the lists have no words.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable

from ..ages import age_band
from ..board.rows import Row
from ..enums import BY_OWNERS, RAG_MEANING, UNDELIVERED, Because, Rag
from .known import Known
from .tables import Cell, Column, Line, Sort, Table

NOT_READABLE = "In a paper that the board may not read yet"
NOT_NAMED = "A review, not named"
NO_AGENCY = "No agency named"
# Months since the recommendation was made, up to which a band goes; the last one has no end.
AGES = (
    (3, "Less than three months"),
    (6, "Three to six months"),
    (12, "Six months to a year"),
    (24, "One to two years"),
)
OLDEST = "Two years or more"
UNDATED = "Not known"
OF_ACTION = (Column("Action"), Column("Review"), Column("Lead agency"))


class Names:
    """What a report calls an action: words, review and agency, as far as the board may know them."""

    def __init__(self, known: Known, small_number: int):
        self._readable = known.readable
        self._reviews_named = len(known.reviews) >= small_number

    def of(self, row: Row) -> tuple[str, str, str]:
        """The cells of OF_ACTION."""
        return self.words(row), self.review(row), row.lead or NO_AGENCY

    def words(self, row: Row) -> str:
        if row.recommendation_id not in self._readable:
            return NOT_READABLE
        return f"{row.number}: {row.text}" if row.number else row.text

    def review(self, row: Row) -> str:
        return row.title if self._reviews_named or not row.review_id else NOT_NAMED

    def may_be_read(self, recommendation: int) -> bool:
        return recommendation in self._readable


def standing_tables(known: Known, names: Names) -> list[Table]:
    """The counts of the last day, and the list of what is red."""
    rows, day = known.rows, known.period.until
    counted = Counter(row.rated.rag for row in rows)
    by_rag = [Line(rag, (f"{rag.label}: {RAG_MEANING[rag]}", counted[rag])) for rag in Rag]
    return [
        Table(
            "actions-by-rag",
            "Actions by RAG",
            (Column("RAG"), Column("Actions", Sort.COUNT)),
            (*by_rag, Line("total", ("In all", len(rows)))),
        ),
        _by_rag("actions-by-agency", "Actions by lead agency", "Agency", _by(rows, lambda row: row.lead or NO_AGENCY)),
        _by_rag("actions-by-review", "Actions by review", "Review", _by(rows, names.review, _place)),
        _by_rag(
            "open-actions-by-age",
            "Open actions by the age of their recommendation",
            "Recommendation made",
            _by_age((row for row in rows if row.open), day),
        ),
        _red(known, names),
        _overrides(known, names),
    ]


def register(known: Known, names: Names) -> Table:
    """Every action as it stood, by its primary key."""
    columns = (
        *OF_ACTION,
        Column("RAG"),
        Column("Why"),
        Column("Status"),
        Column("Percent done", Sort.COUNT),
        Column("First target date", Sort.DAY),
        Column("Target date", Sort.DAY),
        Column("Times put back", Sort.COUNT),
        Column("Delivered", Sort.DAY),
        Column("Verified", Sort.DAY),
    )
    lines = [
        Line(
            str(row.pk),
            (
                *names.of(row),
                row.rated.rag.label,
                row.rated.because.label,
                row.status.label,
                row.percent,
                iso(row.first_target_date),
                iso(row.target_date),
                row.slips,
                iso(row.delivered_on),
                iso(row.completed_on),
            ),
        )
        for row in sorted(known.rows, key=lambda row: (row.title, row.recommendation_id, row.pk))
    ]
    return Table("register", "Every action", columns, tuple(lines), listing=True)


def iso(day: datetime.date | None) -> Cell:
    return day.isoformat() if day else None


def _by(rows: Iterable[Row], label, key=None) -> dict[tuple[str, str], list[Row]]:
    """`rows` by (key, label) in the order of their labels; those that are not named stand together."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        name = label(row)
        groups[name if key is None or name == NOT_NAMED else key(row), name].append(row)
    return dict(sorted(groups.items(), key=lambda group: (group[0][1].casefold(), group[0][0])))


def _by_age(rows: Iterable[Row], day: datetime.date) -> dict[tuple[str, str], list[Row]]:
    """`rows` by their bands from the youngest on, those without any too."""
    groups: dict[tuple[str, str], list[Row]] = {(label, label): [] for _, label in AGES}
    groups |= {(OLDEST, OLDEST): [], (UNDATED, UNDATED): []}
    for row in rows:
        band = age_band(row.made_on, day, AGES, oldest=OLDEST, unknown=UNDATED)
        groups[band, band].append(row)
    return groups


def _place(row: Row) -> str:
    """What tells apart two reviews, or papers, of one title."""
    return f"review-{row.review_id}" if row.review_id else row.title


def _by_rag(key: str, title: str, heading: str, groups: dict[tuple[str, str], list[Row]]) -> Table:
    """A line for each group by (key, label), a column for each RAG."""
    counted = {name: Counter(row.rated.rag for row in rows) for name, rows in groups.items()}
    columns = (Column(heading), *(Column(rag.label, Sort.COUNT) for rag in Rag), Column("In all", Sort.COUNT))
    total = sum(counted.values(), Counter())
    lines = [_counts(key, label, count) for (key, label), count in counted.items()]
    return Table(key, title, columns, (*lines, _counts("total", "In all", total)))


def _counts(key: str, label: str, counted: Counter) -> Line:
    return Line(key, (label, *(counted[rag] for rag in Rag), counted.total()))


def is_overdue(row: Row, day: datetime.date) -> bool:
    """Whether its work is not delivered though its date is past, whatever RAG a person set."""
    return row.status in UNDELIVERED and row.target_date is not None and row.target_date < day


def _red(known: Known, names: Names) -> Table:
    day = known.period.until
    red = sorted(
        (row for row in known.rows if row.rated.rag == Rag.RED or is_overdue(row, day)),
        key=lambda row: (row.target_date or datetime.date.max, row.pk),
    )
    lines = [
        Line(
            str(row.pk),
            (
                *names.of(row),
                iso(row.target_date),
                max((day - row.target_date).days, 0) if row.target_date else None,
                _why(row, names),
                _last_heard(known, row, names),
            ),
        )
        for row in red
    ]
    columns = (
        *OF_ACTION,
        Column("Target date", Sort.DAY),
        Column("Days late", Sort.COUNT),
        Column("Why"),
        Column("Last heard from its owner"),
    )
    return Table("red-actions", "Overdue and other red actions", columns, tuple(lines), listing=True)


def _why(row: Row, names: Names) -> str:
    if row.rated.because != Because.OVERRIDDEN:
        return row.rated.because.label
    set_as = f"{row.rated.because.label} as {row.rated.rag.label.lower()}"
    if row.rated.computed.rag == Rag.RED:
        set_as = f"{row.rated.computed.because.label}. {set_as}"
    return f"{set_as}: {row.rated.override.reason}" if names.may_be_read(row.recommendation_id) else set_as


def _overrides(known: Known, names: Names) -> Table:
    """Where a person's word stands in place of the computed RAG; what is closed nobody overrides."""
    lines = [
        Line(
            str(row.pk),
            (
                *names.of(row),
                row.rated.rag.label,
                row.rated.computed.rag.label,
                iso(row.rated.override.until),
                row.rated.override.reason if names.may_be_read(row.recommendation_id) else "",
            ),
        )
        for row in known.rows
        if row.rated.override
    ]
    columns = (*OF_ACTION, Column("Set as"), Column("Computed"), Column("Until", Sort.DAY), Column("Reason"))
    return Table("overrides", "RAG set by a person", columns, tuple(lines), listing=True)


def _last_heard(known: Known, row: Row, names: Names) -> str:
    """What its owner said last, by themselves or by way of the partnership; not what came with a plan."""
    said = [each for each in known.updates.get(row.pk, ()) if each.kind in BY_OWNERS and each.by_owner_id]
    if not said:
        return "Nothing"
    last = said[-1]
    on = f"{last.on.day} {last.on:%B %Y}"
    return f"{on}: {last.text}" if names.may_be_read(row.recommendation_id) else on
