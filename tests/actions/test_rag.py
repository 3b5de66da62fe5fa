"""The RAG of one action on one day: the brief's rules, each at its edge."""

import datetime

import pytest

from dhr.actions.enums import ActionStatus, Because, Outlook, Rag
from dhr.actions.rag import Rating, Rules, Standing, rate

TODAY = datetime.date(2026, 6, 30)
RULES = Rules()


def day(offset: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=offset)


def standing(**facts) -> Standing:
    """An action under way, heard of ten days ago, due in half a year."""
    usual = {
        "status": ActionStatus.IN_PROGRESS,
        "created_on": day(-200),
        "target_date": day(180),
        "reported_on": day(-10),
    }
    return Standing(**usual | facts)


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({}, Rating(Rag.GREEN, Because.ON_COURSE)),
        ({"target_date": day(0), "percent": 50}, Rating(Rag.GREEN, Because.ON_COURSE)),
        ({"target_date": day(-1), "percent": 99}, Rating(Rag.RED, Because.PAST_TARGET, day(0))),
        ({"target_date": day(-40)}, Rating(Rag.RED, Because.PAST_TARGET, day(-39))),
        ({"target_date": day(30), "percent": 49}, Rating(Rag.AMBER, Because.HALF_UNDONE)),
        ({"target_date": day(30), "percent": None}, Rating(Rag.AMBER, Because.HALF_UNDONE)),
        ({"target_date": day(31), "percent": 0}, Rating(Rag.GREEN, Because.ON_COURSE)),
        ({"reported_on": day(-91)}, Rating(Rag.GREEN, Because.ON_COURSE)),
        ({"reported_on": day(-92)}, Rating(Rag.RED, Because.SILENT, day(0))),
        ({"reported_on": None, "created_on": day(-92)}, Rating(Rag.RED, Because.SILENT, day(0))),
        ({"next_milestone": day(-1)}, Rating(Rag.AMBER, Because.MILESTONE_MISSED)),
        ({"next_milestone": day(0)}, Rating(Rag.GREEN, Because.ON_COURSE)),
        ({"outlook": Outlook.RECOVERABLE}, Rating(Rag.AMBER, Because.RECOVERABLE)),
        ({"outlook": Outlook.CANNOT}, Rating(Rag.RED, Because.CANNOT, day(-10))),
        ({"outlook": Outlook.CANNOT, "target_date": day(-30)}, Rating(Rag.RED, Because.PAST_TARGET, day(-29))),
        ({"target_date": None}, Rating(Rag.GREEN, Because.ON_COURSE)),
    ],
)
def test_an_action_under_way_is_red_amber_or_green_by_the_first_rule_that_fits(facts, rating):
    assert rate(standing(**facts), RULES, TODAY) == rating


@pytest.mark.parametrize("status", [ActionStatus.COMPLETE, ActionStatus.IMPACT_CHECKED])
def test_what_is_verified_is_blue_however_late_it_was(status):
    assert rate(standing(status=status, target_date=day(-400)), RULES, TODAY).rag == Rag.BLUE


@pytest.mark.parametrize("status", [ActionStatus.NOT_ACCEPTED, ActionStatus.SUPERSEDED, ActionStatus.TRANSFERRED])
def test_what_was_set_aside_is_not_rated(status):
    assert rate(standing(status=status, target_date=day(-400)), RULES, TODAY).rag == Rag.NONE


def test_delivered_work_waits_a_month_for_its_evidence_to_be_verified_and_is_amber_then():
    delivered = standing(status=ActionStatus.DELIVERED, target_date=day(-60), delivered_on=day(-30))
    assert rate(delivered, RULES, TODAY) == Rating(Rag.GREEN, Because.AWAITING)
    assert rate(delivered, RULES, day(1)) == Rating(Rag.AMBER, Because.UNVERIFIED)


def test_delivered_work_waits_from_the_day_on_which_the_partnership_was_told():
    delivered = standing(status=ActionStatus.DELIVERED, delivered_on=day(-400), delivery_told_on=day(-30))
    assert rate(delivered, RULES, TODAY) == Rating(Rag.GREEN, Because.AWAITING)
    assert rate(delivered, RULES, day(1)) == Rating(Rag.AMBER, Because.UNVERIFIED)


def test_work_that_begins_later_is_grey_until_its_start_and_silence_counts_from_there():
    later = standing(
        status=ActionStatus.NOT_STARTED, reported_on=None, created_on=day(-300), starts_on=day(1), target_date=day(400)
    )
    assert rate(later, RULES, TODAY).rag == Rag.GREY
    assert rate(later, RULES, day(1)).rag == Rag.GREEN
    assert rate(later, RULES, day(1 + 91)).rag == Rag.GREEN
    assert rate(later, RULES, day(1 + 92)) == Rating(Rag.RED, Because.SILENT, day(93))


def test_without_a_start_date_it_is_grey_until_a_quarter_before_its_first_date():
    unstarted = standing(
        status=ActionStatus.NOT_STARTED, reported_on=None, target_date=day(200), next_milestone=day(92)
    )
    assert rate(unstarted, RULES, TODAY).rag == Rag.GREY
    assert rate(unstarted, RULES, day(1)).rag == Rag.GREEN


def test_numbers_and_dates_beyond_the_calendar_take_no_board_away():
    last = datetime.date.max
    boundless = Rules(silent_days=3_000_000, not_due_days=3_000_000)
    assert rate(standing(), boundless, TODAY).rag == Rag.GREEN
    unstarted = standing(status=ActionStatus.NOT_STARTED, reported_on=None)
    assert rate(unstarted, boundless, TODAY).rag == Rag.GREEN
    assert rate(standing(starts_on=last, target_date=last), RULES, TODAY).rag == Rag.GREEN
    assert rate(standing(target_date=day(-1)), boundless, TODAY) == Rating(Rag.RED, Because.PAST_TARGET, TODAY)


def test_an_area_can_set_every_number():
    rules = Rules(soon_days=10, half=80, silent_days=20, not_due_days=5, verify_days=3)
    assert rate(standing(target_date=day(11), percent=0), rules, TODAY).rag == Rag.GREEN
    assert rate(standing(target_date=day(10), percent=79), rules, TODAY).rag == Rag.AMBER
    assert rate(standing(reported_on=day(-21)), rules, TODAY).because == Because.SILENT
    unstarted = standing(status=ActionStatus.NOT_STARTED, reported_on=None, created_on=day(0), target_date=day(6))
    assert rate(unstarted, rules, TODAY).rag == Rag.GREY
    delivered = standing(status=ActionStatus.DELIVERED, delivered_on=day(-4))
    assert rate(delivered, rules, TODAY).because == Because.UNVERIFIED
