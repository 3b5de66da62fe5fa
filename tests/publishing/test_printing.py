import pytest

from dhr.formats import Block, BlockKind, PaperSection, Span, SpanKind
from dhr.publishing.editions import publish
from dhr.publishing.printing import as_paper
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import materialise
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    document = DocumentFactory(title="Report", sections={"Facts": ["Words."], "Views": ["More."]})
    Section.objects.filter(document=document, heading="Facts").update(
        number="2",
        level=1,
        body='<p>Known<sup data-footnote="n" data-note="A letter.">*</sup> <b>well</b>.</p><h3>Minor</h3>'
        "<ul><li>Item<ol><li>Inner</li></ol></li></ul><table><tr><th>A</th><th>B</th></tr><tr><td>c</td><td></td></tr>"
        "</table>",
    )
    document = Document.objects.get(pk=document.pk)
    materialise(document, labels={})
    document.paragraphs.filter(text="Known well.").update(label="2.1")
    return document


FACTS = PaperSection(
    "2",
    "Facts",
    1,
    (
        Block(
            BlockKind.PARAGRAPH,
            "Known well.",
            label="2.1",
            spans=(Span(5, 5, SpanKind.FOOTNOTE, "A letter."), Span(6, 10, SpanKind.BOLD)),
        ),
        Block(BlockKind.HEADING, "Minor", level=1),
        Block(BlockKind.LIST_ITEM, "Item", level=1),
        Block(BlockKind.LIST_ITEM, "Inner", level=2, ordered=True),
        Block.row(["A", "B"], header=True),
        Block.row(["c", ""]),
    ),
)


def test_a_working_paper_is_printed_whole(document):
    paper = as_paper(document)
    assert paper.title == "Report"
    assert paper.sections == (FACTS, PaperSection("", "Views", 1, (Block(BlockKind.PARAGRAPH, "More."),)))


def test_an_edition_is_printed_as_it_was_published(document, django_assert_num_queries):
    edition = publish(document, by=None)
    Section.objects.filter(document=document).update(body="<p>Changed.</p>")
    materialise(Document.objects.get(pk=document.pk))
    with django_assert_num_queries(2):
        assert as_paper(edition).sections[0] == FACTS
