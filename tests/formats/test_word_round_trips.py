"""A paper written as a Word file and read again: no word, heading, list, table or footnote changes."""

from hypothesis import given, settings

from dhr.formats import Paper, SpanKind, fold, read_paper, write_docx
from dhr.formats.labels import heading_text

from .written import papers


def under(spans, kind: SpanKind) -> set[int]:
    """The places of the letters for which spans of a kind hold."""
    return {place for span in spans if span.kind == kind for place in range(span.start, span.end)}


def footnotes(spans) -> list[tuple[int, str]]:
    return [(span.start, span.value) for span in spans if span.kind == SpanKind.FOOTNOTE]


def told(paper: Paper) -> list:
    """All that a paper says, and how; a heading as it is printed, with its number."""
    found = [paper.title]
    for section in paper.sections:
        heading = heading_text(section.number, section.heading)
        notes = [note for _, note in footnotes(section.spans)]
        found.append((section.level, heading, len(under(section.spans, SpanKind.ITALIC)), notes))
        for block in section.blocks:
            found.append(
                (
                    block.kind,
                    heading_text(block.label, block.text) if block.kind == "heading" else (block.label, block.text),
                    block.level,
                    block.ordered,
                    block.cells,
                    block.header,
                    under(block.spans, SpanKind.BOLD),
                    len(under(block.spans, SpanKind.ITALIC)),
                    under(block.spans, SpanKind.LINK),
                    [note for _, note in footnotes(block.spans)] if block.kind == "heading" else footnotes(block.spans),
                )
            )
    return found


@given(papers())
@settings(max_examples=25, deadline=None)
def test_a_word_file_tells_what_the_paper_told(paper):
    again = read_paper(write_docx(paper, header=paper.title, footer="Merrow", marking="OFFICIAL"), name="paper.docx")
    assert told(fold(again)) == told(fold(paper))
