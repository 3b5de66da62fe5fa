"""The one door through which an action changes where it stands: updates, which are added and never changed."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from dhr.areas.models import User
from dhr.reviews.models import StoredFile

from .course import STEPS, Course
from .enums import BY_OWNERS, OPEN, SET_ASIDE, UNDELIVERED, VERIFIED, ActionStatus, UpdateKind
from .models import Action, Evidence, Milestone, Owner, Update

# From which statuses each kind of update can come; a correction, from any.
FROM = {
    UpdateKind.PROGRESS: UNDELIVERED,
    UpdateKind.DELIVERED: UNDELIVERED,
    UpdateKind.DATE_ASKED: UNDELIVERED,
    UpdateKind.ANSWERED: OPEN,
    UpdateKind.EVIDENCE: OPEN,
    UpdateKind.ACCEPTED: OPEN,
    UpdateKind.QUERIED: OPEN,
    UpdateKind.DATE_AGREED: UNDELIVERED,
    UpdateKind.DATE_REFUSED: UNDELIVERED,
    UpdateKind.VERIFIED: frozenset({ActionStatus.DELIVERED}),
    UpdateKind.IMPACT_CHECKED: frozenset({ActionStatus.COMPLETE}),
    UpdateKind.NOT_ACCEPTED: OPEN,
    UpdateKind.SUPERSEDED: OPEN,
    UpdateKind.TRANSFERRED: OPEN,
    UpdateKind.REOPENED: SET_ASIDE | VERIFIED | {ActionStatus.DELIVERED},
    UpdateKind.CORRECTED: frozenset(ActionStatus),
}
# Every other kind has something to say.
WORDLESS = frozenset({UpdateKind.ACCEPTED, UpdateKind.DATE_AGREED, UpdateKind.EVIDENCE})
COURSE = tuple(Course.__dataclass_fields__)
# Why something can't be said now, wherever it is asked.
NO_QUERY = "No query waits for an answer."
NOBODY_ASKS = "Nobody asks for a new date."
QUERY_WAITS = "A query waits for its answer. Verify the action once it is answered."
REPORTED_IT = "Whoever reported the work cannot verify it. Ask another person."


class Refused(Exception):
    """This update can't be made of this action now; the message says why, for whoever tried."""


@dataclass(frozen=True)
class NewEvidence:
    """Evidence to go with an update: a stored file, a link, or both. `kind` is one of EvidenceKind."""

    kind: str
    dated: datetime.date
    shows: str
    file: StoredFile | None = None
    link: str = ""


@transaction.atomic
def record(
    action: Action,
    kind: UpdateKind,
    *,
    by: User | None = None,
    by_owner: Owner | None = None,
    on: datetime.date | None = None,
    text: str = "",
    percent: int | None = None,
    outlook: str = "",
    new_date: datetime.date | None = None,
    corrects: Update | None = None,
    evidence: Iterable[NewEvidence] = (),
    at: datetime.datetime | None = None,
) -> Update:
    """Add an update to `action`, which then stands where its updates say. Whether they may is asked by the caller.

    `by` is the account, `by_owner` the owner who spoke; one of them at least. `on` is the day it holds for, today
    where none is given; `at` the moment at which it is recorded, now where none is. `percent` is 0 to 100.

    Raises:
        Refused: the action doesn't stand where this can be said of it, or nobody else looked before it is verified.
    """
    locked = Action.objects.select_for_update().get(pk=action.pk)
    update = Update(
        action=locked,
        kind=kind,
        on=on or timezone.localdate(),
        text=text.strip(),
        percent=percent,
        outlook=outlook,
        new_date=new_date,
        corrects=corrects,
        by=by,
        by_owner=by_owner,
        at=at or timezone.now(),
    )
    evidence = list(evidence)
    _check(locked, update, evidence)
    update.save()
    Evidence.objects.bulk_create([Evidence(update=update, **vars(each)) for each in evidence])
    _keep(locked)
    if corrects:
        _unreach(corrects)
    for name in COURSE:
        setattr(action, name, getattr(locked, name))
    return update


def not_from(action: Action) -> str:
    """Why something can't be said of `action` where it stands."""
    return f"The action is “{action.get_status_display().lower()}” now, so this cannot be said of it."


