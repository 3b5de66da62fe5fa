"""A random world of areas, reviews, papers and people, for properties that must hold in any."""

import datetime
import random

from django.utils import timezone

from dhr.areas.enums import AREA_ROLES, REVIEW_ROLES, Role
from dhr.areas.models import AreaMerger
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)


def a_world(seed):
    """Random areas (merged and joint), reviews, papers, people and dates. Returns the users."""
    rng = random.Random(seed)
    today, some = timezone.localdate(), datetime.timedelta(days=9)
    days = [None, today - some, today, today + some]
    regions = RegionFactory.create_batch(2)
    areas = [AreaFactory(region=rng.choice([*regions, None])) for _ in range(5)]
    AreaMerger.objects.create(predecessor=areas[0], successor=areas[1], on=rng.choice(days[1:]))
    agencies = AgencyFactory.create_batch(3)
    reviews = [ReviewFactory(areas=rng.sample(areas, rng.choice([1, 1, 2]))) for _ in range(6)]
    for review in reviews:
        for link in review.review_areas.all():
            link.since, link.until = rng.choice(days), rng.choice([None, None, *days])
            link.save()
        for _ in range(4):
            DocumentFactory(
                review=review,
                kind=rng.choice([k for k in DocumentKind if k != DocumentKind.CONTEXT]),
                agency=rng.choice([*agencies, None]),
                released_to_panel=rng.random() < 0.5,
                shared_with_region=rng.random() < 0.3,
            )
    for area in areas:
        DocumentFactory(context=True, area=area, shared_with_region=rng.random() < 0.5)
    users = UserFactory.create_batch(12)
    for user in users:
        for _ in range(rng.choice([0, 1, 2])):
            MembershipFactory(
                user=user,
                area=rng.choice(areas),
                role=rng.choice(sorted(AREA_ROLES)),
                since=rng.choice(days),
                until=rng.choice([None, *days]),
            )
        if rng.random() < 0.3:
            MembershipFactory(user=user, area=None, region=rng.choice(regions), role=Role.REGIONAL_LEAD)
        for review in rng.sample(reviews, rng.choice([0, 1, 2])):
            ParticipationFactory(
                user=user,
                review=review,
                role=rng.choice(sorted(REVIEW_ROLES)),
                agency=rng.choice(agencies),
                since=rng.choice(days),
                until=rng.choice([None, *days]),
                confidentiality_signed=rng.choice([None, today]),
            )
    return users
