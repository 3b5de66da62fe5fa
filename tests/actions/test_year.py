"""Twelve months of a region's actions, lived by the product and reckoned without it, must come out the same."""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction

from tests.data_dir import data_dir

from .year.diary import Diary, live_through
from .year.make import make_script
from .year.plain import Script

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.xdist_group("year")]
SEED = 7


@pytest.fixture(scope="module")
def script() -> Script:
    return make_script(SEED)


@pytest.fixture(scope="module")
def diary(script, django_db_setup, django_db_blocker, tmp_path_factory) -> Diary:
    """Lived once for all tests here, in a transaction that is taken back: they compare plain data."""
    with django_db_blocker.unblock(), data_dir(tmp_path_factory.mktemp("year")), transaction.atomic():
        lived = live_through(script, SEED)
        transaction.set_rollback(True)
    return lived


def differences(shown, reckoned) -> list[tuple]:
    """The first of what stands in one and not in the other, each from both sides."""
    return [pair for pair in zip(shown, reckoned, strict=True) if pair[0] != pair[1]][:5]


def only_in_one(one, other) -> tuple[list, list]:
    one, other = Counter(one), Counter(other)
    return list((one - other).elements())[:5], list((other - one).elements())[:5]


def test_the_year_is_as_large_as_a_region_and_as_varied(script, diary):
    assert (len(script.reviews), len(script.recommendations)) == (40, 600)
    last = diary.shown[script.last]
    assert len(last) == 1500
    assert {line.rag for line in last} == {"red", "amber", "green", "blue", "grey", "none"}
    assert len({line.status for line in last}) == 8
    assert diary.kills > 50


def test_every_months_end_the_board_shows_what_is_reckoned(script, diary):
    found = {day: differences(diary.shown[day], diary.reckoned[day]) for day in script.month_ends()}
    assert not any(found.values()), found


def test_history_answers_for_every_months_end_what_the_board_showed_then(script, diary):
    found = {day: differences(diary.remembered[day], diary.shown[day]) for day in script.month_ends()}
    assert not any(found.values()), found


def test_quarterly_and_annual_reports_have_the_numbers_that_are_reckoned(diary):
    assert len(diary.reports) == 15
    for report, expected in diary.reports_reckoned.items():
        found = {table: numbers for table, numbers in diary.reports[report].items() if table in expected}
        assert found == expected, report


def test_nothing_is_taken_that_must_be_refused_nor_refused_that_must_be_taken(diary):
    assert diary.wrongly_taken == []


def test_owners_are_told_what_must_be_told_and_nothing_else(diary):
    assert only_in_one(diary.letters, diary.letters_reckoned) == ([], [])


def test_no_address_is_written_to_twice_within_a_week(diary):
    days = {}
    for letter in diary.letters:
        days.setdefault(letter.address, []).append(letter.day)
    gaps = [(after - before).days for told in days.values() for before, after in pairwise(told)]
    assert min(gaps) == 7


def test_red_actions_come_before_the_bodies_that_they_must_come_before(diary):
    assert only_in_one(diary.brought, diary.brought_reckoned) == ([], [])


def test_every_letter_is_queued_once_for_whom_it_is(script, diary):
    address = {body.key: body.address for body in script.bodies}
    to_bodies = {(brought.day, address[brought.body]) for brought in diary.brought_reckoned if address[brought.body]}
    expected = [("escalation", to, day) for day, to in to_bodies]
    expected += [("owner", letter.address, letter.day) for letter in diary.letters_reckoned]
    assert only_in_one(diary.queued, expected) == ([], [])


def test_no_letter_leaves_twice_or_is_lost_though_the_worker_is_killed(diary):
    sent, uncertain, left = diary.posted["sent"], diary.posted["uncertain"], diary.posted["left"]
    assert diary.posted.keys() == {"sent", "uncertain", "left"}
    assert sent - left == Counter(), "noted as sent, and never left"
    assert left - sent - uncertain == Counter(), "left more often than it was queued"
    assert uncertain.total() <= diary.kills
