"""Recommendations and actions across the areas that agreed to share: counts alone, of what they agreed to.

A recommendation is shared where the area whose rules hold for it, the one that leads its review, shares. It is counted
once in every total, also where its review is a joint one; only the counts of single areas repeat it.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, Q, QuerySet, TextChoices
from django.utils import timezone

from dhr.areas.models import Area, Region
from dhr.areas.models.area import with_predecessors
from dhr.reviews.audiences import standing_of
from dhr.reviews.models import ReviewArea

from .ages import age_band
from .enums import OPEN, VERIFIED, Acceptance, Finding, Rag
from .models import Action, Recommendation, TrackingRules
from .models.recommendation import lead_area_of
from .ratings import Rated, Rater


class Age(TextChoices):
    """How long ago it was made."""

    HALF_YEAR = "0-6", "Less than 6 months"
    YEAR = "6-12", "6 to 12 months"
    TWO_YEARS = "12-24", "1 to 2 years"
    FIVE_YEARS = "24-60", "2 to 5 years"
    OLDER = "60-", "5 years or more"
    UNKNOWN = "unknown", "Not known"


MONTHS = ((6, Age.HALF_YEAR), (12, Age.YEAR), (24, Age.TWO_YEARS), (60, Age.FIVE_YEARS))


def age_of(made: datetime.date | None, today: datetime.date) -> Age:
    return age_band(made, today, MONTHS, oldest=Age.OLDER, unknown=Age.UNKNOWN)


class Course(TextChoices):
    """Where a recommendation stands by its actions."""

    NO_ACTION = "no-action", "No action yet"
    LATE = "late", "An action is red"
    OPEN = "open", "Actions open, none red"
    VERIFIED = "verified", "Every action verified"
    CLOSED = "closed", "Closed, not all verified"
    NOT_ACCEPTED = "not-accepted", "Not accepted"


@dataclass(frozen=True)
class Shared:
    """A recommendation of the region, with its actions as they are rated today."""

    recommendation: Recommendation
    areas: tuple[Area, ...]  # sharing areas of the region that take part
    actions: tuple[tuple[Action, Rated], ...]
    today: datetime.date

    @property
    def course(self) -> Course:
        if self.recommendation.acceptance == Acceptance.NOT_ACCEPTED:
            return Course.NOT_ACCEPTED
        if not self.actions:
            return Course.NO_ACTION
        if any(rated.rag == Rag.RED for _, rated in self.actions):
            return Course.LATE
        if any(action.status in OPEN for action, _ in self.actions):
            return Course.OPEN
        return Course.VERIFIED if all(action.status in VERIFIED for action, _ in self.actions) else Course.CLOSED

    @property
    def age(self) -> Age:
        return age_of(self.recommendation.since, self.today)


@dataclass
class Lateness:
    """One organisation's actions, added up over the areas; each action counted once. `days` past the target dates."""

    name: str
    actions: int = 0
    open: int = 0
    red: int = 0
    past_target: int = 0
    days: int = 0
    longest: int = 0
    slips: int = 0
    areas: set[int] = field(default_factory=set)

    def add(self, action: Action, rated: Rated, areas: Iterable[Area], today: datetime.date) -> None:
        self.actions += 1
        self.slips += action.slips
        self.areas |= {area.pk for area in areas}
        if action.status not in OPEN:
            return
        self.open += 1
        self.red += rated.rag == Rag.RED
        late = (today - action.target_date).days if action.target_date else 0
        if late > 0 and action.delivered_on is None:
            self.past_target += 1
            self.days += late
            self.longest = max(self.longest, late)


def regions_of(user) -> list[Region]:
    """The regions of whose shared work `user` may see the counts: as its lead, or as coordinator of an area there
    that shares."""
    standing = standing_of(user)
    own = Area.objects.filter(pk__in=standing.areas, tracking_rules__shares_with_region=True)
    return list(Region.objects.filter(Q(pk__in=standing.regions) | Q(areas__in=own)).distinct())


def sharing_areas(region: Region) -> list[Area]:
    """The areas of the region that agreed to share, and those that merged into them."""
    rules = TrackingRules.objects.filter(shares_with_region=True, area__region=region)
    return list(Area.objects.filter(pk__in=with_predecessors(rules.values_list("area", flat=True))))


def shared_by(areas: Iterable[Area]) -> QuerySet[Recommendation]:
    """What these areas share, each with `lead_pk`: the area whose rules hold for it."""
    return Recommendation.objects.annotate(lead_pk=lead_area_of()).filter(lead_pk__in=[area.pk for area in areas])


def shared_in(areas: list[Area]) -> list[Shared]:
    """Every recommendation that these areas share, once, with its actions; five queries however many there are."""
    today = timezone.localdate()
    by_pk = {area.pk: area for area in areas}
    rater = Rater(today)
    actions = Action.objects.with_next_milestone().with_lead_area().select_related("lead")
    taking_part = ReviewArea.objects.current().filter(area__in=areas).order_by(F("lead").desc(), "pk")
    rows = (
        shared_by(areas)
        .select_related("review", "document")
        .prefetch_related(
            Prefetch("actions", actions),
            "themes",
            Prefetch("review__review_areas", taking_part, to_attr="taking_part"),
        )
        .order_by("pk")
    )
    return [
        Shared(
            row,
            _areas_of(row, by_pk),
            tuple((each, rater.rate(each.pk, each.lead_area, each.standing)) for each in row.actions.all()),
            today,
        )
        for row in rows
    ]


def _areas_of(row: Recommendation, by_pk: dict[int, Area]) -> tuple[Area, ...]:
    lead = by_pk[row.lead_pk]
    others = [by_pk[link.area_id] for link in row.review.taking_part] if row.review else []
    return tuple(dict.fromkeys([lead, *others]))


def lateness_of(shared: Iterable[Shared]) -> list[Lateness]:
    """Of each organisation that leads an action, the latest first. Whom a plan names in words alone stands as one."""
    found: dict[str, Lateness] = {}
    for each in shared:
        for action, rated in each.actions:
            name = action.lead.name if action.lead else NOT_LISTED
            found.setdefault(name, Lateness(name)).add(action, rated, each.areas, each.today)
    return sorted(found.values(), key=lambda row: (-row.days, -row.red, -row.open, row.name))


NOT_LISTED = "Organisations that are not in the list, or not stated"


def findings_of(shared: Iterable[Shared]) -> list[tuple[str, int]]:
    """How many have each finding, and last how many nobody looked at; their sum is the number of recommendations."""
    found = Counter(each.recommendation.finding for each in shared)
    return [*((str(finding.label), found[finding]) for finding in Finding), ("Not looked at yet", found[""])]
