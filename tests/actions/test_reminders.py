"""What owners are told by e-mail: everything in one letter, one letter a week, whatever happens to the worker."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dhr.actions import reminders
from dhr.actions.enums import ActionStatus, UpdateKind
from dhr.actions.links import opened_by
from dhr.actions.models import Action, LinkRequest, Milestone, OwnerEmail, TrackingRules
from dhr.actions.updates import record
from dhr.outbox import mail
from dhr.outbox.models import OutgoingEmail
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
START = datetime.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/London"))  # before the clocks go forward
DAY = datetime.timedelta(days=1)
DAYS_OFF = 200  # a target date that nobody has to be told of


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner():
    return OwnerFactory(email="nurse@example.org")


@pytest.fixture
def told(owner):
    """An action of theirs that they were told of a week ago; nothing else is to be said of it."""
    return told_of(owner)


def told_of(owner, days=DAYS_OFF, **facts):
    action = ActionFactory(owner=owner, first_target_date=timezone.localdate() + days * DAY, **facts)
    OwnerEmail.objects.create(
        email=owner.email,
        on=timezone.localdate() - (7 + OwnerEmail.objects.count()) * DAY,
        actions=[{"action": action.pk, "why": ["assigned"]}],
    )
    return action


def letters():
    return list(OutgoingEmail.objects.order_by("pk"))


def why(action) -> list[str]:
    """Why the latest letter told of this action."""
    rows = OwnerEmail.objects.order_by("on").last().actions
    return next((row["why"] for row in rows if row["action"] == action.pk), [])


def test_whoever_is_named_for_an_action_is_told_once(clock, owner):
    action = ActionFactory(owner=owner, first_target_date=timezone.localdate() + DAYS_OFF * DAY)
    assert reminders.work() == 1
    assert why(action) == ["assigned"]
    for _ in range(20):
        clock.shift(DAY)
        reminders.work()
    assert len(letters()) == 1


def test_nothing_to_tell_is_no_letter(told):
    assert reminders.work() == 0


@pytest.mark.parametrize(
    ("days", "reasons"), [(31, []), (30, ["soon"]), (0, ["soon"]), (-1, ["past"]), (-400, ["past"])]
)
def test_the_target_date_is_told_of_when_it_is_near_and_when_it_is_past(owner, days, reasons):
    action = told_of(owner, days)
    reminders.work()
    assert why(action) == reasons or (reasons == [] and not letters())


def test_an_area_says_how_long_before(owner):
    action = told_of(owner, 40)
    TrackingRules.objects.create(area=action.recommendation.lead_area, remind_days=45)
    reminders.work()
    assert why(action) == ["soon"]


def test_what_is_delivered_waits_for_others(owner):
    action = told_of(owner, -10)
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.")
    assert reminders.work() == 0
    record(action, UpdateKind.QUERIED, by=UserFactory(), text="What shows it?")
    assert reminders.work() == 1
    assert why(action) == ["query"]


def test_a_missed_milestone_is_told(told):
    Milestone.objects.create(action=told, text="Book", due=timezone.localdate())
    assert reminders.work() == 0
    Milestone.objects.update(due=timezone.localdate() - DAY)
    assert reminders.work() == 1
    assert why(told) == ["milestone"]


def test_a_link_that_was_asked_for_comes_once(clock, told, owner):
    LinkRequest.objects.create(action=told, owner=owner)
    assert reminders.work() == 1
    assert why(told) == ["asked"]
    clock.shift(30 * DAY)
    assert reminders.work() == 0


@pytest.mark.parametrize("status", [ActionStatus.COMPLETE, ActionStatus.SUPERSEDED])
def test_what_is_closed_is_told_to_nobody(owner, status):
    action = ActionFactory(owner=owner, first_target_date=timezone.localdate() - DAY)
    Action.objects.filter(pk=action.pk).update(status=status, completed_on=timezone.localdate())
    assert reminders.work() == 0


def test_who_is_retired_is_told_nothing(owner):
    told_of(owner, -1)
    owner.retired_on = timezone.localdate()
    owner.save()
    assert reminders.work() == 0


def test_one_letter_a_week_whichever_areas(clock, owner):
    told_of(owner, -1)
    elsewhere = OwnerFactory(email=owner.email, area=AreaFactory())
    told_of(elsewhere, -5)
    for _ in range(21):
        reminders.work()
        clock.shift(DAY)
    days = [email.created_at.astimezone(ZoneInfo("Europe/London")).date() for email in letters()]
    assert days == [START.date(), START.date() + 7 * DAY, START.date() + 14 * DAY]
    assert all(len(row.actions) == 2 for row in OwnerEmail.objects.filter(on__gte=START.date()))


def test_a_week_is_counted_in_days_here_also_when_the_clocks_change(clock, owner):
    told_of(owner, -1)
    clock.move_to(datetime.datetime(2026, 3, 23, 23, 30, tzinfo=ZoneInfo("Europe/London")))
    assert reminders.work() == 1
    clock.move_to(datetime.datetime(2026, 3, 29, 23, 59, tzinfo=ZoneInfo("Europe/London")))
    assert reminders.work() == 0
    clock.move_to(datetime.datetime(2026, 3, 30, 0, 1, tzinfo=ZoneInfo("Europe/London")))  # in UTC still the 29th
    assert reminders.work() == 1


def test_a_letter_lists_due_first_and_holds_no_word_of_the_case(owner):
    area, police = AreaFactory(name="Sorrel Vale"), AgencyFactory(name="Sorrel Vale Police")
    review = ReviewFactory(title="Zebedee, died May 2021", areas=[area])
    recommendation = RecommendationFactory(review=review, text="Quagga should change.")
    told_of(owner, 20, recommendation=recommendation, text="Later zebra.", lead=police)
    told_of(owner, -20, recommendation=recommendation, text="Sooner okapi.")
    reminders.work()
    letter = letters()[0]
    assert letter.to == "nurse@example.org"
    assert letter.subject == "Your actions: 2 need your attention"
    for word in ("Zebedee", "Quagga", "zebra", "okapi", review.public_id, review.reference):
        assert word not in letter.body + letter.subject
    assert "Sorrel Vale, led by Sorrel Vale Police" in letter.body
    assert letter.body.index("10 February 2026") < letter.body.index("22 March 2026")


def test_each_link_of_a_letter_opens_its_action(settings, owner):
    action = ActionFactory(owner=owner)
    reminders.work()
    link = next(word for word in letters()[0].body.split() if word.startswith(settings.BASE_URL))
    assert opened_by(link.split("/act/")[1].rstrip("/")) == (action, owner)


def test_contributors_are_told_too(owner, told):
    contributor = OwnerFactory()
    told.contributors.add(contributor)
    reminders.work()
    assert [letter.to for letter in letters()] == [contributor.email]


class Killed(BaseException):
    """As the worker is when its process is: nothing catches it."""


DOORS = [(mail, "queue"), (reminders, "_letter"), (OwnerEmail, "save")]


@pytest.mark.parametrize("door", DOORS, ids=["queue", "letter", "note"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_killed_anywhere_each_is_written_to_once(monkeypatch, transactional_db, door, when, nth):
    for number in range(3):
        ActionFactory(owner=OwnerFactory(email=f"owner-{number}@example.org"))
    with monkeypatch.context() as patched:
        kill(patched, door, when, nth)
        with pytest.raises(Killed):
            reminders.work()
    reminders.work()
    reminders.work()
    assert sorted(letter.to for letter in letters()) == [f"owner-{number}@example.org" for number in range(3)]
    assert OwnerEmail.objects.count() == 3


def kill(patched, door, when, nth):
    """Have the `nth` call of `door` end in the worker's death, before or after it did its work."""
    holder, name = door
    real, calls = getattr(holder, name), []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) == nth and when == "before":
            raise Killed
        result = real(*args, **kwargs)
        if len(calls) == nth:
            raise Killed
        return result

    patched.setattr(holder, name, dying)


