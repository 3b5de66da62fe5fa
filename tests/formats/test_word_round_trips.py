"""A paper written as a Word file and read again: no word, heading, list, table or footnote changes."""

from hypothesis import given, settings

from dhr.formats import BlockKind, Paper, SpanKind, fold, read_paper, write_docx
from dhr.formats.labels import heading_text

from .written import papers


def under(spans, kind: SpanKind) -> set[int]:
    """The places of the letters for which spans of a kind hold."""
    return {place for span in spans if span.kind == kind for place in range(span.start, span.end)}


def footnotes(spans) -> list[tuple[int, str]]:
    return [(span.start, span.value) for span in spans if span.kind == SpanKind.FOOTNOTE]


def told(paper: Paper) -> list:
    """All that a paper says, and how. A heading is told as printed: its number may be a part of it, or apart."""
    found = [paper.title]
    for section in paper.sections:
        found.append((section.level, *told_of_heading(section.number, section.heading, section.spans)))
        for block in section.blocks:
            if block.kind == BlockKind.HEADING:
                found.append((block.level, *told_of_heading(block.label, block.text, block.spans)))
                continue
            dressed = [under(block.spans, kind) for kind in (SpanKind.BOLD, SpanKind.ITALIC, SpanKind.LINK)]
            form = (block.kind, block.label, block.level, block.ordered, block.header)
            found.append((form, block.text, block.cells, dressed, footnotes(block.spans)))
    return found


def told_of_heading(number: str, heading: str, spans) -> tuple:
    dressed = [len(under(spans, kind)) for kind in (SpanKind.ITALIC, SpanKind.LINK)]
    return heading_text(number, heading), dressed, [note for _, note in footnotes(spans)]


@given(papers())
@settings(max_examples=25, deadline=None)
def test_a_word_file_tells_what_the_paper_told(paper):
    again = read_paper(write_docx(paper, header=paper.title, footer="Merrow", marking="OFFICIAL"), name="paper.docx")
    assert told(fold(again)) == told(fold(paper))
