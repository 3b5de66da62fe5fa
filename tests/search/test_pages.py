"""The search page, its CSV and the pages of themes, as visitors and members use them."""

import csv
import io
import shutil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dhr.reviews.models import ReviewArea
from tests.factories import AreaFactory, DocumentFactory, ReviewFactory, UserFactory

from .site import ASKED, DRANK, a_review, csv_of, facet, found, index, log_in, page, published, recorded

pytestmark = pytest.mark.django_db


def test_results_are_grouped_by_review_with_the_words_marked_and_a_deep_link(client):
    paper = published(a_review(title="Amina, died May 2021"))
    index()
    html = page(client, q="dependent alcohol").content.decode()
    key = paper.paragraphs.get(text=DRANK).key
    assert "Amina, died May 2021" in html
    assert '<mark class="dhr-match">dependent</mark> on <mark class="dhr-match">alcohol</mark>' in html
    assert f'href="/papers/{paper.public_id}/#p-{key}"' in html
    assert "Alcohol misuse, about the victim" in html
    assert "Domestic homicide review (DHR)" in html


def test_the_total_tells_reviews_and_context_papers_apart(client):
    published(a_review())
    published(context=True, area=AreaFactory(), title="Needs assessment")
    index()
    html = page(client, q="alcohol").content.decode()
    assert "1 review and 1 paper outside reviews" in html
    assert sorted(found(client, q="alcohol"))[0] == "Needs assessment"


def test_more_passages_of_a_review_are_one_link_away(client):
    review = a_review()
    published(review, *(f"{DRANK} Visit {number}." for number in range(6)))
    published(a_review())
    index()
    response = page(client, q="dependent")
    result = next(each for each in response.context["results"] if each.unit == review.unit)
    assert (len(result.found), result.more) == (3, 3)
    html = client.get(reverse("search") + result.more_url).content.decode()
    assert html.count('class="dhr-found"') == 6
    second = client.get(reverse("search") + result.more_url + "&size=4&page=2").content.decode()
    assert second.count('class="dhr-found"') == 2


def test_no_address_of_a_review_or_paper_counts_those_between(client):
    """Numbers of the database would tell how many unpublished reviews lie between two published ones."""
    review, hidden = a_review(), a_review()
    published(review, *(f"{DRANK} Visit {number}." for number in range(6)))
    paper = published(context=True, area=AreaFactory(), title="Needs assessment")
    index()
    response = page(client, q="dependent")
    more = {each.unit: each.more_url for each in response.context["results"]}
    assert more[review.unit] == f"?q=dependent&only={review.public_id}"
    assert f"only={paper.public_id}" in page(client, only=paper.public_id).content.decode()
    for address in (hidden.public_id, "bcdfghjkmn", "o1"):
        assert "Nothing found" in page(client, only=address).content.decode()
    old = page(client, unit=review.unit, q="dependent")
    assert [each.unit for each in old.context["results"]] == [each.unit for each in response.context["results"]]


def test_a_review_without_text_shows_its_facts_and_the_library_s_tags(client):
    recorded(a_review(external_id="F-1"), ("alcohol", "perpetrator"))
    index()
    html = page(client, theme="library:alcohol.perpetrator").content.decode()
    assert "Tagged in the library:</strong> Alcohol misuse (perpetrator)" in html
    assert "CC BY 4.0" in html
    assert "An absent tag is not an absent factor" in html


def test_text_and_library_are_two_counts_that_are_never_added_up(client):
    recorded(a_review(external_id="F-1"), ("alcohol", "victim"))
    published(a_review())
    index()
    counts = facet(client, "theme")
    assert (counts["text:alcohol"], counts["library:alcohol"]) == (1, 1)
    assert "alcohol" not in counts
    html = page(client).content.decode()
    assert 'value="text:alcohol"' in html
    assert 'value="library:alcohol"' in html


def test_every_facet_value_gives_as_many_reviews_as_it_says(client):
    areas = AreaFactory.create_batch(2)
    for number, area in enumerate([areas[0], areas[0], areas[1]]):
        published(a_review(areas=[area], death_year=2018 + number, category="intimate-partner"))
    index()
    answer = page(client).context["answer"]
    tried = 0
    for name, values in answer.facets.items():
        for each in values:
            parameter = "theme" if name == "theme_about" else name
            assert page(client, **{parameter: each.value}).context["answer"].total_reviews == each.count, each
            tried += 1
    assert tried > 10


