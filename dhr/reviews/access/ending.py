"""When somebody leaves: access ends, their work stays, and somebody takes over."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dhr.areas.models import Membership, User
from dhr.outbox import mail

from ..audiences import documents_for
from ..models import Document, Participation


class TakenAlready(Exception):
    """The successor has that part in that review already, for another agency."""


@transaction.atomic
def end_access(
    user: User,
    *,
    memberships: Sequence[Membership] = (),
    participations: Sequence[Participation] = (),
    successor: User | None = None,
) -> None:
    """End these places of `user` today, and sign them out everywhere at once.

    Their papers stay as they are, unlocked where they had locked them. `successor` gets each part in a review, with
    the same agency; a panel member among them has to sign confidentiality first.

    Raises:
        TakenAlready: nothing was changed.
    """
    today = timezone.localdate()
    for place in [*memberships, *participations]:
        place.until = today
        place.save()
    if successor:
        for part in participations:
            _hand_over(part, successor)
    user.sign_out_everywhere()
    out_of_sight = Document.objects.filter(locked=True, locked_by=user).exclude(
        pk__in=Document.objects.filter(documents_for(user))
    )
    out_of_sight.update(locked=False, locked_by=None, locked_at=None)


def _hand_over(part: Participation, successor: User) -> None:
    today = timezone.localdate()
    own, new = Participation.objects.get_or_create(
        user=successor, review=part.review, role=part.role, defaults={"agency": part.agency, "since": today}
    )
    if not new:
        ended = own.until and own.until <= today
        if not ended and own.agency_id != part.agency_id:
            raise TakenAlready(f"{successor} has this part in the review already, for {own.agency}.")
        if not ended:
            return
        own.agency, own.since, own.until, own.confidentiality_signed = part.agency, today, None, None
        own.save()
    place = part.review.lead_area
    mail.queue(
        dedupe_key=f"handed-over:{part.pk}:{own.pk}:{today}",
        to=successor.email,
        subject=f"A part in a review of {place} is handed over to you",
        body=(
            f"Hello {successor},\n\nin a review of {place} you are now: {part.get_role_display()}. "
            f"Sign in to see it:\n\n{settings.BASE_URL}{reverse('desk')}\n"
        ),
    )
