"""The links in e-mails to owners of actions: each shows one action to one owner, for a time, without an account."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from dhr.areas.models import Area

from .enums import OPEN
from .models import Action, LinkRequest, Owner

SALT = "dhr.actions.owner-link"


def token_of(action: Action, owner: Owner) -> str:
    """What the link carries: which action and whose, and a mark of the address that it is sent to."""
    return signing.dumps([action.pk, owner.pk, _mark_of(owner)], salt=SALT)


def link_to(action: Action, owner: Owner) -> str:
    return settings.BASE_URL + reverse("owner-link", args=[token_of(action, owner)])


def valid_until() -> datetime.date:
    """The last whole day of a link that is made now."""
    return timezone.localdate() + datetime.timedelta(days=settings.OWNER_LINK_DAYS - 1)


def opened_by(token: str) -> tuple[Action, Owner] | None:
    """The action and the owner that this link stands for; None if it is forged, too old, or theirs no longer."""
    return _meant_by(token, max_age=datetime.timedelta(days=settings.OWNER_LINK_DAYS))


@dataclass(frozen=True)
class Left:
    """What the holder of a link may know though it opens nothing: the area to ask, as its e-mail named it, and, where
    it is theirs but for its age, whether the action is closed."""

    area: Area | None = None
    closed: bool = False


def left_by(token: str) -> Left:
    """Of a link that was not signed here, whole, nothing: whatever was forged is answered alike."""
    try:
        action_pk, _, _ = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return Left()
    action = Action.objects.filter(pk=action_pk).first()
    meant = _meant_by(token, max_age=None)
    return Left(action.recommendation.lead_area if action else None, bool(meant) and meant[0].status not in OPEN)


def ask_again(token: str) -> None:
    """Have the next e-mail to its owner bring a new link, where this one was theirs and still would be but for its
    age. No e-mail tells of a closed action. The caller tells nobody whether it was theirs."""
    meant = _meant_by(token, max_age=None)
    if meant and meant[0].status in OPEN:
        action, owner = meant
        LinkRequest.objects.get_or_create(action=action, owner=owner)


def owners_of(action: Action):
    """Who may report on `action`: its owner and its contributors."""
    return Owner.objects.filter(Q(pk=action.owner_id) | Q(contributes_to=action)).distinct()


def _meant_by(token: str, *, max_age: datetime.timedelta | None) -> tuple[Action, Owner] | None:
    try:
        action_pk, owner_pk, mark = signing.loads(token, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    action = Action.objects.select_related("lead", "owner").filter(pk=action_pk).first()
    owner = owners_of(action).current().filter(pk=owner_pk).first() if action else None
    if owner is None or not constant_time_compare(mark, _mark_of(owner)):
        return None
    return action, owner


def _mark_of(owner: Owner) -> str:
    """Tells nothing of the address, and changes with it."""
    return salted_hmac(SALT, owner.email).hexdigest()[:16]