def test_a_joint_review_counts_once_in_all_and_in_the_facet_of_each_area(client):
    one, two = AreaFactory.create_batch(2)
    published(a_review(areas=[one, two]))
    index()
    assert page(client).context["answer"].total_reviews == 1
    assert facet(client, "area") == {one.slug: 1, two.slug: 1}


def test_whom_a_theme_is_about_is_asked_once_the_theme_is_chosen(client):
    published()
    index()
    assert "about the victim, in text" not in page(client).content.decode().partition("Filters</h2>")[2]
    html = page(client, theme="text:alcohol").content.decode()
    assert 'value="text:alcohol.victim"' in html


def test_chosen_filters_are_links_that_take_them_off(client):
    area = AreaFactory(name="Carrowdale", slug="carrowdale")
    published(a_review(areas=[area]))
    index()
    response = page(client, q="alcohol", area="carrowdale", theme="text:alcohol", same_passage="1")
    assert {(each.label, each.without) for each in response.context["chosen"]} == {
        ("Carrowdale", "?q=alcohol&theme=text%3Aalcohol&same_passage=1"),
        ("Alcohol misuse, in text", "?q=alcohol&area=carrowdale&same_passage=1"),
        ("Themes and words in the same passage", "?q=alcohol&theme=text%3Aalcohol&area=carrowdale"),
    }


def test_in_the_same_passage_means_that_one_passage_says_both(client):
    published(None, DRANK, "She was treated for depression in March.")
    index()
    assert len(found(client, q="depression", theme="text:alcohol")) == 1
    assert found(client, q="depression", theme="text:alcohol", same_passage="1") == []
    assert len(found(client, q="drank", theme="text:alcohol", same_passage="1")) == 1


def test_a_broken_query_is_mended_and_said(client):
    published()
    index()
    response = page(client, q='"dependent on', sort="upwards", page="zero", area="")
    html = response.content.decode()
    assert response.status_code == 200
    assert "A quotation mark was not closed" in html
    assert "There is no order called" in html


@pytest.mark.parametrize("query", ['"', "-", "OR OR", "(((", "\x00", "a" * 5000, "theme:", "*", "\ud83d"])
def test_no_query_is_an_error(client, query):
    published()
    index()
    assert page(client, q=query.encode("utf-8", "replace").decode()).status_code == 200


def test_nothing_found_says_what_to_try(client):
    published()
    index()
    html = page(client, q="xylophone", area="nowhere").content.decode()
    assert "Nothing found" in html
    assert "look for these words without the filters" in html


def test_a_page_beyond_the_last_leads_to_the_first(client):
    published()
    index()
    assert page(client, q="alcohol", page=99)["Location"] == "/search/?q=alcohol"


def test_pages_and_orders_keep_what_was_asked(client):
    area = AreaFactory(slug="here")
    for year in range(2015, 2018):
        published(a_review(areas=[area], title=f"Review of {year}", death_year=year))
    index()
    assert found(client, q="alcohol", sort="newest", size=2) == ["Review of 2017", "Review of 2016"]
    html = page(client, q="alcohol", sort="newest", size=2).content.decode()
    assert 'href="?q=alcohol&amp;sort=newest&amp;size=2&amp;page=2"' in html
    assert found(client, q="alcohol", sort="newest", size=2, page=2) == ["Review of 2015"]


@pytest.mark.parametrize("name", ["search", "search-csv", "themes", "theme", "theme-csv"])
def test_without_an_index_there_is_a_kind_word_and_no_crash(client, settings, name):
    published()
    index()
    shutil.rmtree(settings.INDEX_DIR)
    response = client.get(reverse(name, args=["alcohol"] if name.startswith("theme") and name != "themes" else []))
    assert response.status_code == 503
    html = response.content.decode()
    assert "sorry" in html
    assert "rebuild_search" not in html


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_number_of_database_queries_does_not_grow_with_the_hits(client, signed_in):
    area = AreaFactory()
    if signed_in:
        log_in(client, UserFactory.coordinator(area))

    def queries(**params):
        with CaptureQueriesContext(connection) as captured:
            assert page(client, **params).status_code == 200
        return len(captured)

    def one_of_each():
        published(a_review(areas=[area]))
        published()
        recorded(a_review(areas=[area]), ("drugs", "victim"))
        published(context=True, area=area)
        DocumentFactory(review=a_review(areas=[area]), sections={"Draft": [DRANK]})

    one_of_each()
    index()
    page(client)  # fills what is kept between requests
    few, few_at_all = queries(q="alcohol"), queries()
    for _ in range(5):
        one_of_each()
    index()
    assert queries(q="alcohol") <= few
    assert queries() <= few_at_all