def too_early(action: Action, on: datetime.date) -> str:
    """Why `action` can't have been delivered on that day; "" where it can. What a plan says of old is not asked."""
    if on >= action.began_on:
        return ""
    return (
        f"The action began on {action.began_on:%-d %B %Y}, so it was not delivered before. "
        "If it did begin earlier, the partnership can change when it starts."
    )


def not_yet(action: Action, kind: UpdateKind, on: datetime.date) -> str:
    """Why `action` can't have been verified, or its impact checked, on that day; "" where it can."""
    if kind == UpdateKind.VERIFIED and action.delivered_on and on < action.delivered_on:
        return f"It was delivered on {action.delivered_on:%-d %B %Y}, so it was not verified before."
    if kind == UpdateKind.IMPACT_CHECKED and action.completed_on and on < action.completed_on:
        return f"It was complete on {action.completed_on:%-d %B %Y}, so its impact was not checked before."
    return ""


def reporters(action: Action) -> set[int]:
    """The accounts that reported what `action`'s delivery rests on, its owner's own among them."""
    said = action.updates.filter(kind__in=BY_OWNERS, by__isnull=False).exclude(corrected_by__isnull=False)
    own = User.objects.filter(
        emailaddress__verified=True, emailaddress__email__iexact=action.owner.email if action.owner else ""
    )
    return set(said.values_list("by", flat=True)) | set(own.values_list("pk", flat=True))


def _check(action: Action, update: Update, evidence: list[NewEvidence]) -> None:
    kind = update.kind
    if action.status not in FROM[kind]:
        raise Refused(not_from(action))
    if update.on > timezone.localdate():
        raise Refused("The date is in the future. Record what has happened.")
    if not update.text and kind not in WORDLESS:
        raise Refused("Say in words what happened, or why.")
    if kind == UpdateKind.ANSWERED and not action.query_open:
        raise Refused(NO_QUERY)
    if kind == UpdateKind.EVIDENCE and not evidence:
        raise Refused("Add the evidence: a file or a web address.")
    if kind == UpdateKind.DATE_REFUSED and not action.asked_date:
        raise Refused(NOBODY_ASKS)
    if kind == UpdateKind.DATE_AGREED and not update.text and update.new_date != action.asked_date:
        raise Refused("Give the reason for the new date.")
    if why := not_yet(action, kind, update.on):
        raise Refused(why)
    if kind == UpdateKind.CORRECTED:
        _check_correction(action, update)
    if kind == UpdateKind.VERIFIED:
        _check_verification(action, update, evidence)


def _check_correction(action: Action, update: Update) -> None:
    wrong = update.corrects
    if wrong is None or wrong.action_id != action.pk or wrong.kind == UpdateKind.CORRECTED:
        raise Refused("Say which update of this action is wrong.")
    if Update.objects.filter(corrects=wrong).exists():
        raise Refused("That update is corrected already.")
    if _something_rests_on(action, wrong):
        raise Refused("What was said later rests on that update. Correct the later one first.")


def _something_rests_on(action: Action, wrong: Update) -> bool:
    """Whether a later update could not have been made without `wrong`."""
    course = Course(target_date=action.first_target_date)
    for update in action.updates.order_by("pk").exclude(corrected_by__isnull=False).exclude(pk=wrong.pk):
        if course.status not in FROM[update.kind]:
            return True
        course = STEPS[update.kind](course, update)
    return False


def _check_verification(action: Action, update: Update, evidence: list[NewEvidence]) -> None:
    if update.by is None or update.by.pk in reporters(action):
        raise Refused(REPORTED_IT)
    if action.query_open:
        raise Refused(QUERY_WAITS)
    if not evidence and not Evidence.objects.filter(update__action=action, update__corrected_by=None).exists():
        raise Refused("Nothing shows that it is done. Add the evidence that you looked at.")


def _unreach(corrected: Update) -> None:
    """Have milestones that were reached by the word of `corrected` alone wait again."""
    for milestone in Milestone.objects.filter(reached_by=corrected):
        milestone.reached_on = milestone.reached_by = None
        milestone.save()


def _keep(action: Action) -> None:
    """Have the row say what its updates say."""
    for name, value in asdict(action.course).items():
        setattr(action, name, value)
    action.save(update_fields=COURSE)
