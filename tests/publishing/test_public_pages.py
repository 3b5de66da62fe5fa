import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from dhr.actions.models import Recommendation
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.library import PublicReview
from dhr.publishing.models import SiteTexts
from dhr.publishing.site import from_markup, make_site
from dhr.reviews.enums import DocumentKind, PersonRole, TagSource
from dhr.reviews.models import LibraryTag
from dhr.themes.models import Theme
from tests.factories import AreaFactory, DocumentFactory, PersonFactory, ReviewFactory, UserFactory, write

pytestmark = pytest.mark.django_db

SITE_PAGES = ["/", "/about/", "/data-sources/", "/accessibility/", "/privacy/", "/get-help/"]


@pytest.fixture
def review():
    review = ReviewFactory(title="Amina, died May 2021", areas=[AreaFactory(name="Aldermere")])
    PersonFactory(review=review, key="victim", pseudonym="Amina", sex="female", age_band="25-34")
    PersonFactory(review=review, key="child-1", role=PersonRole.CHILD, pseudonym="Child 1", sex="male")
    return review


@pytest.fixture
def report(review):
    return DocumentFactory(review=review, title="Overview report", sections={"Findings": ["She was known to her GP."]})


def page(client, name, public_id, **query):
    return client.get(reverse(name, args=[public_id]), query)


def test_the_site_is_made_once_and_keeps_what_editors_changed(capsys):
    assert len(make_site()) == len(SITE_PAGES)
    site = Site.objects.get()
    site.root_page.get_children().get(slug="about").specific.delete()
    assert make_site() == ["About this repository"]
    call_command("make_site")
    assert capsys.readouterr().out == "Every page is there already.\n"


def test_site_texts_are_plain_markup():
    title, body = from_markup("# Title\n\n## Head\n\nOne\nline & <b>.\n\n- a\n- [b](/about/)\n\n> Said.\n")
    assert title == "Title"
    assert body == (
        "<h2>Head</h2><p>One line &amp; &lt;b&gt;.</p><ul><li>a</li>"
        '<li><a href="/about/">b</a></li></ul><blockquote>Said.</blockquote>'
    )


@pytest.mark.parametrize("path", SITE_PAGES)
def test_site_pages_offer_help_and_a_way_out_and_set_no_cookie(client, path):
    make_site()
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Leave this site quickly" in html and 'rel="nofollow noreferrer"' in html
    assert "0808 2000 247" in html and 'href="tel:116123"' in html
    assert not response.cookies
    assert not re.search(r"<script(?![^>]*src=)| style=| on\w+=", html)


def test_helplines_are_what_editors_make_of_them(client):
    make_site()
    texts = SiteTexts.for_site(Site.objects.get())
    texts.helplines.filter(name="Samaritans").delete()
    helpline = texts.helplines.first()
    helpline.number = "0800 000 000"
    helpline.save()
    html = client.get("/").content.decode()
    assert "0800 000 000" in html and "Samaritans" not in html


def test_home_shows_the_newest_reviews_and_no_dataset_records(client, report):
    make_site()
    assert "No reviews have been published here yet" in client.get("/").content.decode()
    publish(DocumentFactory(kind=DocumentKind.LIBRARY_RECORD, review__title="From the dataset"), by=None)
    publish(report, by=None)
    html = client.get("/").content.decode()
    assert "Amina, died May 2021" in html
    assert "From the dataset" not in html


def test_a_review_shows_its_facts_and_of_a_child_the_pseudonym_alone(client, review, report):
    publish(report, by=None)
    html = page(client, "review", review.public_id).content.decode()
    for words in ("May 2021", "Aldermere", "25 to 34", "Female", "Child 1", "Overview report"):
        assert words in html
    assert ">Male<" not in html


def test_what_is_asked_about_victims_is_not_called_unknown_of_others():
    review = ReviewFactory()
    PersonFactory(review=review, key="v", pseudonym="Amina", relationship="Spouse")
    PersonFactory(review=review, key="p", pseudonym="Karim", role=PersonRole.PERPETRATOR, sex="male")
    edition = publish(DocumentFactory(review=review), by=None)
    facts = dict(PublicReview(review.public_id, [edition]).people_facts)
    assert facts["Relationship to the perpetrator"] == ["Spouse", "–"]
    assert facts["Sex"] == ["Not known", "Male"]


