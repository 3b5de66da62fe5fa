"""Who sees what: the two token functions and their SQL twins, on one large random world."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.reviews.audiences import audiences_for, audiences_of, audiences_of_review
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

from .world import a_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(6))
def test_what_the_database_shows_is_what_the_tokens_say(seed):
    for user in [*a_world(seed), AnonymousUser()]:
        held = audiences_for(user)
        for document in Document.objects.all():
            shown = Document.objects.visible_to(user).filter(pk=document.pk).exists()
            assert shown == bool(held & audiences_of(document)), (user, document.kind, held, audiences_of(document))
        for review in Review.objects.all():
            shown = Review.objects.visible_to(user).filter(pk=review.pk).exists()
            assert shown == bool(held & audiences_of_review(review)), (user, review)


def test_a_signed_out_visitor_sees_no_working_paper_and_no_working_review():
    DocumentFactory(released_to_panel=True, shared_with_region=True)
    assert not Document.objects.visible_to(AnonymousUser()).exists()
    assert not Review.objects.visible_to(AnonymousUser()).exists()


def test_a_superuser_sees_no_case_paper_without_a_place_in_an_area():
    DocumentFactory(released_to_panel=True, shared_with_region=True)
    assert not Document.objects.visible_to(UserFactory(is_superuser=True, is_staff=True)).exists()


@pytest.fixture
def review():
    return ReviewFactory()


def papers(review, agency):
    return {
        "draft": DocumentFactory(review=review),
        "released draft": DocumentFactory(review=review, released_to_panel=True),
        "terms": DocumentFactory(review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True),
        "own IMR": DocumentFactory(review=review, kind=DocumentKind.IMR, agency=agency),
        "other IMR": DocumentFactory(review=review, kind=DocumentKind.IMR, agency=AgencyFactory()),
        "released IMR": DocumentFactory(
            review=review, kind=DocumentKind.IMR, agency=AgencyFactory(), released_to_panel=True
        ),
    }


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.CHAIR, {"draft", "released draft", "terms", "own IMR", "other IMR", "released IMR"}),
        (Role.AUTHOR, {"draft", "released draft", "terms", "own IMR", "other IMR", "released IMR"}),
        (Role.PANEL_MEMBER, {"released draft", "terms", "released IMR"}),
        (Role.IMR_AUTHOR, {"terms", "own IMR"}),
        (Role.SIGN_OFF, {"terms", "own IMR"}),
        (Role.ACTION_OWNER, set()),
        (Role.FAMILY, set()),
        (Role.ADVOCATE, set()),
        (Role.QA_PANEL, set()),
        (Role.COMMISSIONER, set()),
    ],
)
def test_each_part_in_a_review_sees_its_papers_and_no_others(review, role, sees):
    agency = AgencyFactory()
    all_papers = papers(review, agency)
    user = ParticipationFactory(review=review, role=role, agency=agency).user
    visible = set(Document.objects.visible_to(user))
    assert {name for name, paper in all_papers.items() if paper in visible} == sees


def test_a_panel_member_sees_nothing_before_signing_confidentiality(review):
    papers(review, AgencyFactory())
    user = ParticipationFactory(review=review, role=Role.PANEL_MEMBER, confidentiality_signed=None).user
    assert not Document.objects.visible_to(user).exists()
    assert not Review.objects.visible_to(user).exists()


def test_a_partnership_chair_sees_everything_but_unreleased_imrs(review):
    all_papers = papers(review, AgencyFactory())
    user = MembershipFactory(area=review.areas.get(), role=Role.CSP_CHAIR).user
    visible = set(Document.objects.visible_to(user))
    assert {name for name, paper in all_papers.items() if paper in visible} == {
        "draft",
        "released draft",
        "terms",
        "released IMR",
    }


def test_each_area_of_a_joint_review_sees_it_until_it_leaves():
    lead, partner = AreaFactory.create_batch(2)
    review = ReviewFactory(areas=[lead, partner])
    user = UserFactory.coordinator(partner)
    assert Review.objects.visible_to(user).get() == review
    review.review_areas.filter(area=partner).update(until=timezone.localdate())
    assert not Review.objects.visible_to(user).exists()


def test_a_regional_lead_sees_what_areas_share_and_nothing_else():
    area = AreaFactory()
    shared = DocumentFactory(review=ReviewFactory(areas=[area]), shared_with_region=True)
    DocumentFactory(review=ReviewFactory(areas=[area]))
    user = MembershipFactory(area=None, region=area.region, role=Role.REGIONAL_LEAD).user
    assert list(Document.objects.visible_to(user)) == [shared]
