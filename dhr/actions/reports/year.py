"""What an annual report tells besides: totals, trends, time to complete, themes, impact, costs, national replies.

What families said, whom training reached and what else it cost is nowhere in the site: the coordinator writes it in
the report's introduction.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from statistics import median_low

from dhr.themes.models import Theme

from ..board.rows import Row
from ..enums import VERIFIED, ActionStatus, LibraryTheme, Rag, Scope, UpdateKind
from ..models import Action, Sending
from .actions import OF_ACTION, Names, iso
from .happened import escalations_in, slips_in
from .known import Known
from .period import Period
from .reviews import days_to_sign_off
from .suppression import WITHHELD
from .tables import Cell, Column, Line, Sort, Table

NO_THEME = ("none", "No theme")


def year_tables(known: Known, names: Names, small_number: int, since: datetime.datetime) -> list[Table]:
    """`since` is the moment up to which the report before may have known."""
    return [
        _totals(known),
        _by_quarter(known),
        _rag_by_quarter(known),
        _time_to_complete(known, small_number),
        _library_themes(known),
        _themes(known),
        _impact(known, names),
        _costs(known),
        _national(known),
        _sendings(known, names, since),
    ]


def _totals(known: Known) -> Table:
    rows, period = known.rows, known.period
    numbers = {
        "Recommendations": len(known.recommendations),
        "Recommendations made in the year": sum(each.since in period for each in known.recommendations),
        "Actions": len(rows),
        "Actions begun in the year": sum(row.created_on in period for row in rows),
        "Actions open at its end": sum(row.open for row in rows),
        "Actions delivered that await evidence": sum(row.status == ActionStatus.DELIVERED for row in rows),
        "Actions verified in the year": sum(_verified_in(row, period) for row in rows),
        "Actions verified in all": sum(row.status in VERIFIED for row in rows),
        "Actions whose impact was checked": sum(row.status == ActionStatus.IMPACT_CHECKED for row in rows),
        "Times that a target date was put back": sum(len(list(slips_in(known, row))) for row in rows),
        "Times that an action was brought before a board": len(escalations_in(known)),
    }
    return _numbers("totals", "Totals", numbers)


def _by_quarter(known: Known) -> Table:
    """What was done with actions in each quarter, by what was known at the end of the year."""
    spans = [*known.period.quarters(), known.period]
    slips = [update.on for row in known.rows for update, _ in slips_in(known, row)]
    done = {
        "Begun": [row.created_on for row in known.rows],
        "Delivered": [row.delivered_on for row in known.rows],
        "Verified": [row.completed_on for row in known.rows if row.status in VERIFIED],
        "Target dates put back": slips,
    }
    columns = (Column("Actions"), *(Column(str(span), Sort.COUNT) for span in spans[:-1]), Column("In all", Sort.COUNT))
    lines = [
        Line(label, (label, *(sum(day in span for day in days) for span in spans))) for label, days in done.items()
    ]
    return Table("actions-by-quarter", "Actions quarter by quarter", columns, tuple(lines))


def _rag_by_quarter(known: Known) -> Table:
    """How the actions stood at the end of each quarter, by what was known then."""
    ends = [quarter.until for quarter in known.period.quarters()]
    counted = [Counter(row.rated.rag for row in known.rows_on(end)) for end in ends]
    columns = (Column("At the end of"), *(Column(f"{end.day} {end:%B %Y}", Sort.COUNT) for end in ends))
    lines = [Line(rag, (rag.label, *(count[rag] for count in counted))) for rag in Rag]
    total = Line("total", ("In all", *(count.total() for count in counted)))
    return Table("rag-by-quarter", "RAG at the end of each quarter", columns, (*lines, total))


def _time_to_complete(known: Known, small_number: int) -> Table:
    """Days from an action's beginning to its verification, and of reviews from the decision to the sign-off.

    An action that was entered once it was done began with its delivery, as far as anybody knows. Of reviews the median
    alone is told, and of few not even that: the rest tells of single ones.
    """
    done = [row for row in known.rows if _verified_in(row, known.period)]
    dated = [row for row in done if row.first_target_date]
    columns = (
        Column("In the year"),
        Column("Number", Sort.COUNT),
        Column("Median days", Sort.COUNT),
        Column("Fewest days", Sort.COUNT),
        Column("Most days", Sort.COUNT),
    )
    signed_off = days_to_sign_off(known)
    median = median_low(signed_off) if signed_off else None
    if 0 < len(signed_off) < small_number:
        median = WITHHELD
    lines = [
        _days("verified", "Actions verified", [(row.completed_on - _began_on(row)).days for row in done]),
        _days(
            "against-first-date",
            "Verified after their first target date: days late",
            [late for row in dated if (late := (row.completed_on - row.first_target_date).days) > 0],
        ),
        Line("signed-off", ("Reviews signed off, from the decision", None, median, None, None)),
    ]
    return Table("time-to-complete", "Time to complete", columns, tuple(lines))


def _began_on(row: Row) -> datetime.date:
    return min(day for day in (row.created_on, row.delivered_on, row.completed_on) if day)


def _days(key: str, label: str, days: list[int]) -> Line:
    spread = (median_low(days), min(days), max(days)) if days else (None, None, None)
    return Line(key, (label, len(days), *spread))


def _library_themes(known: Known) -> Table:
    labels = [*LibraryTheme.choices, NO_THEME]
    recommendations = Counter(each.library_theme or NO_THEME[0] for each in known.recommendations)
    rows = defaultdict(list)
    for row in known.rows:
        rows[row.library_theme or NO_THEME[0]].append(row)
    lines = [Line(key, (label, recommendations[key], *_done(rows[key]))) for key, label in labels]
    total = Line("total", ("In all", len(known.recommendations), *_done(known.rows)))
    return Table("library-themes", "Themes of the national library", _theme_columns(), (*lines, total))


def _themes(known: Known) -> Table:
    """The project's themes; a recommendation may have several, so that nothing adds up."""
    through = known.may_be_seen.model.themes.through
    there = {each.pk for each in known.recommendations}
    recommendations: dict[str, set[int]] = defaultdict(set)
    for recommendation, theme in through.objects.filter(recommendation__in=known.may_be_seen).values_list(
        "recommendation", "theme"
    ):
        if recommendation in there:
            recommendations[theme].add(recommendation)
    names = dict(Theme.objects.filter(pk__in=recommendations).values_list("pk", "label"))
    lines = [
        Line(
            theme,
            (
                names[theme],
                len(recommendations[theme]),
                *_done([row for row in known.rows if row.recommendation_id in recommendations[theme]]),
            ),
        )
        for theme in sorted(names, key=lambda pk: (-len(recommendations[pk]), names[pk]))
    ]
    return Table("themes", "Other themes", _theme_columns(), tuple(lines), note="A recommendation may have several.")


