"""The figures of a report, against what was counted by hand in `work`."""

import json

import pytest

from dhr.actions.enums import Rag, ReportKind
from dhr.actions.models import Recommendation
from dhr.actions.reports.actions import NOT_READABLE
from dhr.actions.reports.figures import figures
from dhr.actions.reports.happened import NOT_HERE
from dhr.actions.reports.known import Known
from dhr.actions.reports.period import Period
from dhr.actions.reports.suppression import WITHHELD
from dhr.actions.reports.tables import Figures, Table
from dhr.areas.enums import Role
from tests.factories import AreaFactory, MembershipFactory, UserFactory

from .work import SINCE, UNTIL, day, on, some_work

pytestmark = pytest.mark.django_db


def told(found: Figures, key: str) -> dict[str, tuple]:
    """The lines of a table: the rest of the cells by the first one."""
    (table,) = [table for table in found.tables if table.key == key]
    return {line.cells[0]: line.cells[1:] for line in table.lines}


def numbers(found: Figures, key: str) -> dict[str, object]:
    """What of a table isn't nothing."""
    return {name: cells[-1] for name, cells in told(found, key).items() if cells[-1]}


@pytest.fixture
def work():
    return some_work()


@pytest.fixture
def quarter(work):
    return figures(work.area, ReportKind.QUARTERLY, SINCE, UNTIL)


def test_reviews_stand_as_they_were_known_at_the_end(quarter):
    assert numbers(quarter, "reviews-by-state") == {
        "No step recorded": 2,
        "Notified": 1,
        "Decided": 2,
        "Drafting": 1,
        "Submitted for quality assurance": 1,
        "In all": 7,
    }
    clocks = {name: cells for name, cells in told(quarter, "reviews-by-clock").items() if any(cells)}
    assert clocks == {
        "Not started": (1, 2),
        "Running": (1, 0),
        "Extended": (0, 1),
        "Met on time": (2, 1),
        "Met late": (1, 0),
        "Not held": (0, 1),
        "A date is missing": (1, 1),
        "None: a MARAC review": (1, 1),
        "In all": (7, 7),
    }
    assert numbers(quarter, "reviews-by-extensions") == {"Never": 6, "Once": 1, "In all": 7}
    assert numbers(quarter, "reviews-paused") == {"Paused, or a part waits": 1, "Nothing waits": 6, "In all": 7}


def test_what_was_done_within_the_quarter(quarter):
    assert numbers(quarter, "review-steps") == {
        "Notified": 2,
        "Signed off by the partnership": 1,
        "Submitted for quality assurance": 1,
        "Extensions agreed": 1,
        "Pauses begun": 1,
    }
    assert numbers(quarter, "decisions") == {"No review is proposed": 1, "In all": 1}
    assert numbers(quarter, "quality-assurance") == {"Went back to drafting or was sent again": 1, "In all": 1}


def test_actions_stand_as_they_were_known_at_the_end(quarter):
    counted = [cells[0] for cells in told(quarter, "actions-by-rag").values()]
    assert dict(zip([*Rag, "all"], counted, strict=True)) == {
        Rag.RED: 1,
        Rag.AMBER: 1,
        Rag.GREEN: 2,
        Rag.BLUE: 1,
        Rag.GREY: 1,
        Rag.NONE: 1,
        "all": 7,
    }
    assert numbers(quarter, "actions-by-agency") == {"Aldermere Council": 3, "No agency named": 4, "In all": 7}
    assert numbers(quarter, "actions-by-review") == {"Review 1": 6, "Review 4": 1, "In all": 7}
    assert numbers(quarter, "open-actions-by-age") == {"Three to six months": 5, "In all": 5}
    assert numbers(quarter, "actions-by-slips") == {"Never": 6, "Once": 1, "In all": 7}
    assert len(quarter.register.lines) == 7


def test_what_came_about_is_listed_with_its_reason(quarter):
    assert told(quarter, "red-actions") == {
        "1: Write the pathway.": (
            "Review 1",
            "Aldermere Council",
            "2026-03-15",
            16,
            "Past its target date",
            "20 January 2026: A first draft.",
        )
    }
    assert told(quarter, "slips") == {
        "1: Train all teams.": (
            "Review 1",
            "Aldermere Council",
            "2026-03-01",
            "2026-04-30",
            "The trainer is ill.",
        )
    }
    assert told(quarter, "escalations") == {
        "1: Write the pathway.": (
            "Review 1",
            "Aldermere Council",
            "Review subgroup",
            "2026-03-20",
            "2026-03-16",
            None,
            "",  # it answered after the quarter
        )
    }
    assert numbers(quarter, "evidence-by-kind") == {"Audit of practice": 1, "Policy or procedure": 1, "In all": 2}
    assert [cells[-1] for cells in told(quarter, "evidence").values()] == [
        "Enquiry made in 38 of 40 files",
        "The policy",
    ]
    assert told(quarter, "repeats") == {"Train the front door.": (NOT_HERE, "Staff moved on.")}


