"""The PDFs that we write: tagged, in their language, set without a missing letter."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind, write_pdf
from dhr.formats.writers.characters import displayed

from .written import papers

ITEM = BlockKind.LIST_ITEM


def paper_of(*blocks: Block) -> Paper:
    return Paper("Overview report: Adult Bramble", "markup", 0, (PaperSection("1", "Findings", 1, blocks),))


def text(words: str, *spans: Span) -> Block:
    return Block(BlockKind.PARAGRAPH, words, spans=spans)


def words_of(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def tags_of(data: bytes) -> list[str]:
    """The structure types of the first page, in order."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    found = []

    def walk(element):
        length = pdfium.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(length)
        pdfium.FPDF_StructElement_GetType(element, name, length)
        found.append(name.raw.decode("utf-16-le").rstrip("\0"))
        for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
            if child:
                walk(child)

    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
    pdfium.FPDF_StructTree_Close(tree)
    return found


def test_headings_lists_tables_and_footnotes_are_tagged():
    data = write_pdf(
        paper_of(
            text("As it says.", Span(10, 10, SpanKind.FOOTNOTE, "Guidance."), Span(0, 2, SpanKind.BOLD)),
            Block(ITEM, "one", ordered=True, level=1),
            Block(ITEM, "nested", level=2),
            Block(BlockKind.QUOTATION, "We asked."),
            Block(BlockKind.HEADING, "Deeper by two", level=2),
            Block.row(("Action", "Lead"), header=True),
            Block.row(("Train", "Police")),
        )
    )
    tags = tags_of(data)
    assert tags.count("L") == 2
    assert tags.count("LI") == 2
    assert tags.count("TH") == 2
    assert tags.count("TD") == 2
    assert {"H1", "H2", "Note", "BlockQuote"} <= set(tags)
    assert "H3" not in tags  # no level is left out
    assert b"/MarkInfo" in data


@pytest.mark.parametrize(
    ("language", "tag", "page"), [("en", b"en-GB", "Page 1 of 1"), ("cy", b"cy-GB", "Tudalen 1 o 1")]
)
def test_language_and_page_numbers_are_the_papers(language, tag, page):
    data = write_pdf(paper_of(text("Ŵŵ Ŷŷ “quoted” ‘so’.")), language=language)
    assert tag in data
    assert page in words_of(data)[0]
    assert "Ŵŵ Ŷŷ “quoted” ‘so’." in words_of(data)[0]


def test_marking_is_on_every_page_twice_and_only_where_given():
    long = paper_of(*(text("She rang again. " * 40) for _ in range(40)))
    pages = words_of(write_pdf(long, marking="OFFICIAL-SENSITIVE"))
    assert len(pages) > 1
    assert [page.count("OFFICIAL-SENSITIVE") for page in pages] == [2] * len(pages)
    assert "OFFICIAL" not in "".join(words_of(write_pdf(long)))


def test_printed_labels_and_counts_are_the_same_as_in_word():
    blocks = [
        Block(ITEM, "first", ordered=True, level=1),
        Block(ITEM, "inner", ordered=True, level=2),
        Block(ITEM, "asked", ordered=True, label="(b)", level=1),
        text("She told her GP."),
    ]
    words = words_of(write_pdf(paper_of(*blocks)))[0].split()
    assert [words[words.index(word) - 1] for word in ("first", "inner", "asked")] == ["1.", "a.", "(b)"]


def test_a_briefing_of_usual_length_stands_on_one_page():
    boxes = [
        PaperSection(str(n), f"Box {n}", 1, (text("She asked him why and heard nothing. " * 14),)) for n in range(1, 8)
    ]
    data = write_pdf(Paper("Seven-minute briefing", "markup", 0, tuple(boxes)), layout="briefing", marking="OFFICIAL")
    assert len(words_of(data)) == 1
    assert tags_of(data).count("H1") == 7


def test_a_wide_table_stands_sideways_and_long_cells_lose_nothing():
    cells = ("administration", "accountability", "recommendation", "multi-agency", "responsibility", "communication")
    rows = Block.row(cells, header=True), Block.row((*cells[:5], "She asked and heard nothing. " * 300 + "The end."))
    data = write_pdf(paper_of(text("Before."), *rows))
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(data)]
    assert [width > height for width, height in sizes] == [False, *[True] * (len(sizes) - 1)]
    assert "The end." in " ".join(words_of(data)[-1].split())


def table_of(lines: int) -> list[Block]:
    heading = Block.row(("Agency", "Actions"), header=True, numbers=(1,))
    return [heading, *(Block.row((f"Agency {number}", str(number))) for number in range(101, 101 + lines))]


def test_columns_of_numbers_stand_on_the_right():
    rows = Block.row(("Agency", "Actions"), header=True, numbers=(1,)), Block.row(("Police", "4711"))
    page = pypdfium2.PdfDocument(write_pdf(paper_of(*rows)))[0].get_textpage()

    def right_edge(words: str) -> float:
        at, count = page.search(words).get_next()
        return page.get_charbox(at + count - 1)[2]

    assert right_edge("4711") == pytest.approx(right_edge("Actions"), abs=1)


def test_a_short_table_goes_to_the_next_page_as_a_whole():
    before = [text("She rang again.") for _ in range(24)]
    first, second = words_of(write_pdf(paper_of(*before, *table_of(12))))
    assert "Agency" not in first
    assert [f"Agency {number}" in second for number in range(101, 113)] == [True] * 12


def test_a_long_table_breaks_and_repeats_its_heading():
    pages = words_of(write_pdf(paper_of(text("Before."), *table_of(80))))
    assert "Agency 101" in pages[0]
    assert all("Actions" in page for page in pages)
    assert len(pages) > 1


def test_characters_that_cannot_be_set_are_named():
    assert displayed("Good 😀 day") == "Good [grinning face] day"
    assert displayed("she said নমস্কার তুমি to him") == "she said [text in Bengali script] to him"
    assert displayed("Łucja, Ŵ, Д, عربي, ½") == "Łucja, Ŵ, Д, عربي, ½"


@given(papers())
@settings(max_examples=15, deadline=None)
def test_any_paper_can_be_set(paper):
    assert write_pdf(paper, header=paper.title, marking="OFFICIAL").startswith(b"%PDF")
    assert write_pdf(paper, layout="briefing").startswith(b"%PDF")


def test_an_empty_paper_can_be_set():
    assert write_pdf(Paper("", "markup", 0, ())).startswith(b"%PDF")
