"""Findings, and what the areas of a region share: counts, each recommendation once, and no word of what is closed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import Finding, Rag
from dhr.actions.models import Recommendation, TrackingRules
from dhr.actions.regional import Age, Course, findings_of, lateness_of, regions_of, shared_in, sharing_areas
from dhr.publishing.editions import publish
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    RecommendationFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)
from tests.reviews.case import a_case

pytestmark = pytest.mark.django_db
ADDRESS = "regional-actions"


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def areas(region):
    """Two areas that share; a third of the region does not."""
    areas = AreaFactory.create_batch(3, region=region)
    for area in areas[:2]:
        TrackingRules.objects.create(area=area, shares_with_region=True)
    return areas


@pytest.fixture
def lead(region):
    user = UserFactory()
    user.memberships.create(region=region, role="regional-lead")
    return user


def of_area(*areas, **facts):
    return RecommendationFactory(review=ReviewFactory(areas=list(areas)), **facts)


def in_region(region):
    return shared_in(sharing_areas(region))


def test_only_areas_that_agreed_to_share_are_counted(region, areas):
    shared = of_area(areas[0])
    of_area(areas[2])
    of_area(AreaFactory())
    assert [each.recommendation for each in in_region(region)] == [shared]


def test_a_joint_review_is_counted_once_and_stands_with_each_area(region, areas):
    of_area(areas[0], areas[1])
    (each,) = in_region(region)
    assert set(each.areas) == set(areas[:2])


def test_what_an_area_that_does_not_share_leads_is_not_shared_by_another(region, areas):
    of_area(areas[2], areas[0])
    assert in_region(region) == []


def test_the_view_is_for_regional_leads_and_coordinators_of_areas_that_share(client, region, areas, lead):
    sharing, silent = UserFactory.coordinator(areas[0]), UserFactory.coordinator(areas[2])
    for user, seen in [(lead, True), (sharing, True), (silent, False), (UserFactory(), False)]:
        assert bool(regions_of(user)) == seen
        client.force_login(user)
        assert client.get(reverse(ADDRESS)).status_code == (200 if seen else 404)


def test_words_of_what_is_not_open_stay_out(client, areas, lead):
    own, other = of_area(areas[0], text="Of our own."), of_area(areas[1], text="Of the others.")
    client.force_login(UserFactory.coordinator(areas[0]))
    page = client.get(reverse(ADDRESS)).content.decode()
    assert own.text in page and other.text not in page and "2 recommendations" in page
    client.force_login(lead)
    page = client.get(reverse(ADDRESS)).content.decode()
    assert own.text not in page and other.text not in page and "2 recommendations" in page


def test_one_organisations_lateness_is_added_up_over_its_areas(region, areas):
    today = timezone.localdate()
    trust = AgencyFactory()
    for area, days in ((areas[0], 10), (areas[1], 30)):
        late = today - datetime.timedelta(days=days)
        ActionFactory(recommendation=of_area(area), lead=trust, first_target_date=late)
    ActionFactory(recommendation=of_area(areas[0]), lead=trust)
    ActionFactory(recommendation=of_area(areas[0]), lead_as_stated="A secret name")
    first, second = lateness_of(in_region(region))
    assert (first.name, first.actions, first.past_target, first.days, first.longest) == (trust.name, 3, 2, 40, 30)
    assert len(first.areas) == 2 and first.red == 2
    assert "secret" not in second.name


def test_findings_add_up_to_the_recommendations(region, areas):
    for finding in (Finding.FULLY, Finding.FULLY, Finding.UNKNOWN, ""):
        of_area(areas[0], areas[1], finding=finding)
    found = findings_of(in_region(region))
    assert sum(count for _, count in found) == 4
    assert dict(found) | {"Fully met": 2, "Not known": 1, "Not looked at yet": 1} == dict(found)


def test_status_and_age_of_a_recommendation(region, areas):
    today = timezone.localdate()
    old = today - datetime.timedelta(days=800)
    none = of_area(areas[0], made_on=old)
    late = of_area(areas[0], made_on=today)
    ActionFactory(recommendation=late, first_target_date=today - datetime.timedelta(days=1))
    refused = of_area(areas[0], acceptance="not-accepted", acceptance_reason="No.")
    found = {each.recommendation: each for each in in_region(region)}
    assert found[none].course == Course.NO_ACTION and found[none].age == Age.FIVE_YEARS
    assert found[late].course == Course.LATE and found[late].age == Age.HALF_YEAR
    assert found[refused].course == Course.NOT_ACCEPTED
    assert [rated.rag for _, rated in found[late].actions] == [Rag.RED]


def test_the_view_is_narrowed_and_a_choice_that_is_none_is_told(client, areas, lead):
    of_area(areas[0], recipient="police")
    of_area(areas[0], recipient="health")
    client.force_login(lead)
    assert "1 of 2 recommendations" in client.get(reverse(ADDRESS), {"recipient": "police"}).content.decode()
    page = client.get(reverse(ADDRESS), {"recipient": "nobody", "theme": "none", "page": "x"}).content.decode()
    assert "Recipient: choose one from the list." in page and "2 recommendations" in page


def test_the_queries_are_as_many_however_much_there_is(areas, region, django_assert_num_queries):
    def some():
        for area in areas[:2]:
            ActionFactory(recommendation=of_area(area, areas[0]) if area != areas[0] else of_area(area))

    shared = sharing_areas(region)
    some()
    with CaptureQueriesContext(connection) as first:
        shared_in(shared)
    some()
    with django_assert_num_queries(len(first)):
        shared_in(shared)


def test_a_finding_needs_what_shows_it_and_keeps_what_was_found_before(client):
    case = a_case()
    row = RecommendationFactory(review=case.review)
    address = reverse("recommendation-finding", args=[row.pk])
    client.force_login(case.people["coordinator"])
    page = client.post(address, {"finding": "fully"}).content.decode()
    assert "Say what shows it" in page
    client.post(address, {"finding": "partly", "finding_evidence": "Half were trained."})
    client.post(address, {"finding": "fully", "finding_evidence": "All were.", "found_on": "1 2 2024"})
    row.refresh_from_db()
    assert (row.finding, row.found_on) == (Finding.FULLY, datetime.date(2024, 2, 1))
    assert "Half were trained." in client.get(address).content.decode()
    future = timezone.localdate() + datetime.timedelta(days=2)
    page = client.post(address, {"finding": "unknown", "found_on": f"{future:%d %m %Y}"}).content.decode()
    assert "still to come" in page
    client.post(address, {"finding": ""})  # taken back
    row.refresh_from_db()
    assert (row.finding, row.finding_evidence, row.found_on) == ("", "", None)


def test_what_shows_a_finding_is_not_lost_where_no_finding_was_chosen(client):
    case = a_case()
    row = RecommendationFactory(review=case.review)
    client.force_login(case.people["coordinator"])
    sent = {"finding": "", "finding_evidence": "An audit of fifty."}
    page = client.post(reverse("recommendation-finding", args=[row.pk]), sent).content.decode()
    assert "Choose what became of it" in page
    assert "An audit of fifty." in page


@pytest.mark.parametrize("role", ["chair", "author", "csp-chair", "panel-member", "stranger"])
def test_a_finding_is_recorded_by_coordinators_alone(client, role):
    case = a_case()
    row = RecommendationFactory(review=case.review)
    client.force_login(case.people[role])
    sent = {"finding": "fully", "finding_evidence": "So they say."}
    assert client.post(reverse("recommendation-finding", args=[row.pk]), sent).status_code == 404
    assert Recommendation.objects.get(pk=row.pk).finding == ""


def published(area, text, **facts):
    """A recommendation in a published report of 2020."""
    review = ReviewFactory(areas=[area])
    paper = DocumentFactory(review=review, sections={"A": ["Words."]}, dated=datetime.date(2020, 5, 1))
    row = RecommendationFactory(review=review, document=paper, text=text, **facts)
    publish(paper, by=None)
    return row


def regional_page(client, **asked):
    return client.get(reverse(ADDRESS), asked).content.decode()


def test_what_is_published_is_listed_with_its_place_beside_the_numbers_of_what_is_not_open(client, areas, lead):
    row = published(areas[0], "Ask alone.", recipient="police")
    row.text = "Secretly changed words."
    row.save()
    of_area(areas[0], text="Of a draft.")
    published(areas[2], "Of an area that does not share.")
    client.force_login(lead)
    page = regional_page(client)
    assert "2 recommendations" in page
    assert "Ask alone." in page and reverse("paper", args=[row.document.public_id]) in page
    assert not any(words in page for words in ("Secretly changed", "Of a draft.", "does not share."))
    client.force_login(UserFactory.coordinator(areas[0]))
    page = regional_page(client)
    assert "Secretly changed words." in page and "Ask alone." not in page  # open, so read as it stands here


def test_what_is_published_is_narrowed_by_published_facts_alone(client, areas, lead):
    row = published(areas[0], "Ask alone.", recipient="police")
    of_area(areas[0], recipient="health")
    Recommendation.objects.update(recipient="health", made_on=timezone.localdate())
    ActionFactory(recommendation=row, first_target_date=datetime.date(2021, 1, 1))
    client.force_login(lead)
    assert "Ask alone." in regional_page(client)
    assert "Ask alone." not in regional_page(client, recipient="health")
    assert "Ask alone." not in regional_page(client, age="0-6")
    Recommendation.objects.filter(pk=row.pk).update(recipient="police", made_on=None)
    assert "Ask alone." in regional_page(client, recipient="police", age="60-")
    for course in Course:
        page = regional_page(client, course=course)
        assert "Ask alone." not in page
    assert "not listed by status" in regional_page(client, course="late")
