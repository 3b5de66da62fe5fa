"""Recommendations, actions and statements are found by the one search, each by who may see it."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dhr.actions.enums import Rag, UpdateKind
from dhr.actions.models import Action, Milestone, RagOverride, Recommendation, TrackingRules
from dhr.actions.updates import record
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.statements import publish_statement, withdraw_statement
from dhr.search.models import IndexChange
from dhr.search.ratings import rate_actions
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    RecommendationFactory,
    UserFactory,
)

from .site import a_review, csv_of, facet, found, index, log_in, page, published, standing_edition

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
OPEN = {"made_on": datetime.date(2023, 5, 1), "recipient": "health"}


@pytest.fixture
def area():
    return AreaFactory(name="Carrowdale", slug="carrowdale")


@pytest.fixture
def action(area, today):
    """One on a recommendation in a report, of which nothing is published."""
    review = a_review(areas=[area], title="Amina, died May 2021")
    report = DocumentFactory(review=review, sections={"Background": ["Words."]})
    recommendation = RecommendationFactory(
        review=review, document=report, number="4", text="Ask every patient alone.", **OPEN
    )
    return ActionFactory(recommendation=recommendation, text="Train the midwives.", first_target_date=today + 60 * DAY)


@pytest.fixture
def coordinator(client, area):
    return log_in(client, UserFactory.coordinator(area))


def places(client, **params):
    """Where each found passage stands, by the page."""
    response = page(client, **params)
    return [(each.hit.section, each.hit.label) for result in response.context["results"] for each in result.found]


def test_an_action_is_found_by_words_kind_rag_recipient_and_year(client, action, coordinator):
    index()
    for asked in (
        {"q": "midwives"},
        {"q": "midwives kind:action"},
        {"q": "rag:green midwives"},
        {"q": "kind:action recipient:health made:2022..2024"},
        {"rag": "green"},
    ):
        assert places(client, **asked) == [("Action on recommendation 4", "Green")], asked
    assert places(client, q="patient alone kind:recommendation") == [("Recommendation 4", "")]
    assert facet(client, "rag") == {"green": 1}
    assert facet(client, "made") == {"2023": 1}
    assert places(client, q="rag:red midwives") == []
    assert "Train the midwives." in csv_of(client, q="midwives")


def test_the_result_leads_to_the_action(client, action, coordinator):
    index()
    (result,) = page(client, q="midwives").context["results"]
    answer = client.get(result.found[0].hit.url)
    assert "Train the midwives." in answer.content.decode()


def test_one_from_outside_is_an_answer_of_its_own_for_its_area_alone(client, area, coordinator):
    Recommendation.objects.create(
        area=area, text="Share the coroner's concern.", source="Report 7 of the coroner", origin="future-deaths"
    )
    index()
    assert found(client, q="concern") == ["Report 7 of the coroner"]
    response = page(client, q="concern")
    assert (response.context["answer"].total_reviews, response.context["answer"].total_context) == (0, 1)
    log_in(client, UserFactory.coordinator(AreaFactory()))
    assert found(client, q="concern") == []


def test_what_stands_in_no_paper_yet_is_for_those_who_lead_the_review(client, area):
    review = a_review(areas=[area])
    RecommendationFactory(review=review, text="Early learning: ask alone.")
    index()
    log_in(client, ParticipationFactory(review=review, role="chair").user)
    assert len(found(client, q="alone")) == 1
    log_in(client, ParticipationFactory(review=review, role="panel-member").user)
    assert found(client, q="alone") == []
    assert facet(client, "kind") == {}


def test_the_panel_finds_the_actions_of_a_released_report_and_none_once_it_is_taken_back(client, action):
    report = action.recommendation.document
    report.released_to_panel = True
    report.save()
    log_in(client, ParticipationFactory(review=report.review, role="panel-member").user)
    index()
    assert len(found(client, q="midwives")) == 1
    report.released_to_panel = False
    report.save()
    assert page(client, rag="green").context["answer"].total_units == 0
    assert facet(client, "rag") == {}


def test_a_removed_action_is_shown_no_more_before_the_worker_runs(client, action, coordinator):
    index()
    action.delete()
    assert found(client, q="midwives") == []
    index()
    assert page(client, q="midwives").context["answer"].total_units == 0


def test_visitors_find_no_recommendation_and_no_action_even_of_a_published_report(client, action):
    publish(action.recommendation.document, by=None)
    index()
    client.logout()
    assert found(client, q="midwives") == []
    assert facet(client, "rag") == facet(client, "made") == {}
    assert "action" not in facet(client, "kind")


def test_a_statement_is_found_by_everybody_until_it_is_withdrawn(client, action, coordinator):
    publish(action.recommendation.document, by=None)
    made = publish_statement(action.recommendation, status="In progress", evidence="Two wards ask.", by=coordinator)
    index()
    assert len(places(client, q="wards")) == 1
    client.logout()
    ((where, _),) = places(client, q="wards")
    assert where.startswith("The partnership’s own statement")
    assert facet(client, "kind")["statement"] == 1
    withdraw_statement(made, by=coordinator)
    assert found(client, q="wards") == []
    assert "statement" not in facet(client, "kind")
    index()
    assert page(client, q="wards").context["answer"].total_units == 0


def test_a_statement_is_of_the_month_by_the_clock_here(client, action, coordinator):
    publish(action.recommendation.document, by=None)
    with time_machine.travel("2026-06-30T23:30:00Z", tick=False):  # half an hour into July in England
        publish_statement(action.recommendation, status="In progress", evidence="Two wards ask.", by=coordinator)
    index()
    ((where, _),) = places(client, q="wards")
    assert where == "The partnership’s own statement of July 2026"


def test_a_withdrawn_paper_takes_its_statements_out_of_every_answer_at_once(client, action, coordinator):
    report = action.recommendation.document
    publish(report, by=None)
    publish_statement(action.recommendation, status="In progress", evidence="Two wards ask.", by=coordinator)
    index()
    withdraw(standing_edition(report), reason="The family asked.", by=None)
    client.logout()
    assert page(client, q="wards").context["answer"].total_units == 0
    index()
    assert page(client, q="wards").context["answer"].total_units == 0


def test_a_statement_on_one_from_outside_stands_for_itself(client, area, coordinator):
    row = Recommendation.objects.create(
        area=area, text="Ask alone.", source="Report 7", origin="inspection", source_url="https://example.org/7"
    )
    publish_statement(row, status="Not started", evidence="Nothing yet.", by=coordinator)
    index()
    client.logout()
    assert found(client, q="alone") == ["Report 7"]
    assert page(client, q="alone").context["results"][0].case.areas == ["Carrowdale"]


def test_actions_change_no_byte_of_any_public_answer(client, coordinator, area):
    review = a_review(areas=[area])
    paper = published(review)
    index()

    def told():
        client.logout()
        return [page(client).content, page(client, q="alcohol").content, csv_of(client)]

    before = told()
    for number in range(5):
        row = RecommendationFactory(review=review, document=paper, text=f"Ask about alcohol {number}.")
        ActionFactory(recommendation=row, text="Ask about alcohol.", lead=AgencyFactory())
    index()
    assert told() == before


def test_rag_turns_with_the_days_and_the_index_follows(client, action, coordinator, today):
    index()
    # as after 61 days, in which nobody saved anything
    Action.objects.update(target_date=today - DAY, rated_on=today - 61 * DAY)
    index()
    action.refresh_from_db()
    assert (action.rag, action.rated_on) == (Rag.RED, today)
    assert places(client, rag="red") == [("Action on recommendation 4", "Red")]


@pytest.mark.parametrize("what", ["update", "milestone", "override", "rules"])
def test_whatever_an_action_is_rated_by_changes_its_rag_in_the_index(client, action, coordinator, area, what, today):
    index()
    if what == "update":
        record(action, UpdateKind.PROGRESS, by=coordinator, text="It cannot be done.", outlook="cannot")
    if what == "milestone":
        Milestone.objects.create(action=action, text="Plan", due=today - DAY)
    if what == "override":
        RagOverride.objects.create(action=action, rag="amber", reason="The lead left.", until=today, by=coordinator)
    if what == "rules":
        TrackingRules.objects.create(area=area, soon_days=90)
    index()
    assert "green" not in facet(client, "rag")
    assert len(facet(client, "rag")) == 1


def test_nothing_is_rated_twice_a_day_and_looking_costs_one_query(action):
    rate_actions()
    IndexChange.objects.all().delete()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert rate_actions() == 0
    assert len(asked) == 1
    assert not IndexChange.objects.exists()


def test_an_action_s_history_says_nothing_of_its_rating(action):
    rows = action.history.count()
    rate_actions()
    assert Action.objects.get(pk=action.pk).rag == Rag.GREEN
    assert action.history.count() == rows


def test_an_agency_s_new_name_is_found_on_its_actions(client, action, coordinator):
    action.lead = AgencyFactory(name="Old name")
    action.save()
    index()
    action.lead.name = "Carrow Health"
    action.lead.save()
    index()
    assert "Carrow Health" in facet(client, "agency")


def test_a_name_taken_out_by_publishing_again_is_out_of_every_answer_at_once(client, action, coordinator):
    row = action.recommendation
    row.text = "Doctor Thistlewood should ask alone."
    row.save()
    publish(row.document, by=None)
    publish_statement(row, status="In progress", evidence="Two wards ask.", by=coordinator)
    index()
    row.text = "The doctor should ask alone."
    row.save()
    publish(row.document, by=coordinator)
    client.logout()
    assert page(client, q="Thistlewood").context["answer"].total_units == 0
    assert "Thistlewood" not in csv_of(client, q="wards")
    index()
    assert page(client, q="Thistlewood").context["answer"].total_units == 0
    assert facet(client, "kind", q="wards doctor")["statement"] == 1


def test_a_statement_stands_under_the_paper_of_its_recommendation_not_under_the_latest(client, action, coordinator):
    report = action.recommendation.document
    publish(report, by=None)
    publish_statement(action.recommendation, status="In progress", evidence="Two wards ask.", by=coordinator)
    briefing = DocumentFactory(
        review=report.review, kind="seven-minute-briefing", title="Seven-minute briefing", sections={"A": ["Words."]}
    )
    publish(briefing, by=None)
    index()
    client.logout()
    (entry,) = [line for line in csv_of(client, q="kind:statement").splitlines() if "Two wards ask" in line]
    assert report.title in entry and "Seven-minute" not in entry


def test_a_statement_on_one_from_outside_is_found_under_the_source_that_it_was_made_with(client, area, coordinator):
    row = Recommendation.objects.create(
        area=area, text="Ask alone.", source="Report 7", origin="inspection", source_url="https://example.org/7"
    )
    publish_statement(row, status="Not started", evidence="Nothing yet.", by=coordinator)
    row.source = "Report on Thistlewood"
    row.save()
    index()
    client.logout()
    assert found(client, q="alone") == ["Report 7"]
    row.source_url = ""
    row.save()
    assert found(client, q="alone") == []
