"""How an area's reviews stand, and what was done in them. All of it counts reviews, so small numbers are suppressed.

No review is named, and no reason of an extension is told: it speaks of one family's case.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from dhr.reviews.clocks import Clock, ClockState, decision_clock, is_paused, review_clock
from dhr.reviews.enums import Decision, ReviewKind, State
from dhr.reviews.models import ReviewEvent

from .known import Course, Known
from .suppression import WITHHELD, Printed, printable
from .tables import LATE, Column, Line, Sort, Table

TOO_FEW = "Too few to break down: the numbers could be worked out."
STEPS = (State.NOTIFIED, State.SIGNED_OFF, State.SUBMITTED, State.PUBLISHED, State.CLOSED)
NOT_STATED = ("not-stated", "Not stated")
NO_CLOCK = ("none", "None: a MARAC review")
AGREED, REVISED, AWAITED = "agreed", "revised", "awaited"
OUTCOMES = {
    AGREED: "Publication went ahead",
    REVISED: "Went back to drafting or was sent again",
    AWAITED: "No step since",
}


class Time(NamedTuple):
    on: datetime.date
    recorded_at: datetime.datetime
    kind: str = ""


@dataclass(frozen=True)
class Happening:
    """Something that was done in reviews, each time; `kinds` are there where these are told apart."""

    key: str
    label: str
    times: list[Time]
    kinds: dict[str, str] | None = None  # label by kind


def standing_tables(known: Known, small_number: int) -> list[Table]:
    """How the reviews stand on the last day: states, clocks, extensions, pauses. One population, suppressed as one."""
    reviews = known.reviews
    states = Counter(_state(course) for course in reviews)
    clocks = [_clock_states(course, known.period.until) for course in reviews]
    extended = Counter(min(len(course.extensions), 2) for course in reviews)
    paused = Counter(is_paused(course.events, course.pauses, known.period.until) for course in reviews)
    there = sorted(states)
    clock_keys = [*ClockState, NO_CLOCK[0]]
    result = printable(
        len(reviews),
        [
            [states[state] for state in there],
            *([Counter(pair[at] for pair in clocks)[key] for key in clock_keys] for at in (0, 1)),
            [extended[times] for times in range(3)],
            [paused[True], paused[False]],
        ],
        small_number,
    )
    by_state, to_decision, to_sign_off, by_extensions, by_pause = result.breakdowns
    named = [(str(state), State(state).label if state else "No step recorded") for state in there]
    labels = dict(ClockState.choices) | dict([NO_CLOCK])
    total = result.total
    return [
        _breakdown("reviews-by-state", "Reviews by state", "State", named, by_state, total),
        _clock_table([(key, labels[key]) for key in clock_keys], to_decision, to_sign_off, total),
        _breakdown(
            "reviews-by-extensions",
            "Reviews by how often they were extended",
            "Extended",
            [("never", "Never"), ("once", "Once"), ("more", "Twice or more")],
            by_extensions,
            total,
        ),
        _breakdown(
            "reviews-paused",
            "Reviews that wait",
            "Waiting",
            [("paused", "Paused, or a part waits"), ("not", "Nothing waits")],
            by_pause,
            total,
        ),
    ]


def happened_tables(known: Known, small_number: int, *, by_quarter: bool) -> list[Table]:
    """What was done within the period; with `by_quarter` in each quarter as well."""
    quarters = known.period.quarters() if by_quarter else []
    steps, others, by_quarters = [], [], []
    for happening in _happenings(known):
        times = [time for time in happening.times if time.on in known.period]
        kinds = Counter(time.kind for time in times)
        breakdowns = [[kinds[kind] for kind in happening.kinds]] if happening.kinds else []
        if quarters:
            breakdowns.append([sum(time.on in quarter for time in times) for quarter in quarters])
        result = printable(len(times), breakdowns, small_number)
        if happening.kinds:
            labels, told = happening.kinds.items(), result.breakdowns[0]
            others.append(_breakdown(happening.key, happening.label, "Kind", labels, told, result.total))
        else:
            steps.append(Line(happening.key, (happening.label, result.total)))
        if quarters:
            told = result.breakdowns[-1] or [WITHHELD] * len(quarters)
            by_quarters.append(Line(happening.key, (happening.label, *told, result.total)))
    columns = (Column("What was done"), Column("Times", Sort.COUNT))
    tables = [Table("review-steps", "What was done in reviews", columns, tuple(steps)), *others]
    if quarters:
        heads = (Column("What was done"), *(Column(str(quarter), Sort.COUNT) for quarter in quarters))
        tables.append(
            Table(
                "reviews-by-quarter",
                "Reviews quarter by quarter",
                (*heads, Column("In all", Sort.COUNT)),
                tuple(by_quarters),
            )
        )
    return tables


def late_table(known: Known, small_number: int, since: datetime.datetime) -> Table:
    """What was recorded after the moment `since` of days before the period: no number of the period counts it."""
    lines = []
    for happening in _happenings(known):
        late = [time for time in happening.times if time.on < known.period.since and time.recorded_at > since]
        if late:
            lines.append(Line(happening.key, (happening.label, printable(len(late), [], small_number).total)))
    columns = (Column("What was done before"), Column("Times", Sort.COUNT))
    return Table("reviews-late", "Recorded late: steps in reviews", columns, tuple(lines), listing=True, note=LATE)


def days_to_sign_off(known: Known) -> list[int]:
    """Days from the decision to the sign-off, of each review that was signed off within the period."""
    clocks = (_clocks(course, known.period.until)[1] for course in known.reviews if course.kind == ReviewKind.DEATH)
    return [(clock.ended - clock.started).days for clock in clocks if clock.started and clock.ended in known.period]


def _happenings(known: Known) -> Iterator[Happening]:
    events = [event for course in known.reviews for event in course.events]
    for state in STEPS:
        times = [Time(event.on, event.recorded_at) for event in events if event.state == state]
        yield Happening(f"step-{state}", state.label, times)
    extensions = [Time(each.agreed_on, each.recorded_at) for course in known.reviews for each in course.extensions]
    yield Happening("extensions", "Extensions agreed", extensions)
    pauses = [Time(pause.since, pause.recorded_at) for course in known.reviews for pause in course.pauses]
    yield Happening("pauses", "Pauses begun", pauses)
    decisions = [
        Time(event.on, event.recorded_at, event.decision or NOT_STATED[0])
        for event in events
        if event.decision or event.state == State.DECIDED
    ]
    yield Happening("decisions", "Decisions", decisions, dict([*Decision.choices, NOT_STATED]))
    letters = [letter for course in known.reviews for letter in _letters(course.events)]
    yield Happening("quality-assurance", "Quality assurance letters, and what followed", letters, OUTCOMES)


def _letters(events: Sequence[ReviewEvent]) -> Iterator[Time]:
    """Each letter of the Home Office's quality assurance panel, and what the next steps say that it asked for."""
    for at, event in enumerate(events):
        if event.state == State.QA_LETTER:
            follows = [later.state for later in events[at + 1 :]]
            outcomes = (_outcome(state) for state in follows)
            yield Time(event.on, event.recorded_at, next(filter(None, outcomes), AWAITED))


