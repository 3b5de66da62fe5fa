"""The actions of one owner who has an account, as their own list shows them."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from dhr.areas.models import Area, User

from .enums import OPEN, UNDELIVERED
from .models import Action
from .ratings import Rated, Rater


@dataclass(frozen=True)
class Owned:
    """One action of an owner, with how it stands, the area it is of, and what waits for its owner."""

    action: Action
    rated: Rated
    area: Area | None
    waits: list[str]

    @property
    def open(self) -> bool:
        return self.action.status in OPEN


def owned_by(user: User) -> list[Owned]:
    """Those that `user` owns or contributes to, due first; with as many queries for one as for a thousand."""
    today = timezone.localdate()
    rater, areas = Rater(today), Area.objects.in_bulk()
    actions = Action.objects.owned_by(user).with_next_milestone().with_lead_area().select_related("lead")
    return [
        Owned(
            action,
            rater.rate(action.pk, action.lead_area, action.standing),
            areas.get(action.lead_area),
            list(_waits(action, today)),
        )
        for action in actions.order_by(F("target_date").asc(nulls_last=True), "pk")
    ]


def _waits(action: Action, today):
    if action.query_open:
        yield "A question of the partnership waits for your answer"
    if action.status in UNDELIVERED and action.next_milestone and action.next_milestone < today:
        yield f"A milestone was due on {action.next_milestone:%-d %B %Y}"
