"""What stands inside the Word files that we write: the things that Word's own tools work on."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind, read_paper, write_docx

ITEM = BlockKind.LIST_ITEM


def paper_of(*blocks: Block, title: str = "Overview report: Adult Bramble") -> Paper:
    return Paper(title, "markup", 0, (PaperSection("1", "Findings", 1, blocks),))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def text(words: str, *spans: Span) -> Block:
    return Block(BlockKind.PARAGRAPH, words, spans=spans)


def numberings(data: bytes) -> list[tuple[str, str]]:
    return re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', part(data, "word/document.xml"))


def test_lists_are_numbered_by_word_and_each_starts_again():
    data = write_docx(
        paper_of(
            Block(ITEM, "one", ordered=True, level=1),
            Block(ITEM, "one a", ordered=True, level=2),
            Block(ITEM, "two", ordered=True, level=1),
            Block(ITEM, "two a", ordered=True, level=2),
            text("Between."),
            Block(ITEM, "one again", ordered=True, level=1),
            Block(ITEM, "a bullet", level=1),
        )
    )
    (one, outer), (_, inner), (two, same), (_, second), (_, third), (_, bullet) = numberings(data)
    assert (one, two) == ("0", "0")
    assert outer == same
    assert len({outer, inner, second, third, bullet}) == 5
    blocks = read_paper(data, name="p.docx").sections[0].blocks
    assert [block.label for block in blocks] == ["1", "a.", "2", "a.", "", "1", ""]


def test_footnotes_are_words_own():
    data = write_docx(paper_of(text("As it says.", Span(10, 10, SpanKind.FOOTNOTE, "Guidance, paragraph 39."))))
    assert "Guidance, paragraph 39." in part(data, "word/footnotes.xml")
    assert '<w:footnoteReference w:id="1"/>' in part(data, "word/document.xml")
    assert "footnotes+xml" in part(data, "[Content_Types].xml")
    assert "word/footnotes.xml" not in names(write_docx(paper_of(text("Nothing below."))))


def test_headings_tables_and_links_are_real():
    data = write_docx(
        paper_of(
            Block(BlockKind.HEADING, "What agencies knew", level=1),
            text("See the guidance.", Span(8, 16, SpanKind.LINK, "https://example.org/a?b=1&c=2")),
            Block.row(("Action", "Lead"), header=True),
            Block.row(("Train", "Police")),
        )
    )
    document = part(data, "word/document.xml")
    assert '<w:pStyle w:val="Heading1"/>' in document
    assert '<w:pStyle w:val="Heading2"/>' in document
    assert document.count("<w:tblHeader/>") == 1
    assert "https://example.org/a?b=1&amp;c=2" in part(data, "word/_rels/document.xml.rels")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", ""])
def test_a_link_that_is_not_safe_to_follow_is_plain_text(address):
    data = write_docx(paper_of(text("See the guidance.", Span(8, 16, SpanKind.LINK, address))))
    assert "<w:hyperlink" not in part(data, "word/document.xml")
    assert "guidance" in part(data, "word/document.xml")


def test_marking_stands_at_top_and_bottom_only_where_given():
    marked = write_docx(paper_of(text("Words.")), header="Adult Bramble", footer="Merrow", marking="OFFICIAL-SENSITIVE")
    for name in ("word/header1.xml", "word/footer1.xml"):
        assert part(marked, name).count("OFFICIAL-SENSITIVE") == 1
    public = write_docx(paper_of(text("Words.")), header="Adult Bramble", footer="Merrow")
    assert "OFFICIAL" not in "".join(part(public, name) for name in names(public) if name.endswith(".xml"))


def test_the_file_names_nobody_and_its_language():
    data = write_docx(paper_of(text("Words.")))
    core = part(data, "docProps/core.xml")
    assert "python" not in core
    assert re.search(r"<dc:creator>[^<]", core) is None
    assert "Overview report: Adult Bramble" in core
    assert 'w:lang w:val="en-GB"' in part(data, "word/styles.xml")
    assert 'w:lang w:val="cy-GB"' in part(write_docx(paper_of(text("Geiriau.")), language="cy"), "word/styles.xml")


def test_a_long_paper_has_a_contents_field_that_is_no_part_of_its_text():
    sections = tuple(PaperSection(str(n), f"Part {n}", 1, (text("She rang again. " * 300),)) for n in range(1, 6))
    paper = Paper("Report", "markup", 0, sections)
    data = write_docx(paper)
    assert "TOC \\o" in part(data, "word/document.xml")
    assert [section.heading for section in read_paper(data, name="p.docx").sections] == [s.heading for s in sections]
    assert "TOC" not in part(write_docx(paper_of(text("Short."))), "word/document.xml")


def test_the_boxes_of_a_briefing_have_real_headings_and_are_read_again():
    front = PaperSection("", "", 1, (text("Issued in June."),))
    boxes = [PaperSection("", f"Box {n}", 1, (text("Ask."), Block(ITEM, "Listen.", level=1))) for n in range(1, 8)]
    paper = Paper("Seven-minute briefing", "markup", 0, (front, *boxes))
    data = write_docx(paper, layout="briefing", marking="OFFICIAL")
    document = part(data, "word/document.xml")
    assert document.count('<w:pStyle w:val="Heading1"/>') == 7
    assert document.count("<w:tbl>") == 7
    assert read_paper(data, name="p.docx").sections == paper.sections


PLAN = (
    *("Recommendation", "Scope", "Action to take", "Lead agency", "Key milestones in enacting the recommendation"),
    *("Target date", "Date of completion and outcome"),
)


def test_a_wide_table_stands_sideways_with_its_heading_and_nothing_else_does():
    plan = PaperSection("", "Action plan", 1, (Block.row(PLAN, header=True), Block.row(("Train all officers",) * 7)))
    before, after = (PaperSection("", name, 1, (text("Words."),)) for name in ("Findings", "Annex"))
    paper = Paper("Report", "markup", 0, (before, plan, after))
    data = write_docx(paper)
    assert re.findall(r"<w:pgSz[^>]*?(?:w:orient=\"(\w+)\")?/>", part(data, "word/document.xml")) == [
        "",
        "landscape",
        "portrait",
    ]
    assert read_paper(data, name="p.docx").sections == paper.sections


def table_of(lines: int) -> list[Block]:
    heading = Block.row(("Agency", "Actions"), header=True, numbers=(1,))
    return [heading, *(Block.row((f"Agency {number}", str(number))) for number in range(lines))]


def test_columns_of_numbers_stand_on_the_right():
    table = Document(io.BytesIO(write_docx(paper_of(*table_of(2))))).tables[0]
    sides = [[cell.paragraphs[0].alignment for cell in row.cells] for row in table.rows]
    assert sides == [[None, WD_ALIGN_PARAGRAPH.RIGHT]] * 3


@pytest.mark.parametrize(("lines", "together"), [(12, True), (40, False)])
def test_a_short_table_stays_on_one_page_and_a_long_one_repeats_its_heading(lines, together):
    table = Document(io.BytesIO(write_docx(paper_of(*table_of(lines))))).tables[0]
    kept = [[cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells] for row in table.rows]
    assert kept == [[together or None] * 2] * lines + [[None] * 2]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1] + [0] * lines


def test_an_empty_paper_is_a_file_all_the_same():
    assert "word/document.xml" in names(write_docx(Paper("", "markup", 0, ())))
    assert "word/document.xml" in names(write_docx(Paper("", "markup", 0, ()), layout="briefing"))
