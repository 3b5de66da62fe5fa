import pytest

from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import block_of, materialise
from dhr.reviews.richtext import blocks_of
from tests.factories import DocumentFactory


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

    @pytest.mark.parametrize("key", ["k" * 21, "a&#10;b", "a b", "&quot;&gt;&lt;script&gt;", "é"])
    def test_a_key_that_nobody_can_use_in_an_address_is_made_anew(self, key):
        document = DocumentFactory(sections={"One": ["Some words."]})
        text, note = self.body(
            document, f'<p data-block-key="{key}">Words.<sup data-footnote="{key}" data-note="A note.">*</sup></p>'
        )
        assert all(row.key.isalnum() and row.key.isascii() and len(row.key) == 6 for row in (text, note))

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

    def test_list_items_quotations_headings_and_rows_are_paragraphs_of_their_own(self):
        document = DocumentFactory(sections={"One": ["First."]})
        rows = self.body(
            document,
            "<ul><li>Item<ol><li>Inner</li></ol></li></ul><blockquote><p>Quoted</p></blockquote>"
            "<table><tr><th>A</th><th>B</th></tr><tr><td>c</td><td></td></tr></table><h3>Minor heading</h3><p> </p>",
        )
        assert [(row.kind, row.text, row.form) for row in rows] == [
            ("list-item", "Item", {}),
            ("list-item", "Inner", {"level": 2, "ordered": True}),
            ("quotation", "Quoted", {}),
            ("table-row", "A | B", {"header": True}),
            ("table-row", "c | ", {"header": False}),
            ("heading", "Minor heading", {}),
        ]

    def test_footnotes_follow_their_section_as_paragraphs_under_keys_of_their_own(self):
        document = DocumentFactory(sections={"One": ["First."]})
        rows = self.body(
            document,
            '<p>Known<sup data-footnote="n1" data-note="A letter.">*</sup> to <b>us</b>'
            '<sup data-note="A call.">*</sup>.</p><p>Last.</p>',
        )
        assert [(row.kind, row.text) for row in rows] == [
            ("paragraph", "Known to us."),
            ("paragraph", "Last."),
            ("footnote", "A letter."),
            ("footnote", "A call."),
        ]
        letter, call = rows[2:]
        assert letter.key == "n1"
        assert rows[0].form == {
            "spans": [[5, 5, "footnote", "n1"], [9, 11, "bold", ""], [11, 11, "footnote", call.key]]
        }

    def test_a_copied_footnote_gets_a_key_of_its_own(self):
        document = DocumentFactory(sections={"One": ["First."]})
        note = '<sup data-footnote="n" data-note="A letter.">*</sup>'
        rows = self.body(document, f"<p>One{note}.</p><p>Two{note}.</p>")
        assert len({row.key for row in rows}) == 4

    def test_what_is_no_rich_text_leaves_the_section_when_it_is_saved(self):
        document = DocumentFactory(sections={"One": ["First."]})
        self.body(document, '<p data-block-key="a" onclick="x()">Words<script>x()</script></p>')
        assert document.sections.get().body == '<p data-block-key="a">Words</p>'

    def test_rows_waiting_to_be_filled_in_stay_in_the_section_and_are_no_paragraphs(self):
        document = DocumentFactory(sections={"One": ["First."]})
        empty = '<table><tbody><tr data-block-key="a"><td></td><td></td></tr></tbody></table>'
        assert self.body(document, empty) == []
        assert document.sections.get().body == empty

    def test_saving_again_changes_no_row(self, django_assert_num_queries):
        document = DocumentFactory(sections={"One": ["First.", "Second."], "Two": ["Third."]})
        document = Document.objects.get(pk=document.pk)
        with django_assert_num_queries(2):  # the sections and the rows, read
            materialise(document)

    def test_a_row_is_printed_as_its_block_was_written(self):
        document = DocumentFactory(sections={"One": ["First."]})
        body = (
            '<h4>Minor</h4><p><a href="https://example.org/">Known</a><sup data-note="A letter.">*</sup> '
            "<b>well</b></p>"
            "<ul><li>Item<ol><li>Inner</li></ol></li></ul><table><tr><th>A</th></tr><tr><td>b</td></tr></table>"
        )
        rows = self.body(document, body)
        notes = {row.key: row.text for row in rows if row.kind == "footnote"}
        printed = [block_of(row, notes) for row in rows if row.kind != "footnote"]
        assert printed == [keyed.block for keyed in blocks_of(body)]
