"""How old a recommendation is: no younger for having been read today from an old paper."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dhr.actions.board.charts import ageing
from dhr.actions.board.filters import TESTS, in_order
from dhr.actions.board.rows import rows
from dhr.actions.enums import Provenance, ReportKind
from dhr.actions.models import Action, TrackingRules
from dhr.actions.regional import Age, shared_in, sharing_areas
from dhr.actions.reports.figures import figures
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    RecommendationFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OLD = datetime.date(2015, 3, 1)
BEFORE = datetime.datetime(2015, 1, 1, tzinfo=datetime.UTC)  # while the paper was written here


@pytest.fixture
def area():
    area = AreaFactory(region=RegionFactory())
    TrackingRules.objects.create(area=area, shares_with_region=True)
    return area


def read_today(area, dated, **facts):
    """An action of a recommendation that was read today from a paper of that date."""
    review = ReviewFactory(areas=[area])
    facts = {"review": review, "document": DocumentFactory(review=review, dated=dated)} | facts
    return ActionFactory(recommendation=RecommendationFactory(**{"provenance": Provenance.EXTRACTED} | facts))


@pytest.mark.parametrize(
    ("facts", "dated", "since"),
    [
        ({}, OLD, OLD),
        ({"made_on": datetime.date(2014, 1, 1)}, OLD, datetime.date(2014, 1, 1)),
        ({"provenance": Provenance.WRITTEN, "created_at": BEFORE}, OLD, OLD),
        ({"provenance": Provenance.IMPORTED, "created_at": BEFORE}, OLD, OLD),
        ({"provenance": Provenance.IMPORTED}, OLD, None),
        ({"provenance": Provenance.IMPORTED}, None, None),
        ({}, None, None),
    ],
)
def test_its_age_is_counted_from_its_own_date_or_its_papers(area, facts, dated, since):
    action = read_today(area, dated, **facts)
    assert action.recommendation.since == since
    (row,) = rows(Action.objects.all())
    assert row.made_on == since


@pytest.mark.parametrize("dated", [None, OLD])
def test_one_that_was_written_here_is_as_old_as_its_entry(area, dated):
    action = read_today(area, dated, provenance=Provenance.WRITTEN)
    assert action.recommendation.since == timezone.localdate()
    (row,) = rows(Action.objects.all())
    assert row.made_on == timezone.localdate()


@pytest.mark.parametrize(
    ("provenance", "told"),
    [(Provenance.WRITTEN, "not stated; entered on"), (Provenance.EXTRACTED, "its paper is of 1 March 2015")],
)
def test_its_page_and_its_form_say_what_its_age_is_counted_from(client, area, provenance, told):
    recommendation = read_today(area, OLD, provenance=provenance).recommendation
    client.force_login(UserFactory.coordinator(area))
    page = client.get(f"/desk/recommendations/{recommendation.pk}/").content.decode()
    assert told in page
    assert ("Listed with, but not read from" in page) == (provenance == Provenance.WRITTEN)
    address = f"/desk/reviews/{recommendation.review.public_id}/recommendations/{recommendation.pk}/change/"
    counted = {
        Provenance.WRITTEN: "from the day it was entered, or",
        Provenance.EXTRACTED: "from the date of its paper.",
    }
    assert counted[provenance] in client.get(address).content.decode()


def test_board_chart_region_and_report_know_an_old_catalogue_as_old_and_an_undated_one_as_not_known(area):
    old, undated = read_today(area, OLD), read_today(area, None)
    found = {row.pk: row for row in rows(Action.objects.all())}
    assert TESTS["made_before"](found[old.pk], datetime.date(2016, 1, 1))
    assert not TESTS["made_before"](found[undated.pk], timezone.localdate() + datetime.timedelta(days=1))
    assert [row.pk for row in in_order(found.values(), "-age")] == [old.pk, undated.pk]
    bands = {band.label: band.total for band in ageing(found.values(), timezone.localdate())}
    assert (bands["Under 6 months"], bands["2 years and over"], bands["Not known"]) == (0, 1, 1)
    ages = {each.recommendation: each.age for each in shared_in(sharing_areas(area.region))}
    assert ages == {old.recommendation: Age.OLDER, undated.recommendation: Age.UNKNOWN}
    year = _report(area, ReportKind.ANNUAL)
    assert year["open-actions-by-age"]["Two years or more"] == 1
    assert year["open-actions-by-age"]["Not known"] == 1
    assert year["totals"]["Recommendations made in the year"] == 0


CHART = ["Under 6 months", "6 to 12 months", "1 to 2 years", "2 years and over"]
REGION = ["Less than 6 months", "6 to 12 months", "1 to 2 years", "2 to 5 years"]
REPORT = ["Three to six months", "Six months to a year", "One to two years", "Two years or more"]


@pytest.mark.parametrize(
    ("made_on", "first_day", "before"),
    [
        ("2026-03-01", "2026-09-01", 0),
        ("2025-08-31", "2026-02-28", 0),
        ("2025-02-28", "2025-08-28", 0),
        ("2024-02-29", "2025-02-28", 1),
        ("2024-03-01", "2026-03-01", 2),
    ],
)
def test_board_chart_region_and_report_agree_on_the_day_from_which_it_is_older(area, made_on, first_day, before):
    """`before`: the place of its band, youngest first, until then."""
    read_today(area, None, made_on=datetime.date.fromisoformat(made_on))
    older = datetime.date.fromisoformat(first_day)
    for day, is_older in ((older - datetime.timedelta(days=1), False), (older, True)):
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC)):
            (band,) = (band.label for band in ageing(rows(Action.objects.all()), day) if band.total)
            (shared,) = shared_in([area])
            ages = _report(area, ReportKind.QUARTERLY)["open-actions-by-age"]
        assert (band, shared.age.label) == (CHART[before + is_older], REGION[before + is_older])
        assert [label for label, count in ages.items() if count and label != "In all"] == [REPORT[before + is_older]]


def test_a_report_asks_as_much_of_the_database_for_one_paper_as_for_ten(area):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            _report(area, ReportKind.ANNUAL)
        return len(asked)

    review = ReviewFactory(areas=[area])
    RecommendationFactory(review=review, document=DocumentFactory(review=review, dated=OLD))
    few = queries()
    for _ in range(9):
        RecommendationFactory(review=review, document=DocumentFactory(review=review, dated=OLD))
    assert queries() == few


def _report(area, kind) -> dict[str, dict]:
    """The last number of each line, by table and label."""
    today = timezone.localdate()
    told = figures(area, kind, today - datetime.timedelta(days=364), today)
    return {table.key: {line.cells[0]: line.cells[-1] for line in table.lines} for table in told.tables}
