import pytest

from dhr.formats import Block, BlockKind, Span, SpanKind
from dhr.publishing.editions import publish
from dhr.publishing.layout import laid_out, lay_out
from dhr.publishing.models import EditionParagraph, EditionSection
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import materialise
from dhr.reviews.richtext import KeyedBlock, html_of
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def published(*sections):
    """An edition whose sections are (level, heading, blocks); a block may be (kind, text or cells)."""
    document = DocumentFactory()
    for order, (level, heading, blocks) in enumerate(sections):
        Section.objects.create(
            document=document,
            key=f"s{order}",
            sort_order=order,
            level=level,
            heading=heading,
            body=html_of(KeyedBlock(block if isinstance(block, Block) else _made(*block)) for block in blocks),
        )
    document = Document.objects.get(pk=document.pk)
    materialise(document)
    return publish(document, by=None)


def _made(kind, content):
    return Block(kind, content) if isinstance(content, str) else Block.row(content)


def test_neighbouring_items_are_one_list_and_neighbouring_rows_one_table():
    item, row, text = BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.PARAGRAPH
    edition = published(
        (
            1,
            "A",
            [(text, "One."), (text, "Two."), (item, "a"), (item, "b"), (row, ["Name", "Role"]), (row, ["X", "Y"])],
        ),
        (1, "B", [(item, "c")]),
    )
    first, second = laid_out(edition)
    assert [(block.kind, len(block.paragraphs)) for block in first.blocks] == [
        ("paragraph", 1),
        ("paragraph", 1),
        ("list", 2),
        ("table", 2),
    ]
    assert [block.kind for block in second.blocks] == ["list"]


def test_heading_levels_never_skip_one():
    levels = [laid.level for laid in laid_out(published((3, "A", []), (1, "B", []), (2, "C", []), (5, "D", [])))]
    assert levels == [2, 2, 3, 4]


@pytest.mark.parametrize(
    ("rows", "has_head"),
    [
        ([["Agency", "Role"], ["Police", "Attended"]], True),
        ([["Agency", ""], ["Police", "Attended"]], False),
        ([["Agency", "Role"]], False),
        ([["A sentence of a table that only lays out text, far too long for a heading.", "B"], ["C", "D"]], False),
    ],
)
def test_in_older_papers_the_first_row_heads_a_table_where_it_reads_like_headings(rows, has_head):
    paragraphs = [EditionParagraph(kind=BlockKind.TABLE_ROW, key=str(n), cells=row) for n, row in enumerate(rows)]
    (laid,) = lay_out([(EditionSection(heading="A"), paragraphs)])
    assert laid.blocks[0].has_head is has_head


@pytest.mark.parametrize("has_head", [True, False])
def test_a_table_says_itself_whether_its_first_row_is_headings(has_head):
    edition = published((1, "A", [Block.row(["Police", "2"], header=has_head), Block.row(["Council", "3"])]))
    assert laid_out(edition)[0].blocks[0].has_head is has_head


def test_a_heading_row_begins_another_table():
    head, row = Block.row(["Agency"], header=True), Block.row(["Police"])
    edition = published((1, "A", [row, head, row, head]), (1, "B", [row]))
    tables = [block for laid in laid_out(edition) for block in laid.blocks]
    assert [(table.number, len(table.paragraphs)) for table in tables] == [(1, 1), (2, 2), (3, 1), (4, 1)]


def test_headings_inside_sections_skip_no_level():
    minor, least = Block(BlockKind.HEADING, "Minor", level=1), Block(BlockKind.HEADING, "Least", level=2)
    edition = published((1, "A", [least, minor, least]), (2, "B", [least, minor]), (1, "C", [minor]))
    levels = [[laid.level, *(block.level for block in laid.blocks)] for laid in laid_out(edition)]
    assert levels == [[2, 3, 3, 4], [3, 4, 4], [2, 3]]


def test_lists_are_nested_as_they_were_written():
    def item(text, level=1, ordered=False):
        return Block(BlockKind.LIST_ITEM, text, level=level, ordered=ordered)

    blocks = [item("a"), item("b", 2, True), item("c", 2, True), item("d"), item("e", 1, True), item("f", 2)]
    (block,) = laid_out(published((1, "A", blocks)))[0].blocks

    def shape(lists):
        return [
            (
                "ol" if one.ordered else "ul",
                [(i.paragraph.text, shape(i.lists)) if i.lists else i.paragraph.text for i in one.items],
            )
            for one in lists
        ]

    assert shape(block.lists) == [
        ("ul", [("a", [("ol", ["b", "c"])]), "d"]),
        ("ol", [("e", [("ul", ["f"])])]),
    ]


def test_footnotes_are_counted_through_the_paper_and_stand_after_their_section():
    def noted(*notes):
        return Block(BlockKind.PARAGRAPH, "Words.", spans=tuple(Span(5, 5, SpanKind.FOOTNOTE, note) for note in notes))

    first, second = laid_out(published((1, "A", [noted("One."), noted("Two.")]), (1, "B", [noted("Three.")])))
    assert [(block.kind, block.number) for block in first.blocks][-1] == ("footnotes", 1)
    assert [row.text for row in first.blocks[-1].paragraphs] == ["One.", "Two."]
    assert (second.blocks[-1].number, list(second.notes.values())) == (3, [3])


def test_a_cell_knows_where_its_words_begin_in_the_row():
    edition = published((1, "A", [(BlockKind.TABLE_ROW, ["Police", "", "Attended"])]))
    row = laid_out(edition)[0].blocks[0].rows[0]
    assert [row.paragraph.text[cell.start : cell.start + len(cell.text)] for cell in row.cells] == [
        "Police",
        "",
        "Attended",
    ]
