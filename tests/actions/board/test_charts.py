"""Charts and changes: from what was known at each time, in agreement with the board as of that day."""

import datetime

import pytest
from django.utils import timezone

from dhr.actions.board.changes import changes
from dhr.actions.board.charts import ageing, burn_up, columns, month_ends
from dhr.actions.board.rows import rows
from dhr.actions.enums import VERIFIED, ActionStatus, EvidenceKind, Rag, UpdateKind
from dhr.actions.models import Action, Escalation, Meeting, RagOverride
from dhr.actions.updates import NewEvidence, record
from tests.factories import (
    ActionFactory,
    AreaFactory,
    BodyFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.moments import lived

pytestmark = pytest.mark.django_db
AUDIT = NewEvidence(EvidenceKind.PRACTICE_AUDIT, datetime.date(2020, 1, 5), "38 of 40", link="https://example.org/a")


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def busy():
    """Actions that went every way over half a year."""
    user, other, soon, past, later = UserFactory(), UserFactory(), in_days(30), in_days(-70), in_days(60)
    with lived(180):
        planned = ActionFactory.create_batch(5, first_target_date=soon)
    with lived(120):
        late = ActionFactory(first_target_date=past)
        for action in planned[:3]:
            record(action, UpdateKind.DELIVERED, by=user, text="Done.", evidence=[AUDIT])
    with lived(75):
        record(planned[0], UpdateKind.VERIFIED, by=other, text="Seen.")
        record(planned[1], UpdateKind.REOPENED, by=other, text="The audit shows little.")
        record(planned[3], UpdateKind.NOT_ACCEPTED, by=other, text="Not ours.")
    with lived(40):
        record(planned[3], UpdateKind.REOPENED, by=other, text="Ours after all.")
        record(planned[4], UpdateKind.PROGRESS, by_owner=OwnerFactory(), text="Half is done.", percent=60)
        record(late, UpdateKind.DATE_AGREED, by=other, text="Late.", new_date=later)
    return planned, late


def test_every_point_agrees_with_the_board_as_of_its_day(busy):
    every = Action.objects.all()
    points = burn_up(rows(every), every, timezone.localdate())
    assert len(points) >= 6
    for point in points:
        statuses = [row.status for row in rows(every, point.day)]
        assert point.delivered == statuses.count(ActionStatus.DELIVERED)
        assert point.verified == sum(status in VERIFIED for status in statuses)
        assert point.planned == sum(status != ActionStatus.NOT_ACCEPTED for status in statuses)
    assert (points[-1].verified, points[-1].delivered, points[-1].to_deliver) == (1, 1, 4)


def test_a_chart_counts_the_list_that_it_is_of(busy):
    every = Action.objects.all()
    some = [row for row in rows(every) if row.status == ActionStatus.COMPLETE]
    assert burn_up(some, every, timezone.localdate())[-1].planned == 1
    assert burn_up([], every, timezone.localdate()) == []


def test_months_end_on_their_last_days_and_the_day_itself_comes_last():
    ends = month_ends(datetime.date(2025, 12, 20), datetime.date(2026, 3, 5))
    assert [str(each) for each in ends] == ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-05"]
    assert len(month_ends(datetime.date(2001, 1, 1), datetime.date(2026, 3, 31))) == 24


def test_every_open_action_stands_in_one_band_of_age():
    for days in (10, 200, 400, 5000):
        ActionFactory(recommendation=RecommendationFactory(made_on=in_days(-days)))
    set_aside = ActionFactory()
    record(set_aside, UpdateKind.SUPERSEDED, by=UserFactory(), text="Asked again.")
    bands = ageing(rows(Action.objects.all()), timezone.localdate())
    assert [band.total for band in bands] == [1, 1, 1, 1]
    assert list(bands[0].counts) == [Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY]


def test_the_highest_column_fills_the_chart():
    first, second = columns([{"verified": 1, "to-deliver": 3}, {"verified": 1, "to-deliver": 0}])
    assert first.parts == [("verified", 75.0, 25.0), ("to-deliver", 0.0, 75.0)]
    assert second.parts[0] == ("verified", 75.0, 25.0)


def test_what_changed_since_a_day_stands_under_its_heading(busy):
    planned, late = busy
    escalated = Escalation.objects.create(
        action=planned[4], body=BodyFactory(), red_since=in_days(-3), on=timezone.localdate()
    )
    RagOverride.objects.create(action=planned[4], rag=Rag.RED, reason="Silent.", until=in_days(9), by=UserFactory())
    new = ActionFactory()
    every, since = Action.objects.all(), in_days(-60)
    found = {
        group.title: [change.row.pk for change in group.changes]
        for group in changes(rows(every, since), rows(every), since)
    }
    assert found["New"] == [new.pk]
    assert found["Opened again"] == [planned[3].pk]
    assert found["Target date put back"] == [late.pk]
    assert found["Escalated"] == [escalated.action_id]
    assert found["RAG set by a person"] == [planned[4].pk]
    assert found["Turned red"] == [planned[4].pk]
    assert found["Reported by owners"] == [planned[4].pk]
    since = in_days(-100)
    reopened = planned[1].pk  # it was delivered then, and is no longer
    found = {
        group.title: [change.row.pk for change in group.changes]
        for group in changes(rows(every, since), rows(every), since)
    }
    assert found["Verified"] == [planned[0].pk]
    assert found["Opened again"] == [reopened]
    assert "Delivered" not in found


def test_what_turned_amber_and_what_is_due_sooner_are_told():
    user, since = UserFactory(), in_days(-10)
    with lived(20):
        near = ActionFactory(first_target_date=in_days(25))
        sooner = ActionFactory(first_target_date=in_days(200))
        for action in (near, sooner):
            record(action, UpdateKind.PROGRESS, by=user, text="Half is done.", percent=60)
    with lived(5):
        record(near, UpdateKind.PROGRESS, by=user, text="Less than we thought.", percent=20)
        record(sooner, UpdateKind.DATE_AGREED, by=user, text="The trainer is free.", new_date=in_days(150))
    found = {group.title: group.changes for group in changes(rows(Action.objects.all(), since), _now(), since)}
    assert [change.row.pk for change in found["Turned amber"]] == [near.pk]
    assert "from green: its target date is near" in found["Turned amber"][0].words
    assert [change.row.pk for change in found["Target date brought forward"]] == [sooner.pk]
    assert found["Target date brought forward"][0].words.startswith("from ")
    assert "Target date put back" not in found


def test_only_what_owners_said_is_reported_by_owners():
    with lived(20):
        imported, told, by_link = ActionFactory.create_batch(3, owner=OwnerFactory())
    user, since = UserFactory(), in_days(-10)
    record(imported, UpdateKind.PROGRESS, by=user, text="Imported: under way.")
    record(told, UpdateKind.PROGRESS, by=user, by_owner=told.owner, text="Told by telephone.")
    record(by_link, UpdateKind.PROGRESS, by_owner=by_link.owner, text="Begun.")
    found = {group.title: group.changes for group in changes(rows(Action.objects.all(), since), _now(), since)}
    assert [change.row.pk for change in found["Reported by owners"]] == [told.pk, by_link.pk]


def _now():
    return rows(Action.objects.all())


def test_the_page_compares_with_the_latest_meeting_unless_asked_otherwise(client):
    area = AreaFactory()
    with lived(30):
        asked = RecommendationFactory(review=ReviewFactory(areas=[area]))
        action = ActionFactory(recommendation=asked, first_target_date=in_days(200))
    with lived(10):
        record(action, UpdateKind.PROGRESS, by_owner=OwnerFactory(), text="Begun.")
    meeting = Meeting.objects.create(body=BodyFactory(area=area), on=in_days(-20))
    Meeting.objects.create(body=BodyFactory(area=area, name="Later board"), on=in_days(-5))
    Meeting.objects.create(body=BodyFactory(name="Hidden board"), on=in_days(-2))
    client.force_login(UserFactory.coordinator(area))
    page = client.get("/desk/actions/changes/").content.decode()
    assert "Nothing changed" in page
    assert "Hidden board" not in page
    assert "Reported by owners" in client.get(f"/desk/actions/changes/?meeting={meeting.pk}").content.decode()
    assert "New" in client.get(f"/desk/actions/changes/?since={in_days(-40):%d/%m/%Y}").content.decode()
    assert "Choose a day gone by" in client.get(f"/desk/actions/changes/?since={in_days(3):%d/%m/%Y}").content.decode()


def test_without_a_meeting_the_page_asks_for_a_day(client):
    client.force_login(UserFactory())
    assert "Give a day" in client.get("/desk/actions/changes/").content.decode()
    assert "nothing to draw" in client.get("/desk/actions/charts/").content.decode()
