import datetime

import factory
from factory.django import DjangoModelFactory

from dhr.areas.enums import Role
from dhr.reviews.enums import PersonRole, Scheme
from dhr.reviews.models import Participation, Person, Review, ReviewArea

from .areas import AreaFactory, UserFactory


class ReviewFactory(DjangoModelFactory):
    """A review of one new area; `areas=[lead, other...]` makes it joint."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Review {n}")
    reference = factory.Sequence(lambda n: f"REF-{n}")
    scheme = Scheme.DHR
    death_year = 2021
    death_month = 5

    @factory.post_generation
    def areas(review, create, extracted):
        for n, area in enumerate(extracted or [AreaFactory()]):
            ReviewArea.objects.create(review=review, area=area, lead=n == 0)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    review = factory.SubFactory(ReviewFactory)
    key = factory.Sequence(lambda n: f"person-{n}")
    pseudonym = "Amina"
    role = PersonRole.VICTIM


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    user = factory.SubFactory(UserFactory)
    review = factory.SubFactory(ReviewFactory)
    role = Role.CHAIR
    confidentiality_signed = datetime.date(2024, 1, 1)
