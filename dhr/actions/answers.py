"""What the partnership can say of an action: what there is to say, when, and who may."""

from dataclasses import dataclass

from dhr.areas.permissions import Permission, has_permission

from .enums import BY_OWNERS, UpdateKind
from .forms import updates as forms
from .models import Action
from .updates import FROM, NO_QUERY, NOBODY_ASKS, QUERY_WAITS, REPORTED_IT, not_from, reporters


@dataclass(frozen=True)
class Answer:
    """One thing to say. `title` is what it is called, `button` what records it; `group` is what it stands with."""

    group: str
    kind: UpdateKind
    permission: Permission
    title: str
    button: str
    form: type[forms.SaysForm] = forms.SaysForm

    @property
    def anchor(self) -> str:
        return f"say-{self.kind}"


ANSWER, TOLD, CLOSE = "Answer the owner", "Record what the owner told you", "Put right, or close"
FOLLOW, VERIFY = Permission.FOLLOW_ACTIONS, Permission.VERIFY_ACTIONS
ANSWERS = (
    Answer(ANSWER, UpdateKind.ACCEPTED, FOLLOW, "Accept the report", "Accept", forms.AcceptForm),
    Answer(ANSWER, UpdateKind.QUERIED, FOLLOW, "Ask the owner something", "Ask", forms.QueryForm),
    Answer(ANSWER, UpdateKind.VERIFIED, VERIFY, "Verify that it is complete", "Verify", forms.VerifyForm),
    Answer(ANSWER, UpdateKind.IMPACT_CHECKED, VERIFY, "Record the impact check", "Record", forms.ImpactForm),
    Answer(ANSWER, UpdateKind.DATE_AGREED, FOLLOW, "Agree a new target date", "Agree", forms.NewDateForm),
    Answer(ANSWER, UpdateKind.DATE_REFUSED, FOLLOW, "Refuse the new date", "Refuse"),
    Answer(TOLD, UpdateKind.PROGRESS, FOLLOW, "Progress", "Record", forms.ToldProgressForm),
    Answer(TOLD, UpdateKind.DELIVERED, FOLLOW, "That it is delivered", "Record", forms.ToldDeliveredForm),
    Answer(TOLD, UpdateKind.DATE_ASKED, FOLLOW, "That they ask for a new date", "Record", forms.ToldDateForm),
    Answer(TOLD, UpdateKind.ANSWERED, FOLLOW, "Their answer to the query", "Record", forms.ToldForm),
    Answer(CLOSE, UpdateKind.CORRECTED, FOLLOW, "Correct an update", "Correct", forms.CorrectionForm),
    Answer(CLOSE, UpdateKind.NOT_ACCEPTED, FOLLOW, "Close it as not accepted", "Close as not accepted"),
    Answer(CLOSE, UpdateKind.SUPERSEDED, FOLLOW, "Close it as superseded", "Close as superseded"),
    Answer(CLOSE, UpdateKind.TRANSFERRED, FOLLOW, "Close it as transferred", "Close as transferred"),
    Answer(CLOSE, UpdateKind.REOPENED, FOLLOW, "Open it again", "Open again"),
)


def answers_for(user, action: Action) -> list[Answer]:
    """What `user` can say of `action` now."""
    may = {permission: has_permission(user, permission, on=action) for permission in (FOLLOW, VERIFY)}
    return [each for each in ANSWERS if may[each.permission] and not hindrance(each.kind, action, user)]


def answer_of(user, action: Action, kind: str) -> Answer | None:
    """The answer of this kind, whether or not it can be given now; None for who may never give it."""
    answer = next((each for each in ANSWERS if each.kind == kind), None)
    return answer if answer and has_permission(user, answer.permission, on=action) else None


def hindrance(kind: UpdateKind, action: Action, user) -> str:
    """Why there is nothing now that this could answer; "" where there is."""
    if action.status not in FROM[kind]:
        return not_from(action)
    if kind in BY_OWNERS and not forms.tellers(action).exists():
        return "The action has no owner who could have told you."
    match kind:
        case UpdateKind.ACCEPTED if not action.report_waiting:
            return "No report waits for an answer."
        case UpdateKind.DATE_REFUSED if action.asked_date is None:
            return NOBODY_ASKS
        case UpdateKind.ANSWERED if not action.query_open:
            return NO_QUERY
        case UpdateKind.VERIFIED if action.query_open:
            return QUERY_WAITS
        case UpdateKind.VERIFIED if user.pk in reporters(action):
            return REPORTED_IT
        case UpdateKind.CORRECTED if not forms.correctable(action).exists():
            return "No update is left that counts."
    return ""
