"""What the head, the title and the CSV of an answer say of it: how much, of what, and found by what."""

import csv
import io
from io import StringIO

import pytest
from django.core.management import call_command

from dhr.search.engines.widening import SOME_OF_PHRASE, SOME_WORDS, TOO_FEW
from tests.factories import AreaFactory, DocumentFactory, UserFactory

from .site import DRANK, a_review, csv_of, index, page, published

pytestmark = pytest.mark.django_db
KITCHEN, GARDEN = "The kitchen table.", "A garden gate."


def head(client, **params):
    return page(client, **params).context["headline"]


def title(client, **params):
    html = page(client, **params).content.decode()
    return html.partition("<title>")[2].partition("</title>")[0].split(" – Domestic")[0].strip()


def rows(client, **params):
    return list(csv.DictReader(io.StringIO(csv_of(client, **params))))


@pytest.fixture
def widened():
    """No passage holds "kitchen" and "garden", two reviews and a paper hold one of them."""
    published(a_review(title="One"), KITCHEN)
    published(a_review(title="Two"), GARDEN)
    published(None, "Something else.", context=True, area=AreaFactory(), title="The kitchen plan")
    index()


def test_the_headline_says_that_no_passage_holds_all_words_and_what_those_found_hold(client, widened):
    assert head(client, q="kitchen") == "1 review and 1 paper outside reviews"
    expected = "No passage holds all of these words: 2 reviews and 1 paper outside reviews hold some"
    assert head(client, q="kitchen garden") == expected
    assert expected in page(client, q="kitchen garden").content.decode()
    assert head(client, q="table xylophone") == "No passage holds all of these words: 1 review holds some"
    assert head(client, q="xylophone") == "Nothing found"
    assert head(client, q="xylophone alcohol") == "Nothing found"


def test_the_headline_of_a_phrase_says_that_none_holds_exactly_it(client, widened):
    response = page(client, q='"garden kitchen"')
    expected = "No passage holds exactly this phrase: 2 reviews and 1 paper outside reviews hold some of its words"
    assert response.context["headline"] == expected
    assert SOME_OF_PHRASE in response.context["answer"].notes


def test_the_headline_tells_what_was_found_by_its_theme_alone(client):
    published(a_review(), "He hit her again and again; it was physical abuse.", "She was dependent on alcohol.")
    index()
    assert head(client, q="vodka") == "No passage holds this: 1 review is on the same theme"
    assert head(client, q="vodka xylophone") == (
        "No passage holds all of these words: 1 review holds some or is on the same theme"
    )


def test_each_row_of_the_csv_says_what_it_was_found_by(client, widened):
    told = {row["Review"]: (row["Found by"], row["Why it is here"]) for row in rows(client, q="kitchen garden")}
    assert told == {
        "One": ("Some of the words", "“kitchen” in the text"),
        "Two": ("Some of the words", "“garden” in the text"),
        "The kitchen plan": ("Some of the words", "“kitchen” in the title"),
    }
    assert {row["Found by"] for row in rows(client, q="garden gate")} == {"All of the words"}
    assert {row["Found by"] for row in rows(client)} == {""}


def test_what_a_row_was_found_by_runs_in_no_spreadsheet(client):
    published(a_review(), "=cmd is what she typed, and @sum.")
    index()
    (row,) = rows(client, q="=cmd @sum xylophone")
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


def searched(*args):
    out, errors = StringIO(), StringIO()
    call_command("search", *args, stdout=out, stderr=errors)
    return out.getvalue().splitlines(), errors.getvalue().splitlines()


def test_the_command_writes_notes_beside_its_answer(widened):
    def told(*args):
        found, notes = searched(*args)
        return len(found), notes

    assert told("kitchen garden", "--json") == (3, [SOME_WORDS])
    assert told("kitchen table") == (2, [TOO_FEW])  # one of them holds both
    assert told("kitchen table", "--limit", "1") == (1, [])
    assert told("garden gate") == (1, [])  # nothing else holds either
    assert searched("colour:red garden")[1][0].startswith("There is no field word “colour:”")


