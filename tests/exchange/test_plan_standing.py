"""What an action plan's words for completion and status come to here."""

import datetime
import re

import pytest
from django.utils import timezone

from dhr.actions.enums import ActionStatus
from dhr.actions.models import Action
from dhr.exchange.enums import PlanOutcome
from tests.factories import AreaFactory, ReviewFactory, UserFactory

from .plans import HEAD, of_row, planned, saved, workbook

pytestmark = pytest.mark.django_db
ROW = ("1", "The police should train staff.", "Local", "Train all staff", "Northley Police", "", "31/03/2030")
NOT_ACCEPTED, SUPERSEDED = ActionStatus.NOT_ACCEPTED, ActionStatus.SUPERSEDED
DELIVERED, IN_PROGRESS, NOT_STARTED = ActionStatus.DELIVERED, ActionStatus.IN_PROGRESS, ActionStatus.NOT_STARTED


@pytest.fixture
def place():
    area = AreaFactory(name="Northley")
    return {"user": UserFactory.coordinator(area), "area": area, "review": ReviewFactory(areas=[area])}


def plan_with(completion="", status="", progress="") -> bytes:
    return workbook(Plan=[(*HEAD, "Status", "Progress"), (*ROW, completion, status, progress)])


def notes(plan) -> str:
    return " ".join(of_row(plan, 2).entry.notes)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Closed - no longer required", SUPERSEDED),
        ("Closed as superseded", SUPERSEDED),
        ("superseded by the new pathway, complete with training", SUPERSEDED),
        ("Superseded", SUPERSEDED),
        ("Cancelled", SUPERSEDED),
        ("Canceled in May", SUPERSEDED),
        ("Withdrawn", SUPERSEDED),
        ("Action withdrawn by panel", SUPERSEDED),
        ("This has been replaced by action 9", SUPERSEDED),
        ("Not accepted", NOT_ACCEPTED),
        ("Rejected by agency", NOT_ACCEPTED),
        ("Transferred to the adults board", ActionStatus.TRANSFERRED),
    ],
)
@pytest.mark.parametrize("column", ["status", "completion"])
def test_what_the_plan_sets_aside_is_set_aside_with_its_words_as_the_reason(place, words, status, column):
    data = plan_with(**{column: words})
    plan = saved(data, **place)
    action = Action.objects.get()
    assert (action.status, action.updates.get().text) == (status, f"Imported: {words}")
    assert "set aside as" in notes(plan)
    assert of_row(planned(data, **place)[0], 2).outcome == PlanOutcome.UNCHANGED


@pytest.mark.parametrize(
    "words",
    [
        "Not superseded",
        "Cancelled course rebooked for May",
        "Rejected referrals are now looked at again",
        "Removed barriers to referral",
        "Complete? No longer required by the panel",
        "Closed, not completed",
    ],
)
def test_what_is_not_plainly_set_aside_or_done_stays_words(place, words):
    saved(plan_with(status=words), **place)
    action = Action.objects.get()
    assert (action.status, action.updates.get().text) == (IN_PROGRESS, f"Imported: {words}")


def test_set_aside_keeps_its_day(place):
    saved(plan_with(completion="Superseded 12/03/2025 by the national form, due 1 May 2031"), **place)
    assert Action.objects.get().updates.get().on == datetime.date(2025, 3, 12)


def test_set_aside_and_complete_in_one_row_is_not_delivered_and_the_row_says_so(place):
    plan = saved(plan_with(completion="Completed 12/03/2025", status="Superseded"), **place)
    action = Action.objects.get()
    assert (action.status, action.updates.get().text) == (SUPERSEDED, "Imported: Superseded\nCompleted 12/03/2025")
    assert "“Completed 12/03/2025” and “Superseded” don’t go together" in notes(plan)


def test_a_delivered_action_is_not_set_aside_by_a_plan(place):
    saved(plan_with(completion="Completed 12/03/2025"), **place)
    plan = saved(plan_with(status="Superseded"), **place)
    assert Action.objects.get().status == DELIVERED
    assert "nothing is added" in notes(plan)


def test_words_of_progress_that_sound_set_aside_are_told(place):
    plan = saved(plan_with(progress="Withdrawn by panel"), **place)
    assert Action.objects.get().status == IN_PROGRESS
    assert "sounds as if the action was set aside" in notes(plan)


@pytest.mark.parametrize("column", ["status", "completion"])
@pytest.mark.parametrize("words", ["Closed", "Closed by the board"])
def test_closed_alone_is_not_delivered_and_the_row_says_so(place, words, column):
    plan = saved(plan_with(**{column: words}), **place)
    assert Action.objects.get().status == IN_PROGRESS
    assert "“Closed” alone doesn’t say whether it was done" in notes(plan)


@pytest.mark.parametrize("words", ["Closed 12/03/2025", "12/03/2025 - closed"])
def test_closed_with_a_day_of_completion_is_reported_delivered(place, words):
    saved(plan_with(completion=words), **place)
    action = Action.objects.get()
    assert (action.status, action.delivered_on) == (DELIVERED, datetime.date(2025, 3, 12))


def test_closed_with_a_day_says_how_it_was_taken(place):
    assert "is taken as reported delivered" in notes(planned(plan_with(completion="Closed 12/03/2025"), **place)[0])


@pytest.mark.parametrize("words", ["Closed - complete", "Closed: delivered"])
def test_closed_and_done_is_reported_delivered(place, words):
    plan = saved(plan_with(status=words), **place)
    assert Action.objects.get().status == DELIVERED
    assert "“Closed”" not in notes(plan)


def test_closed_beside_a_completion_is_delivered(place):
    plan = saved(plan_with(completion="Completed 12/03/2025", status="Closed"), **place)
    assert Action.objects.get().status == DELIVERED
    assert "“Closed”" not in notes(plan)


