"""The clocks of a death review: one month to decide, six from the decision to the partnership's sign-off.

Guidance 2016 gives both, and lets the partnership agree more time; the months are settings, and the text of the
guidance is to be checked before use. Clocks show where a review stands. They never stop anybody's work.
"""

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils import timezone

from .enums import ENDING_STATES, SIDE_STATES, Decision, ReviewKind, State
from .models import Extension, Pause, Review, ReviewEvent

DECISION_SOON = 7  # days left from which the decision is due soon
REVIEW_SOON = 30


class ClockState(TextChoices):
    NOT_STARTED = "not-started", "Not started"
    RUNNING = "running", "Running"
    EXTENDED = "extended", "Extended"
    DUE_SOON = "due-soon", "Due soon"
    OVERDUE = "overdue", "Overdue"
    MET = "met", "Met on time"
    MET_LATE = "met-late", "Met late"
    STOPPED = "stopped", "Stopped"
    NOT_HELD = "not-held", "Not held"
    UNKNOWN = "unknown", "A date is missing"


# What is said of a review that is not held, by the latest decision.
REFUSED = {
    Decision.NO_REVIEW: "no review is proposed",
    Decision.UPHELD: "the Home Office agrees that no review is held",
    Decision.RECONSIDER: "the Home Office asks to reconsider",
}
TOLD = frozenset({ClockState.NOT_STARTED, ClockState.STOPPED, ClockState.NOT_HELD, ClockState.UNKNOWN})  # with a note
RUNNING_STATES = frozenset({ClockState.RUNNING, ClockState.EXTENDED, ClockState.DUE_SOON, ClockState.OVERDUE})


@dataclass(frozen=True)
class Clock:
    """One clock on the day `today`. A date is None where it isn't known, or not yet."""

    title: str
    months: int  # that it allows, before any extension
    state: ClockState
    today: datetime.date
    started: datetime.date | None = None
    first_due: datetime.date | None = None  # before any extension
    due: datetime.date | None = None
    ended: datetime.date | None = None
    extensions: int = 0
    note: str = ""

    @property
    def running(self) -> bool:
        return self.state in RUNNING_STATES

    @property
    def days_left(self) -> int | None:
        """Days until it is due, negative once it is overdue; None where it isn't running."""
        return (self.due - self.today).days if self.running else None

    @property
    def words(self) -> str:
        """What is left, or how late it is or was: "3 days left", "due today", "12 days late"."""
        if self.running:
            if self.days_left == 0:
                return "due today"
            return f"{_days(self.days_left)} left" if self.days_left > 0 else f"{_days(-self.days_left)} late"
        if self.state == ClockState.MET_LATE:
            return f"{_days((self.ended - self.due).days)} late"
        return self.note


@dataclass(frozen=True)
class Clocks:
    """Where a death review stands: to the decision, to the sign-off, and what waits today."""

    decision: Clock
    review: Clock
    paused: bool

    @property
    def current(self) -> Clock:
        """The clock to look at: the decision's until a decision is made, then the review's."""
        decided = self.decision.state in (ClockState.MET, ClockState.MET_LATE, ClockState.UNKNOWN)
        return self.review if decided else self.decision

    def __iter__(self):
        return iter((self.decision, self.review))


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later; where that month has no such day, its last (31 January: 28 or 29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def clocks_of(review: Review, today: datetime.date | None = None) -> Clocks | None:
    """The clocks of `review`; None for a MARAC review, which has none. Works on what was prefetched."""
    if review.kind != ReviewKind.DEATH:
        return None
    today = today or timezone.localdate()
    events = review.course
    return Clocks(
        decision=decision_clock(events, today=today, months=settings.DECISION_MONTHS),
        review=review_clock(events, list(review.extensions.all()), today=today, months=settings.REVIEW_MONTHS),
        paused=is_paused(events, review.pauses.all(), today),
    )


def decision_clock(events: Sequence[ReviewEvent], *, today: datetime.date, months: int) -> Clock:
    """From the notification to the decision. `events` stand, in the order of their dates."""
    return _clock(
        "Decision",
        events,
        today=today,
        months=months,
        started=_first(events, State.NOTIFIED),
        aim=State.DECIDED,
        soon=DECISION_SOON,
        waiting="no notification is recorded",
    )


def review_clock(
    events: Sequence[ReviewEvent], extensions: Sequence[Extension], *, today: datetime.date, months: int
) -> Clock:
    """From the decision that a review is held to the partnership's sign-off; the last extension sets the date."""
    held, refused = None, ""
    under_way = any(event.state > State.DECIDED and event.state not in SIDE_STATES for event in events)
    for event in events:
        if event.decision in (Decision.NO_REVIEW, Decision.UPHELD) or (
            refused and event.decision == Decision.RECONSIDER
        ):
            held, refused = None, REFUSED[event.decision]
        elif event.state == State.DECIDED or event.decision == Decision.DIRECTED:
            held, refused = held or event.on, ""
    return _clock(
        "Review",
        events,
        today=today,
        months=months,
        started=held,
        aim=State.SIGNED_OFF,
        soon=REVIEW_SOON,
        waiting=refused or "starts with the decision",
        start_missing=under_way and held is None and not refused,
        not_held=bool(refused),
        extensions=extensions,
    )


def is_paused(events: Sequence[ReviewEvent], pauses: Iterable[Pause], today: datetime.date) -> bool:
    """Whether the review as a whole is paused, or a part of it waits on the day `today`."""
    return (bool(events) and events[-1].state == State.PAUSED) or any(pause.holds_on(today) for pause in pauses)


def _clock(
    title: str,
    events: Sequence[ReviewEvent],
    *,
    today: datetime.date,
    months: int,
    started: datetime.date | None,
    aim: State,
    soon: int,
    waiting: str,
    start_missing: bool = False,
    not_held: bool = False,
    extensions: Sequence[Extension] = (),
) -> Clock:
    past_aim = any(event.state >= aim and event.state not in SIDE_STATES for event in events)
    ended = _first(events, aim, since=started)
    due = first_due = months_after(started, months) if started else None
    if started and extensions:
        due = extensions[-1].until
    if not_held:
        state = ClockState.NOT_HELD
    elif past_aim and (ended is None or started is None):
        # It is over, and nobody can say whether in time.
        state, waiting = ClockState.UNKNOWN, "done; a date is not recorded"
    elif ended:
        state = ClockState.MET if ended <= due else ClockState.MET_LATE
    elif events and events[-1].state in ENDING_STATES:
        state, waiting = ClockState.STOPPED, events[-1].get_state_display().lower()
    elif start_missing:
        state, waiting = ClockState.UNKNOWN, "the decision is not recorded"
    elif started is None:
        state = ClockState.NOT_STARTED
    elif today > due:
        state = ClockState.OVERDUE
    elif (due - today).days <= soon:
        state = ClockState.DUE_SOON
    else:
        state = ClockState.EXTENDED if extensions else ClockState.RUNNING
    return Clock(
        title=title,
        months=months,
        state=state,
        today=today,
        started=started,
        first_due=first_due,
        due=due,
        ended=ended,
        extensions=len(extensions),
        note=waiting if state in TOLD else "",
    )


def _first(events: Sequence[ReviewEvent], state: State, since: datetime.date | None = None) -> datetime.date | None:
    return next((event.on for event in events if event.state == state and (since is None or event.on >= since)), None)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
