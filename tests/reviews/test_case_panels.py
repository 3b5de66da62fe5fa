"""What the panels about a case show on pages of other rooms, and to whom."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from dhr.actions.models import Recommendation
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import ReviewCharacteristic
from tests.factories import DocumentFactory

from .case import a_case, key_lines, lessons

pytestmark = pytest.mark.django_db
TAGS = "{% load case actions %}"


@pytest.fixture
def case():
    return a_case()


def shown(tag, user, **things):
    request = RequestFactory().get("/")
    request.user = user
    return Template(f"{TAGS}{{% {tag} %}}").render(Context({"request": request, **things}))


def readers(case, tag, words, **things):
    return {role for role, user in case.people.items() if words in shown(tag, user, **things)}


@pytest.mark.parametrize("released", [False, True])
def test_key_lines_and_equality_are_shown_to_those_who_may_know_the_terms(case, released):
    key_lines(case.review, "What was known?")
    ReviewCharacteristic.objects.create(review=case.review, characteristic="race", relevant="yes", reason="It was.")
    expected = {"coordinator", "csp-chair", "chair", "author"}
    if released:
        DocumentFactory(review=case.review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
        expected |= {"panel-member", "imr-author", "other-imr-author"}
    assert readers(case, "key_lines_of review", "What was known?", review=case.review) == expected
    assert readers(case, "equality_of review", "Relevant: Race", review=case.review) == expected
    nothing = shown("key_lines_of review", case.people["action-owner"], review=case.review)
    assert nothing.strip() == shown("equality_of review", case.people["action-owner"], review=case.review).strip() == ""


def test_lessons_and_recommendations_of_an_imr_are_shown_to_its_agency_alone(case):
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.police)
    lessons(case.review, "Officers had no prompt.", document=imr)
    Recommendation.objects.create(review=case.review, document=imr, number="1", text="Give officers a prompt.")
    expected = {"coordinator", "chair", "author", "imr-author"}
    assert readers(case, "lessons_of review", "Officers had no prompt.", review=case.review) == expected
    assert readers(case, "recommendations_of review", "Give officers a prompt.", review=case.review) == expected
    nothing = shown("lessons_of review", case.people["other-imr-author"], review=case.review)
    assert nothing.strip() == ""


def test_the_way_to_release_a_paper_is_shown_to_those_who_may(case):
    report = DocumentFactory(review=case.review, released_to_panel=True)
    assert readers(case, "release_of document", "Take it back", document=report) == {"coordinator", "chair"}
    context = DocumentFactory(context=True, area=case.review.areas.get())
    assert readers(case, "release_of document", "Release", document=context) == set()
