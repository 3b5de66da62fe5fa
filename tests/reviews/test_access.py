import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.template import Context, Template
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.areas.models import AreaMerger
from dhr.areas.second_factor import enrolled
from dhr.reviews.invitations import invite
from tests.areas.codes import enrol
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(name="Wexley")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Nadia, died March 2023")


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area, first_name="Rowan", last_name="Ashby")


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


# Who sees what


def test_a_coordinator_sees_everybody_of_the_area_and_its_reviews(as_coordinator, area, review):
    MembershipFactory(area=area, role=Role.CSP_CHAIR, user=UserFactory(first_name="Gwen", last_name="Marsh"))
    MembershipFactory(
        area=None, region=area.region, role=Role.REGIONAL_LEAD, user=UserFactory(first_name="Leo", last_name="Fair")
    )
    chair = UserFactory(first_name="Orla", last_name="Penn")
    ParticipationFactory(review=review, role=Role.CHAIR, user=chair)
    enrol(chair)
    html = page(as_coordinator, "access-area", area.slug)
    for said in ("Gwen Marsh", "Leo Fair", "Orla Penn", "every paper of the review", "second factor set up"):
        assert said in html
    assert as_coordinator.get(reverse("access")).url == reverse("access-area", args=[area.slug])


def test_who_left_is_not_listed(as_coordinator, area, review, today):
    MembershipFactory(area=area, until=today, user=UserFactory(first_name="Gone", last_name="Away"))
    ParticipationFactory(review=review, until=today, user=UserFactory(first_name="Left", last_name="Too"))
    html = page(as_coordinator, "access-area", area.slug)
    assert "Gone Away" not in html and "Left Too" not in html


def test_other_areas_places_of_the_same_person_are_not_told(as_coordinator, area, review):
    elsewhere = ReviewFactory(areas=[AreaFactory(name="Fernmouth")], title="Peter, died May 2022")
    chair = ParticipationFactory(review=review, role=Role.CHAIR).user
    ParticipationFactory(review=elsewhere, role=Role.CHAIR, user=chair)
    MembershipFactory(user=chair, area=elsewhere.lead_area, role=Role.TRAINER)
    part = chair.participations.get(review=review)
    for html in (
        page(as_coordinator, "access-area", area.slug),
        page(as_coordinator, "review-access", review.public_id),
        page(as_coordinator, "access-end-participation", part.pk),
    ):
        assert str(chair) in html
        assert "Fernmouth" not in html and "Peter" not in html and "Trainer" not in html


def test_of_several_areas_one_chooses(client):
    areas = AreaFactory.create_batch(2)
    user = UserFactory.coordinator(areas[0])
    MembershipFactory(user=user, area=areas[1], role=Role.COORDINATOR)
    client.force_login(user)
    html = page(client, "access")
    assert all(reverse("access-area", args=[area.slug]) in html for area in areas)


def test_a_successors_people_are_listed_with_the_area_that_merged(client, today):
    old, new = AreaFactory.create_batch(2)
    AreaMerger.objects.create(predecessor=old, successor=new, on=today)
    chair = MembershipFactory(area=new, role=Role.CSP_CHAIR).user
    client.force_login(UserFactory.coordinator(old))
    assert str(chair) in page(client, "access-area", old.slug)
    client.force_login(UserFactory.coordinator(new))
    assert client.get(reverse("access-area", args=[old.slug])).status_code == 200


def test_on_a_joint_review_the_other_areas_people_are_told_and_not_ended(client):
    here, there = AreaFactory.create_batch(2)
    joint = ReviewFactory(areas=[here, there])
    theirs = MembershipFactory(area=there, role=Role.CSP_CHAIR)
    client.force_login(UserFactory.coordinator(here))
    html = page(client, "review-access", joint.public_id)
    assert str(theirs.user) in html
    assert reverse("access-end-membership", args=[theirs.pk]) not in html
    assert client.post(reverse("access-end-membership", args=[theirs.pk]), {}).status_code == 404


def test_nobody_else_finds_any_of_it(client, area, review):
    membership = MembershipFactory(area=area, role=Role.TRAINER)
    part = ParticipationFactory(review=review, role=Role.PANEL_MEMBER, confidentiality_signed=None)
    enrol(part.user)
    viewers = [
        membership.user,
        MembershipFactory(area=area, role=Role.CSP_CHAIR).user,
        UserFactory.coordinator(AreaFactory()),
        ParticipationFactory(review=review, role=Role.CHAIR).user,
        UserFactory(),
    ]
    addresses = [
        reverse("access-area", args=[area.slug]),
        reverse("review-access", args=[review.public_id]),
        reverse("access-end-membership", args=[membership.pk]),
        reverse("access-end-participation", args=[part.pk]),
        reverse("access-reset-second-factor", args=[part.user_id]),
        reverse("access-confidentiality", args=[part.pk]),
    ]
    for viewer in viewers:
        client.force_login(viewer)
        for address in addresses:
            assert client.get(address).status_code == 404
            assert client.post(address, {"places": [f"area-{membership.pk}"], "signed": "on"}).status_code == 404
    assert area.roles_of(membership.user) and review.roles_of(part.user) and enrolled(part.user)


