"""A paper, working or published, laid out for reading: headings that skip no level, lists and tables gathered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from dhr.reviews.enums import ParagraphKind
from dhr.reviews.models import Document, Paragraph, Section

from .models import Edition, EditionParagraph, EditionSection

SEPARATOR = " | "  # between the cells of a row's text
HEAD_CELL = 60  # characters: a longer cell is text, and its row no heading row
DEEPEST = 5  # <h5>


@dataclass(frozen=True)
class Cell:
    """A table cell; `start` is where its words begin in the row's text, so that marks find it."""

    text: str
    start: int


@dataclass(frozen=True)
class Row:
    paragraph: EditionParagraph | Paragraph
    cells: list[Cell]


@dataclass(frozen=True)
class Block:
    """`kind` is paragraph, quotation, list or table; the last two hold several paragraphs. Tables are numbered."""

    kind: str
    paragraphs: list[EditionParagraph]
    number: int = 0

    @property
    def paragraph(self) -> EditionParagraph:
        return self.paragraphs[0]

    @property
    def keys(self) -> list[str]:
        return [paragraph.key for paragraph in self.paragraphs]

    @property
    def rows(self) -> list[Row]:
        return [Row(paragraph, cells_of(paragraph)) for paragraph in self.paragraphs]

    @property
    def has_head(self) -> bool:
        """Whether the first row reads like headings: every cell filled, and short."""
        first = self.paragraph.cells or []
        return len(self.paragraphs) > 1 and len(first) > 1 and all(0 < len(cell) <= HEAD_CELL for cell in first)


@dataclass(frozen=True)
class LaidOutSection:
    """`level` is that of its heading element, from 2."""

    section: EditionSection | Section
    level: int
    blocks: list[Block] = field(default_factory=list)


def laid_out(paper: Edition | Document) -> list[LaidOutSection]:
    """The sections of `paper` in order, each with its blocks. Two queries."""
    paragraphs: dict[int, list[EditionParagraph]] = {}
    for paragraph in paper.paragraphs.all():
        paragraphs.setdefault(paragraph.section_id, []).append(paragraph)
    sections, level, numbers = [], 1, count(1)
    for section in paper.sections.all():
        if section.heading:
            level = min(section.level + 1, level + 1, DEEPEST)
        sections.append(LaidOutSection(section, level, blocks_of(paragraphs.get(section.pk, []), numbers)))
    return sections


def blocks_of(paragraphs: list[EditionParagraph], numbers: Iterator[int]) -> list[Block]:
    """Paragraphs in order, list items gathered in lists and rows in tables that take the next of `numbers`."""
    blocks = []
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == ParagraphKind.LIST_ITEM:
            blocks.append(Block("list", list(run)))
        elif kind == ParagraphKind.TABLE_ROW:
            blocks.append(Block("table", list(run), next(numbers)))
        else:
            blocks += [Block(kind, [paragraph]) for paragraph in run]
    return blocks


def cells_of(row: EditionParagraph) -> list[Cell]:
    cells, start = [], 0
    for text in row.cells or [row.text]:
        cells.append(Cell(text, start))
        start += len(text) + len(SEPARATOR)
    return cells
