"""What the partnership can say of an action: what there is to say, when, and who may."""

from dataclasses import dataclass

from dhr.areas.permissions import Permission, has_permission

from .enums import UpdateKind
from .forms import updates as forms
from .models import Action
from .updates import FROM, reporters


@dataclass(frozen=True)
class Answer:
    """One thing to say. `title` is what it is called, `button` what records it."""

    kind: UpdateKind
    permission: Permission
    title: str
    button: str
    form: type[forms.SaysForm] = forms.SaysForm

    @property
    def anchor(self) -> str:
        return f"say-{self.kind}"


FOLLOW, VERIFY = Permission.FOLLOW_ACTIONS, Permission.VERIFY_ACTIONS
ANSWERS = (
    Answer(UpdateKind.ACCEPTED, FOLLOW, "Accept the report", "Accept", forms.AcceptForm),
    Answer(UpdateKind.QUERIED, FOLLOW, "Ask the owner something", "Ask", forms.QueryForm),
    Answer(UpdateKind.VERIFIED, VERIFY, "Verify that it is complete", "Verify", forms.VerifyForm),
    Answer(UpdateKind.IMPACT_CHECKED, VERIFY, "Record the impact check", "Record", forms.ImpactForm),
    Answer(UpdateKind.DATE_AGREED, FOLLOW, "Agree a new target date", "Agree", forms.NewDateForm),
    Answer(UpdateKind.DATE_REFUSED, FOLLOW, "Refuse the new date", "Refuse"),
    Answer(UpdateKind.PROGRESS, FOLLOW, "Record progress that the owner told you", "Record", forms.ToldProgressForm),
    Answer(UpdateKind.DELIVERED, FOLLOW, "Record that the owner delivered it", "Record", forms.ToldDeliveredForm),
    Answer(UpdateKind.DATE_ASKED, FOLLOW, "Record that the owner asks for a new date", "Record", forms.ToldDateForm),
    Answer(UpdateKind.ANSWERED, FOLLOW, "Record the owner’s answer to the query", "Record", forms.ToldForm),
    Answer(UpdateKind.CORRECTED, FOLLOW, "Correct an update", "Correct", forms.CorrectionForm),
    Answer(UpdateKind.NOT_ACCEPTED, FOLLOW, "Close it as not accepted", "Close as not accepted"),
    Answer(UpdateKind.SUPERSEDED, FOLLOW, "Close it as superseded", "Close as superseded"),
    Answer(UpdateKind.TRANSFERRED, FOLLOW, "Close it as transferred", "Close as transferred"),
    Answer(UpdateKind.REOPENED, FOLLOW, "Open it again", "Open again"),
)

TOLD = frozenset({UpdateKind.PROGRESS, UpdateKind.DELIVERED, UpdateKind.DATE_ASKED, UpdateKind.ANSWERED})


def answers_for(user, action: Action) -> list[Answer]:
    """What `user` can say of `action` now."""
    may = {permission: has_permission(user, permission, on=action) for permission in (FOLLOW, VERIFY)}
    return [each for each in ANSWERS if may[each.permission] and _fits(each.kind, action, user)]


def _fits(kind: UpdateKind, action: Action, user) -> bool:
    """Whether there is anything that this could answer."""
    if action.status not in FROM[kind]:
        return False
    if kind in TOLD and not forms.tellers(action).exists():
        return False
    match kind:
        case UpdateKind.ACCEPTED:
            return action.report_waiting
        case UpdateKind.DATE_REFUSED:
            return action.asked_date is not None
        case UpdateKind.ANSWERED:
            return action.query_open
        case UpdateKind.VERIFIED:
            return not action.query_open and user.pk not in reporters(action)
        case UpdateKind.CORRECTED:
            return forms.correctable(action).exists()
        case _:
            return True
