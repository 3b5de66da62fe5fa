"""The RAG of many actions at once: each by the rules of its area, and by what a person set in its place."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from .enums import Because, Rag
from .models import Action, RagOverride, TrackingRules
from .rag import Rating, Rules, Standing, rate

BY_DEFAULT = Rules()
CLOSED = frozenset({Rag.BLUE, Rag.NONE})


@dataclass(frozen=True)
class Rated:
    """The RAG that is shown, and the `computed` one that an `override` took the place of."""

    shown: Rating
    computed: Rating
    override: RagOverride | None = None

    @property
    def rag(self) -> Rag:
        return self.shown.rag

    @property
    def because(self) -> Because:
        return self.shown.because

    @property
    def closed(self) -> bool:
        """Whether there is nothing left to rate, so that no person's view takes the place of the computed RAG."""
        return self.computed.rag in CLOSED

    @property
    def since(self) -> datetime.date | None:
        """The first day of red; None where it isn't."""
        return self.shown.since


class Rater:
    """Rates actions on one day, with two queries however many they are.

    `known_at` is the moment whose knowledge counts, for a day gone by: rules and overrides as they were then.
    """

    def __init__(self, day: datetime.date, *, known_at: datetime.datetime | None = None):
        self.day = day
        rows = TrackingRules.history.as_of(known_at) if known_at else TrackingRules.objects.all()
        self._rules: dict[int, Rules] = {row.area_id: row.rules for row in rows}
        overrides = RagOverride.objects.order_by("pk")
        if known_at:
            overrides = overrides.filter(at__lte=known_at)
        latest = {row.action_id: row for row in overrides}
        self._overrides = {pk: row for pk, row in latest.items() if row.until >= day}
        self._rated: dict[Rating, Rated] = {}  # of thousands of actions most stand alike

    def rate(self, pk: int, area: int | None, standing: Standing) -> Rated:
        """The action `pk`, whose lead area has the primary key `area`."""
        computed = rate(standing, self._rules.get(area, BY_DEFAULT), self.day)
        override = self._overrides.get(pk)
        if override is None or computed.rag in CLOSED:
            if computed not in self._rated:
                self._rated[computed] = Rated(computed, computed)
            return self._rated[computed]
        since = timezone.localdate(override.at) if override.rag == Rag.RED else None
        return Rated(Rating(Rag(override.rag), Because.OVERRIDDEN, since), computed, override)


def rate_one(action: Action, day: datetime.date | None = None) -> Rated:
    """The RAG of one action, today where no day is given."""
    row = Action.objects.with_next_milestone().with_lead_area().get(pk=action.pk)
    return Rater(day or timezone.localdate()).rate(row.pk, row.lead_area, row.standing)


def rate_all(actions: QuerySet[Action]) -> list[tuple[Action, Rated]]:
    """Each of `actions` with its RAG of today."""
    rater = Rater(timezone.localdate())
    rows = actions.with_next_milestone().with_lead_area()
    return [(row, rater.rate(row.pk, row.lead_area, row.standing)) for row in rows]
