import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.reviews.enums import ParagraphKind
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import Block, blocks_in, materialise, rich_text
from tests.factories import DocumentFactory

words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), blacklist_characters="|"), min_size=1
)
kinds = st.sampled_from([ParagraphKind.PARAGRAPH, ParagraphKind.LIST_ITEM, ParagraphKind.QUOTATION])


@given(st.lists(st.tuples(kinds, words)))
def test_what_is_written_as_rich_text_reads_back_the_same(rows):
    blocks = [Block(kind, text, key=f"k{n}") for n, (kind, text) in enumerate(rows)]
    assert blocks_in(rich_text(blocks)) == blocks


def test_a_table_row_keeps_its_cells():
    row = Block(ParagraphKind.TABLE_ROW, "Train staff | Local", cells=("Train staff", "Local"), key="a")
    assert blocks_in(rich_text([row])) == [row]


@pytest.mark.django_db
class TestMaterialise:
    def body(self, document, body):
        Section.objects.filter(document=document).update(body=body)
        document = Document.objects.get(pk=document.pk)
        materialise(document)
        return list(document.paragraphs.all())

    def test_a_paragraph_keeps_its_row_and_label_when_its_words_change(self):
        document = DocumentFactory(sections={"One": ["Some words."]})
        old = document.paragraphs.get()
        document.paragraphs.update(label="4.12")
        (new,) = self.body(document, f'<p data-block-key="{old.key}">Other words.</p>')
        assert (new.pk, new.text, new.label) == (old.pk, "Other words.", "4.12")

    def test_a_moved_paragraph_keeps_its_key(self):
        document = DocumentFactory(sections={"One": ["First.", "Second."]})
        first, second = document.paragraphs.all()
        rows = self.body(
            document,
            f'<p data-block-key="{second.key}">Second.</p><p data-block-key="{first.key}">First.</p>',
        )
        assert [row.pk for row in rows] == [second.pk, first.pk]

    def test_a_new_block_gets_a_key_that_is_written_back(self):
        document = DocumentFactory(sections={"One": ["First."]})
        (row,) = self.body(document, "<p>Pasted from elsewhere.</p>")
        assert f'data-block-key="{row.key}"' in document.sections.get().body

    def test_a_copied_key_is_made_unique_in_the_paper(self):
        document = DocumentFactory(sections={"One": ["First."]})
        rows = self.body(document, '<p data-block-key="same">One.</p><p data-block-key="same">Two.</p>')
        assert len({row.key for row in rows}) == 2

    def test_a_removed_block_goes(self):
        document = DocumentFactory(sections={"One": ["First.", "Second."]})
        assert self.body(document, "") == []

    def test_list_items_quotations_and_rows_are_paragraphs_of_their_own(self):
        document = DocumentFactory(sections={"One": ["First."]})
        rows = self.body(
            document,
            "<ul><li>Item</li></ul><blockquote><p>Quoted</p></blockquote>"
            "<table><tr><td>A</td><td>B</td></tr></table><h3>Minor heading</h3><p> </p>",
        )
        assert [(row.kind, row.text) for row in rows] == [
            ("list-item", "Item"),
            ("quotation", "Quoted"),
            ("table-row", "A | B"),
            ("paragraph", "Minor heading"),
        ]
