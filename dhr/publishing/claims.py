"""What a statement to the public claims, beside what is on record of the recommendation's actions."""

from collections.abc import Sequence

from dhr.actions.enums import SET_ASIDE, VERIFIED, ActionStatus, Finding
from dhr.actions.models import Action, Recommendation
from dhr.actions.ratings import Rated, rate_all

_DELIVERED = VERIFIED | {ActionStatus.DELIVERED}
_BEGUN = _DELIVERED | {ActionStatus.IN_PROGRESS}
CHECKED, DONE, PARTLY, BEGUN, ALREADY = (
    "Done and checked",
    "Done, and not yet checked",
    "Partly done",
    "In progress",
    "Already happening",
)
STATUSES = ("Not started", BEGUN, DONE, CHECKED, PARTLY, ALREADY, "Not accepted")
# What has to be on record: of every action, or of one at least; as what; and the finding that shows it as well
_SHOWN_BY = {
    CHECKED: (all, VERIFIED, "verified as complete", Finding.FULLY),
    DONE: (all, _DELIVERED, "reported as delivered", Finding.FULLY),
    ALREADY: (all, _DELIVERED, "reported as delivered", Finding.ALREADY),
    PARTLY: (any, _DELIVERED, "reported as delivered", Finding.PARTLY),
    BEGUN: (any, _BEGUN, "begun", None),
}


def actions_on_record(recommendation: Recommendation) -> list[tuple[Action, Rated]]:
    """Each action of `recommendation` with its RAG of today."""
    return rate_all(recommendation.actions.select_related("lead", "owner"))


def says_more(status: str, recommendation: Recommendation, actions: Sequence[tuple[Action, Rated]]) -> str:
    """How the record falls short of `status`, in words for whoever publishes it; "" where it doesn't.

    Actions that were set aside count for nothing. Where there are no others, what was found of the recommendation as
    a whole has to show it. Of a status in other words nothing can be told.
    """
    if status not in _SHOWN_BY:
        return ""
    enough, statuses, words, finding = _SHOWN_BY[status]
    counted = [action.status in statuses for action, _ in actions if action.status not in SET_ASIDE]
    if not counted:
        shown = finding is not None and recommendation.finding == finding
        return "" if shown else "No action that shows it is on record."
    if enough(counted):
        return ""
    if len(counted) == 1:
        return f"Its one action is not {words}."
    number = sum(counted)
    return f"{number or 'None'} of {len(counted)} actions {'are' if number > 1 else 'is'} {words}."
