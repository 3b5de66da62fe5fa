import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.reviews.clocks import ClockState, clocks_of, decision_clock, is_paused, months_after, review_clock
from dhr.reviews.enums import Decision, ReviewKind, State
from dhr.reviews.models import Extension, Pause, Review, ReviewEvent


def day(text):
    return datetime.date.fromisoformat(text)


def events(*steps):
    """`("2024-01-31", State.NOTIFIED)`, or with a decision third, in the order of their dates."""
    return [
        ReviewEvent(on=day(on), state=state, decision=decision[0] if decision else "") for on, state, *decision in steps
    ]


def decision(today, *steps):
    return decision_clock(events(*steps), today=day(today), months=1)


def review(today, *steps, extended=()):
    extensions = [Extension(agreed_on=day(agreed), until=day(until)) for agreed, until in extended]
    return review_clock(events(*steps), extensions, today=day(today), months=6)


NOTIFIED = ("2024-01-31", State.NOTIFIED)
HELD = ("2024-02-20", State.DECIDED, Decision.REVIEW)
REFUSED = ("2024-02-20", State.DECIDED, Decision.NO_REVIEW)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-11-15", 1, "2024-12-15"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-06-30", 6, "2024-12-30"),
    ],
)
def test_months_are_counted_as_people_count_them(start, months, end):
    assert months_after(day(start), months) == day(end)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 60))
def test_a_month_later_is_in_the_month_after_and_no_day_further(start, months):
    end = months_after(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or (end + datetime.timedelta(days=1)).day == 1


def test_the_decision_is_due_a_month_after_the_notification():
    clock = decision("2024-02-10", NOTIFIED)
    assert (clock.state, clock.due, clock.days_left, clock.words) == (
        ClockState.RUNNING,
        day("2024-02-29"),
        19,
        "19 days left",
    )


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        ("2024-02-22", ClockState.DUE_SOON, "7 days left"),
        ("2024-02-29", ClockState.DUE_SOON, "due today"),
        ("2024-03-01", ClockState.OVERDUE, "1 day late"),
    ],
)
def test_a_decision_becomes_due_soon_and_then_overdue(today, state, words):
    clock = decision(today, NOTIFIED)
    assert (clock.state, clock.words) == (state, words)


def test_a_decision_is_met_on_the_day_it_is_due_and_late_the_day_after():
    assert decision("2025-01-01", NOTIFIED, ("2024-02-29", State.DECIDED)).state == ClockState.MET
    late = decision("2025-01-01", NOTIFIED, ("2024-03-01", State.DECIDED))
    assert (late.state, late.words) == (ClockState.MET_LATE, "1 day late")


def test_nothing_starts_without_a_notification():
    assert decision("2024-02-10").state == ClockState.NOT_STARTED
    assert review("2024-02-10").state == ClockState.NOT_STARTED
    assert review("2024-02-10", NOTIFIED).state == ClockState.NOT_STARTED


def test_the_review_is_due_six_months_after_the_decision():
    clock = review("2024-03-01", NOTIFIED, HELD)
    assert (clock.state, clock.due) == (ClockState.RUNNING, day("2024-08-20"))
    assert review("2024-07-21", NOTIFIED, HELD).state == ClockState.DUE_SOON
    assert review("2024-08-21", NOTIFIED, HELD).state == ClockState.OVERDUE
    assert review("2024-09-01", NOTIFIED, HELD, ("2024-08-20", State.SIGNED_OFF)).state == ClockState.MET


def test_an_extension_moves_the_date_and_keeps_the_first_one_in_sight():
    clock = review("2024-09-01", NOTIFIED, HELD, extended=[("2024-08-01", "2024-11-30"), ("2024-10-01", "2025-03-31")])
    assert (clock.state, clock.due, clock.first_due, clock.extensions) == (
        ClockState.EXTENDED,
        day("2025-03-31"),
        day("2024-08-20"),
        2,
    )
    overdue = review("2025-04-02", NOTIFIED, HELD, extended=[("2024-08-01", "2025-03-31")])
    assert (overdue.state, overdue.words) == (ClockState.OVERDUE, "2 days late")


def test_a_review_signed_off_inside_its_extension_is_on_time():
    done = ("2025-03-01", State.SIGNED_OFF)
    assert review("2025-06-01", NOTIFIED, HELD, done).state == ClockState.MET_LATE
    assert review("2025-06-01", NOTIFIED, HELD, done, extended=[("2024-08-01", "2025-03-31")]).state == ClockState.MET


