import pytest

from dhr.exchange.sections import write_sections
from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind
from dhr.publishing.printing import as_paper
from dhr.reviews.enums import ParagraphKind
from dhr.reviews.models import Document
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def noted(text, place, note):
    return Block(BlockKind.PARAGRAPH, text, spans=(Span(place, place, SpanKind.FOOTNOTE, note),))


def read_in(document, *sections):
    document = Document.objects.get(pk=document.pk)
    keys, differences = write_sections(document, Paper("Report", "docx", 0, sections))
    return Document.objects.get(pk=document.pk), keys, differences


def footnotes(document):
    return {row.text: row.key for row in document.paragraphs.filter(kind=ParagraphKind.FOOTNOTE)}


def test_a_footnote_of_a_file_stands_where_it_stood_and_keeps_its_key_when_the_file_is_read_again():
    facts = PaperSection("1", "Facts", 1, (noted("Known to us.", 5, "A letter."), noted("So he said.", 11, "In May.")))
    document, keys, _ = read_in(DocumentFactory(), facts)
    assert as_paper(document).sections == (facts,)
    before = footnotes(document)
    assert keys[0, 1, 0] == before["In May."]

    more = PaperSection("1", "Facts", 1, (noted("New words.", 3, "New note."), *facts.blocks))
    document, _, differences = read_in(document, more)
    assert footnotes(document) == before | {"New note.": footnotes(document)["New note."]}
    assert {difference["after"] for difference in differences} == {"New words.", "New note."}


def test_a_footnote_of_a_heading_stands_at_the_beginning_of_its_text():
    heading = (Span(5, 5, SpanKind.FOOTNOTE, "As agreed."),)
    facts = PaperSection("", "Facts", 1, (Block(BlockKind.PARAGRAPH, "Words."),), spans=heading)
    document, _, _ = read_in(DocumentFactory(), facts)
    assert as_paper(document).sections[0].blocks == (noted("Words.", 0, "As agreed."),)


def test_a_footnote_of_a_heading_without_text_is_its_text():
    heading = (Span(5, 5, SpanKind.FOOTNOTE, "As agreed."),)
    document, _, _ = read_in(DocumentFactory(), PaperSection("", "Facts", 1, spans=heading))
    assert [row.text for row in document.paragraphs.all()] == ["As agreed."]
