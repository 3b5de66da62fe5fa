"""An earlier version brought back into a paper that has other sections now."""

from html import unescape

import pytest

from dhr.reviews.beginning import begin, follow_key_lines, template_for
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, KeyLine, Section
from dhr.reviews.paragraphs import materialise
from tests.factories import DocumentFactory

from .posting import at, loaded, typed

pytestmark = pytest.mark.django_db
WRITTEN = {
    "Introduction": ["Amina was in her forties.", "Her sister met the chair."],
    "Facts": ["She asked three times."],
    "Lessons": ["Ask again."],
    "Recommendations": ["Record what a caller says."],
}


@pytest.fixture
def paper(review, coordinator):
    paper = DocumentFactory(review=review, title="Amina: the panel's draft", sections=WRITTEN)
    paper.paragraphs.filter(text="Her sister met the chair.").update(label="1.2")
    Document.objects.get(pk=paper.pk).save_revision(user=coordinator, log_action=True)
    return paper


@pytest.fixture
def browser(chair, signed_in):
    return signed_in(chair)


def replaced(paper, *, keep=()):
    """Other sections stand in `paper` now, and a revision of that; returns the version before."""
    earlier = Document.objects.get(pk=paper.pk).latest_revision
    Section.objects.filter(document=paper).exclude(key__in=keep).delete()
    Section.objects.create(document=paper, key="other", sort_order=40, heading="Other", body=typed("Three lines."))
    paper = Document.objects.get(pk=paper.pk)
    materialise(paper)
    Document.objects.get(pk=paper.pk).save_revision(log_action=True)
    return earlier


def rows(paper):
    return list(Section.objects.filter(document=paper).order_by("sort_order").values_list("key", "heading", "body"))


def bring_back(browser, paper, version, **changes):
    """As the form that is shown is sent back."""
    page = browser.get(at("revisions_revert", paper, version.pk))
    form, data = page.context["form"], loaded(paper)
    data |= {name: field.widget.format_value(form.get_initial_for_field(field, name)) for name, field in sections(form)}
    return browser.post(at("revisions_revert", paper, version.pk), data | changes, follow=True)


def sections(form):
    return [(name, field) for name, field in form.fields.items() if name.startswith("section-")]


@pytest.mark.parametrize("keep", [(), ("section-1",), ("section-0", "section-3")])
def test_sections_that_went_come_back_with_words_keys_and_order(browser, paper, keep):
    before, texts = rows(paper), list(paper.paragraphs.values_list("key", "text"))
    version = replaced(paper, keep=keep)
    Section.objects.filter(document=paper, key="section-1").update(body=typed("Other words."))
    page = bring_back(browser, paper, version).content.decode()
    assert [row for row in rows(paper) if row[0] != "other"] == before
    assert {*texts} < {*paper.paragraphs.values_list("key", "text")}
    assert "Brought back: the version of" in page
    assert "Sections that came since then stay: Other." in page
    assert "Three lines." in Section.objects.get(document=paper, key="other").body
    latest = Document.objects.get(pk=paper.pk).latest_revision
    assert [row["key"] for row in latest.content["sections"]].count("section-0") == 1


def test_printed_numbers_come_back_with_their_paragraphs(browser, paper):
    version = replaced(paper)
    assert not paper.paragraphs.filter(label="1.2").exists()
    bring_back(browser, paper, version)
    assert paper.paragraphs.get(label="1.2").text == "Her sister met the chair."


def test_a_section_that_went_is_shown_and_can_be_mended_before_it_comes_back(browser, paper):
    version = replaced(paper)
    page = unescape(browser.get(at("revisions_revert", paper, version.pk)).content.decode())
    assert "She asked three times." in page
    assert "Sections that came since then stay: Other." in page
    assert not Section.objects.filter(document=paper, key="section-1").exists()
    words = loaded(paper) | {"section-section-1": typed_as_sent(paper, "She asked four times.")}
    browser.post(at("revisions_revert", paper, version.pk), words)
    assert "four times" in Section.objects.get(document=paper, key="section-1").body
    assert "Ask again." in Section.objects.get(document=paper, key="section-2").body


def typed_as_sent(paper, text):
    return loaded(paper, other=typed(text))["section-other"]


def test_an_earlier_version_is_read_with_its_own_sections(browser, paper):
    version = replaced(paper)
    page = browser.get(at("revisions_view", paper, version.pk)).content.decode()
    assert "She asked three times." in page and "1.2" in page
    assert "Three lines." not in page


def test_who_saves_meanwhile_is_told_also_where_sections_come_back(browser, paper, chair):
    version = replaced(paper)
    data = loaded(paper)
    data |= {"section-section-1": data["section-other"]}
    browser.post(at("edit", paper), loaded(paper, other=typed("Four lines.")))
    page = browser.post(at("revisions_revert", paper, version.pk), data)
    assert "Not saved yet" in page.content.decode()
    assert not Section.objects.filter(document=paper, key="section-1").exists()


def test_a_paper_begun_from_a_template_is_numbered_anew_and_keeps_its_later_key_lines(browser, review, chair):
    KeyLine.objects.create(review=review, number=1, text="Who knew of what?")
    paper = begin(template_for(DocumentKind.OVERVIEW_REPORT, review), review=review, by=chair)
    whole = list(Section.objects.filter(document=paper).values_list("key", "number", "heading", "guidance", "key_line"))
    version = paper.latest_revision
    gone = Section.objects.filter(document=paper, shows="", key_line=None, level=1).exclude(number="")
    gone.filter(pk__in=list(gone.values_list("pk", flat=True))[:2]).delete()
    line = KeyLine.objects.create(review=review, number=2, text="What was asked?")
    follow_key_lines(paper, chair)
    bring_back(browser, paper, version)
    after = Section.objects.filter(document=paper)
    assert after.get(key_line=line).heading == "What was asked?"
    kept = after.exclude(key_line=line).values_list("key", "heading", "guidance", "key_line")
    assert list(kept) == [(key, heading, guidance, line) for key, _, heading, guidance, line in whole]
    numbers = [number for number in after.values_list("number", flat=True) if number]
    assert len(numbers) == len(set(numbers))
