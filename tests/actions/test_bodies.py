"""The chain of an area, its meetings and the answers: kept by its coordinators alone."""

import datetime

import pytest
from django.utils import timezone

from dhr.actions.models import Body, Escalation, Meeting
from tests.factories import (
    ActionFactory,
    AreaFactory,
    BodyFactory,
    MembershipFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(slug="sorrel-vale")


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def body(area):
    return BodyFactory(area=area, name="Subgroup")


@pytest.fixture
def escalated(area, body):
    action = ActionFactory(recommendation=RecommendationFactory(review=ReviewFactory(areas=[area])), text="Zebra.")
    today = timezone.localdate()
    return Escalation.objects.create(action=action, body=body, red_since=today, on=today)


HOME = "/desk/escalation/sorrel-vale/"


def body_facts(**facts):
    return {"name": "Board", "kind": "partnership", "after_days": "30", **facts}


def test_a_coordinator_builds_a_chain(client, coordinator, area):
    client.post(f"{HOME}bodies/add/", body_facts(name="Partnership"))
    partnership = Body.objects.get()
    client.post(f"{HOME}bodies/add/", body_facts(name="Subgroup", after_days="10", parent=partnership.pk))
    shown = client.get(f"{HOME}bodies/").content.decode()
    assert shown.index("Subgroup, after 10 days") < shown.index("Partnership, after 30 days")


def test_a_chain_that_goes_round_is_refused(client, coordinator, body):
    child = BodyFactory(area=body.area, parent=body)
    for parent in (child, body):
        client.post(f"{HOME}bodies/{body.pk}/", body_facts(parent=parent.pk))
        body.refresh_from_db()
        assert body.parent is None
    shown = client.post(f"{HOME}bodies/{body.pk}/", body_facts(parent=child.pk)).content.decode()
    assert "in a circle" in shown


def test_another_areas_body_is_no_parent(client, coordinator, body):
    client.post(f"{HOME}bodies/{body.pk}/", body_facts(parent=BodyFactory().pk))
    body.refresh_from_db()
    assert body.parent is None


def test_one_name_once_an_area(client, coordinator, body):
    shown = client.post(f"{HOME}bodies/add/", body_facts(name="  SUBGROUP "))
    assert "has a body called" in shown.content.decode()
    assert Body.objects.count() == 1


def test_a_meeting_is_added_changed_and_removed(client, coordinator, body):
    on = timezone.localdate() + datetime.timedelta(days=30)
    typed = f"{on:%-d %-m %Y}"
    client.post(f"{HOME}bodies/{body.pk}/meetings/add/", {"on": typed, "report_due": ""})
    meeting = Meeting.objects.get()
    assert "Meets on" in client.get(f"{HOME}bodies/").content.decode()
    late = f"{on + datetime.timedelta(days=1):%-d %-m %Y}"
    shown = client.post(f"{HOME}meetings/{meeting.pk}/", {"on": typed, "report_due": late})
    assert "after the meeting" in shown.content.decode()
    shown = client.post(f"{HOME}bodies/{body.pk}/meetings/add/", {"on": typed, "report_due": ""})
    assert "meets on that day already" in shown.content.decode()
    client.post(f"{HOME}meetings/{meeting.pk}/remove/")
    assert not Meeting.objects.exists()


def test_a_past_meeting_that_was_mistyped_is_seen_corrected_and_removed(client, coordinator, body):
    today = timezone.localdate()
    before, yesterday = today - datetime.timedelta(days=400), today - datetime.timedelta(days=1)
    meeting = Meeting.objects.create(body=body, on=yesterday)
    Meeting.objects.create(body=body, on=before)
    Meeting.objects.create(body=BodyFactory(), on=before - datetime.timedelta(days=1))
    shown = client.get(f"{HOME}bodies/").content.decode()
    days = [f"Met on {day.day} {day:%B %Y}" for day in (yesterday, before)]
    assert "2 past meetings" in shown and shown.count("Met on") == 2
    assert shown.index(days[0]) < shown.index(days[1])
    assert f"{HOME}meetings/{meeting.pk}/" in shown and f"{HOME}meetings/{meeting.pk}/remove/" in shown
    client.post(f"{HOME}meetings/{meeting.pk}/", {"on": f"{today:%-d %-m %Y}", "report_due": ""})
    meeting.refresh_from_db()
    assert meeting.on == today
    shown = client.get(f"{HOME}bodies/").content.decode()
    assert "1 past meeting<" in shown and "Meets on" in shown


def test_what_was_brought_before_a_body_keeps_it(client, coordinator, body, escalated):
    assert "It cannot be removed" in client.post(f"{HOME}bodies/{body.pk}/remove/").content.decode()
    escalated.delete()
    client.post(f"{HOME}bodies/{body.pk}/remove/")
    assert not Body.objects.exists()


def test_an_answer_is_recorded(client, coordinator, escalated):
    assert "Zebra." in client.get(HOME).content.decode()
    address, today = f"{HOME}{escalated.pk}/", timezone.localdate()
    assert "Write what it answered" in client.post(address, {"answer": "", "answered_on": "1 1 2026"}).content.decode()
    before = f"{today - datetime.timedelta(days=1):%-d %-m %Y}"
    assert "cannot have answered" in client.post(address, {"answer": "Do it.", "answered_on": before}).content.decode()
    client.post(address, {"answer": "The chief officer sees to it.", "answered_on": f"{today:%-d %-m %Y}"})
    escalated.refresh_from_db()
    assert (escalated.answer, escalated.answered_on) == ("The chief officer sees to it.", today)
    assert "The chief officer sees to it." in client.get(HOME).content.decode()


@pytest.mark.parametrize("role", ["csp-chair", "trainer", None])
def test_nobody_else_finds_any_of_it(client, area, body, escalated, role):
    user = UserFactory.coordinator(AreaFactory())
    if role:
        MembershipFactory(user=user, area=area, role=role)
    client.force_login(user)
    for address in ("", f"{escalated.pk}/", "bodies/", "bodies/add/", f"bodies/{body.pk}/"):
        assert client.get(HOME + address).status_code == 404
        assert client.post(HOME + address, body_facts(answer="x")).status_code == 404


def test_who_keeps_several_areas_chooses(client, coordinator, area):
    assert client.get("/desk/escalation/")["Location"] == HOME
    MembershipFactory(user=coordinator, area=AreaFactory(name="Another area"))
    assert "Another area" in client.get("/desk/escalation/").content.decode()