def test_a_review_shows_facts_as_they_were_published(client, review, report):
    publish(report, by=None)
    review.title = "Renamed since"
    review.save()
    assert "Renamed since" not in page(client, "review", review.public_id).content.decode()


def test_unpublished_papers_are_no_part_of_a_public_review(client, review, report):
    publish(report, by=None)
    DocumentFactory(review=review, kind=DocumentKind.IMR, title="Police IMR", sections={"": ["Hidden words."]})
    html = page(client, "review", review.public_id).content.decode()
    assert "Police IMR" not in html and "Hidden words" not in html


def test_what_was_never_published_and_what_was_withdrawn_answer_alike(client, review, report):
    addresses = [reverse("review", args=[review.public_id]), reverse("paper", args=[report.public_id])]
    before = [client.get(address) for address in addresses]
    edition = publish(report, by=None)
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    withdraw(edition, reason="A name was left in.", by=UserFactory())
    after = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in before + after] == [404] * 4
    assert [answer.content for answer in before] == [answer.content for answer in after]


def test_a_paper_shows_its_latest_edition_alone(client, report):
    publish(report, by=None)
    write(report, {"Findings": ["Corrected."]})
    assert "known to her GP" in page(client, "paper", report.public_id).content.decode()
    report.refresh_from_db()
    publish(report, by=None)
    html = page(client, "paper", report.public_id).content.decode()
    assert "Corrected." in html and "known to her GP" not in html
    assert "Edition 1" in html


def test_each_paragraph_is_an_anchor_that_recommendations_link_to(client, review, report):
    key = report.paragraphs.get().key
    row = Recommendation.objects.create(
        review=review, document=report, number="1", text="Ask every patient.", source_paragraph=key, scope="local"
    )
    row.themes.add("alcohol")
    publish(report, by=None)
    assert f'id="p-{key}"' in page(client, "paper", report.public_id).content.decode()
    html = page(client, "review", review.public_id).content.decode()
    assert f"{reverse('paper', args=[report.public_id])}#p-{key}" in html
    assert "Ask every patient." in html and "Scope: local · Themes: Alcohol" in html


def test_a_summary_does_not_say_the_recommendations_again(client, review, report):
    summary = DocumentFactory(review=review, kind=DocumentKind.EXECUTIVE_SUMMARY, title="Summary")
    for document in (report, summary):
        Recommendation.objects.create(review=review, document=document, text=f"As in {document.title}.")
        publish(document, by=None)
    html = page(client, "review", review.public_id).content.decode()
    assert "As in Overview report." in html and "As in Summary." not in html


def test_dataset_tags_are_labelled_cited_and_kept_apart(client):
    record = DocumentFactory(kind=DocumentKind.LIBRARY_RECORD)
    theme = Theme.objects.get(pk="alcohol")
    LibraryTag.objects.create(review=record.review, theme=theme, subject="perpetrator", source=TagSource.DHRD)
    publish(record, by=None)
    html = page(client, "review", record.review.public_id).content.decode()
    for words in ("Tagged in the library dataset", "An absent tag is not an absent factor", "CC BY 4.0", "zenodo"):
        assert words in html
    assert theme.label in html
    assert "Themes by person" not in html


def test_the_paper_of_a_dataset_record_is_its_review(client):
    record = DocumentFactory(kind=DocumentKind.LIBRARY_RECORD)
    publish(record, by=None)
    response = page(client, "paper", record.public_id)
    assert response.url == reverse("review", args=[record.review.public_id])


def test_a_context_paper_has_a_page_of_its_own(client):
    paper = DocumentFactory(context=True, area=AreaFactory(name="Brackwater"), title="Needs assessment")
    publish(paper, by=None)
    html = page(client, "paper", paper.public_id).content.decode()
    assert "Needs assessment" in html and "Brackwater" in html


def test_robots_are_kept_from_the_working_pages(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in text and "Disallow: /admin/\n" in text


def test_a_page_that_is_not_there_offers_help_too(client):
    make_site()
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode() and "0808 2000 247" in response.content.decode()


def test_home_needs_as_many_queries_for_six_reviews_as_for_one(client, report, django_assert_num_queries):
    make_site()
    publish(report, by=None)
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for n in range(5):
        publish(DocumentFactory(title=f"Paper {n}", sections={"A": ["B."]}), by=None)
    with django_assert_num_queries(len(one)):
        client.get("/")
