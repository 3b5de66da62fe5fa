import shutil

import pytest

from dhr.reviews.enums import Characteristic, DocumentKind, Placed, TemplateState
from dhr.reviews.models import DocumentTemplate
from dhr.reviews.standard import versions
from dhr.reviews.standard.content import content_of, numbers
from dhr.reviews.standard.national import FOLDER, keep_up, national_content
from dhr.reviews.standard.starters import markup_of, starter_blocks, starter_from
from dhr.themes.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files that a test may change."""
    return shutil.copytree(FOLDER, tmp_path / "national")


def reword(folder, kind, old, new):
    path = folder / f"{kind}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_kind_of_paper_has_a_national_default_in_use_after_migration():
    assert {template.kind for template in DocumentTemplate.objects.in_use().filter(area=None)} == set(versions.KINDS)


def test_keeping_up_with_unchanged_files_changes_nothing():
    before = list(DocumentTemplate.objects.values_list("pk", "version", "state"))
    keep_up()
    assert list(DocumentTemplate.objects.values_list("pk", "version", "state")) == before


def test_a_changed_file_becomes_the_next_version_and_the_former_is_retired(folder):
    first = versions.in_use(DocumentKind.IMR)
    reword(folder, "imr", 'heading = "Good practice"', 'heading = "What was done well"')
    keep_up(folder)
    keep_up(folder)
    second = versions.in_use(DocumentKind.IMR)
    first.refresh_from_db()
    assert (second.version, first.state) == (first.version + 1, TemplateState.RETIRED)
    assert second.sections.get(key="good-practice").heading == "What was done well"
    assert first.sections.get(key="good-practice").heading == "Good practice"
    assert versions.in_use(DocumentKind.OVERVIEW_REPORT).version == 1


def headings(kind):
    rows = versions.in_use(kind).sections.filter(level=1).exclude(number="")
    return [f"{row.number} {row.heading}" for row in rows]


def test_the_overview_report_has_the_nineteen_sections_in_order():
    assert headings(DocumentKind.OVERVIEW_REPORT) == [
        "1 Introduction",
        "2 Timescales",
        "3 Confidentiality",
        "4 Terms of reference",
        "5 Methodology",
        "6 Involvement of family, friends, work colleagues, neighbours and wider community",
        "7 Contributors to the review",
        "8 The review panel members",
        "9 Author of the overview report",
        "10 Parallel reviews",
        "11 Equality and diversity",
        "12 Dissemination",
        "13 Background information (the facts)",
        "14 Chronology",
        "15 Overview",
        "16 Analysis",
        "17 Conclusions",
        "18 Lessons to be learnt",
        "19 Recommendations",
    ]


def test_the_executive_summary_has_ten_sections_and_the_briefing_seven_boxes_of_700_words():
    assert len(headings(DocumentKind.EXECUTIVE_SUMMARY)) == 10
    boxes = versions.in_use(DocumentKind.SEVEN_MINUTE_BRIEFING).sections.all()
    assert [box.number for box in boxes] == list("1234567")
    assert sum(box.word_limit for box in boxes) == 700


@pytest.mark.parametrize("kind", versions.KINDS)
def test_every_section_has_guidance_of_40_to_150_words(kind):
    lengths = {row.key: len(row.guidance.split()) for row in versions.in_use(kind).sections.all()}
    assert {key: length for key, length in lengths.items() if not 40 <= length <= 150} == {}


def test_objects_of_the_review_are_shown_where_the_papers_print_them():
    def places(kind):
        return dict(versions.in_use(kind).sections.exclude(shows="").values_list("key", "shows"))

    assert places(DocumentKind.TERMS_OF_REFERENCE) == {
        "key-lines": Placed.KEY_LINES,
        "equality": Placed.CHARACTERISTICS,
    }
    assert places(DocumentKind.OVERVIEW_REPORT) == {
        "terms-of-reference": Placed.KEY_LINES,
        "equality": Placed.CHARACTERISTICS,
        "lessons": Placed.LESSONS,
        "recommendations": Placed.RECOMMENDATIONS,
    }
    assert len(Characteristic) == 10


def test_generic_key_lines_name_themes_of_the_taxonomy():
    lines = versions.in_use(DocumentKind.TERMS_OF_REFERENCE).generic_key_lines.all()
    assert len(lines) == 13
    assert all(line.themes.exists() for line in lines)
    assert Theme.objects.filter(code="marac").exists()


def test_the_action_plan_has_the_columns_that_the_guidance_prescribes():
    starter = versions.in_use(DocumentKind.IMR).sections.get(key="recommendations").starter
    assert starter_blocks(starter)[0].cells == (
        "Recommendation",
        "Scope (local / regional / national)",
        "Action to take",
        "Lead agency",
        "Key milestones in enacting the recommendation",
        "Target date",
        "Date of completion and outcome",
    )


@pytest.mark.parametrize("kind", versions.KINDS)
def test_what_is_stored_is_what_the_file_says_and_its_starters_can_be_edited_as_markup(kind):
    content = content_of(versions.in_use(kind))
    assert content == national_content(kind)
    for section in content.sections:
        assert starter_from(markup_of(section.starter)) == section.starter


def test_a_starter_reads_back_as_it_was_written():
    markup = (
        "### What happened\n\nA paragraph.\n\n- an item\n  - one inside it\n- another\n\n1. first\n1. second\n\n"
        "> Her own words\n\n| A | B \\| C |\n|  |  |"
    )
    starter = starter_from(markup)
    assert starter_from(markup_of(starter)) == starter
    kinds = [(block.kind, block.text) for block in starter_blocks(starter)]
    assert ("heading", "What happened") in kinds
    assert starter_blocks(starter)[-1].cells == ("", "")
    assert starter_blocks(starter)[-2].cells == ("A", "B | C")


def test_a_starter_can_hold_no_markup_of_the_web():
    assert "<script" not in starter_from("<script>alert(1)</script>")


def test_parts_are_numbered_below_their_section_and_unnumbered_ones_not_at_all():
    assert numbers([(1, False), (2, True), (1, True), (2, True), (2, True), (1, True), (2, False)]) == [
        "",
        "",
        "1",
        "1.1",
        "1.2",
        "2",
        "",
    ]
