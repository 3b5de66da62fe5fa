"""A RAG that a person set: the board reads why and until when, and what is overdue stays among the overdue."""

import datetime

import pytest
from django.utils import timezone

from dhr.actions.enums import Rag, ReportKind, UpdateKind
from dhr.actions.models import RagOverride
from dhr.actions.reports.figures import figures
from dhr.actions.updates import record
from tests.factories import ActionFactory, DocumentFactory, OwnerFactory, RecommendationFactory, UserFactory
from tests.moments import lived

from .test_figures import told

pytestmark = pytest.mark.django_db


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def late():
    with lived(60):
        report = DocumentFactory()
        asked = RecommendationFactory(review=report.review, document=report)
        return ActionFactory(recommendation=asked, owner=OwnerFactory(), first_target_date=days(50))


def listed(action, table: str) -> list[tuple]:
    until = timezone.localdate()
    area = action.recommendation.lead_area
    found = figures(area, ReportKind.QUARTERLY, until - datetime.timedelta(days=90), until)
    return [cells[2:] for cells in told(found, table).values()]


def override(action, until: int = 30):
    RagOverride.objects.create(
        action=action, rag=Rag.AMBER, reason="The trainer is back in May.", until=days(until), by=UserFactory()
    )


def test_what_is_overdue_is_listed_whatever_rag_a_person_set_and_the_reason_is_told(late):
    override(late)
    ((target, days_late, why, _),) = listed(late, "red-actions")
    assert (target, days_late) == (days(-10).isoformat(), 10)
    assert why == "Past its target date. Set by a person as amber: The trainer is back in May."
    assert listed(late, "overrides") == [("Amber", "Red", days(30).isoformat(), "The trainer is back in May.")]


def test_an_override_that_is_over_or_of_closed_work_is_not_listed(late):
    with lived(9):
        override(late, until=5)
    assert listed(late, "overrides") == []
    assert [cells[2] for cells in listed(late, "red-actions")] == ["Past its target date"]
    override(late)
    record(late, UpdateKind.SUPERSEDED, by=UserFactory(), text="Another review asks more.")
    assert (listed(late, "overrides"), listed(late, "red-actions")) == ([], [])


def test_what_is_delivered_is_not_overdue(late):
    record(late, UpdateKind.DELIVERED, by_owner=late.owner, text="All.")
    override(late)
    assert listed(late, "red-actions") == []
    assert [cells[:2] for cells in listed(late, "overrides")] == [("Amber", "Green")]