def test_the_board_reads_no_words_of_what_its_chair_may_not_read(work, quarter):
    kept = json.dumps(quarter.as_json())
    assert "Zq" not in kept
    assert [line.cells[0] for line in quarter.register.lines].count(NOT_READABLE) == 1
    chair = UserFactory()
    MembershipFactory(user=chair, area=work.area, role=Role.CSP_CHAIR)
    known = Known(work.area, Period(SINCE, UNTIL))
    readable = Recommendation.objects.visible_to(chair).filter(pk__in=known.may_be_seen)
    assert known.readable == set(readable.values_list("pk", flat=True))


def test_a_later_report_has_what_was_recorded_since(work):
    with on("2026-06-30"):
        found = figures(work.area, ReportKind.QUARTERLY, day("2026-04-01"), day("2026-06-30"))
    assert numbers(found, "reviews-by-state")["Decided"] == 3
    assert numbers(found, "reviews-by-extensions") == {"Never": 6, "Twice or more": 1, "In all": 7}
    assert numbers(found, "decisions") == {}, "it was decided in the quarter before"
    assert numbers(found, "reviews-late") == {"Decisions": 1, "Extensions agreed": 1}, "told then, once"
    assert numbers(found, "actions-by-rag")["Blue: complete and verified"] == 2


def test_the_figures_survive_being_kept(quarter):
    assert Figures.from_json(json.loads(json.dumps(quarter.as_json()))) == quarter


def test_a_year_adds_trends_themes_impact_and_costs(work):
    with on("2026-07-10"):
        year = figures(work.area, ReportKind.ANNUAL, day("2025-07-01"), day("2026-06-30"))
    assert told(year, "reviews-by-quarter")["Notified"] == (0, 1, 2, 0, 3)
    assert told(year, "reviews-by-quarter")["Decisions"] == (0, 1, 2, 0, 3)
    assert numbers(year, "review-steps")["Notified"] == 3
    assert told(year, "actions-by-quarter") == {
        "Begun": (0, 3, 4, 0, 7),
        "Delivered": (0, 0, 2, 0, 2),
        "Verified": (0, 0, 1, 1, 2),
        "Target dates put back": (0, 0, 1, 0, 1),
    }
    assert told(year, "rag-by-quarter")["Red"] == (0, 0, 1, 3)
    assert told(year, "rag-by-quarter")["In all"] == (0, 3, 7, 7)
    assert told(year, "time-to-complete")["Actions verified"] == (2, 66, 66, 87)
    assert told(year, "time-to-complete")["Reviews signed off, from the decision"] == (None, 82, None, None)
    assert told(year, "library-themes")["Training"] == (1, 6, 3, 2, 2)
    assert told(year, "library-themes")["No theme"] == (2, 1, 1, 1, 0)
    assert told(year, "impact") == {
        "1: Publish the policy.": (
            "Review 1",
            "No agency named",
            "2026-06-02",
            "Staff ask.",
            "Staff asked in nine of ten calls.",
        )
    }
    assert told(year, "costs") == {"Actions": (2, 155050), "Actions verified in the year": (1, 30000)}
    assert numbers(year, "national") == {"National recommendations": 1, "Sent to a department": 1, "Answered": 1}
    assert told(year, "sendings") == {
        "The department should fund it.": ("Home Office", "2026-02-03", "2026-04-09", "We will.")
    }
    assert numbers(year, "totals")["Recommendations made in the year"] == 3


def test_a_joint_review_is_in_both_areas_reports_and_once_in_each(work):
    other = figures(work.other, ReportKind.QUARTERLY, SINCE, UNTIL)
    assert other.small_number == 5
    assert told(other, "reviews-by-state") == {"In all": ("1 to 4",)}
    assert len(other.register.lines) == 1


def test_small_numbers_of_reviews_are_in_no_table():
    found = figures(some_work(small_number=5).area, ReportKind.QUARTERLY, SINCE, UNTIL)
    printed = [cell for table in found.parts[0].tables for line in table.lines for cell in line.cells[1:]]
    assert {"1 to 4", 7} <= set(printed)
    assert all(cell in ("1 to 4", WITHHELD, 0) or cell >= 5 for cell in printed)


def test_where_the_number_of_reviews_is_small_no_review_is_named():
    found = figures(some_work(small_number=8).area, ReportKind.QUARTERLY, SINCE, UNTIL)
    assert told(found, "reviews-by-state") == {"In all": ("1 to 7",)}
    assert set(numbers(found, "actions-by-review")) == {"A review, not named", "In all"}
    assert "Review 1" not in json.dumps(found.as_json())


def test_an_empty_area_has_a_report_of_nothing():
    found = figures(AreaFactory(), ReportKind.ANNUAL, SINCE, UNTIL)
    assert numbers(found, "reviews-by-state") == {}
    assert not any(table.lines for table in found.tables if table.listing)
    assert all(not cell for cell in _counts(found))


def _counts(found: Figures) -> list:
    def cells(table: Table) -> list:
        return [cell for line in table.lines for cell in line.cells[1:]]

    return [cell for table in found.tables for cell in cells(table)]