def test_a_decision_against_a_review_starts_no_clock():
    clock = review("2025-01-01", NOTIFIED, REFUSED)
    assert (clock.state, clock.words) == (ClockState.NOT_HELD, "no review is proposed")
    for answer, words in (
        (Decision.UPHELD, "the Home Office agrees that no review is held"),
        (Decision.RECONSIDER, "the Home Office asks to reconsider"),
    ):
        clock = review("2025-01-01", NOTIFIED, REFUSED, ("2024-03-01", State.HOME_OFFICE_TOLD, answer))
        assert (clock.state, clock.words, clock.due) == (ClockState.NOT_HELD, words, None)
    closed = review("2025-01-01", NOTIFIED, REFUSED, ("2024-05-01", State.CLOSED))
    assert closed.state == ClockState.NOT_HELD


def test_a_directed_review_is_counted_from_the_direction():
    clock = review("2024-06-01", NOTIFIED, REFUSED, ("2024-05-10", State.HOME_OFFICE_TOLD, Decision.DIRECTED))
    assert (clock.state, clock.due) == (ClockState.RUNNING, day("2024-11-10"))


def test_a_decision_that_was_reconsidered_starts_the_clock_anew():
    again = ("2024-06-01", State.DECIDED, Decision.REVIEW)
    assert review("2024-06-05", NOTIFIED, REFUSED, again).due == day("2024-12-01")


def test_a_return_to_drafting_does_not_move_the_start_or_the_sign_off():
    clock = review(
        "2026-01-01",
        HELD,
        ("2024-08-01", State.SIGNED_OFF),
        ("2025-06-01", State.QA_LETTER),
        ("2025-07-01", State.DRAFTING),
        ("2025-09-01", State.SIGNED_OFF),
    )
    assert (clock.state, clock.ended) == (ClockState.MET, day("2024-08-01"))


@pytest.mark.parametrize("state", [State.STOPPED, State.JOINED, State.TRANSFERRED])
def test_the_clocks_of_a_review_that_left_its_course_stop(state):
    left = ("2024-02-15", state)
    assert decision("2025-01-01", NOTIFIED, left).state == ClockState.STOPPED
    assert review("2025-01-01", NOTIFIED, HELD, ("2024-03-15", state)).state == ClockState.STOPPED


def test_a_pause_is_shown_and_stops_no_clock():
    steps = [NOTIFIED, HELD, ("2024-03-15", State.PAUSED)]
    assert review("2025-01-01", *steps).state == ClockState.OVERDUE
    assert is_paused(events(*steps), [], day("2025-01-01"))
    trial = Pause(since=day("2024-03-01"), until=day("2024-05-01"))
    assert is_paused([], [trial], day("2024-04-30"))
    assert not is_paused([], [trial], day("2024-05-01"))


def test_where_a_date_was_never_recorded_nobody_is_called_late():
    published = ("2024-05-01", State.PUBLISHED)
    assert decision("2025-01-01", published).state == ClockState.UNKNOWN
    assert review("2025-01-01", published).state == ClockState.UNKNOWN
    assert review("2025-01-01", NOTIFIED, HELD, published).state == ClockState.UNKNOWN
    assert review("2025-01-01", NOTIFIED, ("2024-05-01", State.DRAFTING)).words == "the decision is not recorded"


@pytest.mark.django_db
def test_a_marac_review_has_no_clocks_and_withdrawn_events_move_none(django_assert_num_queries):
    marac = Review.objects.create(title="A MARAC", kind=ReviewKind.MARAC)
    assert clocks_of(marac) is None
    death = Review.objects.create(title="Nadia, died March 2023")
    ReviewEvent.objects.create(review=death, state=State.NOTIFIED, on=day("2024-01-31"))
    wrong = ReviewEvent.objects.create(review=death, state=State.DECIDED, on=day("2024-02-01"))
    wrong.withdrawn_at, wrong.withdrawn_because = datetime.datetime.now(datetime.UTC), "Another review's"
    wrong.save()
    read = Review.objects.prefetch_related("events", "extensions", "pauses").get(pk=death.pk)
    with django_assert_num_queries(0):
        clocks = clocks_of(read, today=day("2024-03-05"))
    assert clocks.current == clocks.decision
    assert clocks.decision.state == ClockState.OVERDUE


@pytest.mark.django_db
def test_the_months_are_settings(settings):
    settings.DECISION_MONTHS, settings.REVIEW_MONTHS = 2, 12
    death = Review.objects.create(title="Nadia, died March 2023")
    ReviewEvent.objects.create(review=death, state=State.NOTIFIED, on=day("2024-01-31"))
    ReviewEvent.objects.create(review=death, state=State.DECIDED, on=day("2024-02-20"), decision=Decision.REVIEW)
    clocks = clocks_of(death, today=day("2024-03-05"))
    assert (clocks.decision.due, clocks.review.due) == (day("2024-03-31"), day("2025-02-20"))