def test_the_worker_sends_what_is_due_in_one_go(settings, owner):
    ActionFactory(owner=owner)
    settings.WORK = [name for name in settings.WORK if "actions" in name or "outbox" in name]
    call_command("work", "--once")
    assert [message.to for message in django_mail.outbox] == [["nurse@example.org"]]
    call_command("work", "--once")
    assert len(django_mail.outbox) == 1


def test_it_takes_as_many_queries_for_fifty_owners_as_for_one(told, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        list(reminders.to_tell(timezone.localdate()))
    for _ in range(49):
        ActionFactory(owner=OwnerFactory())
    with django_assert_num_queries(len(one)):
        assert len(list(reminders.to_tell(timezone.localdate()))) == 49


def test_the_letter_says_whom_to_ask_in_each_area_and_which_site_wrote_it(owner, settings):
    given, silent = AreaFactory(name="Sorrel Vale"), AreaFactory(name="Aldermere")
    TrackingRules.objects.create(area=given, contact_name="Cora Dean", contact_phone="01632 960001")
    for area in (given, silent, given):
        ActionFactory(owner=owner, recommendation=RecommendationFactory(review=ReviewFactory(areas=[area])))
    reminders.work()
    body = letters()[0].body
    assert body.count("Sorrel Vale: Cora Dean, 01632 960001") == 1
    assert "Aldermere: we have no contact to name" in body
    assert settings.WAGTAIL_SITE_NAME in body and settings.BASE_URL in body
