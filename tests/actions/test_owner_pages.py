"""What owners see and report, with an account; the pages behind a link are the same."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dhr.actions.enums import ActionStatus, EvidenceKind, UpdateKind
from dhr.actions.milestones import mark, reach, unmark
from dhr.actions.models import Evidence, Milestone
from dhr.actions.updates import NewEvidence, record
from tests.factories import ActionFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def action(owner):
    return ActionFactory(owner=owner, text="Train the nurses.")


@pytest.fixture
def signed_in(client, owner):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=owner.email, verified=True)
    client.force_login(user)
    return user


@pytest.fixture
def say(client, action, signed_in):
    def send(what, **said):
        return client.post(f"/desk/my-actions/{action.pk}/report/{what}/", said)

    return send


def test_my_actions_are_listed_due_first_with_what_waits(client, action, owner, signed_in):
    today = timezone.localdate()
    ActionFactory(owner=owner, text="Due sooner.", first_target_date=today + datetime.timedelta(days=3))
    ActionFactory(owner=owner, text="Without a date.", first_target_date=None)
    ActionFactory(text="Somebody else’s.")
    Milestone.objects.create(action=action, text="Book", due=today - datetime.timedelta(days=1))
    page = client.get("/desk/my-actions/")
    shown = page.content.decode()
    places = [shown.index(text) for text in ("Due sooner.", "Train the nurses.", "Without a date.")]
    assert places == sorted(places)
    assert "Somebody else’s." not in shown
    assert "A milestone was due on" in shown
    assert "Amber" in shown


def test_the_list_takes_as_many_queries_for_thirty_actions_as_for_one(
    client, action, owner, signed_in, django_assert_num_queries
):
    client.get("/desk/my-actions/")  # what is read once for all stands aside
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/my-actions/")
    for _ in range(29):
        ActionFactory(owner=owner)
    with django_assert_num_queries(len(one)):
        client.get("/desk/my-actions/")


def test_an_action_that_is_not_mine_is_not_there(client, signed_in):
    other = ActionFactory(owner=OwnerFactory())
    assert client.get(f"/desk/my-actions/{other.pk}/").status_code == 404
    sent = client.post(f"/desk/my-actions/{other.pk}/report/progress/", {"text": "Mine?"})
    assert sent.status_code == 404
    assert not other.updates.exists()


def test_an_address_that_is_not_proved_opens_nothing(client, action, owner):
    user = UserFactory(email=owner.email)
    EmailAddress.objects.create(user=user, email=owner.email, verified=False)
    client.force_login(user)
    assert client.get(f"/desk/my-actions/{action.pk}/").status_code == 404


def test_who_is_retired_finds_nothing_of_theirs_by_their_account_and_reports_nothing(client, say, action, owner):
    file = SimpleUploadedFile("list.txt", b"names of staff")
    shown = {"evidence_kind": EvidenceKind.TRAINING, "evidence_dated": "5 1 2026", "evidence_shows": "Who came"}
    say("evidence", evidence_file=file, **shown)
    evidence = Evidence.objects.get()
    theirs = f"/desk/my-actions/{action.pk}/"
    files = (f"{theirs}evidence/{evidence.pk}/", f"/desk/evidence/{evidence.pk}/")
    for address in (theirs, *files):
        page = client.get(address)
        assert page.status_code == 200 and page.getvalue(), address  # read to its end, or the file stays open
    owner.retired_on = timezone.localdate()
    owner.save()
    assert "Train the nurses." not in client.get("/desk/my-actions/").content.decode()
    assert "/desk/my-actions/" not in client.get("/desk/").content.decode()
    for address in (theirs, *files, f"{theirs}report/progress/"):
        assert client.get(address).status_code == 404, address
    assert say("evidence").status_code == 404
    assert say("progress", text="Still here.").status_code == 404
    assert action.updates.count() == 1


def test_who_contributes_is_shut_out_as_well_once_retired(client, signed_in, owner):
    other = ActionFactory(owner=OwnerFactory())
    other.contributors.add(owner)
    assert client.get(f"/desk/my-actions/{other.pk}/").status_code == 200
    owner.retired_on = timezone.localdate()
    owner.save()
    assert client.get(f"/desk/my-actions/{other.pk}/").status_code == 404


def test_progress_is_reported_in_words_percent_and_outlook(say, action, owner, signed_in):
    assert say("progress", text="Two teams.", percent="40", outlook="recoverable").status_code == 302
    update = action.updates.get()
    assert (update.percent, update.outlook, update.by, update.by_owner) == (40, "recoverable", signed_in, owner)


@pytest.mark.parametrize(
    ("what", "said", "problem"),
    [
        ("progress", {"text": "More.", "percent": "140"}, "less than or equal to 100"),
        ("progress", {"text": ""}, "Say what has been done"),
        ("delivered", {"text": "Done.", "on": "31 12 2040"}, "in the future"),
        ("new-date", {"text": "Later.", "new_date": "1 1 2020"}, "The date is past"),
        ("new-date", {"text": "", "new_date": "31 12 2040"}, "Give the reason"),
        ("answer", {"text": "Yes."}, "No query waits"),
        ("evidence", {}, "Choose a file"),
        ("correction", {"text": "Wrong."}, "which update"),
    ],
)
def test_what_cannot_be_sent_says_why_and_loses_nothing(say, action, what, said, problem):
    page = say(what, **said)
    assert page.status_code == 200
    shown = page.content.decode()
    assert problem in shown
    assert all(value in shown for value in said.values())
    assert not action.updates.exists()


def test_evidence_can_be_added_while_the_delivery_awaits_it(say, action, owner):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.")
    sent = say(
        "evidence",
        evidence_kind=EvidenceKind.TRAINING,
        evidence_dated="5 1 2026",
        evidence_shows="Who came",
        evidence_file=SimpleUploadedFile("list.txt", b"names of staff"),
    )
    assert sent.status_code == 302
    action.refresh_from_db()
    assert action.status == ActionStatus.DELIVERED
    assert action.report_waiting
    assert record(action, UpdateKind.VERIFIED, by=UserFactory(), text="Seen.")


def test_a_question_is_shown_and_answered(client, say, action):
    record(action, UpdateKind.QUERIED, by=UserFactory(), text="Which teams?")
    assert "Which teams?" in client.get(f"/desk/my-actions/{action.pk}/report/answer/").content.decode()
    say("answer", text="All of them.")
    action.refresh_from_db()
    assert not action.query_open


def test_a_new_date_is_asked_for_and_stays_a_wish(say, action):
    wanted = timezone.localdate() + datetime.timedelta(days=100)
    say("new-date", text="The trainer left.", new_date=f"{wanted:%-d %-m %Y}")
    first = action.target_date
    action.refresh_from_db()
    assert (action.asked_date, action.target_date) == (wanted, first)


def test_the_last_report_is_taken_back_until_the_partnership_answered(client, say, action):
    say("progress", text="All of it.", percent="100")
    assert "All of it." in client.get(f"/desk/my-actions/{action.pk}/report/correction/").content.decode()
    say("correction", text="I meant another action.")
    action.refresh_from_db()
    assert (action.percent, action.status) == (None, ActionStatus.NOT_STARTED)
    say("progress", text="A tenth.", percent="10")
    record(action, UpdateKind.ACCEPTED, by=UserFactory())
    again = client.get(f"/desk/my-actions/{action.pk}/report/correction/", follow=True)
    assert "No report of yours can be taken back" in again.content.decode()
    assert "which update" in say("correction", text="No.").content.decode()


def test_a_milestone_is_reached_once_and_the_partnership_hears_of_it(client, action, signed_in):
    milestone = Milestone.objects.create(action=action, text="Book a trainer.")
    address = f"/desk/my-actions/{action.pk}/milestones/{milestone.pk}/"
    assert client.post(address, {"on": "1 2 2026"}).status_code == 302
    milestone.refresh_from_db()
    action.refresh_from_db()
    assert milestone.reached_on == datetime.date(2026, 2, 1)
    assert (action.report_waiting, action.reported_on) == (True, timezone.localdate())
    assert "reached already" in client.post(address, {"on": "1 3 2026"}).content.decode()
    assert action.updates.count() == 1


def test_a_milestone_is_not_reached_once_the_report_of_it_is_taken_back(client, say, action, signed_in):
    milestone = Milestone.objects.create(action=action, text="Book a trainer.")
    client.post(f"/desk/my-actions/{action.pk}/milestones/{milestone.pk}/", {"on": "1 2 2026"})
    said = timezone.now()
    say("correction", text="I meant the other one.")
    milestone.refresh_from_db()
    assert milestone.reached_on is None
    assert milestone.history.as_of(said).reached_on == datetime.date(2026, 2, 1)


def test_what_the_partnership_marked_itself_stays_reached(client, say, action, signed_in):
    milestone = Milestone.objects.create(action=action, text="Book a trainer.")
    reach(milestone, on=datetime.date(2026, 2, 1), by_owner=action.owner)
    milestone.refresh_from_db()
    unmark(milestone)
    mark(milestone, on=datetime.date(2026, 2, 3))
    say("correction", text="It was not us.")
    milestone.refresh_from_db()
    assert milestone.reached_on == datetime.date(2026, 2, 3)


def test_the_desk_leads_owners_to_their_actions(client, action, signed_in):
    assert "/desk/my-actions/" in client.get("/desk/").content.decode()


def test_what_the_partnership_looked_at_itself_stays_with_it(client, action, owner, signed_in):
    theirs = NewEvidence(
        EvidenceKind.PRACTICE_AUDIT, datetime.date(2026, 1, 5), "Files of the case", link="https://a.example"
    )
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.")
    record(action, UpdateKind.VERIFIED, by=UserFactory(), text="The audit shows it.", evidence=[theirs])
    shown = client.get(f"/desk/my-actions/{action.pk}/").content.decode()
    assert "The audit shows it." in shown
    assert "Files of the case" not in shown
