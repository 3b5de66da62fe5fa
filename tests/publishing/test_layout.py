import pytest

from dhr.publishing.editions import publish
from dhr.publishing.layout import laid_out
from dhr.reviews.enums import ParagraphKind
from dhr.reviews.identifiers import paragraph_key
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import Block, materialise, rich_text
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def published(*sections):
    """An edition whose sections are (level, heading, [(kind, text or cells)...])."""
    document = DocumentFactory()
    for order, (level, heading, blocks) in enumerate(sections):
        made = [
            Block(kind, content, key=paragraph_key())
            if isinstance(content, str)
            else Block(kind, " | ".join(content), key=paragraph_key(), cells=tuple(content))
            for kind, content in blocks
        ]
        Section.objects.create(
            document=document,
            key=f"s{order}",
            sort_order=order,
            level=level,
            heading=heading,
            body=rich_text(made),
        )
    document = Document.objects.get(pk=document.pk)
    materialise(document)
    return publish(document, by=None)


def test_neighbouring_items_are_one_list_and_neighbouring_rows_one_table():
    item, row, text = ParagraphKind.LIST_ITEM, ParagraphKind.TABLE_ROW, ParagraphKind.PARAGRAPH
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
def test_the_first_row_heads_a_table_where_it_reads_like_headings(rows, has_head):
    edition = published((1, "A", [(ParagraphKind.TABLE_ROW, row) for row in rows]))
    assert laid_out(edition)[0].blocks[0].has_head is has_head


def test_a_cell_knows_where_its_words_begin_in_the_row():
    edition = published((1, "A", [(ParagraphKind.TABLE_ROW, ["Police", "", "Attended"])]))
    row = laid_out(edition)[0].blocks[0].rows[0]
    assert [row.paragraph.text[cell.start : cell.start + len(cell.text)] for cell in row.cells] == [
        "Police",
        "",
        "Attended",
    ]
