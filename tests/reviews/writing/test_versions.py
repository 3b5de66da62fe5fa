from html import unescape

import pytest
from django.urls import reverse

from dhr.reviews.models import Document, NamedVersion, Section
from tests.factories import DocumentFactory

from .posting import at, autosave, loaded, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(chair, signed_in, paper):
    """The chair's, in which two versions were saved after what was there at first."""
    browser = signed_in(chair)
    browser.post(at("edit", paper), loaded(paper, section_0=typed("She asked three times.")))
    browser.post(at("edit", paper), loaded(paper, section_0=typed("She asked three times, and was not heard.")))
    return browser


def versions(paper):
    """Oldest first."""
    return list(paper.revisions.order_by("created_at", "pk"))


def test_two_versions_are_compared_word_by_word_under_their_headings(browser, paper):
    _, second, third = versions(paper)
    page = browser.get(at("revisions_compare", paper, second.pk, third.pk))
    (difference,) = page.context["differences"]
    assert difference.heading == "Facts"
    text = unescape(page.content.decode())
    assert "added: </span>, and was not heard" in text
    assert "Ask again." not in text  # the other section is the same


def test_any_two_versions_can_be_chosen(browser, paper):
    first, second, third = versions(paper)
    answer = browser.get(at("revisions_compare", paper, second.pk, third.pk), {"from": first.pk, "to": third.pk})
    assert answer.url == at("revisions_compare", paper, first.pk, third.pk)
    page = browser.get(answer.url)
    assert [pk for pk, _ in page.context["versions"]] == [third.pk, second.pk, first.pk]


@pytest.mark.parametrize("pair", [("earliest", "latest"), ("earliest", "live")])
def test_the_first_and_the_latest_can_be_asked_for_by_word(browser, paper, pair):
    page = browser.get(at("revisions_compare", paper, *pair))
    first, _, third = versions(paper)
    assert (page.context["revision_a"], page.context["revision_b"]) == (first, third)


def test_a_version_of_another_paper_is_not_there(browser, paper, review):
    other = DocumentFactory(review=review)
    strange = other.save_revision()
    for address in (
        at("revisions_compare", paper, "earliest", strange.pk),
        at("revisions_revert", paper, strange.pk),
        at("revisions_view", paper, strange.pk),
        at("name_version", paper, strange.pk),
    ):
        assert browser.get(address).status_code == 404, address


def test_a_version_is_given_a_name_that_history_and_comparing_show(browser, paper, chair):
    second = versions(paper)[1]
    answer = browser.post(at("name_version", paper, second.pk), {"name": "Draft 2, to the panel"})
    assert answer.url == at("history", paper)
    named = NamedVersion.objects.get()
    assert (named.document, named.revision, named.by) == (paper, second, chair)
    assert "Draft 2, to the panel" in browser.get(at("history", paper)).content.decode()
    page = browser.get(at("revisions_compare", paper, "earliest", "latest")).content.decode()
    assert "Draft 2, to the panel:" in page


def test_a_name_is_given_once_a_paper_and_can_be_changed(browser, paper):
    _, second, third = versions(paper)
    browser.post(at("name_version", paper, second.pk), {"name": "Draft 2"})
    refused = browser.post(at("name_version", paper, third.pk), {"name": "Draft 2"})
    assert "Another version of this paper has this name" in refused.content.decode()
    browser.post(at("name_version", paper, second.pk), {"name": "Draft 3"})
    assert [row.name for row in NamedVersion.objects.all()] == ["Draft 3"]


def test_a_named_version_is_never_written_over(browser, paper):
    data = loaded(paper, section_0=typed("Draft words."))
    first = autosave(browser, paper, data).json()["revision_id"]
    browser.post(at("name_version", paper, first), {"name": "As sent"})
    data = loaded(paper, section_0=typed("Later words.")) | {"overwrite_revision_id": first}
    assert autosave(browser, paper, data).json()["revision_id"] != first
    sent = NamedVersion.objects.get().revision
    assert "Draft words." in str(sent.content)


def test_an_earlier_version_is_shown_first_and_brought_back_by_saving(browser, paper):
    first, _, third = versions(paper)
    page = browser.get(at("revisions_revert", paper, first.pk)).content.decode()
    assert "She asked twice." in page
    assert "takes the place of the present one only when you save it" in page
    assert "not heard" in Section.objects.get(document=paper, key="section-0").body
    data = loaded(paper, section_0=typed("She asked twice."))
    browser.post(at("revisions_revert", paper, first.pk), data)
    assert "twice" in Section.objects.get(document=paper, key="section-0").body
    assert paper.revisions.filter(pk=third.pk).exists()
    assert "Reverted" in browser.get(at("history", paper)).content.decode()


def test_bringing_back_words_brings_back_no_readers_and_loses_no_section(browser, paper):
    """A version from when the panel could read the paper doesn't let it read again."""
    first = versions(paper)[0]
    first.content |= {"released_to_panel": True, "shared_with_region": True}
    first.save()
    Section.objects.create(document=paper, key="later", sort_order=9, heading="Later", body=typed("Since then."))
    browser.get(at("revisions_revert", paper, first.pk))
    browser.post(at("revisions_revert", paper, first.pk), loaded(paper, section_0=typed("She asked twice.")))
    after = Document.objects.get(pk=paper.pk)
    assert (after.released_to_panel, after.shared_with_region) == (False, False)
    assert [section.key for section in after.sections.all()] == ["section-0", "section-1", "later"]
    assert "Since then." in after.sections.get(key="later").body


def test_history_offers_no_way_into_what_is_not_offered(browser, paper):
    page = browser.get(at("history", paper)).content.decode()
    for word in ("unschedule", "workflow", "usage", "delete"):
        assert f"/{word}" not in page


def test_history_is_listed_at_its_own_address(browser, paper):
    results = browser.get(reverse("wagtailsnippets_reviews_document:history_results", args=[paper.pk]))
    assert results.status_code == 200
    assert "Name this version" in results.content.decode()
