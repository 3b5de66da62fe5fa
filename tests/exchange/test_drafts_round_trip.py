"""A paper goes out as a Word file and comes back: whatever was written in it, nothing differs."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st

from dhr.exchange.downloads import Format, working_file
from dhr.exchange.drafts.proposal import DraftBesidePaper
from dhr.exchange.models import WordDraft
from dhr.formats import Block
from dhr.reviews.beginning import begin, template_for
from dhr.reviews.enums import DocumentKind, ReviewKind
from dhr.reviews.models import Document, Lesson, StoredFile
from dhr.reviews.richtext import KeyedBlock, html_of
from dhr.reviews.writing.saving import save_paper
from tests.factories import ReviewFactory, UserFactory
from tests.formats.written import blocks

from .test_downloads import KINDS

pytestmark = pytest.mark.django_db


@st.composite
def written(draw):
    """A section body as the editor keeps it: no labels, since rich text has none."""
    made = [block for several in draw(st.lists(blocks(), max_size=5)) for block in several]
    return html_of(
        KeyedBlock(Block(each.kind, each.text, "", 0, each.cells, each.header, each.level, each.ordered, each.spans))
        for each in made
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_that_comes_back_as_it_went_differs_in_nothing(kind):
    marac = kind == DocumentKind.MARAC_REVIEW_REPORT
    review = ReviewFactory(kind=ReviewKind.MARAC if marac else ReviewKind.DEATH)
    user = UserFactory()
    Lesson.objects.create(review=review, number=1, text="Ask again.")
    begun = begin(template_for(kind, review), review=review, by=user)
    keys = [section.key for section in begun.sections.all()]

    @given(st.lists(written(), min_size=4, max_size=4))
    @settings(max_examples=6, deadline=None)
    def property_holds(bodies):
        paper = Document.objects.select_related("latest_revision").get(pk=begun.pk)
        save_paper(
            paper,
            by=user,
            bodies={key: bodies[n % len(bodies)] for n, key in enumerate(keys)},
            on_top_of=paper.latest_revision,
        )
        paper = Document.objects.get(pk=begun.pk)
        file = StoredFile(file=ContentFile(working_file(paper, Format.WORD).content, name="draft.docx"))
        draft = WordDraft(document=paper, file=file, name="draft.docx", by=user)
        beside = DraftBesidePaper(draft)
        assert beside.undecided() == []
        proposal = beside.proposal()
        told = [(part.heading, part.lines) for part in proposal.differences]
        assert told == []
        assert proposal.missing == []
        assert proposal.merged.reworded == []

    property_holds()
