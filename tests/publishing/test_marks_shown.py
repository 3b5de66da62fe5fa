import pytest
from django.urls import reverse

from dhr.formats import Block, BlockKind
from dhr.learning.enums import MentionStatus
from dhr.learning.models import Mention
from dhr.publishing.editions import publish
from dhr.reviews.identifiers import paragraph_key
from dhr.reviews.models import Document, Section
from dhr.reviews.paragraphs import materialise
from dhr.reviews.richtext import KeyedBlock, html_of
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    document = DocumentFactory()
    blocks = [
        KeyedBlock(Block(BlockKind.PARAGRAPH, "She drank, and the police came."), paragraph_key()),
        KeyedBlock(Block.row(["GP", "low mood"]), paragraph_key()),
    ]
    Section.objects.create(document=document, key="s", sort_order=0, heading="Facts", body=html_of(blocks))
    document = Document.objects.get(pk=document.pk)
    materialise(document)
    edition = publish(document, by=None)
    text, row = edition.paragraphs.all()
    Mention.objects.filter(edition_paragraph__edition=edition).delete()  # what the rules made of it
    for paragraph, words, theme, subject in [
        (text, "drank", "alcohol", "victim"),
        (text, "police came", "police-response", ""),
        (row, "low mood", "mental-health", "victim"),
    ]:
        start = paragraph.text.index(words)
        Mention.objects.create(
            edition_paragraph=paragraph,
            theme_id=theme,
            start=start,
            end=start + len(words),
            subject=subject,
            status=MentionStatus.PRESENT,
        )
    return document


def marked(client, paper, **query):
    """The words that the page marks for the theme choice in `query`, out of three."""
    html = client.get(reverse("paper", args=[paper.public_id]), query).content.decode()
    return {words for words in ("drank", "police came", "low mood") if f">{words}</mark>" in html}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, {"drank", "low mood"}),
        ({"marks": "headline"}, {"drank", "low mood"}),
        ({"marks": "all"}, {"drank", "police came", "low mood"}),
        ({"marks": "off"}, set()),
        ({"marks": "rubbish"}, {"drank", "low mood"}),
        ({"theme": "police-response"}, {"police came"}),
        ({"theme": "substance-misuse"}, {"drank"}),  # a theme's marks include its parts'
        ({"theme": "rubbish"}, {"drank", "low mood"}),
    ],
)
def test_a_reader_chooses_which_themes_are_marked(client, paper, query, words):
    assert marked(client, paper, **query) == words


def test_marks_are_said_in_words_too(client, paper):
    html = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    assert "Alcohol misuse, victim" in html


def test_marks_lie_over_bold_words_links_and_footnotes(client, paper):
    Section.objects.filter(document=paper).update(
        body='<p>She <a href="https://example.org/">dr<b>an</b>k</a>'
        '<sup data-footnote="n" data-note="So he said.">*</sup>.</p>'
    )
    materialise(Document.objects.get(pk=paper.pk))
    edition = publish(paper, by=None)
    Mention.objects.filter(edition_paragraph__edition=edition).delete()
    Mention.objects.create(
        edition_paragraph=edition.paragraphs.first(),
        theme_id="alcohol",
        start=4,
        end=9,
        subject="victim",
        status=MentionStatus.PRESENT,
    )
    html = client.get(reverse("paper", args=[paper.public_id])).content.decode()
    where = 'data-start="{}" data-end="{}"'
    mark = f'<mark class="dhr-mark dhr-mark--headline" {where} title="Alcohol misuse, victim">{{}}</mark>'
    words = f"{mark.format(4, 6, 'dr')}<strong>{mark.format(6, 8, 'an')}</strong>{mark.format(8, 9, 'k')}"
    assert f'She <a class="govuk-link" href="https://example.org/" rel="noreferrer">{words}</a><sup' in html
    assert 'id="note-n"><a class="govuk-link" href="#p-n">' in html
    assert 'id="p-n">So he said. <a class="govuk-link" href="#note-n">' in html