def _outcome(state: int) -> str:
    if state in (State.DRAFTING, State.FAMILY_READS, State.SIGNED_OFF, State.SUBMITTED):
        return REVISED
    if State.PRE_PUBLICATION <= state <= State.CLOSED:
        return AGREED
    return ""


def _state(course: Course) -> int:
    return course.events[-1].state if course.events else 0


def _clock_states(course: Course, day: datetime.date) -> tuple[str, str]:
    if course.kind != ReviewKind.DEATH:
        return NO_CLOCK[0], NO_CLOCK[0]
    return tuple(clock.state for clock in _clocks(course, day))


def _clocks(course: Course, day: datetime.date) -> tuple[Clock, Clock]:
    return (
        decision_clock(course.events, today=day, months=settings.DECISION_MONTHS),
        review_clock(course.events, course.extensions, today=day, months=settings.REVIEW_MONTHS),
    )


def _breakdown(
    key: str,
    title: str,
    heading: str,
    labels: Iterable[tuple[str, str]],
    numbers: Sequence[Printed] | None,
    total: Printed,
) -> Table:
    """A line for each (key, label) with its number, and the total; the total alone where there are no `numbers`."""
    lines = []
    if numbers is not None:
        lines = [Line(name, (label, number)) for (name, label), number in zip(labels, numbers, strict=True)]
    return Table(
        key,
        title,
        (Column(heading), Column("Number", Sort.COUNT)),
        (*lines, Line("total", ("In all", total))),
        note="" if numbers is not None else TOO_FEW,
    )


def _clock_table(
    labels: Sequence[tuple[str, str]],
    to_decision: Sequence[Printed] | None,
    to_sign_off: Sequence[Printed] | None,
    total: Printed,
) -> Table:
    """Both clocks beside each other; a state in which no review is on either is left out."""
    none = [WITHHELD] * len(labels)
    pairs = zip(labels, to_decision or none, to_sign_off or none, strict=True)
    lines = [Line(key, (label, one, other)) for (key, label), one, other in pairs if one or other]
    dropped = to_decision is None and to_sign_off is None
    return Table(
        "reviews-by-clock",
        "Reviews by clock",
        (Column("Clock"), Column("To the decision", Sort.COUNT), Column("To the sign-off", Sort.COUNT)),
        (*([] if dropped else lines), Line("total", ("In all", total, total))),
        note=TOO_FEW if dropped else "",
    )
