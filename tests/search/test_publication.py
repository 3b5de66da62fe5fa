"""Each passage, entry and row says whether that very thing is published, whatever is published of its review."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dhr.actions.models import Recommendation
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.statements import publish_statement
from tests.factories import ActionFactory, AreaFactory, DocumentFactory, RecommendationFactory, UserFactory

from .site import DRANK, a_review, csv_of, index, log_in, page, published, standing_edition

pytestmark = pytest.mark.django_db
MARK = "Not published</strong>"
HEARD = "The surgery heard that Amina drank alone."


@pytest.fixture
def area():
    return AreaFactory(name="Carrowdale", slug="carrowdale")


@pytest.fixture
def review(area):
    """A published review with a report that is published and an IMR that isn't."""
    review = a_review(areas=[area], title="Amina, died May 2021")
    published(review, DRANK)
    DocumentFactory(review=review, kind="imr", title="IMR of the surgery", sections={"Draft": [HEARD]})
    return review


@pytest.fixture
def coordinator(client, area):
    return log_in(client, UserFactory.coordinator(area))


def told(client, **params):
    """What is shown -> whether the page says that it is published."""
    return {
        found.hit.body or found.hit.title: found.published
        for result in page(client, **params).context["results"]
        for found in result.found
    }


def rows(client, **params):
    return list(csv.DictReader(io.StringIO(csv_of(client, **params))))


def test_an_unpublished_passage_of_a_published_review_is_marked(client, review, coordinator):
    index()
    assert told(client, q="drank") == {DRANK: True, HEARD: False}
    html = page(client, q="drank").content.decode()
    assert html.count(MARK) == 1
    assert html.index("IMR of the surgery, Draft") < html.index(MARK)


def test_the_csv_tells_of_the_very_passage_whether_it_is_published(client, review, coordinator):
    index()
    assert [(row["Best passage"], row["Published"]) for row in rows(client, q="drank heavily")] == [(DRANK, "yes")]
    assert [(row["Best passage"], row["Published"]) for row in rows(client, q="drank", kind="imr")] == [(HEARD, "no")]


def test_a_paper_that_is_found_by_its_title_or_kind_is_told_by_itself(client, review, coordinator):
    index()
    for asked in ({"q": "IMR of the surgery"}, {"kind": "imr"}):
        assert told(client, **asked) == {"IMR of the surgery": False}
        assert page(client, **asked).content.decode().count(MARK) == 1
        (row,) = rows(client, **asked)
        assert (row["Paper"], row["Published"]) == ("IMR of the surgery", "no")
        assert "/desk/papers/" in row["Address"]
    (row,) = rows(client)
    assert (row["Paper"], row["Published"]) == ("", "yes")  # of the review


def test_a_passage_that_was_changed_since_is_no_longer_what_was_published(client, review, coordinator):
    paper = review.documents.get(kind="overview-report")
    paragraph = paper.paragraphs.get()
    paragraph.text = f"{DRANK} Nobody asked."
    paragraph.save()
    index()
    assert told(client, q="heavily") == {f"{DRANK} Nobody asked.": False}
    publish(paper, by=None)
    index()
    assert told(client, q="heavily") == {f"{DRANK} Nobody asked.": True}
    withdraw(standing_edition(paper), by=None, reason="A name stood in it.")
    index()
    html = page(client, q="heavily").content.decode()
    assert html.count(MARK) == 1  # at the head: nothing of it is published any more
    assert rows(client, q="heavily")[0]["Published"] == "no"


def test_recommendations_are_published_with_their_paper_and_actions_never(client, area, coordinator):
    review = a_review(areas=[area])
    paper = DocumentFactory(review=review, sections={"Background": ["Words."]})
    recommendation = RecommendationFactory(review=review, document=paper, text="Ask every patient alone.")
    ActionFactory(recommendation=recommendation, text="Train the midwives alone.")
    publish(paper, by=None)
    RecommendationFactory(review=review, document=paper, text="Never ask a patient alone again.")
    index()
    assert told(client, q="alone") == {
        "Ask every patient alone.": True,
        "Train the midwives alone.": False,
        "Never ask a patient alone again.": False,
    }
    recommendation.text = "Ask each patient alone."
    recommendation.save()
    index()
    assert told(client, q="each patient") == {"Ask each patient alone.": False}


def test_a_partnership_s_statement_is_published_and_so_are_the_words_that_it_repeats(client, area, coordinator):
    outside = Recommendation.objects.create(
        area=area,
        origin="future-deaths",
        source="A coroner's report",
        source_url="https://example.org/",
        text="Share records.",
    )
    ActionFactory(recommendation=outside, text="Buy a system for records.")
    index()
    assert told(client, q="records") == {"Share records.": False, "Buy a system for records.": False}
    publish_statement(outside, status="Done", evidence="All share them.", by=coordinator)
    index()
    assert told(client, q="records") == {
        "Share records.": True,
        "Buy a system for records.": False,
        "Share records. Done. All share them.": True,
    }


def test_a_visitor_finds_nothing_but_what_is_published(client, review):
    index()
    html = page(client, q="drank").content.decode()
    assert told(client, q="drank") == {DRANK: True}
    assert MARK not in html


def test_marking_asks_no_more_of_the_database_the_more_is_found(client, area, coordinator):
    def one_more():
        review = a_review(areas=[area])
        paper = DocumentFactory(review=review, title="Who drank", sections={"Background": [DRANK, HEARD]})
        ActionFactory(recommendation=RecommendationFactory(review=review, document=paper, text="Ask who drank."))
        publish(paper, by=None)
        DocumentFactory(review=review, kind="imr", sections={"Draft": [HEARD]})

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert page(client, q="drank").status_code == 200
        return len(captured)

    one_more()
    index()
    page(client)  # fills what is kept between requests
    few = queries()
    for _ in range(5):
        one_more()
    index()
    assert queries() <= few
