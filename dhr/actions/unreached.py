"""Owners and bodies whom no e-mail reached: refused, or perhaps not sent.

An area sees its own, whichever other areas the letter was of as well, and never what stood in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from dhr.areas.models import Area
from dhr.outbox import mail
from dhr.outbox.enums import EmailStatus
from dhr.outbox.models import OutgoingEmail

from .models import Action, Body, Owner, OwnerEmail


@dataclass(frozen=True)
class Unreached:
    """An owner or a body, and the last letter to them, which did not go out."""

    who: Owner | Body
    email: OutgoingEmail

    @property
    def seen(self) -> bool:
        """Whether the area knows it of this very address."""
        return self.who.known_unreached == self.email.to

    @property
    def is_body(self) -> bool:
        return isinstance(self.who, Body)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.who._meta.model_name}-{self.who.pk}"

    @property
    def why(self) -> str:
        return self.email.get_problem_display() or "it is not known why"


def unreached_in(areas: Iterable[Area]) -> list[Unreached]:
    """Those of `areas`, by name. Few queries: letters that were not sent are few."""
    areas = list(areas)
    return sorted([*_owners(areas), *_bodies(areas)], key=lambda row: (str(row.who), row.key))


def know(row: Unreached) -> None:
    """The area has seen it; it is told again only once another address fails."""
    row.who.known_unreached = row.email.to
    row.who.save(update_fields=["known_unreached"])


@transaction.atomic
def write_again(row: Unreached) -> None:
    """To an owner a new letter is written, with what is to be told and with links that hold now; to a body the same."""
    row.who.known_unreached = ""
    row.who.save(update_fields=["known_unreached"])
    if row.is_body:
        mail.again(row.email, to=row.who.email)
    else:
        OwnerEmail.objects.filter(pk=_number_in(row.email)).delete()
        mail.settle(OutgoingEmail.objects.filter(pk=row.email.pk))


def refused_letters() -> list[int]:
    """The OwnerEmails, by primary key, that certainly nobody got: they count neither as written nor as told."""
    refused = OutgoingEmail.objects.filter(status=EmailStatus.FAILED, dedupe_key__startswith="owner:")
    return [_number_in(email) for email in refused]


def _owners(areas: list[Area]) -> Iterator[Unreached]:
    unsent = {
        _number_in(email): email for email in OutgoingEmail.objects.unsent().filter(dedupe_key__startswith="owner:")
    }
    if not unsent:
        return
    letters = {}  # the last to each address, by pk: letters are written in their order
    addresses = OwnerEmail.objects.filter(pk__in=unsent).values("email")
    for letter in OwnerEmail.objects.filter(email__in=addresses).order_by("on", "pk"):
        letters[letter.email] = letter
    letters = {address: letter for address, letter in letters.items() if letter.pk in unsent}
    for owner in Owner.objects.current().filter(area__in=areas, email__in=letters).select_related("area", "agency"):
        letter = letters[owner.email]
        told = Action.objects.filter(pk__in=[row["action"] for row in letter.actions])
        if told.of_owners([owner]).exists():  # otherwise it was of another area alone
            yield Unreached(owner, unsent[letter.pk])


def _bodies(areas: list[Area]) -> Iterator[Unreached]:
    failing = {
        _number_in(email) for email in OutgoingEmail.objects.unsent().filter(dedupe_key__startswith="escalation:")
    }
    for body in Body.objects.filter(area__in=areas, pk__in=failing).exclude(email="").select_related("area"):
        letters = OutgoingEmail.objects.filter(dedupe_key__startswith=f"escalation:{body.pk}:")
        last = letters.order_by("pk").last()
        if last in letters.unsent():
            yield Unreached(body, last)


def _number_in(email: OutgoingEmail) -> int:
    """Which OwnerEmail or Body it is of."""
    return int(email.dedupe_key.split(":")[1])
