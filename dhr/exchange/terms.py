"""Key lines of enquiry out of terms of reference, and lessons out of reports.

They are taken from the first paper that states them. From then on they are people's to change, so that reading a
paper again leaves them alone.
"""

import re
from collections.abc import Iterator

from django.db.models import QuerySet

from dhr.formats import BlockKind, Paper
from dhr.reviews.enums import DocumentKind
from dhr.reviews.lists import SUMMARIES, list_of
from dhr.reviews.models import Document, KeyLine, Lesson
from dhr.reviews.richtext import plain

from .enums import REPORTS
from .sections import Place

KEY_LINES = re.compile(r"\bkey lines\b|\blines? of (?:e|i)nquiry\b|\bKLOEs?\b|^questions\b", re.IGNORECASE)
GENERIC = re.compile(r"\bgeneric\b|\bgeneral\b|\bevery\b|\bfor all\b|\ball (?:agencies|reviews)\b", re.IGNORECASE)
LESSONS = re.compile(r"\blessons?\b|\blearning points?\b", re.IGNORECASE)
PREFIX = re.compile(r"^(?:KLOE|key line|question|lesson|learning point)\s*[A-Z0-9]{1,3}\s*[.:)–-]\s*", re.IGNORECASE)


def take_terms(document: Document, paper: Paper, keys: dict[Place, str]) -> None:
    """Make the key lines, or the lessons, of `document`'s review where it has none yet.

    A report's lessons are read although an agency's paper, or a summary, was read first.
    """
    review = document.review
    if document.kind == DocumentKind.TERMS_OF_REFERENCE and not review.key_lines.exists():
        for number, (_, text, headings) in enumerate(_points(paper, KEY_LINES), start=1):
            generic = bool(GENERIC.search(headings))
            KeyLine.objects.create(review=review, number=number, text=text, generic=generic)
    if document.kind in REPORTS and not _lessons_before(document).exists():
        for number, (place, text, _) in enumerate(_points(paper, LESSONS), start=1):
            Lesson.objects.create(
                review=review,
                document=document,
                number=number,
                text=text,
                source_paragraph=keys.get(place, ""),
            )


def _lessons_before(document: Document) -> QuerySet[Lesson]:
    lessons = Lesson.objects.filter(review=document.review)
    return lessons if document.kind in SUMMARIES else list_of(document.review, lessons, document)


def _points(paper: Paper, about: re.Pattern) -> Iterator[tuple[Place, str, str]]:
    """The numbered or listed points under the headings that fit, sub-headings included: place, text, headings."""
    path = []
    for i, section in enumerate(paper.sections):
        path = [above for above in path if above.level < section.level] + [section]
        if not any(about.search(above.heading) for above in path):
            continue
        headings = " / ".join(above.heading for above in path)
        for j, block in enumerate(section.blocks):
            listed = block.label or block.kind == BlockKind.LIST_ITEM or PREFIX.match(block.text)
            if listed and block.kind not in (BlockKind.TABLE_ROW, BlockKind.QUOTATION):
                yield (i, j), PREFIX.sub("", plain(block.text)), headings
