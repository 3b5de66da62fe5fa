import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from dhr.actions.enums import BodyKind
from dhr.actions.models import Action, Body, Owner, Recommendation

from .areas import AreaFactory
from .reviews import ReviewFactory


class RecommendationFactory(DjangoModelFactory):
    """A recommendation of a new review that stands in no paper yet."""

    class Meta:
        model = Recommendation

    review = factory.SubFactory(ReviewFactory)
    text = factory.Sequence(lambda n: f"The service should change its practice {n}.")


class OwnerFactory(DjangoModelFactory):
    class Meta:
        model = Owner

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"Owner {n}")
    email = factory.Sequence(lambda n: f"owner{n}@example.org")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    recommendation = factory.SubFactory(RecommendationFactory)
    text = factory.Sequence(lambda n: f"Train the team {n}.")
    first_target_date = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=60))


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"Board {n}")
    kind = BodyKind.PARTNERSHIP
