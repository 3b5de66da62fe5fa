"""Reports: drafts that are counted live, issued ones that never change, and who may read which."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import ReportKind, UpdateKind
from dhr.actions.models import Action, BoardReport
from dhr.actions.reports.comparison import compare
from dhr.actions.reports.figures import figures
from dhr.actions.reports.issuing import NotIssued, issue
from dhr.actions.reports.paper import notes_of
from dhr.actions.updates import record
from dhr.areas.enums import Role
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

from .work import SINCE, UNTIL, day, on, some_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGES = ("board-report", "board-report-docx", "board-report-pdf", "board-report-xlsx", "board-report-changes")
OF_DRAFTS = ("board-report-change", "board-report-issue", "board-report-discard")


@pytest.fixture
def area():
    return AreaFactory(name="Aldermere")


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def chair(area):
    chair = UserFactory()
    MembershipFactory(user=chair, area=area, role=Role.CSP_CHAIR)
    return chair


def draft(area, **facts) -> BoardReport:
    today = timezone.localdate()
    days = {"since": today - datetime.timedelta(days=90), "until": today}
    return BoardReport.objects.create(area=area, **{"kind": ReportKind.QUARTERLY} | days | facts)


def an_action(area, text="Train all teams.") -> Action:
    review = ReviewFactory(areas=[area])
    recommendation = RecommendationFactory(review=review, document=DocumentFactory(review=review))
    return ActionFactory(recommendation=recommendation, text=text)


def statuses(client, user, report, names) -> set[int]:
    client.force_login(user)
    return {client.get(reverse(name, args=[report.pk])).status_code for name in names}


def test_a_coordinator_begins_a_draft_of_the_last_quarter(client, area, coordinator, today):
    client.force_login(coordinator)
    page = client.get(reverse("board-report-new"))
    form = page.context["form"]
    assert form["area"].value() == area.pk
    since, until = form["since"].initial, form["until"].initial
    assert since.day == 1
    assert until < today
    sent = {"area": area.pk, "kind": "quarterly", "since": since, "until": until, "decisions": "Agree."}
    answer = client.post(reverse("board-report-new"), sent, follow=True)
    assert "Decisions wanted" in answer.content.decode()
    report = BoardReport.objects.get()
    assert (report.area, report.by, report.until, report.issued_at) == (area, coordinator, until, None)
    client.post(reverse("board-report-change", args=[report.pk]), sent | {"decisions": "Agree both."})
    report.refresh_from_db()
    assert report.decisions == "Agree both."


def test_what_somebody_else_wrote_meanwhile_is_shown_before_it_is_overwritten(client, area, coordinator):
    report = draft(area, decisions="Agree.")
    client.force_login(coordinator)
    address = reverse("board-report-change", args=[report.pk])
    seen = client.get(address).context["form"]["seen"].value()
    BoardReport.objects.update(decisions="Release the money.")
    sent = {"area": area.pk, "kind": "quarterly", "since": report.since, "until": report.until, "seen": seen}
    page = client.post(address, sent | {"decisions": "Agree both."})
    report.refresh_from_db()
    assert report.decisions == "Release the money."
    assert "Release the money." in page.content.decode()
    assert "Agree both." in page.content.decode()
    again = sent | {"decisions": "Agree both.", "seen": page.context["form"]["seen"].value()}
    client.post(address, again)
    report.refresh_from_db()
    assert report.decisions == "Agree both."


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"until": 1}, "still to come"),
        ({"since": 1}, "before the first"),
        ({"since": -800}, "two years at most"),
        ({"since": "soon"}, "date"),
        ({"kind": "weekly"}, "choice"),
        ({"until": ""}, "last day"),
    ],
)
def test_wrong_dates_are_told_and_what_was_typed_stays(client, area, coordinator, wrong, why, today):
    """A number in `wrong` is days from today."""
    client.force_login(coordinator)
    wrong = {name: today + datetime.timedelta(days=to) if isinstance(to, int) else to for name, to in wrong.items()}
    sent = {"area": area.pk, "kind": "quarterly", "since": today, "until": today, "decisions": "Agree this."}
    page = client.post(reverse("board-report-new"), sent | wrong).content.decode()
    assert why in page
    assert "Agree this." in page
    assert not BoardReport.objects.exists()


def test_nobody_begins_a_report_of_another_area(client, area, coordinator, today):
    client.force_login(coordinator)
    other = AreaFactory()
    sent = {"area": other.pk, "kind": "quarterly", "since": today, "until": today}
    assert client.post(reverse("board-report-new"), sent).status_code == 200
    assert not BoardReport.objects.exists()


def test_a_draft_is_counted_anew_and_an_issued_report_never_changes(client, area, coordinator):
    action = an_action(area)
    report = draft(area, decisions="Agree.")
    client.force_login(coordinator)
    address = reverse("board-report", args=[report.pk])
    assert "Train all teams." not in client.get(address).content.decode()
    said = {"by": coordinator, "by_owner": OwnerFactory(), "text": "It cannot be.", "outlook": "cannot"}
    record(action, UpdateKind.PROGRESS, **said)
    page = client.get(address).content.decode()
    assert "Train all teams." in page
    assert "It cannot be." in page
    client.post(reverse("board-report-issue", args=[report.pk]))
    report.refresh_from_db()
    assert (report.issued_by, bool(report.issued_at)) == (coordinator, True)
    record(action, UpdateKind.PROGRESS, by=coordinator, text="It can.", outlook="on-track")
    page = client.get(address).content.decode()
    assert "It cannot be." in page
    report.decisions = "Agree otherwise."
    for change in (report.save, report.delete):
        with pytest.raises(TypeError, match="never changes"):
            change()
    assert statuses(client, coordinator, report, OF_DRAFTS) == {404}


def test_a_report_is_issued_once(area, coordinator):
    report, again = draft(area), draft(area)
    issue(report, by=coordinator)
    with pytest.raises(NotIssued, match="issued already"):
        issue(report, by=coordinator)
    with pytest.raises(NotIssued, match="A quarterly report"):
        issue(again, by=coordinator)
    again.refresh_from_db()
    assert (again.issued_at, again.figures) == (None, {})


def test_what_the_board_saw_on_a_past_day_stays_what_it_saw(client):
    work = some_work()
    client.force_login(UserFactory.coordinator(work.area))
    report = draft(work.area, since=SINCE, until=UNTIL)
    page = client.get(reverse("board-report", args=[report.pk])).content.decode()
    assert "Write the pathway." in page
    assert "20 January 2026: A first draft." in page
    assert "the end of 31 March 2026" in page
    assert "Zq" not in page


@pytest.mark.parametrize(
    ("clock", "known_at"),
    [
        ("2026-06-30T13:05:00Z", "14:05 on 30 June 2026"),  # summer time
        ("2026-06-29T23:30:00Z", "00:30 on 30 June 2026"),
        ("2026-06-30T22:59:59Z", "23:59 on 30 June 2026"),
        ("2026-06-30T23:30:00Z", "the end of 30 June 2026"),
    ],
)
def test_a_report_says_by_when_it_was_counted_by_the_clock_here(area, clock, known_at):
    with time_machine.travel(clock, tick=False):
        notes = notes_of(figures(area, ReportKind.QUARTERLY, day("2026-04-01"), day("2026-06-30")))
        assert f"what was recorded by {known_at}." in notes[0]


def test_the_partnerships_chair_reads_issued_reports_alone(client, area, coordinator, chair):
    report = draft(area)
    assert statuses(client, chair, report, PAGES + OF_DRAFTS) == {404}
    issue(report, by=coordinator)
    assert statuses(client, chair, report, PAGES) == {200}
    assert statuses(client, chair, report, OF_DRAFTS) == {404}
    assert client.get(reverse("board-report-new")).status_code == 404
    assert "Quarterly report of Aldermere" in client.get(reverse("board-reports")).content.decode()


def test_nobody_else_learns_of_a_report(client, area, coordinator):
    report = draft(area)
    issue(report, by=coordinator)
    trainer = UserFactory()
    MembershipFactory(user=trainer, area=area, role=Role.TRAINER)
    for user in (UserFactory.coordinator(AreaFactory()), trainer, UserFactory()):
        assert statuses(client, user, report, PAGES + OF_DRAFTS) == {404}
    assert client.get(reverse("board-reports")).status_code == 404


def test_a_draft_is_discarded_once_confirmed(client, area, coordinator):
    report = draft(area)
    client.force_login(coordinator)
    address = reverse("board-report-discard", args=[report.pk])
    assert client.get(address).status_code == 200
    assert BoardReport.objects.exists()
    client.post(address)
    assert not BoardReport.objects.exists()


def test_what_changed_since_the_last_report_is_told_number_by_number_and_action_by_action(client):
    work = some_work()
    coordinator = UserFactory.coordinator(work.area)
    first = draft(work.area, since=SINCE, until=UNTIL)
    with on("2026-04-01"):
        issue(first, by=coordinator)
    with on("2026-05-05"):
        ActionFactory(recommendation=work.recommendations["training"], text="A new one.")
    after = figures(work.area, ReportKind.QUARTERLY, day("2026-04-01"), day("2026-06-30"))
    before = figures(work.area, ReportKind.QUARTERLY, SINCE, UNTIL)
    found = compare(before, after)
    by_rag = next(table for table in found.numbers if table.title == "Actions by RAG")
    told = {each.what.split(":")[0]: (each.before, each.after) for each in by_rag.changes}
    assert told == {"Red": ("1", "3"), "Green": ("2", "0"), "Blue": ("1", "2"), "In all": ("7", "8")}
    by_agency = next(table for table in found.numbers if table.title == "Actions by lead agency")
    assert [each.what for each in by_agency.changes if each.what.startswith("In all")][-1] == "In all"
    assert [action.name for action in found.new] == ["1: A new one."]
    assert found.gone == ()
    changes = {
        action.name: {each.what: (each.before, each.after) for each in action.changes} for action in found.changed
    }
    assert changes["1: Publish the policy."]["Status"] == ("Delivered, awaiting evidence", "Impact checked")
    assert changes["1: Publish the policy."]["Verified"] == ("–", "2 April 2026")
    second = draft(work.area, since=day("2026-04-01"), until=day("2026-06-30"))
    client.force_login(coordinator)
    page = client.get(reverse("board-report-changes", args=[second.pk])).content.decode()
    assert "1 new, " in page
    assert "Impact checked" in page
    assert "No earlier report" in client.get(reverse("board-report-changes", args=[first.pk])).content.decode()


@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_takes_as_many_queries_for_many_actions(area, kind, today):
    def queries(more: int) -> int:
        for number in range(more):
            record(
                an_action(area, f"Action {number}"), UpdateKind.PROGRESS, by=UserFactory(), text="Begun.", percent=10
            )
        with CaptureQueriesContext(connection) as found:
            figures(area, kind, today - datetime.timedelta(days=364), today)
        return len(found)

    assert queries(2) == queries(10)
