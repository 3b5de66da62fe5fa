"""What is recorded after the report on its day: the next report tells it, once."""

import datetime

import pytest

from dhr.actions.enums import ReportKind, UpdateKind
from dhr.actions.models import BoardReport, Escalation, Sending
from dhr.actions.reports.figures import figures
from dhr.actions.reports.issuing import figures_of, issue
from dhr.actions.updates import record
from dhr.reviews.enums import State
from tests.factories import (
    ActionFactory,
    AreaFactory,
    BodyFactory,
    DocumentFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

from .test_figures import numbers, told
from .work import day, evidence, on

pytestmark = pytest.mark.django_db
AUDIT = evidence("practice-audit", "Nine of ten.")


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def action(area):
    with on("2026-01-05"):
        review = ReviewFactory(areas=[area])
        asked = RecommendationFactory(review=review, document=DocumentFactory(review=review))
        return ActionFactory(recommendation=asked, owner=OwnerFactory(area=area), text="Train all.")


def report(area, since, until, kind=ReportKind.QUARTERLY):
    return figures(area, kind, day(since), day(until))


def late(found) -> list[tuple]:
    return [cells[2:] for cells in told(found, "late-updates").values()]


def deliver(action, *, on_day: str, recorded: datetime.datetime | str):
    with on(recorded):
        record(action, UpdateKind.DELIVERED, by_owner=action.owner, text="All.", on=day(on_day), evidence=[AUDIT])


def test_what_is_recorded_late_is_in_the_next_report_and_in_no_other(area, action):
    deliver(action, on_day="2026-03-20", recorded="2026-04-03")
    with on("2026-10-10"):
        quarters = [
            report(area, since, until)
            for since, until in (
                ("2026-01-01", "2026-03-31"),
                ("2026-04-01", "2026-06-30"),
                ("2026-07-01", "2026-09-30"),
            )
        ]
    expected = ("Reported as delivered", "2026-03-20", "2026-04-03", "Audit of practice", "All.")
    assert [late(found) for found in quarters] == [[], [expected], []]
    assert [numbers(found, "evidence-by-kind") for found in quarters] == [{}, {}, {}]


def test_what_is_recorded_within_the_period_of_its_day_is_not_late(area, action):
    deliver(action, on_day="2026-03-20", recorded="2026-03-31")
    with on("2026-10-10"):
        found = [report(area, "2026-01-01", "2026-03-31"), report(area, "2026-04-01", "2026-06-30")]
    assert [late(each) for each in found] == [[], []]
    assert numbers(found[0], "evidence-by-kind") == {"Audit of practice": 1, "In all": 1}


def test_what_is_recorded_once_the_report_of_that_very_day_is_issued_is_in_the_next_one(area, action):
    with on("2026-03-31"):
        first = BoardReport.objects.create(
            area=area, kind=ReportKind.QUARTERLY, since=day("2026-01-01"), until=day("2026-03-31"), by=UserFactory()
        )
        issue(first, by=first.by)
    with on("2026-03-31") as clock:
        clock.shift(datetime.timedelta(hours=2))
        record(action, UpdateKind.DELIVERED, by_owner=action.owner, text="All.", on=day("2026-03-20"))
    first.refresh_from_db()
    with on("2026-06-30"):
        assert late(report(area, "2026-04-01", "2026-06-30"))
        assert not late(figures_of(first))
        assert not late(report(area, "2026-04-01", "2026-06-30", ReportKind.ANNUAL)), "no annual one was issued then"


def test_what_a_correction_took_back_is_not_late(area, action):
    deliver(action, on_day="2026-03-20", recorded="2026-04-03")
    with on("2026-04-05"):
        wrong = action.updates.get()
        record(action, UpdateKind.CORRECTED, by_owner=action.owner, text="Another one.", corrects=wrong)
    with on("2026-07-10"):
        assert late(report(area, "2026-04-01", "2026-06-30")) == []


def test_steps_of_reviews_that_are_recorded_late_are_counted_and_small_numbers_kept(area, action):
    review = action.recommendation.review
    with on("2026-04-10"):
        review.events.create(state=State.NOTIFIED, on=day("2026-03-25"))
    with on("2026-07-10"):
        assert numbers(report(area, "2026-01-01", "2026-03-31"), "reviews-late") == {}
        assert numbers(report(area, "2026-04-01", "2026-06-30"), "reviews-late") == {"Notified": "1 to 4"}


def test_an_answer_that_is_recorded_late_is_in_the_next_years_list(area, action):
    recommendation = action.recommendation
    with on("2026-02-03"):
        sent = Sending.objects.create(
            recommendation=recommendation, sent_to="Home Office", sent_on=day("2026-02-03"), proof="Letter 7"
        )
    with on("2026-04-10"):
        sent.replied_on, sent.reply = day("2026-03-20"), "We will."
        sent.save()
    years = ("2025-04-01", "2026-03-31"), ("2026-04-01", "2027-03-31"), ("2027-04-01", "2028-03-31")
    with on("2028-05-01"):
        found = [list(told(report(area, *year, ReportKind.ANNUAL), "sendings").values()) for year in years]
    assert found == [
        [("Home Office", "2026-02-03", None, "")],
        [("Home Office", "2026-02-03", "2026-03-20", "We will.")],
        [],
    ]


def test_a_boards_answer_that_came_after_its_quarter_is_in_the_next_report_and_in_no_other(area, action):
    with on("2026-03-20"):
        brought = Escalation.objects.create(
            action=action, body=BodyFactory(area=area), red_since=day("2026-03-01"), on=day("2026-03-20")
        )
    with on("2026-04-10"):
        brought.answer, brought.answered_on = "The director reports in May.", day("2026-03-28")
        brought.save()
    quarters = ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30")
    with on("2026-10-10"):
        found = [report(area, *quarter) for quarter in quarters]
    answers = [[cells[-2:] for cells in told(each, "escalations").values()] for each in found]
    assert answers == [[(None, "")], [("2026-03-28", "The director reports in May.")], []]


def test_an_action_that_was_entered_once_it_was_done_took_no_fewer_than_no_days(area, action):
    action.starts_on = day("2025-06-01")
    action.save()
    deliver(action, on_day="2025-12-01", recorded="2026-01-06")
    with on("2026-01-07"):
        record(action, UpdateKind.VERIFIED, by=UserFactory(), text="Seen.", on=day("2025-12-03"))
    with on("2026-04-02"):
        found = report(area, "2025-04-01", "2026-03-31", ReportKind.ANNUAL)
    assert told(found, "time-to-complete")["Actions verified"] == (1, 2, 2, 2)
