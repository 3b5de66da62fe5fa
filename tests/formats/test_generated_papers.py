"""Twenty files laid out by code that shares nothing with the reader."""

import pytest

from dhr.formats import SpanKind, read_paper, recommendations_in

from .generated import GENERATED, shown_name


@pytest.fixture(scope="module", params=GENERATED, ids=shown_name)
def read(request):
    data, expected = request.param()
    return read_paper(data, name=shown_name(request.param)), expected


def blocks_of(paper):
    return [block for section in paper.sections for block in section.blocks]


def test_sections_follow_the_papers_own_headings(read):
    paper, expected = read
    found = [f"{section.number} {section.heading}".strip() for section in paper.sections if section.heading]
    assert found == expected.headings
    if expected.title:
        assert paper.title == expected.title


def test_printed_numbers_are_kept_as_labels(read):
    paper, expected = read
    labelled = [(block.label, block.text) for block in blocks_of(paper) if block.label]
    for label, beginning in expected.labels.items():
        assert any(found == label and text.startswith(beginning) for found, text in labelled), label


def test_lines_are_joined_to_whole_paragraphs(read):
    paper, expected = read
    texts = {block.text for block in blocks_of(paper)}
    assert [text for text in expected.texts if text not in texts] == []


def test_running_headers_page_numbers_and_contents_are_gone(read):
    paper, expected = read
    everything = "\n".join(block.text for block in blocks_of(paper)) + "\n".join(
        section.heading for section in paper.sections
    )
    assert [remains for remains in expected.absent if remains in everything] == []


def test_footnotes_stand_where_their_marks_are(read):
    paper, expected = read
    spans = [span for block in blocks_of(paper) for span in block.spans if span.kind == SpanKind.FOOTNOTE]
    assert [span.value for span in spans] == expected.footnotes


def test_recommendations_are_found_with_the_agency_that_is_stated(read):
    paper, expected = read
    found = recommendations_in(paper)
    assert [(one.number, one.agency) for one in found] == [
        (number, agency) for number, _, agency in expected.recommendations
    ]
    for one, (_, beginning, _) in zip(found, expected.recommendations, strict=True):
        assert one.text.startswith(beginning)
        source = paper.sections[one.section_index].blocks[one.block_index]
        assert one.text in source.text or source.text in one.text


def test_table_rows_keep_their_cells(read):
    paper, expected = read
    rows = [block.cells for block in blocks_of(paper) if block.cells]
    assert [cells for cells in expected.cells if rows.count(cells) != 1] == []


def test_notes_tell_what_was_left_out(read):
    paper, expected = read
    for words in expected.notes:
        assert any(words in note for note in paper.notes)
