"""What a statement claims stands beside what is on record, and is called more where it is more."""

import datetime

import pytest
from django.urls import reverse
from lxml import html

from dhr.actions.enums import ActionStatus, Finding
from dhr.actions.models import Action, Statement
from dhr.publishing.claims import STATUSES, actions_on_record, says_more
from dhr.publishing.editions import publish
from dhr.publishing.statements import publish_statement, withdraw_statement
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
S = ActionStatus


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def recommendation(area):
    """One of a published report."""
    review = ReviewFactory(areas=[area])
    report = DocumentFactory(review=review, sections={"Background": ["Words."]})
    made = RecommendationFactory(review=review, document=report)
    publish(report, by=None)
    return made


def act(recommendation, *statuses):
    for status in statuses:
        action = ActionFactory(recommendation=recommendation)
        Action.objects.filter(pk=action.pk).update(status=status, completed_on=datetime.date(2026, 1, 5))


def more(status, recommendation):
    return says_more(status, recommendation, actions_on_record(recommendation))


def test_form_and_preview_show_how_the_actions_stand_and_that_more_is_said(client, area, recommendation):
    ActionFactory(recommendation=recommendation, text="Train the surgery.", first_target_date=datetime.date(2020, 1, 1))
    client.force_login(UserFactory.coordinator(area))
    address = reverse("statement-publish", args=[recommendation.pk])
    words = {"status": "Done and checked", "evidence": "All do."}
    for page in (client.get(address), client.post(address, words)):
        text = " ".join(html.fromstring(page.content.decode()).text_content().split())
        assert "Train the surgery. Red Not started" in text
        assert "past its target date" in text.lower()
    assert "“Done and checked” says more than the record does. Its one action is not verified as complete." in text
    assert not Statement.objects.exists()
    page = client.post(address, {"status": "Not started", "evidence": ""})
    assert "says more than the record" not in page.content.decode()
    client.post(address, words | {"seen": page.context["seen"], "publish": "1"})
    assert Statement.objects.get().status == "Done and checked"


@pytest.mark.parametrize(
    ("on_record", "borne"),
    [
        ([S.NOT_STARTED], set()),
        ([S.IN_PROGRESS, S.NOT_STARTED], {"In progress"}),
        ([S.DELIVERED, S.IN_PROGRESS], {"In progress", "Partly done"}),
        (
            [S.DELIVERED, S.COMPLETE],
            {"In progress", "Partly done", "Done, and not yet checked", "Already happening"},
        ),
        ([S.COMPLETE, S.IMPACT_CHECKED, S.SUPERSEDED], set(STATUSES)),
        ([S.SUPERSEDED], set()),
        ([], set()),
    ],
)
def test_a_status_says_more_unless_the_actions_bear_it(recommendation, on_record, borne):
    act(recommendation, *on_record)
    claimed_nothing = {"Not started", "Not accepted"}
    assert {status for status in STATUSES if not more(status, recommendation)} == borne | claimed_nothing


def test_what_was_found_of_a_recommendation_without_actions_bears_it(recommendation):
    recommendation.finding = Finding.FULLY
    assert not more("Done and checked", recommendation)
    assert more("Already happening", recommendation)
    recommendation.finding = Finding.ALREADY
    assert not more("Already happening", recommendation)
    assert more("Done and checked", recommendation)


def test_of_what_was_found_an_open_action_takes_nothing_away(recommendation):
    recommendation.finding = Finding.FULLY
    act(recommendation, S.IN_PROGRESS, S.COMPLETE)
    assert more("Done and checked", recommendation) == "1 of 2 actions is verified as complete."


def pages_of_those_who_work_on_it(client, recommendation):
    """Words of the recommendation's page, its action's, and the desk."""
    addresses = [
        reverse("recommendation", args=[recommendation.pk]),
        reverse("action", args=[recommendation.actions.get().pk]),
        reverse("desk"),
    ]
    pages = [client.get(address).content.decode() for address in addresses]
    return [" ".join(html.fromstring(page).text_content().split()) for page in pages], pages


@pytest.mark.parametrize("status", [S.IN_PROGRESS, S.NOT_ACCEPTED])
def test_a_statement_that_the_record_no_longer_bears_is_told_to_those_who_work_on_it(
    client, area, recommendation, status
):
    act(recommendation, S.COMPLETE)
    coordinator = UserFactory.coordinator(area)
    made = publish_statement(recommendation, status="Done and checked", evidence="", by=coordinator)
    client.force_login(coordinator)
    words, _ = pages_of_those_who_work_on_it(client, recommendation)
    assert not any("The public reads" in each for each in words)
    Action.objects.update(status=status)
    words, pages = pages_of_those_who_work_on_it(client, recommendation)
    assert all("“Done and checked”" in each and "The public reads" in each for each in words)
    for page in pages[:2]:
        assert reverse("statement-publish", args=[recommendation.pk]) in page
        assert reverse("statement-withdraw", args=[recommendation.pk]) in page
    assert reverse("recommendation", args=[recommendation.pk]) in pages[2]
    assert "The public reads" not in client.get(reverse("statement", args=[made.pk])).content.decode()
    withdraw_statement(made, by=coordinator)
    words, _ = pages_of_those_who_work_on_it(client, recommendation)
    assert not any("The public reads" in each for each in words)


def test_who_cannot_change_the_statement_reads_that_it_says_more_and_finds_no_way_to_change_it(
    client, area, recommendation
):
    act(recommendation, S.IN_PROGRESS)
    publish_statement(recommendation, status="Done and checked", evidence="", by=UserFactory.coordinator(area))
    client.force_login(MembershipFactory(area=area, role="csp-chair").user)
    words, pages = pages_of_those_who_work_on_it(client, recommendation)
    assert all("says more than the record does now" in each for each in words[:2])
    assert not any("/statement" in page and "withdraw it" in page for page in pages)
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert "The public reads" not in client.get(reverse("desk")).content.decode()
