"""A paper, working or published, as the dataclasses that Word and PDF files are written from."""

from dhr.formats import Paper, PaperSection
from dhr.reviews.enums import ParagraphKind
from dhr.reviews.models import Document
from dhr.reviews.paragraphs import block_of

from .models import Edition


def as_paper(paper: Document | Edition) -> Paper:
    """The whole of `paper` in order, with its printed numbers. Two queries."""
    paragraphs = list(paper.paragraphs.all())
    notes = {row.key: row.text for row in paragraphs if row.kind == ParagraphKind.FOOTNOTE}
    blocks: dict[int, list] = {}
    for row in paragraphs:
        if row.kind != ParagraphKind.FOOTNOTE:
            blocks.setdefault(row.section_id, []).append(block_of(row, notes))
    return Paper(
        title=paper.title,
        format="",
        pages=0,
        sections=tuple(
            PaperSection(section.number, section.heading, section.level, tuple(blocks.get(section.pk, ())))
            for section in paper.sections.all()
        ),
    )
