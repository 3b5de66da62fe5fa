import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from dhr.reviews.models import Document, PaperNote, Section
from dhr.reviews.writing.forms import field_name

from .posting import at, autosave, form_of, loaded, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(chair, signed_in):
    return signed_in(chair)


def body(paper, key="section-0"):
    return paper.sections.model.objects.get(document=paper, key=key).body


def test_each_section_has_its_heading_guidance_and_editor(paper, browser):
    Section.objects.filter(key="section-0").update(guidance="Say what was known.", required=True, word_limit=2, body="")
    page = browser.get(at("edit", paper)).content.decode()
    assert "Facts" in page and "Say what was known." in page
    assert "Required, empty" in page
    assert "0 of at most 2 words" in page
    assert page.count('name="section-section-0"') == 1


def test_the_open_notes_of_each_section_are_counted_with_the_way_to_them(
    paper, browser, coordinator, django_assert_num_queries
):
    def notes(key, number, **facts):
        for _ in range(number):
            PaperNote.objects.create(document=paper, section_key=key, text="Thistledown", **facts)

    browser.get(at("edit", paper))
    with CaptureQueriesContext(connection) as before:
        page = browser.get(at("edit", paper)).content.decode()
    assert "open note" not in page
    notes("section-0", 2)
    notes("section-1", 1)
    notes("section-1", 3, resolved_at=timezone.now(), resolved_by=coordinator)
    notes("gone", 1)
    notes("", 1)
    with django_assert_num_queries(len(before)):
        page = browser.get(at("edit", paper))
    assert [section.notes for section in page.context["sections"]] == [2, 1]
    html = page.content.decode()
    desk = f"{reverse('work-paper', args=[paper.public_id])}#notes"
    for words in ("2 open notes<", "1 open note<", "2 open notes on none of these sections"):
        assert f'<a href="{desk}">{words}' in html
    assert 'id="notes"' in browser.get(desk).content.decode()
    assert "Thistledown" not in html  # they are read on the desk


def test_saving_changes_sections_paragraphs_and_history_in_one(paper, browser, chair):
    response = browser.post(at("edit", paper), loaded(paper, section_0=typed("She asked three times."), title="Report"))
    assert response.status_code == 302
    paper = Document.objects.get(pk=paper.pk)
    assert paper.title == "Report"
    assert "three times" in body(paper)
    assert [row.text for row in paper.paragraphs.all()] == ["She asked three times.", "Ask again."]
    assert paper.latest_revision.user == chair
    assert "three times" in str(paper.latest_revision.content["sections"])


def test_what_was_there_before_anybody_wrote_here_stays_in_the_history(paper, browser):
    browser.post(at("edit", paper), loaded(paper, section_0=typed("Quite other words.")))
    first, second = paper.revisions.order_by("pk")
    assert first.user is None
    assert ModelLogEntry.objects.get(revision=first).user is None
    assert "She asked twice." in str(first.content)
    assert "Quite other words." in str(second.content)


def test_a_paragraph_keeps_its_key_while_it_is_edited(paper, browser):
    before = paper.paragraphs.first()
    browser.post(at("edit", paper), loaded(paper, section_0=body(paper).replace("twice", "often")))
    after = paper.paragraphs.first()
    assert (after.pk, after.key, after.text) == (before.pk, before.key, "She asked often.")


def test_sections_that_did_not_change_are_not_written(paper, browser, django_assert_max_num_queries):
    browser.post(at("edit", paper), loaded(paper))
    data = loaded(paper)
    with django_assert_max_num_queries(60) as asked:
        browser.post(at("edit", paper), data)
    assert not [query for query in asked if re.match('UPDATE "reviews_(section|paragraph)"', query["sql"])]


def test_a_post_can_neither_add_nor_remove_nor_move_a_section(paper, browser):
    data = loaded(paper, section_1=typed("Changed."))
    del data[field_name("section-0")]
    data |= {
        field_name("invented"): data[field_name("section-1")],
        "sections-TOTAL_FORMS": "1",
        "sections-INITIAL_FORMS": "0",
        "sections-0-heading": "Invented",
        "sections-0-ORDER": "1",
        "sections-0-DELETE": "on",
    }
    before = list(Section.objects.filter(document=paper).values_list("key", "sort_order", "heading"))
    assert browser.post(at("edit", paper), data).status_code == 302
    assert list(Section.objects.filter(document=paper).values_list("key", "sort_order", "heading")) == before
    assert "She asked twice." in body(paper)
    assert "Changed." in body(paper, "section-1")


def test_who_may_see_a_paper_is_not_for_the_editor_to_change(paper, browser):
    data = loaded(paper) | {"released_to_panel": "on", "shared_with_region": "on", "review": "", "kind": "context"}
    browser.post(at("edit", paper), data)
    after = Document.objects.get(pk=paper.pk)
    assert (after.released_to_panel, after.shared_with_region, after.review_id, after.kind) == (
        False,
        False,
        paper.review_id,
        paper.kind,
    )


def test_a_paper_without_title_is_refused_and_nothing_typed_is_lost(paper, browser):
    response = browser.post(at("edit", paper), loaded(paper, title="", section_0=typed("Typed just now.")))
    assert response.status_code == 200
    assert "Typed just now." in response.content.decode()
    assert "She asked twice." in body(paper)


def test_an_autosave_answers_with_its_revision_and_the_next_goes_on_in_it(paper, browser):
    browser.post(at("edit", paper), loaded(paper))
    data = loaded(paper, section_0=typed("First."))
    answer = autosave(browser, paper, data).json()
    assert answer["success"]
    again = autosave(browser, paper, data | {"overwrite_revision_id": answer["revision_id"]}).json()
    assert again["revision_id"] == answer["revision_id"]
    assert paper.revisions.count() == 3  # as it was, saved, autosaved


def test_a_section_without_words_stays_without(paper, browser):
    data = loaded(paper)
    data[field_name("section-0")] = "null"  # what an empty editor sends
    browser.post(at("edit", paper), data)
    assert body(paper) == ""


def test_scripts_do_not_survive(paper, browser):
    name = field_name("section-0")
    data = loaded(paper)
    data[name] = (
        form_of(paper)
        .fields[name]
        .widget.format_value('<p>Words<script>alert(1)</script> <a href="javascript:alert(1)">here</a></p>')
    )
    browser.post(at("edit", paper), data)
    assert "script" not in body(paper)


def test_the_queries_of_the_page_do_not_grow_with_the_paragraphs(paper, browser, django_assert_num_queries):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert browser.get(at("edit", paper)).status_code == 200
        return len(queries)

    asked()
    few = asked()
    many = "".join(typed(f"Sentence {n}.") for n in range(60))
    browser.post(at("edit", paper), loaded(paper, section_0=many))
    assert asked() <= few + 1  # the latest revision's user, there now
