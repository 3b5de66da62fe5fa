"""A row's dated steps, compared with a review's events."""

import datetime
from itertools import pairwise

from dhr.formats import Precision, WrittenDate
from dhr.reviews.enums import ENDING_STATES, Decision, State
from dhr.reviews.models import ReviewEvent

from .columns import step_key
from .planned import FROM_REGISTER, PlannedRow
from .reading import long_date

IN_ORDER = tuple(state for state in State if state != State.PAUSED and state not in ENDING_STATES)
DECISION_KEYS = {State.DECIDED: "decision", State.HOME_OFFICE_TOLD: "answer"}
REASON_KEYS = {
    State.DECIDED: "decision-reason",
    State.HOME_OFFICE_TOLD: "answer-reason",
    **dict.fromkeys(ENDING_STATES, "ending-reason"),
}


def same_date(written: WrittenDate, day: datetime.date) -> bool:
    """Whether `day` is what is written, as far as it is written: of a month, any day of it."""
    if written.precision == Precision.DAY:
        return written.day == day
    return (written.day.year, written.day.month) == (day.year, day.month)


def plan_steps(row: PlannedRow) -> None:
    """Plan an event for each date that is new, and the correction of each that differs.

    A step that the review has several times (papers sent back, a second draft) fits any of its dates.
    """
    standing = {}
    for event in () if row.new else row.review.events.all():
        if not event.withdrawn:
            standing.setdefault(event.state, []).append(event)
    for state in (*IN_ORDER, *sorted(ENDING_STATES)):
        _plan_step(row, state, standing.get(state, []))
    _ask_for_dates(row, standing)
    _mind_the_order(row)
    notified = step_key(State.NOTIFIED)
    if row.new and notified not in row.entry.values.keys() | row.entry.refused:
        row.entry.notes.append("No date of notification: the month in which to decide cannot be counted.")


def _plan_step(row: PlannedRow, state: State, standing: list[ReviewEvent]) -> None:
    key = step_key(state)
    written = row.entry.date(key)
    event = next((each for each in standing if written and same_date(written, each.on)), None)
    if written and not event and len(standing) > 1:
        dates = " and ".join(long_date(each.on) for each in standing)
        row.entry.refuse(key, f"This step is recorded more than once, on {dates}. Write one of these dates.")
    elif written and not standing:
        _add(row, state, written)
    elif event or standing:
        _correct(row, state, event or standing[-1], None if event else written)


def _add(row: PlannedRow, state: State, written: WrittenDate) -> None:
    decision = row.entry.text(DECISION_KEYS.get(state, "")) or _implied_decision(row, state)
    reason = row.entry.text(REASON_KEYS.get(state, ""))
    event = ReviewEvent(state=state, on=written.day, decision=decision, reason=reason)
    _check(row, event)
    event.reason = reason or FROM_REGISTER
    row.created.append(event)
    row.differs(step_key(state), "", long_date(event.on))
    if decision:
        row.differs(DECISION_KEYS[state], "", Decision(decision).label)
    if reason:
        row.differs(REASON_KEYS[state], "", reason)


def _implied_decision(row: PlannedRow, state: State) -> str:
    """A review that went on was decided to be held, whether or not its register says so."""
    later = IN_ORDER[IN_ORDER.index(State.CHAIR_APPOINTED) :]
    if (
        state != State.DECIDED
        or "decision" in row.entry.refused
        or not any(row.entry.date(step_key(each)) for each in later)
    ):
        return ""
    row.entry.note("decision", f"Taken as “{Decision.REVIEW.label}”, because later steps follow.")
    return Decision.REVIEW


def _correct(row: PlannedRow, state: State, event: ReviewEvent, written: WrittenDate | None) -> None:
    """Lay what the row says over `event`; what it leaves empty stays."""
    before = len(row.differences)
    if written:
        row.differs(step_key(state), long_date(event.on), long_date(written.day))
        event.on = written.day
    decision = row.entry.text(DECISION_KEYS.get(state, ""))
    if decision and decision != event.decision:
        was = Decision(event.decision).label if event.decision else ""
        row.differs(DECISION_KEYS[state], was, Decision(decision).label)
        event.decision = decision
    reason = row.entry.text(REASON_KEYS.get(state, ""))
    if reason and reason != " ".join(event.reason.split()):
        row.differs(REASON_KEYS[state], event.reason, reason)
        event.reason = reason
    if len(row.differences) > before:
        _check(row, event)
        row.corrected.append(event)


def _check(row: PlannedRow, event: ReviewEvent) -> None:
    key = step_key(event.state)
    row.check(
        event,
        {"on": key, "decision": DECISION_KEYS.get(event.state, key), "reason": REASON_KEYS.get(event.state, key)},
    )


def _ask_for_dates(row: PlannedRow, standing: dict[int, list[ReviewEvent]]) -> None:
    """A decision or a reason belongs to a step; without the step's date there is nowhere to keep it."""
    for keys in (DECISION_KEYS, REASON_KEYS):
        for key in dict.fromkeys(keys.values()):
            states = [state for state in keys if keys[state] == key]
            dated = any(step_key(state) in row.entry.values.keys() | row.entry.refused for state in states)
            if row.entry.text(key) and not dated and not any(state in standing for state in states):
                names = " or ".join(f"“{row.entry.heading(step_key(state))}”" for state in states)
                row.entry.refuse(key, f"It needs the date, under {names}.")


def _mind_the_order(row: PlannedRow) -> None:
    """Steps may come in another order than usual; more often a date is mistyped, so it is said."""
    dated = [(state, row.entry.date(step_key(state))) for state in IN_ORDER]
    dated = [(state, written.day) for state, written in dated if written]
    for (earlier, before), (later, after) in pairwise(dated):
        if after < before:
            row.entry.note(
                step_key(later),
                f"{long_date(after)} is before “{row.entry.heading(step_key(earlier))}” ({long_date(before)}).",
            )
