"""What owners of actions are told by e-mail: all of it in one letter, and one letter a week at most.

A letter names areas and whom to ask there, lead agencies, dates and links. The words of actions stand behind the links.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.template.defaultfilters import pluralize
from django.template.loader import render_to_string
from django.utils import timezone

from dhr.areas.models import Area
from dhr.outbox import mail

from .enums import UNDELIVERED, Telling
from .links import link_to, valid_until
from .models import Action, LinkRequest, Owner, OwnerEmail, TrackingRules
from .unreached import refused_letters

WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """One action of one owner, and why it is told; `area` leads its review, and is None where nobody does."""

    action: Action
    owner: Owner
    area: Area | None
    why: tuple[Telling, ...]

    @property
    def reasons(self) -> list[str]:
        return [each.label for each in self.why]


def work() -> int:
    """Write to each address that has something to be told and was not written to within a week."""
    today = timezone.localdate()
    waiting = defaultdict(list)
    for told in to_tell(today):
        waiting[told.owner.email.lower()].append(told)
    return sum(_write(email, rows, today) for email, rows in waiting.items())


def to_tell(today: datetime.date) -> Iterator[Told]:
    """Everything that has to be told on `today`, to whoever may be written to on that day."""
    refused = refused_letters()
    resting = OwnerEmail.objects.exclude(pk__in=refused).filter(on__gt=today - WEEK).values("email")
    owners = Owner.objects.current().annotate(address=Lower("email")).exclude(address__in=resting).in_bulk()
    told_before = _told_before((owner.address for owner in owners.values()), refused)
    asked = set(LinkRequest.objects.values_list("action", "owner"))
    remind_days = dict(TrackingRules.objects.values_list("area", "remind_days"))
    areas, by_default = Area.objects.in_bulk(), TrackingRules().remind_days
    for action, pks in _owned(owners):
        soon = remind_days.get(action.lead_area, by_default)
        for owner in (owners[pk] for pk in pks):
            why = list(_why(action, today, soon))
            if action.pk not in told_before[owner.address]:
                why.insert(0, Telling.ASSIGNED)
            if (action.pk, owner.pk) in asked:
                why.append(Telling.ASKED)
            if why:
                yield Told(action, owner, areas.get(action.lead_area), tuple(why))


def _why(action: Action, today: datetime.date, soon: int) -> Iterator[Telling]:
    if action.query_open:
        yield Telling.QUERY
    if action.status not in UNDELIVERED:
        return
    if action.target_date and action.target_date < today:
        yield Telling.PAST
    elif action.target_date and (action.target_date - today).days <= soon:
        yield Telling.SOON
    if action.next_milestone and action.next_milestone < today:
        yield Telling.MILESTONE


def _told_before(emails: Iterable[str], refused: list[int]) -> dict[str, set[int]]:
    """By address, which actions it was told of in letters other than the `refused`."""
    told = defaultdict(set)
    rows = OwnerEmail.objects.exclude(pk__in=refused).annotate(address=Lower("email")).filter(address__in=list(emails))
    for address, actions in rows.values_list("address", "actions"):
        told[address].update(row["action"] for row in actions)
    return told


def _owned(owners: dict[int, Owner]) -> Iterator[tuple[Action, list[int]]]:
    """The open actions of these owners, due first, each with the primary keys of those who own or contribute."""
    contributors = defaultdict(set)
    for action, owner in Action.contributors.through.objects.filter(owner__in=owners).values_list("action", "owner"):
        contributors[action].add(owner)
    actions = (
        Action.objects.open()
        .filter(Q(owner__in=owners) | Q(pk__in=contributors))
        .with_next_milestone()
        .with_lead_area()
        .select_related("lead")
        .order_by(F("target_date").asc(nulls_last=True), "pk")
    )
    for action in actions:
        yield action, sorted(contributors[action.pk] | ({action.owner_id} & owners.keys()))


def _write(email: str, rows: list[Told], today: datetime.date) -> bool:
    """Queue one letter and note it, both or neither; whatever kills the worker, it is queued once."""
    rows = list({told.action.pk: told for told in rows}.values())
    with transaction.atomic():
        written, new = OwnerEmail.objects.get_or_create(
            email=email,
            on=today,
            defaults={"actions": [{"action": told.action.pk, "why": list(told.why)} for told in rows]},
        )
        if not new:
            return False
        mail.queue(
            dedupe_key=f"owner:{written.pk}",
            to=email,
            subject=f"Your actions: {len(rows)} need{pluralize(len(rows), 's,')} your attention",
            body=_letter(rows),
        )
        LinkRequest.objects.filter(action__in=[told.action for told in rows], owner__email__iexact=email).delete()
    return True


def _letter(rows: list[Told]) -> str:
    return render_to_string(
        "actions/owner_email.txt",
        {
            "name": rows[0].owner.name,
            "rows": [(told, link_to(told.action, told.owner)) for told in rows],
            "until": valid_until(),
            "contacts": [(area, TrackingRules.of(area)) for area in dict.fromkeys(told.area for told in rows) if area],
            "site": settings.WAGTAIL_SITE_NAME,
            "base_url": settings.BASE_URL,
        },
    )
