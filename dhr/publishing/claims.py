"""What a statement to the public claims, beside what is on record of the recommendation's actions."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from dhr.actions.enums import SET_ASIDE, VERIFIED, ActionStatus, Finding
from dhr.actions.models import Action, Recommendation, Statement
from dhr.actions.ratings import Rated, rate_all
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.models import ReviewArea

from .statements import public_statements

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
    return _short_of(status, recommendation.finding, [action.status for action, _ in actions])


def outruns(statement: Statement) -> str:
    """The same of a standing `statement`, by what is on record now."""
    of = statement.recommendation
    return _short_of(statement.status, of.finding, [action.status for action in of.actions.all()])


def outrunning(user) -> list[tuple[Statement, str]]:
    """The statements that say more than the record does by now, each with how, where `user` may change them."""
    areas = areas_with(user, Permission.ISSUE_REPORTS)
    if not areas:
        return []
    of_reviews = ReviewArea.objects.current().filter(area__in=areas).values("review")
    own = Q(review__in=of_reviews) | Q(review=None, document__area__in=areas) | Q(area__in=areas)
    rows = (
        public_statements()
        .filter(status__in=_SHOWN_BY, recommendation__in=Recommendation.objects.visible_to(user).filter(own))
        .prefetch_related("recommendation__actions")
    )
    return [(row, short) for row in rows if (short := outruns(row))]


def _short_of(status: str, finding: str, on_record: Iterable[str]) -> str:
    if status not in _SHOWN_BY:
        return ""
    enough, statuses, words, shown_by = _SHOWN_BY[status]
    counted = [each in statuses for each in on_record if each not in SET_ASIDE]
    if not counted:
        shown = shown_by is not None and finding == shown_by
        return "" if shown else "No action that shows it is on record."
    if enough(counted):
        return ""
    if len(counted) == 1:
        return f"Its one action is not {words}."
    number = sum(counted)
    return f"{number or 'None'} of {len(counted)} actions {'are' if number > 1 else 'is'} {words}."
