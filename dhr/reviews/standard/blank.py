"""A blank template as a Word file: headings to write under, the guidance beneath each, and what it begins with."""

from collections.abc import Iterable

from django.conf import settings

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind, write_docx

from ..enums import Placed
from ..models import DocumentTemplate, TemplateSection
from .starters import starter_blocks


def blank_docx(template: DocumentTemplate) -> bytes:
    """The bytes of a .docx file. Guidance stands in quotations, to be deleted as one writes."""
    return write_docx(_paper(template), marking=settings.MARKING)


def _paper(template: DocumentTemplate) -> Paper:
    about = [Block(BlockKind.QUOTATION, text) for text in _paragraphs(template.introduction)]
    sections = [PaperSection("", "", 1, tuple(about))] if about else []
    for row in template.sections.all():
        sections.append(PaperSection(row.number, row.heading, row.level, tuple(_blocks(template, row))))
    return Paper(template.name, "docx", 0, tuple(sections))


def _blocks(template: DocumentTemplate, row: TemplateSection) -> Iterable[Block]:
    if terms := terms_of(row):
        yield Block(BlockKind.PARAGRAPH, terms, spans=(Span(0, len(terms), SpanKind.ITALIC),))
    for text in _paragraphs(row.guidance):
        yield Block(BlockKind.QUOTATION, text)
    yield from starter_blocks(row.starter)
    if row.shows == Placed.KEY_LINES:
        for line in template.generic_key_lines.all():
            yield Block(BlockKind.LIST_ITEM, line.text, level=1, ordered=True)


def terms_of(row: TemplateSection) -> str:
    """What is asked of a section, in words: "Required. At most 300 words." """
    parts = ["Required." if row.required else ""]
    parts.append(f"At most {row.word_limit} words." if row.word_limit else "")
    parts.append("One such part for each key line of enquiry." if row.per_key_line else "")
    return " ".join(filter(None, parts))


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
