"""Lists as they are counted, papers as they are folded, and written as plain text."""

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind, fold, write_text

ITEM = BlockKind.LIST_ITEM


def text(words: str, *spans: Span, label: str = "") -> Block:
    return Block(BlockKind.PARAGRAPH, words, label=label, spans=spans)


def item(words: str, level: int = 1, *, label: str = "", ordered: bool = True) -> Block:
    return Block(ITEM, words, label=label, level=level, ordered=ordered)


def paper_of(*sections: PaperSection) -> Paper:
    return Paper("Report", "docx", 0, sections)


def test_deeper_sections_become_headings_of_the_section_above():
    paper = paper_of(
        PaperSection("1", "Findings", 1, (text("One."),)),
        PaperSection("1.1", "Health", 2, (text("Two."),)),
        PaperSection("", "GP1", 3, (text("Three."),)),
        PaperSection("2", "Lessons", 1, ()),
    )
    folded = fold(paper)
    assert [section.heading for section in folded.sections] == ["Findings", "Lessons"]
    assert [(block.kind, block.text, block.label, block.level) for block in folded.sections[0].blocks] == [
        (BlockKind.PARAGRAPH, "One.", "", 0),
        (BlockKind.HEADING, "Health", "1.1", 1),
        (BlockKind.PARAGRAPH, "Two.", "", 0),
        (BlockKind.HEADING, "GP1", "", 2),
        (BlockKind.PARAGRAPH, "Three.", "", 0),
    ]
    assert fold(folded) == folded


def test_a_section_that_has_none_above_it_stays_one_at_any_level():
    paper = paper_of(PaperSection("", "Key line 1", 2), PaperSection("", "Aside", 3), PaperSection("", "Analysis", 1))
    assert [section.heading for section in fold(paper).sections] == ["Key line 1", "Analysis"]


def test_labels_that_only_count_are_left_to_the_list():
    blocks = [item("a", label="1"), item("b", 2, label="a."), item("c", 2, label="b."), item("d", label="2")]
    folded = fold(paper_of(PaperSection("", "Findings", 1, tuple(blocks))))
    assert [block.label for block in folded.sections[0].blocks] == [""] * 4


def test_labels_that_say_more_than_the_place_are_kept():
    blocks = [item("a", label="(a)"), item("b", label="5"), text("Between."), item("c", label="2")]
    folded = fold(paper_of(PaperSection("", "Findings", 1, tuple(blocks))))
    assert [block.label for block in folded.sections[0].blocks] == ["(a)", "5", "", "2"]


def test_plain_text_holds_every_word_in_order():
    paper = paper_of(
        PaperSection("", "", 1, (text("By an independent chair."),)),
        PaperSection(
            "2",
            "Findings",
            1,
            (
                text(
                    "See the guidance.",
                    Span(8, 16, SpanKind.LINK, "https://example.org/"),
                    Span(17, 17, SpanKind.FOOTNOTE, "Paragraph 39."),
                    label="2.1",
                ),
                item("Ask", ordered=False),
                item("Listen", 2, ordered=True),
                Block(BlockKind.HEADING, "Actions", level=1),
                Block.row(("Action", "Lead"), header=True),
                Block.row(("Train", "Police")),
            ),
        ),
        PaperSection("3", "Lessons", 1, (text("More.", Span(5, 5, SpanKind.FOOTNOTE, "Another.")),)),
    )
    assert write_text(paper) == (
        "Report\n\nBy an independent chair.\n\n2. Findings\n\n"
        "2.1 See the guidance (https://example.org/). [1]\n\n- Ask\n  a. Listen\n\nActions\n\n"
        "Action: Train; Lead: Police\n\n[1] Paragraph 39.\n\n3. Lessons\n\nMore. [2]\n\n[2] Another.\n"
    )
