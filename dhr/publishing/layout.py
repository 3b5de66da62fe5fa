"""A paper, working or published, laid out for reading: headings that skip no level, lists and tables gathered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from dhr.reviews.enums import ParagraphKind
from dhr.reviews.models import Document, Paragraph, Section
from dhr.reviews.richtext import SEPARATOR

from .models import Edition, EditionParagraph, EditionSection

HEAD_CELL = 60  # characters: a longer cell is text, and its row no heading row
DEEPEST = 5  # <h5>; headings inside a section may be one deeper


@dataclass(frozen=True)
class Cell:
    """A table cell, plain text; `start` is where its words begin in the row's text, so that marks find it."""

    text: str
    start: int
    form: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    paragraph: EditionParagraph | Paragraph
    cells: list[Cell]


@dataclass(frozen=True)
class Item:
    """A list item, with the lists nested in it."""

    paragraph: EditionParagraph | Paragraph
    lists: list["ItemList"] = field(default_factory=list)


@dataclass(frozen=True)
class ItemList:
    ordered: bool
    items: list[Item] = field(default_factory=list)

    @property
    def is_labelled(self) -> bool:
        """Whether its items have printed numbers of their own, so that none need be counted."""
        return self.ordered and any(item.paragraph.label for item in self.items)


@dataclass(frozen=True)
class Block:
    """`kind` is paragraph, heading, quotation, list, table or footnotes; the last three hold several paragraphs.

    `number` is a table's, or that of the first footnote; `level` that of a heading's element.
    """

    kind: str
    paragraphs: list[EditionParagraph]
    number: int = 0
    level: int = 0

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
    def lists(self) -> list[ItemList]:
        return lists_of(self.paragraphs)

    @property
    def has_head(self) -> bool:
        """Whether the first row holds headings: as it says itself, or, in older papers, as it reads.

        There it does where every cell is filled, and short.
        """
        if (said := self.paragraph.form.get("header")) is not None:
            return said
        first = self.paragraph.cells or []
        return len(self.paragraphs) > 1 and len(first) > 1 and all(0 < len(cell) <= HEAD_CELL for cell in first)


@dataclass(frozen=True)
class LaidOutSection:
    """`level` is that of its heading element, from 2; `notes` are the numbers of its footnotes by their keys."""

    section: EditionSection | Section
    level: int
    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)


def laid_out(paper: Edition | Document) -> list[LaidOutSection]:
    """The sections of `paper` in order, each with its blocks. Two queries."""
    paragraphs: dict[int, list[EditionParagraph]] = {}
    for paragraph in paper.paragraphs.all():
        paragraphs.setdefault(paragraph.section_id, []).append(paragraph)
    return lay_out((section, paragraphs.get(section.pk, [])) for section in paper.sections.all())


def lay_out(sections: Iterable[tuple[EditionSection | Section, list[EditionParagraph]]]) -> list[LaidOutSection]:
    """Sections in order with their paragraphs, stored or not, laid out. Tables and footnotes are counted through."""
    found, level, tables, notes = [], 1, count(1), count(1)
    for section, paragraphs in sections:
        if section.heading:
            level = min(section.level + 1, level + 1, DEEPEST)
        numbers = {row.key: next(notes) for row in paragraphs if row.kind == ParagraphKind.FOOTNOTE}
        found.append(LaidOutSection(section, level, blocks_of(paragraphs, tables, numbers, level), numbers))
    return found


def blocks_of(
    paragraphs: list[EditionParagraph], numbers: Iterator[int], notes: dict[str, int], level: int
) -> list[Block]:
    """A section's paragraphs gathered; tables take the next of `numbers`, headings stand below `level`.

    `notes` are the numbers of its footnotes by their keys.
    """
    blocks, above = [], level
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == ParagraphKind.LIST_ITEM:
            blocks.append(Block("list", list(run)))
        elif kind == ParagraphKind.FOOTNOTE:
            rows = list(run)
            blocks.append(Block("footnotes", rows, notes[rows[0].key]))
        elif kind == ParagraphKind.TABLE_ROW:
            blocks += [Block("table", rows, next(numbers)) for rows in _tables(run)]
        elif kind == ParagraphKind.HEADING:
            for heading in run:
                above = min(level + heading.form.get("level", 1), above + 1)
                blocks.append(Block(kind, [heading], level=above))
        else:
            blocks += [Block(kind, [paragraph]) for paragraph in run]
    return blocks


def lists_of(paragraphs: list[EditionParagraph]) -> list[ItemList]:
    """List items in order as lists in lists; a numbered and a bulleted one at the same level are two."""
    outermost: list[ItemList] = []
    opened: list[ItemList] = []
    for paragraph in paragraphs:
        del opened[paragraph.form.get("level", 1) :]
        ordered = paragraph.form.get("ordered", False)
        if len(opened) == paragraph.form.get("level", 1) and opened[-1].ordered != ordered:
            opened.pop()
        if len(opened) < paragraph.form.get("level", 1):
            made = ItemList(ordered)
            (opened[-1].items[-1].lists if opened else outermost).append(made)
            opened.append(made)
        opened[-1].items.append(Item(paragraph))
    return outermost


def cells_of(row: EditionParagraph) -> list[Cell]:
    cells, start = [], 0
    for text in row.cells or [row.text]:
        cells.append(Cell(text, start))
        start += len(text) + len(SEPARATOR)
    return cells


def _tables(rows: Iterable[EditionParagraph]) -> list[list[EditionParagraph]]:
    """Neighbouring rows as tables: a heading row begins another."""
    tables: list[list[EditionParagraph]] = []
    for row in rows:
        if row.form.get("header") or not tables:
            tables.append([])
        tables[-1].append(row)
    return tables