def test_an_administrator_ends_places_and_sees_no_review(client, area, review):
    coordinator = UserFactory.coordinator(area)
    place = coordinator.memberships.get()
    part = ParticipationFactory(review=review, role=Role.CHAIR, user=coordinator)
    DocumentFactory(review=review, title="Nadia’s overview report", created_by=coordinator)
    client.force_login(UserFactory(is_superuser=True))
    address = reverse("access-end-membership", args=[place.pk])
    assert "Nadia" not in client.get(address).content.decode()
    assert client.get(reverse("review-access", args=[review.public_id])).status_code == 404
    assert client.get(reverse("access-end-participation", args=[part.pk])).status_code == 404
    assert client.post(address, {"places": [f"area-{place.pk}"]}).url == reverse("administration")
    assert area.roles_of(coordinator) == set()


# A lost device


def test_a_lost_device_is_forgotten_after_a_question(as_coordinator, coordinator, review):
    person = ParticipationFactory(review=review, role=Role.CHAIR).user
    enrol(person)
    address = reverse("access-reset-second-factor", args=[person.pk])
    assert "Speak with them first" in as_coordinator.get(address).content.decode() and enrolled(person)
    as_coordinator.post(address)
    assert not Authenticator.objects.filter(user=person).exists()
    assert person.second_factor_resets.get().by == coordinator


def test_a_coordinator_resets_no_administrator_and_not_the_own_device(as_coordinator, coordinator, area):
    administrator = UserFactory(is_superuser=True)
    MembershipFactory(user=administrator, area=area, role=Role.TRAINER)
    for person in (administrator, coordinator):
        enrol(person)
        assert as_coordinator.post(reverse("access-reset-second-factor", args=[person.pk])).status_code == 404
        assert enrolled(person)


def test_nobody_resets_the_device_of_somebody_with_a_place_elsewhere(as_coordinator, review):
    person = ParticipationFactory(review=review, role=Role.CHAIR).user
    MembershipFactory(user=person)  # a coordinator of another area
    enrol(person)
    answer = as_coordinator.post(reverse("access-reset-second-factor", args=[person.pk]), follow=True)
    assert "by an administrator alone" in answer.content.decode() and enrolled(person)


# Confidentiality, signed afterwards


def test_a_panel_member_signs_afterwards_and_then_reads(client, review, today):
    paper = DocumentFactory(review=review, released_to_panel=True)
    part = ParticipationFactory(review=review, role=Role.PANEL_MEMBER, confidentiality_signed=None)
    client.force_login(part.user)
    address, reading = reverse("access-confidentiality", args=[part.pk]), reverse("work-paper", args=[paper.public_id])
    assert client.get(reading).status_code == 404
    assert "There is a problem" in client.post(address).content.decode()
    client.post(address, {"signed": "on"})
    part.refresh_from_db()
    assert part.confidentiality_signed == today
    assert client.get(reading).status_code == 200


# On other pages


def shown(tag, user, rf, **context):
    request = rf.get("/")
    request.user = user
    return Template("{% load access %}" + tag).render(Context({"request": request, "user": user} | context))


def test_the_review_page_tells_those_who_decide_and_nobody_else(rf, coordinator, area, review):
    ParticipationFactory(review=review, role=Role.PANEL_MEMBER, confidentiality_signed=None)
    invite(email="alma@council.example", role=Role.CHAIR, by=coordinator, review=review)
    html = shown("{% access_of review %}", coordinator, rf, review=review)
    assert "1 person takes part" in html and "1 invitation without an answer" in html
    assert reverse("review-access", args=[review.public_id]) in html
    chair = ParticipationFactory(review=review, role=Role.CHAIR).user
    assert not shown("{% access_of review %}", chair, rf, review=review).strip()


def test_the_desk_leads_to_what_one_may_do(rf, coordinator, review):
    assert reverse("access") in shown("{% access_links %}", coordinator, rf)
    administrator = shown("{% access_links %}", UserFactory(is_superuser=True), rf)
    assert reverse("administration") in administrator and reverse("access") not in administrator
    part = ParticipationFactory(review=review, role=Role.PANEL_MEMBER, confidentiality_signed=None)
    panel = shown("{% access_links %}", part.user, rf)
    assert reverse("access-confidentiality", args=[part.pk]) in panel and "Nadia" not in panel


def test_the_pages_ask_no_more_of_the_database_as_people_join(
    as_coordinator, area, review, django_assert_max_num_queries
):
    addresses = [reverse("access-area", args=[area.slug]), reverse("review-access", args=[review.public_id])]
    for address in addresses:
        as_coordinator.get(address)
    for _ in range(6):
        MembershipFactory(area=area, role=Role.TRAINER)
        ParticipationFactory(review=review, role=Role.PANEL_MEMBER, agency=AgencyFactory())
    for address in addresses:
        with django_assert_max_num_queries(32):
            as_coordinator.get(address)


def test_places_that_begin_later_are_not_there_yet(as_coordinator, area, today):
    later = today + datetime.timedelta(days=3)
    MembershipFactory(area=area, since=later, user=UserFactory(first_name="Not", last_name="Yet"))
    assert "Not Yet" not in page(as_coordinator, "access-area", area.slug)
