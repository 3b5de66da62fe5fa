import pytest
from django.db import IntegrityError, transaction

from dhr.reviews.enums import DocumentKind, State
from dhr.reviews.models import Document, Review, ReviewArea, ReviewEvent
from tests.factories import AreaFactory, DocumentFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def test_a_review_has_one_lead_area():
    review = ReviewFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewArea.objects.create(review=review, area=AreaFactory(), lead=True)


def test_a_month_of_death_needs_its_year():
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(title="A review", death_month=5)


def test_a_context_paper_belongs_to_an_area_and_to_no_review():
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(kind=DocumentKind.CONTEXT, title="Needs", review=ReviewFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(kind=DocumentKind.OVERVIEW_REPORT, title="Report", area=AreaFactory())


def test_the_state_is_that_of_the_latest_event():
    review = ReviewFactory()
    ReviewEvent.objects.create(review=review, state=State.DRAFTING, on="2024-03-01")
    ReviewEvent.objects.create(review=review, state=State.NOTIFIED, on="2023-01-01")
    assert review.current_event.state == State.DRAFTING


def test_a_paper_is_revisioned_as_a_whole_with_its_sections():
    document = Document.objects.get(pk=DocumentFactory(sections={"Introduction": ["First words."]}).pk)
    first = document.save_revision()
    section = document.sections.first()
    section.body = section.body.replace("First", "Other")
    document.sections.add(section)
    document.save_revision()
    assert "First words." in first.as_object().sections.first().body