def test_the_command_says_what_is_not_published():
    area = AreaFactory()
    DocumentFactory(review=a_review(areas=[area]), title="Draft", sections={"Draft": [DRANK]})
    index()
    user = UserFactory.coordinator(area)
    assert "Draft (not published): Amina drank" in searched("heavily", "--as", user.username)[0][0]


@pytest.fixture
def one(client):
    """A review of seven passages that hold "kitchen", of which its title and its report's say nothing."""
    review = a_review(title="Nadia, died March 2023")
    published(review, *(f"The kitchen, visit {number}." for number in range(7)), "The garden.", title="Report")
    published(a_review(title="Another"), KITCHEN)
    index()
    return review


def test_all_passages_of_a_review_are_counted_and_named_in_head_and_title(client, one):
    assert head(client, q="kitchen", only=one.public_id) == "7 passages in Nadia, died March 2023"
    assert head(client, q="kitchen", only=one.public_id, size=3, page=3) == "7 passages in Nadia, died March 2023"
    assert head(client, q="visit 3", only=one.public_id) == "1 passage in Nadia, died March 2023"
    assert title(client, q="kitchen", only=one.public_id).startswith("kitchen – Nadia, died March 2023 – Search")
    assert head(client, q="garden xylophone", only=one.public_id) == (
        "No passage holds all of these words: 1 passage in Nadia, died March 2023 holds some"
    )


def test_a_review_s_title_counts_as_no_passage(client, one):
    assert head(client, q="Nadia", only=one.public_id) == "No passage in Nadia, died March 2023, but a title"
    assert head(client, only=one.public_id) == "Nadia, died March 2023"


def test_the_csv_of_one_review_has_a_row_for_each_passage(client, one):
    found = rows(client, q="kitchen", only=one.public_id, size=2)
    assert sorted(row["Passage"] for row in found) == [f"The kitchen, visit {number}." for number in range(7)]
    assert {row["Review"] for row in found} == {"Nadia, died March 2023"}
    assert len({row["Address"] for row in found}) == 7
    assert len(rows(client, q="kitchen")) == 2


def test_the_csv_of_one_review_has_as_many_rows_as_its_head_says_whatever_titles_match(client):
    review = a_review(title="Nadia, died March 2023")
    published(review, KITCHEN, title="The kitchen report")
    published(review, GARDEN, kind="executive-summary", title="Summary of the kitchen report")
    index()
    assert head(client, q="kitchen", only=review.public_id) == "1 passage in Nadia, died March 2023"
    assert [row["Passage"] for row in rows(client, q="kitchen", only=review.public_id)] == [KITCHEN]
    titles = {"The kitchen report", "Summary of the kitchen report"}
    assert {row["Paper"] for row in rows(client, q="report", only=review.public_id)} == titles
    assert {row["Paper"] for row in rows(client, only=review.public_id)} == titles


def test_more_passages_than_one_page_holds_are_all_in_the_csv_of_their_review(client):
    review = a_review()
    published(review, *(f"The kitchen, visit {number}." for number in range(130)))
    index()
    assert len({row["Passage"] for row in rows(client, q="kitchen", only=review.public_id)}) == 130


def test_orders_are_offered_where_there_is_something_to_order(client, one):
    assert "Newest first" in page(client, q="kitchen").content.decode()
    assert "Newest first" not in page(client, q="kitchen", only=one.public_id).content.decode()


def test_the_title_of_a_page_names_the_filters_where_there_are_no_words(client):
    area = AreaFactory(name="Carrowdale", slug="carrowdale")
    published(a_review(areas=[area], death_year=2019, category="intimate-partner"))
    index()
    assert title(client).startswith("Search")
    assert title(client, q="drank", area="carrowdale").startswith("drank – Search")
    assert title(client, area="carrowdale").startswith("Carrowdale – Search")
    many = title(client, area="carrowdale", year="2019", theme="text:alcohol", same_passage="1")
    assert many.startswith("Alcohol misuse, in text, Carrowdale, 2019 and 1 more – Search")
