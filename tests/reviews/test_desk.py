"""What each role finds on the desk: what waits, papers to write and to read, reviews."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.reviews.enums import Decision, DocumentKind, ParagraphKind, State
from dhr.reviews.models import Invitation, PaperNote, ReviewCharacteristic
from dhr.reviews.paragraphs import materialise
from dhr.reviews.register import entries
from dhr.reviews.waiting import waiting_for
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
    return AreaFactory()


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Nadia, died March 2023")


@pytest.fixture
def chair(review):
    return ParticipationFactory(review=review, role=Role.CHAIR).user


def waits(user) -> list[str]:
    return [each.what for each in waiting_for(user, entries(user))]


def desk(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("desk")).content.decode()


def days_ago(days) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days)


def test_an_overdue_clock_waits_for_those_who_run_the_review_and_comes_first(review, coordinator, chair):
    review.events.create(state=State.NOTIFIED, on=days_ago(60))
    ReviewCharacteristic.objects.create(review=review, characteristic="age")
    for user in (coordinator, chair):
        first, second = waiting_for(user, entries(user))
        assert first.urgent and "late" in first.what and first.about == review.title
        assert second.what == "1 protected characteristic is not yet decided"


def test_a_clock_waits_for_nobody_who_only_reads(review):
    review.events.create(state=State.NOTIFIED, on=days_ago(60))
    panel = ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user
    assert waits(panel) == []


def test_nothing_of_a_review_that_is_decided_against_is_overdue(review, coordinator):
    review.events.create(state=State.NOTIFIED, on=days_ago(400))
    review.events.create(state=State.DECIDED, on=days_ago(390), decision=Decision.NO_REVIEW)
    assert waits(coordinator) == []


def test_a_pause_waits_on_the_day_of_its_next_look(review, coordinator):
    pause = review.pauses.create(since=days_ago(9), reason="Trial", agreed_by="Chair", next_check=days_ago(-1))
    assert waits(coordinator) == []
    pause.next_check = days_ago(0)
    pause.save()
    assert len(waits(coordinator)) == 1


def test_required_sections_without_words_wait_whether_or_not_they_have_headings(review, chair):
    paper = DocumentFactory(review=review, sections={"Written": ["Words."], "Headed": [], "Empty": []})
    paper.sections.filter(heading="Headed").update(body='<h3 data-block-key="abcde">What happened</h3>')
    paper.sections.update(required=True)
    materialise(paper)
    assert paper.paragraphs.filter(kind=ParagraphKind.HEADING).exists()
    assert waits(chair) == ["2 required sections are empty"]


def test_an_imr_author_is_asked_to_begin_the_imr_and_then_no_more(review):
    agency = AgencyFactory(name="Harrowmere Police")
    author = ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=agency).user
    assert waits(author) == ["Begin the IMR of Harrowmere Police"]
    DocumentFactory(review=review, kind=DocumentKind.IMR, agency=AgencyFactory())
    assert waits(author) == ["Begin the IMR of Harrowmere Police"]
    DocumentFactory(review=review, kind=DocumentKind.IMR, agency=agency)
    assert waits(author) == []


def test_open_notes_wait_for_those_who_write_the_paper(review, chair):
    paper = DocumentFactory(review=review, released_to_panel=True)
    note = PaperNote.objects.create(document=paper, text="Which year?")
    panel = ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user
    assert waits(chair) == ["1 note without an answer"] and waits(panel) == []
    note.resolved_at = timezone.now()
    note.save()
    assert waits(chair) == []


def test_an_expired_invitation_waits_for_the_coordinator(area, coordinator):
    Invitation.objects.create(
        email="somebody@example.org",
        role=Role.TRAINER,
        area=area,
        invited_by=coordinator,
        expires_at=timezone.now() - datetime.timedelta(days=1),
    )
    assert waits(coordinator) == ["The invitation to somebody@example.org expired without an answer"]
    assert waits(UserFactory.coordinator(AreaFactory())) == []


def test_a_panel_member_reads_what_is_released_and_writes_nothing(client, review):
    DocumentFactory(review=review, title="Released paper", released_to_panel=True)
    DocumentFactory(review=review, title="Draft of the chair")
    page = desk(client, ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user)
    assert "Papers for you to read" in page and "Released paper" in page
    assert "Draft of the chair" not in page and "Papers that you write" not in page


def test_a_coordinator_finds_nothing_of_another_area(client, review, coordinator):
    DocumentFactory(review=review, title="Own paper")
    elsewhere = ReviewFactory(title="Somebody elsewhere")
    elsewhere.events.create(state=State.NOTIFIED, on=days_ago(60))
    DocumentFactory(review=elsewhere, title="Paper elsewhere")
    page = desk(client, coordinator)
    assert "Own paper" in page and "Register a review" in page and "elsewhere" not in page


def test_a_shared_paper_names_no_review_that_one_may_not_see(client, review, area):
    DocumentFactory(review=review, title="Shared briefing", shared_with_region=True)
    lead = UserFactory()
    MembershipFactory(user=lead, area=None, region=area.region, role=Role.REGIONAL_LEAD)
    page = desk(client, lead)
    assert "Shared briefing" in page and review.title not in page


@pytest.mark.parametrize("role", [Role.FAMILY, Role.ADVOCATE, Role.ACTION_OWNER, Role.QA_PANEL, Role.COMMISSIONER])
def test_roles_without_pages_are_told_so_and_nothing_else(client, review, role):
    review.events.create(state=State.NOTIFIED, on=days_ago(60))
    DocumentFactory(review=review, title="Released paper", released_to_panel=True)
    page = desk(client, ParticipationFactory(review=review, role=role).user)
    assert "nothing of it is shown to you here" in page
    assert review.title not in page and "Released paper" not in page