def _theme_columns() -> tuple[Column, ...]:
    numbers = ("Recommendations", "Actions", "Open", "Red", "Verified")
    return (Column("Theme"), *(Column(heading, Sort.COUNT) for heading in numbers))


def _done(rows: list[Row]) -> tuple[int, int, int, int]:
    return (
        len(rows),
        sum(row.open for row in rows),
        sum(row.rated.rag == Rag.RED for row in rows),
        sum(row.status in VERIFIED for row in rows),
    )


def _impact(known: Known, names: Names) -> Table:
    expected = _fields(known, "expected_change")
    columns = (*OF_ACTION, Column("Checked", Sort.DAY), Column("Change expected"), Column("What was seen"))
    lines = [
        Line(str(update.pk), (*names.of(row), iso(update.on), expected.get(row.pk, ""), update.text))
        for row in known.rows
        if row.status == ActionStatus.IMPACT_CHECKED and names.may_be_read(row.recommendation_id)
        for update in known.updates.get(row.pk, [])
        if update.kind == UpdateKind.IMPACT_CHECKED and update.on in known.period
    ]
    return Table("impact", "Changes and their impact", columns, tuple(lines), listing=True)


def _costs(known: Known) -> Table:
    """What actions cost, where their planners said."""
    costs = {pk: cost for pk, cost in _fields(known, "cost").items() if cost is not None}
    rows = [row for row in known.rows if row.pk in costs]
    groups = {
        "Actions": rows,
        "Actions verified in the year": [row for row in rows if _verified_in(row, known.period)],
    }
    columns = (Column("Cost"), Column("With a cost", Sort.COUNT), Column("Cost in all", Sort.MONEY))
    lines = [
        Line(label, (label, len(found), _pence(costs[row.pk] for row in found))) for label, found in groups.items()
    ]
    note = "Of actions with a cost; other costs are in the introduction, where they were written down."
    return Table("costs", "Costs", columns, tuple(lines), note=note)


def _national(known: Known) -> Table:
    national = {each.pk for each in known.recommendations if each.scope == Scope.NATIONAL}
    sent = _sent(known)
    answered = {each.recommendation_id for each in sent if each.replied_on}
    told = {each.recommendation_id for each in sent}
    numbers = {
        "National recommendations": len(national),
        "Sent to a department": len(national & told),
        "Answered": len(national & answered),
        "Sent, and not answered": len(national & (told - answered)),
        "Not sent": len(national - told),
    }
    return _numbers("national", "National recommendations", numbers)


def _sendings(known: Known, names: Names, since: datetime.datetime) -> Table:
    """An answer that was recorded late is among them: the report before had it as waiting, or not at all."""
    then = Sending.history.as_of(since).filter(recommendation__in=known.may_be_seen)
    answered_then = {each.pk for each in then if each.replied_on}
    words = {each.pk: each.text for each in known.recommendations}
    columns = (
        Column("Recommendation"),
        Column("Sent to"),
        Column("On", Sort.DAY),
        Column("Answered", Sort.DAY),
        Column("Answer"),
    )
    lines = [
        Line(
            str(each.pk),
            (words[each.recommendation_id], each.sent_to, iso(each.sent_on), iso(each.replied_on), each.reply),
        )
        for each in _sent(known)
        if names.may_be_read(each.recommendation_id)
        and (each.sent_on in known.period or not each.replied_on or each.pk not in answered_then)
    ]
    title = "Sent or answered in the year, or waiting for an answer"
    return Table("sendings", title, columns, tuple(lines), listing=True)


def _sent(known: Known) -> list[Sending]:
    there = {each.pk for each in known.recommendations}
    found = known.period.known(Sending, recommendation__in=known.may_be_seen)
    return [each for each in found if each.recommendation_id in there]


def _fields(known: Known, name: str) -> dict[int, object]:
    return {each.pk: getattr(each, name) for each in known.period.known(Action, id__in=known.actions.values("pk"))}


def _verified_in(row: Row, period: Period) -> bool:
    return row.status in VERIFIED and row.completed_on in period


def _pence(costs: Iterable[Decimal]) -> int:
    return int(sum(costs, Decimal()) * 100)


def _numbers(key: str, title: str, numbers: dict[str, Cell]) -> Table:
    lines = tuple(Line(label, (label, number)) for label, number in numbers.items())
    return Table(key, title, (Column("Counted"), Column("Number", Sort.COUNT)), lines)