@pytest.mark.parametrize("rag", ["R", "A", "G", "B", "g", "A/G", "Green", "AMBER", "Red!", "Blue", "RAG: Green"])
def test_a_rag_is_left_out_and_the_row_says_so(place, rag):
    plan = saved(plan_with(status=rag), **place)
    action = Action.objects.get()
    assert (action.status, action.updates.count()) == (NOT_STARTED, 0)
    assert "the RAG is worked out here" in notes(plan)


@pytest.mark.parametrize(
    ("words", "status", "kept"),
    [("Blue - complete", DELIVERED, "complete"), ("AMBER (slipping)", IN_PROGRESS, "slipping")],
)
def test_words_beside_a_rag_are_kept(place, words, status, kept):
    saved(plan_with(status=words), **place)
    action = Action.objects.get()
    assert (action.status, action.updates.get().text) == (status, f"Imported: {kept}")


@pytest.mark.parametrize("words", ["Red-flag process agreed", "Greenhill surgery trained", "A start was made"])
def test_words_that_begin_like_a_rag_are_none(place, words):
    saved(plan_with(status=words), **place)
    assert Action.objects.get().updates.get().text == f"Imported: {words}"


@pytest.mark.parametrize(
    ("words", "ago"),
    [
        ("{20} Training booked. {10} Training held.", 10),
        ("{20}: booked\n{10}: held\n{-30}: next one", 10),
        ("{20} Training booked. 31/02/2025 held.", 20),
        ("Booked on {20}, held on {10}", 0),
        ("{-30} Next course", 0),
    ],
)
def test_progress_holds_for_its_latest_day_that_is_not_to_come(place, words, ago):
    today = timezone.localdate()
    days = {str(each): f"{today - datetime.timedelta(days=each):%d/%m/%y}" for each in (20, 10, -30)}
    for name, day in days.items():
        words = words.replace("{" + name + "}", day)
    saved(plan_with(progress=words), **place)
    assert Action.objects.get().updates.get().on == today - datetime.timedelta(days=ago)


@pytest.mark.parametrize("column", ["status", "completion"])
@pytest.mark.parametrize(
    ("words", "percent"),
    [
        ("75% complete", 75),
        ("50% complete 1/10/25", 50),
        ("1/10/25 - 50% complete", 50),
        ("90% completed", 90),
        ("25 % complete", 25),
        ("About 75% complete", 75),
        ("60 per cent delivered", 60),
        ("Complete (75%)", 75),
        ("Ongoing, 75% complete", 75),
    ],
)
def test_a_percentage_of_what_is_done_is_progress_of_that_percentage(place, words, percent, column):
    plan = saved(plan_with(**{column: words}), **place)
    action = Action.objects.get()
    assert (action.status, action.percent, action.delivered_on) == (IN_PROGRESS, percent, None)
    assert action.updates.get().text == f"Imported: {words}"
    assert "Ongoing" in words or f"kept as progress of {percent}%" in notes(plan)


def test_a_later_file_delivers_what_was_done_by_a_percentage(place):
    saved(plan_with(completion="75% complete"), **place)
    saved(plan_with(completion="100% complete 12/03/2025"), **place)
    action = Action.objects.get()
    assert (action.status, action.delivered_on) == (DELIVERED, datetime.date(2025, 3, 12))


@pytest.mark.parametrize(
    "words",
    [
        "Aim to complete by 1/10/25",
        "Expected to complete 01/10/2025",
        "To complete 01/10/2025",
        "Complete by 1/10/25",
        "Completed by end of March 2025",
        "Will be fully completed on 01/10/2025",
        "Expected complete 01/10/2025",
        "First draft completed 12/03/2025",
        "Completed first draft 12/03/2025",
        "Phase 1 done 12/03/2025",
        "Mostly completed 12/03/2025",
        "Delivered to 4 of 9 teams 01/02/25",
        "Delivered 01/02/25 to 4 out of 9 teams",
        "01/02/25: 4 of 9 teams trained",
        "Delivered to some of the teams",
        "Complete, apart from housing",
        "Completed for three of the teams 01/02/25",
        "Met with the police 12/03/2025",
    ],
)
def test_what_is_meant_or_done_in_part_is_words_of_progress(place, words):
    plan = saved(plan_with(completion=words), **place)
    action = Action.objects.get()
    assert (action.status, action.delivered_on) == (IN_PROGRESS, None)
    assert "doesn’t plainly say that the action is done" in notes(plan) or not re.search("compl|deliv|done|met", words)


@pytest.mark.parametrize(
    "words",
    [
        "Completed 12/03/2025",
        "Training programme completed 12/03/2025",
        "Training to all staff completed 12/03/2025",
        "First aid training completed 12/03/2025",
        "Up to date policy completed 12/03/2025",
        "Completed 12/03/2025: 18 of 20 files were good",
        "Completed 12/03/2025 - 85% of staff trained",
        "Completed 12/03/2025, some said more is needed",
        "Completed 12/03/2025. First draft of the next one is due.",
        "Expected March 2025, completed 12/03/2025",
        "First draft 01/01/2025, completed 12/03/2025",
        "Delivered to 9 of 9 teams 12/03/2025",
        "100% complete 12/03/2025",
        "100 % complete, 12/03/2025",
        "Delivered as planned on 12/03/2025",
        "Completed by the police 12/03/2025",
        "Completed as part of the wider programme, 12/03/2025",
        "12/03/2025 - training delivered",
    ],
)
def test_what_is_plainly_done_is_delivered_on_its_day(place, words):
    saved(plan_with(completion=words), **place)
    action = Action.objects.get()
    assert (action.status, action.delivered_on) == (DELIVERED, datetime.date(2025, 3, 12))
