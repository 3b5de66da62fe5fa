"""A recommendation is linked to an earlier one once, in one direction."""

import pytest

from dhr.actions.models import Repeat
from dhr.actions.repeats import CannotLink, link
from tests.factories import RecommendationFactory, ReviewFactory, UserFactory
from tests.meanwhile import beside, two_at_once


@two_at_once
@pytest.mark.django_db(transaction=True)
def test_of_two_who_link_the_same_two_at_once_one_is_told_that_they_are_linked():
    one, other = (RecommendationFactory(review=ReviewFactory()) for _ in range(2))
    by = UserFactory()
    refused = beside(
        lambda: link(one, other, why_not_held="", by=by),
        lambda: link(other, one, why_not_held="", by=by),
    )
    assert isinstance(refused, CannotLink)
    assert Repeat.objects.count() == 1
