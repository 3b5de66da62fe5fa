"""Who published, replaced and withdrew a paper, when and why: for those who work on it, and never for the public."""

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from dhr.areas.enums import Role
from dhr.publishing.editions import publish, withdraw
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WHY = "The family asked: her sister was named."


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def report(area, coordinator):
    """Published twice and withdrawn."""
    paper = DocumentFactory(review=ReviewFactory(areas=[area]), title="Overview", sections={"Findings": ["Words."]})
    for day in (1, 2):
        with time_machine.travel(f"2026-06-0{day}T10:00:00Z", tick=False):
            edition = publish(paper, by=coordinator)
    with time_machine.travel("2026-06-03T10:00:00Z", tick=False):
        withdraw(edition, reason=WHY, by=coordinator)
    return paper


def page_for(client, user, name, public_id):
    client.force_login(user)
    response = client.get(reverse(name, args=[public_id]))
    assert response.status_code == 200
    return response.content.decode()


def told(page):
    return [" ".join(each.text_content().split()) for each in html.fromstring(page).xpath("//details//li[time]")]


def test_a_papers_page_tells_who_published_replaced_and_withdrew_it_and_why(client, report, coordinator):
    page = page_for(client, coordinator, "work-paper", report.public_id)
    assert told(page) == [
        f"Withdrawn, edition 2: 3 June 2026, 11:00, {coordinator}{WHY}",
        f"Published as edition 2, in place of edition 1: 2 June 2026, 11:00, {coordinator}",
        f"Published as edition 1: 1 June 2026, 11:00, {coordinator}",
    ]
    assert "OFFICIAL-SENSITIVE: withdrawn" in page


def test_a_paper_published_after_a_withdrawal_takes_the_place_of_none(client, report, coordinator):
    publish(report, by=coordinator)
    page = page_for(client, coordinator, "work-paper", report.public_id)
    assert told(page)[0].startswith("Published as edition 3: ")
    assert "OFFICIAL-SENSITIVE" not in page


def test_the_record_of_changes_has_them_too(client, report, coordinator):
    page = page_for(client, coordinator, "review-changes", report.review.public_id)
    for words in (
        "Paper “Overview” published as edition 1",
        "Paper “Overview” published as edition 2, in place of edition 1",
        "Paper “Overview” withdrawn, edition 2",
        WHY,
    ):
        assert words in page


def test_the_reason_is_for_those_who_work_on_the_review_alone(client, area, report, coordinator):
    panel = ParticipationFactory(review=report.review, role=Role.PANEL_MEMBER).user
    report.released_to_panel = True
    report.save()
    assert WHY in page_for(client, panel, "work-paper", report.public_id)
    beside = DocumentFactory(review=report.review, kind=DocumentKind.EXECUTIVE_SUMMARY, sections={"A": ["Words."]})
    publish(beside, by=coordinator)
    client.logout()
    for name, public_id in (("review", report.review.public_id), ("paper", beside.public_id)):
        page = client.get(reverse(name, args=[public_id])).content.decode()
        assert WHY not in page and str(coordinator) not in page


def test_whoever_reads_a_shared_paper_without_its_review_learns_no_reason(client, area, report):
    report.shared_with_region = True
    report.save()
    reader = MembershipFactory(area=None, region=area.region, role=Role.REGIONAL_LEAD).user
    page = page_for(client, reader, "work-paper", report.public_id)
    assert WHY not in page and "Published and withdrawn" not in page
