"""How our own plan words a recommendation and what became of an action: written out, and known again coming in."""

from dhr.actions.enums import SET_ASIDE, VERIFIED, ActionStatus
from dhr.actions.models import Action, Recommendation

from .set_aside import own_words

_IMPORTED = "Imported: "


def imported(words: str) -> str:
    """What an update says that came with a plan."""
    return f"{_IMPORTED}{words}"


def recommendation_of(recommendation: Recommendation) -> str:
    """The first column: the number as printed, and the words."""
    return f"{recommendation.number} {recommendation.text}".strip()


def completion_of(action: Action) -> str:
    """The last column: completion for what is verified alone; what is only reported, or was set aside, says so."""
    if action.status in VERIFIED:
        return f"Completed {action.completed_on:%d/%m/%Y}. {action.outcome}".strip()
    if action.status == ActionStatus.DELIVERED and action.delivered_on:
        return f"Reported as delivered on {action.delivered_on:%d/%m/%Y}; awaiting verification"
    if action.status in SET_ASIDE:
        updates = list(action.updates.all())
        corrected = {update.corrects_id for update in updates}
        [*_, last] = (each for each in updates if each.kind == action.status and each.pk not in corrected)
        return own_words(last.kind, last.on, last.text.removeprefix(_IMPORTED))
    return ""
