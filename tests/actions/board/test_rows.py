"""Rows: what the board, its charts and its reports read, now and as of a day gone by."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dhr.actions.board.rows import rows
from dhr.actions.enums import ActionStatus, Because, Rag, UpdateKind
from dhr.actions.models import Action, Milestone, RagOverride, TrackingRules
from dhr.actions.updates import record
from dhr.reviews.models import Review, ReviewArea
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)


def day(weeks: int) -> datetime.date:
    """So many weeks from today, a past day where it is below nothing."""
    return timezone.localdate() + weeks * WEEK


def on(weeks: int):
    """The clock stands at a noon so many weeks from today."""
    noon = datetime.datetime.combine(day(weeks), datetime.time(12), datetime.UTC)
    return time_machine.travel(noon, tick=False)


def the_row(weeks: int | None = None):
    (row,) = rows(Action.objects.all(), None if weeks is None else day(weeks))
    return row


def test_a_row_says_how_the_action_stands():
    recommendation = RecommendationFactory(number="4", scope="local", made_on=day(-30))
    action = ActionFactory(recommendation=recommendation, owner=OwnerFactory(name="Sam Okafor"))
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Begun.", percent=40)
    row = the_row()
    assert (row.number, row.title, row.owner, row.percent) == ("4", recommendation.review.title, "Sam Okafor", 40)
    assert row.area_id == recommendation.review.lead_area.pk
    assert (row.status, row.rated.rag, row.made_on) == (ActionStatus.IN_PROGRESS, Rag.GREEN, day(-30))
    assert row.waiting


def test_an_error_that_tells_of_a_row_tells_none_of_its_words():
    ActionFactory(text="Train the team.", recommendation__review__title="Nadia")
    assert "Train" not in repr(the_row()) and "Nadia" not in repr(the_row())


def test_a_milestone_missed_turns_it_amber():
    action = ActionFactory(first_target_date=day(20))
    record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Begun.")
    Milestone.objects.create(action=action, text="Reached already", due=day(-2), reached_on=day(-3))
    assert the_row().rated.rag == Rag.GREEN
    Milestone.objects.create(action=action, text="Write the pack", due=day(-1))
    assert the_row().rated.because == Because.MILESTONE_MISSED


def test_as_of_a_day_it_stands_as_the_board_knew_it_then():
    coordinator = UserFactory()
    with on(-20):
        action = ActionFactory(text="Train all teams.", first_target_date=day(16))
    with on(-10):
        record(action, UpdateKind.PROGRESS, by=coordinator, text="Half done.", percent=50)
    with on(-6):
        record(action, UpdateKind.DATE_AGREED, by=coordinator, text="The trainer is ill.", new_date=day(4))
        action.text = "Train every team."
        action.save()
        action.recommendation.text = "Reworded."
        action.recommendation.save()
    record(action, UpdateKind.DELIVERED, by=coordinator, text="Done.")
    assert rows(Action.objects.all(), day(-21)) == []
    first = the_row(-15)
    assert (first.text, first.status, first.slips) == ("Train all teams.", ActionStatus.NOT_STARTED, 0)
    assert first.recommendation != "Reworded."
    assert (the_row(-8).percent, the_row(-8).slips) == (50, 0)
    assert (the_row(-6).text, the_row(-6).slips) == ("Train every team.", 1)
    assert (the_row(-1).status, the_row().status) == (ActionStatus.IN_PROGRESS, ActionStatus.DELIVERED)


def test_what_is_recorded_later_does_not_change_what_the_board_saw():
    with on(-20):
        action = ActionFactory(first_target_date=day(10))
        milestone = Milestone.objects.create(action=action, text="Write the pack", due=day(-12))
    with on(-5):
        record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Begun long ago.", on=day(-18))
        milestone.reached_on = day(-13)
        milestone.save()
    assert the_row(-10).rated.because == Because.MILESTONE_MISSED
    assert the_row(-10).status == ActionStatus.NOT_STARTED


def test_rules_and_overrides_are_those_known_then():
    with on(-10):
        action = ActionFactory(first_target_date=day(10))
        record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Begun.", percent=10)
    with on(-4):
        TrackingRules.objects.create(area=action.recommendation.lead_area, silent_days=28)
    RagOverride.objects.create(action=action, rag=Rag.AMBER, reason="Seen.", until=day(9), by=UserFactory())
    assert the_row(-5).rated.rag == Rag.GREEN
    assert the_row(-3).rated.because == Because.SILENT
    assert the_row().rated.because == Because.OVERRIDDEN


def test_of_two_changes_at_the_same_moment_the_later_one_counts():
    with on(-3):
        action = ActionFactory()
        record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Begun.", percent=10)
        record(action, UpdateKind.PROGRESS, by=UserFactory(), text="And more.", percent=60)
    assert the_row(-2).percent == 60


def test_the_area_that_led_the_review_then_gives_the_rules():
    old, new = AreaFactory(), AreaFactory()
    with on(-20):
        review = ReviewFactory(areas=[old, new])
        ActionFactory(recommendation__review=review)
    ReviewArea.objects.get(area=old).delete()
    link = ReviewArea.objects.get(area=new)
    link.lead = True
    link.save()
    assert (the_row(-1).area_id, the_row().area_id) == (old.pk, new.pk)
    assert the_row(-1).areas == {new.pk}


def test_a_review_that_one_may_not_see_gives_way_to_its_paper():
    paper = DocumentFactory(title="Overview report")
    ActionFactory(recommendation=RecommendationFactory(review=paper.review, document=paper))
    (row,) = rows(Action.objects.all(), reviews=Review.objects.none())
    assert (row.title, row.review_id) == ("Overview report", None)


def test_what_came_from_outside_has_its_area_and_its_source():
    area = AreaFactory()
    ActionFactory(
        recommendation=RecommendationFactory(review=None, area=area, origin="inspection", source="Inspection 7")
    )
    row = the_row()
    assert (row.title, row.area_id, row.areas) == ("Inspection 7", area.pk, {area.pk})


@pytest.mark.parametrize("weeks", [None, -1])
def test_as_many_queries_for_few_actions_as_for_many(weeks):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert rows(Action.objects.all(), None if weeks is None else day(weeks))
        return len(asked)

    with on(-3):
        ActionFactory.create_batch(2)
    few = queries()
    with on(-3):
        ActionFactory.create_batch(15)
    assert queries() == few
