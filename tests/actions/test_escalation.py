"""What stays red goes before one body after the other, once a time of red, and each is told once a day."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from dhr.actions import escalation
from dhr.actions.enums import Rag, UpdateKind
from dhr.actions.models import Body, Escalation, Meeting, RagOverride
from dhr.actions.updates import record
from dhr.areas.models import AreaMerger
from dhr.outbox import mail
from dhr.outbox.models import OutgoingEmail
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    BodyFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
START = datetime.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def area():
    return AreaFactory(name="Sorrel Vale")


@pytest.fixture
def chain(area):
    """A subgroup, then the partnership."""
    partnership = BodyFactory(area=area, name="Partnership", after_days=30, email="partnership@example.org")
    subgroup = BodyFactory(area=area, name="Subgroup", after_days=10, parent=partnership, email="subgroup@example.org")
    return subgroup, partnership


@pytest.fixture
def red(area):
    """Makes actions that are red for so many days."""
    recommendation = RecommendationFactory(review=ReviewFactory(areas=[area], title="Zebedee, died May 2021"))

    def made(days, **facts):
        return ActionFactory(
            recommendation=recommendation, first_target_date=timezone.localdate() - (days + 1) * DAY, **facts
        )

    return made


def brought():
    return [(row.action_id, row.body.name) for row in Escalation.objects.select_related("body").order_by("pk")]


def work_for(clock, days):
    for _ in range(days):
        escalation.work()
        clock.shift(DAY)


def test_an_action_goes_up_the_chain_as_long_as_it_stays_red(clock, chain, red):
    action = red(9)
    assert escalation.work() == 0
    clock.shift(DAY)
    assert escalation.work() == 1
    assert brought() == [(action.pk, "Subgroup")]
    row = Escalation.objects.get()
    assert (timezone.localdate() - row.red_since).days == 10
    work_for(clock, 60)
    assert brought() == [(action.pk, "Subgroup"), (action.pk, "Partnership")]


def test_an_agencys_own_body_comes_first_and_only_for_its_actions(area, chain, red):
    police = AgencyFactory()
    BodyFactory(area=area, name="Police board member", agency=police, after_days=5, parent=chain[0])
    own, others = red(8, lead=police), red(8)
    escalation.work()
    assert brought() == [(own.pk, "Police board member")]
    assert [body.name for body in escalation.chains_by_area()[area.pk].of(police.pk)] == [
        "Police board member",
        "Subgroup",
        "Partnership",
    ]
    assert [body.name for body in escalation.chains_by_area()[area.pk].of(None)] == ["Subgroup", "Partnership"]
    assert others.pk not in dict(brought())


def test_green_and_red_again_escalates_anew(clock, chain, red):
    action = red(10)
    escalation.work()
    later = timezone.localdate() + 20 * DAY
    record(action, UpdateKind.DATE_AGREED, by=UserFactory(), new_date=later, text="Agreed.")
    work_for(clock, 31)
    assert len(brought()) == 1
    escalation.work()
    assert brought() == [(action.pk, "Subgroup")] * 2


def test_an_override_counts(chain, red):
    action = red(10)
    until = timezone.localdate() + DAY
    RagOverride.objects.create(action=action, rag=Rag.AMBER, reason="Nearly done.", until=until, by=UserFactory())
    assert escalation.work() == 0


def test_delivered_and_closed_actions_are_not_escalated(chain, red):
    record(red(40), UpdateKind.DELIVERED, by_owner=OwnerFactory(), text="Done.")
    record(red(40), UpdateKind.SUPERSEDED, by=UserFactory(), text="Another took its place.")
    assert escalation.work() == 0


def test_another_areas_bodies_hear_nothing(chain):
    elsewhere = ReviewFactory(areas=[AreaFactory()])
    recommendation = RecommendationFactory(review=elsewhere)
    ActionFactory(recommendation=recommendation, first_target_date=timezone.localdate() - 50 * DAY)
    assert escalation.work() == 0


def test_a_joint_review_is_escalated_where_it_is_led(chain, area):
    joint = ReviewFactory(areas=[AreaFactory(), area])
    ActionFactory(recommendation=RecommendationFactory(review=joint), first_target_date=timezone.localdate() - 50 * DAY)
    assert escalation.work() == 0


def test_a_body_gets_one_letter_a_day_without_a_word_of_the_case(clock, chain, red):
    red(10, text="Zebra training.")
    red(20, text="Okapi training.")
    escalation.work()
    red(15)  # late on the same day
    escalation.work()
    letter = OutgoingEmail.objects.get()
    assert (letter.to, letter.subject) == ("subgroup@example.org", "2 red actions for Subgroup")
    for word in ("Zebra", "Okapi", "Zebedee"):
        assert word not in letter.body
    clock.shift(DAY)
    escalation.work()
    assert [each.subject for each in OutgoingEmail.objects.order_by("pk")][1] == "1 red action for Subgroup"
    assert len(brought()) == 3


def test_a_body_without_an_address_is_brought_actions_all_the_same(chain, red):
    Body.objects.update(email="")
    red(10)
    assert escalation.work() == 1
    assert not OutgoingEmail.objects.exists()


def test_bodies_that_pass_on_to_each_other_end_somewhere(chain, area, red):
    subgroup, partnership = chain
    Body.objects.filter(pk=partnership.pk).update(parent=subgroup)
    assert escalation.chains_by_area()[area.pk].onwards(subgroup) == [subgroup, partnership]
    red(50)
    escalation.work()


class Killed(BaseException):
    """As the worker is when its process is: nothing catches it."""


@pytest.mark.parametrize("holder", [mail, Escalation.objects], ids=["queue", "note"])
@pytest.mark.parametrize("name_when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2])
def test_killed_anywhere_everything_is_brought_and_told_once(
    monkeypatch, transactional_db, chain, red, holder, name_when, nth
):
    actions = [red(40), red(41)]
    name = "queue" if holder is mail else "create"
    real, calls = getattr(holder, name), []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == nth and name_when == "before":
            raise Killed
        result = real(*args, **kwargs)
        if len(calls) == nth:
            raise Killed
        return result

    with monkeypatch.context() as patched:
        patched.setattr(holder, name, dying)
        with pytest.raises(Killed):
            escalation.work()
    escalation.work()
    escalation.work()
    assert sorted(brought()) == sorted((action.pk, body) for action in actions for body in ("Subgroup", "Partnership"))
    assert OutgoingEmail.objects.count() == 2


def test_coordinators_are_reminded_once_of_a_report_two_weeks_before(clock, chain, area):
    coordinator = UserFactory.coordinator(area)
    UserFactory.coordinator(AreaFactory())
    Meeting.objects.create(body=chain[0], on=START.date() + 30 * DAY, report_due=START.date() + 20 * DAY)
    work_for(clock, 6)
    assert not OutgoingEmail.objects.exists()
    work_for(clock, 30)
    letter = OutgoingEmail.objects.get()
    assert (letter.to, letter.subject) == (coordinator.email, "Report to Subgroup due on 22 March 2026")
    assert letter.created_at.date() == START.date() + 6 * DAY


def test_after_a_merger_the_coordinators_who_carry_on_are_reminded(chain, area):
    successor = AreaFactory()
    AreaMerger.objects.create(predecessor=area, successor=successor, on=START.date())
    coordinator = UserFactory.coordinator(successor)
    assert escalation.coordinators_of(area) == [coordinator]


def test_a_report_put_off_is_told_again(clock, chain, area):
    UserFactory.coordinator(area)
    meeting = Meeting.objects.create(body=chain[0], on=START.date() + 30 * DAY, report_due=START.date() + 10 * DAY)
    escalation.work()
    meeting.report_due = START.date() + 12 * DAY
    meeting.save()
    escalation.work()
    assert OutgoingEmail.objects.count() == 2
