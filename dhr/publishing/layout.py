"""A published paper laid out for reading: headings at levels that never skip, list items and table rows gathered."""

from dataclasses import dataclass, field
from itertools import groupby

from dhr.reviews.enums import ParagraphKind

from .models import Edition, EditionParagraph, EditionSection

GATHERED = {ParagraphKind.LIST_ITEM: "list", ParagraphKind.TABLE_ROW: "table"}
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
    paragraph: EditionParagraph
    cells: list[Cell]


@dataclass(frozen=True)
class Block:
    """`kind` is paragraph, quotation, list or table; the last two hold several paragraphs."""

    kind: str
    paragraphs: list[EditionParagraph]

    @property
    def paragraph(self) -> EditionParagraph:
        return self.paragraphs[0]

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

    section: EditionSection
    level: int
    blocks: list[Block] = field(default_factory=list)


def laid_out(edition: Edition) -> list[LaidOutSection]:
    """The sections of `edition` in order, each with its blocks. Two queries."""
    paragraphs: dict[int, list[EditionParagraph]] = {}
    for paragraph in edition.paragraphs.all():
        paragraphs.setdefault(paragraph.section_id, []).append(paragraph)
    sections, level = [], 1
    for section in edition.sections.all():
        if section.heading:
            level = min(section.level + 1, level + 1, DEEPEST)
        sections.append(LaidOutSection(section, level, blocks_of(paragraphs.get(section.pk, []))))
    return sections


def blocks_of(paragraphs: list[EditionParagraph]) -> list[Block]:
    """Paragraphs in order, with neighbouring list items in one list and neighbouring rows in one table."""
    blocks = []
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind in GATHERED:
            blocks.append(Block(GATHERED[kind], list(run)))
        else:
            blocks += [Block(kind, [paragraph]) for paragraph in run]
    return blocks


def cells_of(row: EditionParagraph) -> list[Cell]:
    cells, start = [], 0
    for text in row.cells or [row.text]:
        cells.append(Cell(text, start))
        start += len(text) + len(SEPARATOR)
    return cells
