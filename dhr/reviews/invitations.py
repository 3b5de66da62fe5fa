"""Inviting people, and what becomes of it. Who may is asked by the views; here it is done, with all that follows."""

import datetime

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dhr.areas.models import Agency, Area, Membership, Region, User
from dhr.outbox import mail

from .access.places import kept_invitations
from .models import Invitation, Participation, Review

SALT = "dhr.reviews.invitation"


class Refused(Exception):
    """It can't be done; the message says why, and tells nothing of a case."""


def accounts_of(email: str):
    """The accounts that somebody with this address may have."""
    return User.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email)).distinct()


def token_of(invitation: Invitation) -> str:
    """What its link carries. Sending again changes the day of expiry, and so ends every older link."""
    return signing.dumps([invitation.pk, invitation.expires_at.timestamp()], salt=SALT)


def invitation_of(token: str, *, among=Invitation.objects) -> Invitation | None:
    """The invitation that this link opens; None if it is forged, or no longer opens anything.

    It holds for as long as whoever sent it decides about that place: nobody keeps a way in for after they leave.
    """
    try:
        pk, expires = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    invitation = among.filter(pk=pk).first()
    if invitation is None or not invitation.open or invitation.expires_at.timestamp() != expires:
        return None
    return invitation if kept_invitations(invitation.invited_by).filter(pk=pk).exists() else None


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    by: User,
    name: str = "",
    area: Area | None = None,
    region: Region | None = None,
    review: Review | None = None,
    agency: Agency | None = None,
) -> Invitation:
    """Offer a place to whoever has this address, by e-mail.

    Raises:
        Refused: they hold that place today, or were asked already.
    """
    email = email.lower()
    place = {"area": area, "region": region} if review is None else {"review": review}
    asked = area or region or review
    type(asked).objects.select_for_update().get(pk=asked.pk)  # of two who invite at once, the second finds the first's
    held = Participation if review else Membership
    if held.objects.current().filter(user__in=accounts_of(email), role=role, **place).exists():
        raise Refused("They have this part already.")
    waiting = Invitation.objects.waiting().filter(email=email, role=role, area=area, region=region, review=review)
    if waiting.exists():
        raise Refused("They were invited to this already. You can send that invitation again.")
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        name=name,
        invited_by=by,
        area=area,
        region=region,
        review=review,
        agency=agency,
        expires_at=_expiry(),
    )
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: User) -> None:
    """Send a new link, which holds as long as the first did; the old one is dead from now on."""
    invitation.invited_by, invitation.expires_at = by, _expiry()
    invitation.save(update_fields=["invited_by", "expires_at"])
    _send(invitation)


def withdraw(invitation: Invitation) -> None:
    """Its link is dead from now on."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


@transaction.atomic
def accept(token: str, *, user: User) -> Invitation:
    """Give `user` the place. A panel member who gets here has signed confidentiality.

    Raises:
        Refused: the link opens nothing any more, or an administrator would come to see case work.
    """
    invitation = _still_open(token)
    if user.is_superuser:
        raise Refused("Administrators see no case work. Accept with another account.")
    _give_place(invitation, user)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return invitation


@transaction.atomic
def accept_as_newcomer(token: str, *, name: str, password: str) -> User:
    """Open an account for whoever holds the link, which proves the address, and give it the place.

    Raises:
        Refused: as `accept`, or there is an account by now.
    """
    invitation = _still_open(token)
    if accounts_of(invitation.email).exists():
        raise Refused("There is an account with this address. Sign in, then accept.")
    first, _, last = " ".join(name.split()).partition(" ")
    user = User(email=invitation.email, first_name=first, last_name=last)
    user.username = get_adapter().generate_unique_username([invitation.email])
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    accept(token, user=user)
    return user


def _still_open(token: str) -> Invitation:
    if (invitation := invitation_of(token, among=Invitation.objects.select_for_update(of=("self",)))) is None:
        raise Refused("This invitation can no longer be used.")
    return invitation


def _give_place(invitation: Invitation, user: User) -> None:
    today = timezone.localdate()
    if not invitation.review_id:
        place = {"user": user, "role": invitation.role, "area": invitation.area, "region": invitation.region}
        if not Membership.objects.current().filter(**place).exists():
            Membership.objects.create(**place, since=today)
        return
    Participation.objects.update_or_create(
        user=user,
        review=invitation.review,
        role=invitation.role,
        defaults={
            "agency": invitation.agency,
            "since": today,
            "until": None,
            "confidentiality_signed": today if invitation.asks_confidentiality else None,
        },
    )


def _expiry() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=settings.INVITATION_DAYS)


def _send(invitation: Invitation) -> None:
    """Queue the e-mail: whose review it is and which part, never which review."""
    where = f"{'a review' if invitation.review_id else 'the reviews'} of {invitation.place}"
    link = settings.BASE_URL + reverse("invitation", args=[token_of(invitation)])
    mail.queue(
        dedupe_key=f"invitation:{invitation.pk}:{invitation.expires_at.timestamp()}",
        to=invitation.email,
        subject=f"Invitation: {invitation.get_role_display()}, {invitation.place}",
        body=(
            f"Hello{f' {invitation.name}' if invitation.name else ''},\n\n"
            f"{invitation.invited_by} invites you to take part in {where} as: {invitation.get_role_display()}.\n\n"
            f"To accept, open this link by {timezone.localtime(invitation.expires_at):%-d %B %Y}:\n\n{link}\n\n"
            "The link is for you alone: please do not pass it on. You will need a smartphone or computer with an "
            "authenticator app to sign in.\n\n"
            "If you did not expect this, you need do nothing.\n"
        ),
    )
