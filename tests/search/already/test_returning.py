"""Recommendations that keep returning: who sees which groups."""

import pytest
from django.urls import reverse

from dhr.actions.models import Repeat, TrackingRules
from dhr.search.already.returning import outlines, read
from dhr.search.models import AskedBefore, Likely
from tests.factories import AreaFactory, RegionFactory, UserFactory

from .case import DRUGS, NOISE, NOISE_AGAIN, recommended, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.SEARCH_RELATED = False


def groups(user, **asked):
    """(texts, how many more are hidden) of each group."""
    work()
    return [
        ([member.earlier.text for member in group.members], group.hidden)
        for group in read(user, outlines(user, **asked))
    ]


def linked(later, earlier):
    return Repeat.objects.create(recommendation=later, earlier=earlier, why_not_held="Not kept up.")


def likely(one, other):
    """As the worker would find two published ones."""
    work()
    Likely.objects.all().delete()
    row = [AskedBefore.objects.get(published__recommendation=each) for each in (one, other)]
    Likely.objects.create(one=row[0], published=row[1], likeness=0.8)


def test_linked_ones_of_published_reviews_are_shown_to_everybody_signed_in():
    first, second = recommended(NOISE, published=True, dated=2015), recommended(DRUGS, published=True, dated=2021)
    linked(second, first)
    (group,) = read(UserFactory(), outlines(UserFactory()))
    assert [member.earlier.text for member in group.members] == [NOISE, DRUGS]
    assert (group.size, group.years, group.linked) == (2, "2015–2021", True)


def test_an_unpublished_one_is_neither_shown_nor_counted_nor_joins_others():
    first, second = recommended(NOISE, published=True), recommended(DRUGS, published=True)
    hidden = recommended(NOISE_AGAIN)
    linked(hidden, first)
    linked(hidden, second)
    assert groups(UserFactory(), likely=False) == []


def test_of_areas_that_share_regional_leads_learn_how_many_more_there_are_and_no_word():
    region = RegionFactory()
    sharing, silent = AreaFactory(region=region), AreaFactory(region=region)
    TrackingRules.objects.create(area=sharing, shares_with_region=True)
    first = recommended(NOISE, published=True)
    linked(recommended("Secret.", area=sharing), first)
    linked(recommended("More secret.", area=silent), first)
    lead = UserFactory()
    lead.memberships.create(region=region, role="regional-lead")
    assert groups(lead, likely=False) == [([NOISE], 1)]
    assert groups(UserFactory(), likely=False) == []


def test_likely_ones_are_marked_as_not_confirmed():
    first, second = recommended(NOISE, published=True), recommended(NOISE_AGAIN, published=True)
    likely(first, second)
    (group,) = read(UserFactory(), outlines(UserFactory()))
    assert len(group.members) == 2 and not group.linked
    assert outlines(UserFactory(), likely=False) == []


def test_a_likely_one_joins_what_is_linked_and_brings_no_other_with_it():
    rows = [recommended(text, published=True) for text in (NOISE, NOISE_AGAIN, DRUGS, "Train staff.")]
    linked(rows[1], rows[0])
    likely(rows[2], rows[1])
    published = {row.published.recommendation_id: row for row in AskedBefore.objects.filter(published__isnull=False)}
    Likely.objects.create(one=published[rows[3].pk], published=published[rows[2].pk], likeness=0.8)
    ((texts, hidden),) = groups(UserFactory())
    assert sorted(texts) == sorted([NOISE, NOISE_AGAIN, DRUGS]) and hidden == 0


def test_groups_are_narrowed_by_recipient(client):
    linked(recommended(NOISE, published=True), recommended(DRUGS, published=True))
    user = UserFactory()
    assert len(outlines(user, recipient="housing")) == 1
    assert outlines(user, recipient="police") == []
    client.force_login(user)
    address = reverse("returning-recommendations")
    assert NOISE in client.get(address, {"recipient": "housing"}).content.decode()
    assert "choose one from the list" in client.get(address, {"recipient": "x"}).content.decode()


def test_why_an_earlier_one_did_not_hold_is_not_told_to_others(client):
    linked(recommended(NOISE, published=True), recommended(DRUGS, published=True))
    client.force_login(UserFactory())
    assert "Not kept up" not in client.get(reverse("returning-recommendations")).content.decode()