def test_signed_in_the_same_page_covers_unpublished_work_and_says_so(client):
    area = AreaFactory()
    DocumentFactory(review=a_review(areas=[area], title="In the making"), sections={"Draft": [DRANK]})
    published(a_review(title="Everybody's"))
    index()
    assert found(client, q="dependent") == ["Everybody's"]
    log_in(client, UserFactory.coordinator(area))
    assert sorted(found(client, q="dependent")) == ["Everybody's", "In the making"]
    html = page(client, q="dependent").content.decode()
    assert "unpublished work that you may see is included" in html
    assert html.count("Not published</strong>") == 1


def test_a_visitor_reads_the_title_and_facts_that_were_published(client):
    review = a_review(title="Amina, died May 2021")
    published(review)
    review.title = "Working title"
    review.save()
    index()
    assert found(client, q="dependent") == ["Amina, died May 2021"]
    assert "Working title" not in page(client).content.decode() + csv_of(client)


def test_the_csv_holds_every_review_of_the_answer_and_only_listed_columns(client):
    area = AreaFactory(name="Carrowdale")
    for number in range(3):
        published(a_review(areas=[area], title=f"Review {number}"))
    index()
    rows = list(csv.DictReader(io.StringIO(csv_of(client, q="dependent", size=1))))
    assert sorted(row["Review"] for row in rows) == ["Review 0", "Review 1", "Review 2"]
    assert {row["Best passage"] for row in rows} == {DRANK}
    assert rows[0]["Areas"] == "Carrowdale"
    assert rows[0]["Victim's age band"] == "35 to 44"
    assert rows[0]["Themes of the passage"] == "Alcohol misuse, about the victim"
    assert rows[0]["Address"].startswith("http://127.0.0.1:8000/papers/")


def test_more_reviews_than_one_page_holds_are_all_in_the_csv(client):
    area = AreaFactory()
    for _ in range(104):
        published(ReviewFactory(areas=[area]), "Nothing was shared.")
    index()
    assert len(list(csv.DictReader(io.StringIO(csv_of(client, q="shared"))))) == 104


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(client, start):
    published(a_review(title=f"{start}HYPERLINK(1)"), f"{start}cmd of Amina")
    index()
    row = next(csv.DictReader(io.StringIO(csv_of(client))))
    assert row["Review"].startswith("'")


def test_dataset_records_carry_their_source_and_licence_into_the_csv(client):
    recorded(a_review(external_id="F-1"))
    published()
    index()
    sources = [row["Source and licence"] for row in csv.DictReader(io.StringIO(csv_of(client)))]
    assert sorted(bool(each) for each in sources) == [False, True]
    assert any("CC BY 4.0" in each and "Zenodo" in each for each in sources)


def test_the_themes_index_counts_text_and_library_side_by_side(client):
    published()
    index()
    html = client.get(reverse("themes")).content.decode()
    assert "Misuse of or dependence on alcohol" in html
    assert 'href="/search/?theme=text%3Aalcohol"' in html


def test_a_theme_page_tells_what_counts_where_it_stands_and_what_is_said(client):
    area = AreaFactory(name="Carrowdale", slug="carrowdale")
    published(a_review(areas=[area], death_year=2019), DRANK, ASKED, f"{DRANK} Later too.")
    DocumentFactory(review=a_review(), sections={"Draft": ["Confidentially, she drank a bottle of vodka a day."]})
    index()
    html = client.get(reverse("theme", args=["alcohol"])).content.decode()
    assert "Substance misuse" in html  # its parent
    assert "Victim / Perpetrator - alcohol misuse" in html
    assert "1 published review" in html
    assert 'href="/search/?theme=text%3Aalcohol.victim"' in html
    assert 'href="/search/?theme=text%3Aalcohol&amp;area=carrowdale"' in html
    assert 'href="/search/?theme=text%3Aalcohol&amp;year=2019"' in html
    assert html.count('class="dhr-telling"') == 2  # two of one review at most
    assert "vodka" not in html


def test_an_unknown_theme_is_not_found(client):
    index()
    assert client.get("/themes/gardening/").status_code == 404
    assert client.get("/themes/gardening.csv").status_code == 404


def test_an_area_that_only_confidential_work_belongs_to_is_not_named(client):
    hidden = AreaFactory(name="Hidden Partnership", slug="hidden")
    DocumentFactory(review=a_review(areas=[hidden]), sections={"Draft": [DRANK]})
    published()
    index()
    assert "Hidden Partnership" not in page(client, area="hidden").content.decode()
    assert ReviewArea.objects.filter(area=hidden).exists()
