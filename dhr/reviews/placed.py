"""What a section prints after its own text: the review's objects, each numbered and worded once."""

from collections.abc import Iterator

from dhr.formats import Block, BlockKind

from .enums import Placed
from .lists import printed_in
from .models import Document, KeyLine, Lesson, Review, ReviewCharacteristic, Section
from .richtext import SEPARATOR, KeyedBlock, plain

LABEL = 20  # characters that a printed number may have
CHARACTERISTICS_HEADING = ("Characteristic", "Relevant", "Reason")


def placed_blocks(section: Section) -> list[KeyedBlock]:
    """The objects that `section` shows, in order, each under a key of its own ("key-12", "les-3").

    Where a paper shows the same a second time, the keys there end in "-2".
    """
    document = section.document
    if not section.shows or document.review_id is None:
        return []
    earlier = Section.objects.filter(document=document, shows=section.shows, sort_order__lt=section.sort_order).count()
    again = f"-{earlier + 1}" if earlier else ""
    return [KeyedBlock(block, f"{key}{again}") for key, block in _BLOCKS[section.shows](document)]


def place_again(review: Review, placed: Placed) -> None:
    """Print `review`'s objects anew in every paper that shows them, in the caller's transaction.

    Saving the paper has it indexed.
    """
    from .paragraphs import materialise  # which prints what is placed: each needs the other

    for document in review.documents.filter(sections__shows=placed).distinct():
        materialise(document)
        document.save()


def _key_lines(document: Document) -> Iterator[tuple[str, Block]]:
    for line in KeyLine.objects.filter(review=document.review):
        yield f"key-{line.pk}", _labelled(f"Key line {line.number}", line.text)


def _characteristics(document: Document) -> Iterator[tuple[str, Block]]:
    yield "eq-heading", _row(*CHARACTERISTICS_HEADING, header=True)
    for row in ReviewCharacteristic.objects.of(document.review):
        # One word of it: a paragraph's key has at most 20 characters.
        key = row.characteristic.partition("-")[0]
        yield f"eq-{key}", _row(row.get_characteristic_display(), row.decision, row.reason)


def _lessons(document: Document) -> Iterator[tuple[str, Block]]:
    for row in printed_in(document, Lesson.objects.order_by("number", "pk")):
        yield f"les-{row.pk}", _labelled(f"Lesson {row.number}", row.text)


def _recommendations(document: Document) -> Iterator[tuple[str, Block]]:
    # Reached from the review: their room stands above this one, which may not import it.
    rows = printed_in(document, document.review.recommendations.order_by("order", "pk"))
    for place, row in enumerate(rows, start=1):
        label = f"Recommendation {row.number or place}"
        yield f"rec-{row.pk}", _labelled(label if len(label) <= LABEL else row.number, row.text)


_BLOCKS = {
    Placed.KEY_LINES: _key_lines,
    Placed.CHARACTERISTICS: _characteristics,
    Placed.LESSONS: _lessons,
    Placed.RECOMMENDATIONS: _recommendations,
}


def _labelled(label: str, text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, plain(text), label=label)


def _row(*cells: str, header: bool = False) -> Block:
    cells = tuple(plain(cell) for cell in cells)
    return Block(BlockKind.TABLE_ROW, SEPARATOR.join(cells), cells=cells, header=header)
