"""Which step of a review usually follows which (guidance 2016). Any step may be recorded; these come first."""

from collections.abc import Sequence

from .enums import LOOPS, SIDE_STATES, Decision, State
from .models import ReviewEvent


def usual_next(events: Sequence[ReviewEvent]) -> list[State]:
    """What usually comes after `events`, which stand and are in the order of their dates."""
    course = [event for event in events if event.state not in SIDE_STATES]
    if not course:
        return [State.NOTIFIED]
    last = course[-1]
    state = State(last.state)
    if last.decision == Decision.NO_REVIEW:
        follows = [State.HOME_OFFICE_TOLD]
    elif last.decision == Decision.UPHELD:
        follows = [State.CLOSED]
    elif last.decision == Decision.RECONSIDER:
        follows = [State.DECIDED]
    elif state == State.CLOSED:
        follows = []
    else:
        follows = [State(state + 1), *LOOPS.get(state, ())]
    if events[-1].state in SIDE_STATES:  # back on the course, where it was left
        follows.insert(0, state)
    return follows
