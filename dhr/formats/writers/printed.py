"""What every format prints alike: numbers before headings, tables put together, words of the page furniture."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ..house import DEEPEST_HEADING
from ..labels import heading_text
from ..paper import Block, BlockKind, Paper, PaperSection

_LONG = 2_500  # words from which a report has a contents list, and begins on a page after it
_LINE, _PADDING = 96, 3  # letters of a table that fit side by side on a page; those that a cell's margins take
_LISTED = 32  # headings that a contents list can name on one page


class Layout(StrEnum):
    """REPORT runs on, as papers are read; BRIEFING stands in boxes, on one A4 page where it has its usual length."""

    REPORT = "report"
    BRIEFING = "briefing"


@dataclass(frozen=True)
class Furniture:
    """What is printed round the text of every page. ``marking`` stands at its top and bottom."""

    header: str
    footer: str
    marking: str
    page_numbers: bool


@dataclass(frozen=True)
class Wording:
    """The words that we print ourselves, in the paper's language."""

    tag: str
    page: str
    of: str
    contents: str


WORDING = {
    "en": Wording("en-GB", "Page", "of", "Contents"),
    "cy": Wording("cy-GB", "Tudalen", "o", "Cynnwys"),
}


def tables_and_blocks(blocks: tuple[Block, ...]) -> Iterator[Block | list[Block]]:
    """Blocks in order, with the rows of each table together in a list."""
    for is_row, run in groupby(blocks, lambda block: block.kind == BlockKind.TABLE_ROW):
        if not is_row:
            yield from run
            continue
        table = []
        for row in run:
            if table and (row.header or len(cells_of(row)) != len(cells_of(table[0]))):
                yield table
                table = []
            table.append(row)
        yield table


def cells_of(row: Block) -> tuple[str, ...]:
    return row.cells or (row.text,)


def column_shares(rows: list[Block]) -> list[float]:
    """How much of a table's width each column gets, as parts of 1: its longest word, and of the rest by its text."""
    columns = list(zip(*map(cells_of, rows), strict=True))
    least = [max(map(_longest_word, column)) + _PADDING for column in columns]
    wants = [max(len(cell) for cell in column) ** 0.5 + 1 for column in columns]
    spare = max(_LINE - sum(least), 0)
    widths = [word + spare * want / sum(wants) for word, want in zip(least, wants, strict=True)]
    return [width / sum(widths) for width in widths]


def _longest_word(cell: str) -> int:
    """In letters, up to what a column should hold unbroken."""
    return min(max(map(len, cell.split()), default=1), 16)


def section_level(section: PaperSection) -> int:
    return min(max(section.level, 1), DEEPEST_HEADING)


def heading_level(section: PaperSection, block: Block) -> int:
    """The level at which a heading inside ``section`` is printed."""
    return min(section_level(section) + max(block.level, 1), DEEPEST_HEADING)


def contents_depth(paper: Paper) -> int:
    """How many levels of headings a contents list names, so that it stays on its page; 0 where none is needed."""
    texts = (block.text for section in paper.sections for block in section.blocks)
    headings = listed_headings(paper, 2)
    if sum(len(text.split()) for text in texts) <= _LONG or len(headings) < 4:
        return 0
    return 2 if len(headings) <= _LISTED else 1


def listed_headings(paper: Paper, depth: int) -> list[tuple[int, str]]:
    """The level and printed text of each heading that a contents list of this depth names."""
    found = []
    for section in paper.sections:
        if section.heading or section.number:
            found.append((section_level(section), heading_text(section.number, section.heading)))
        for block in section.blocks:
            if block.kind == BlockKind.HEADING:
                found.append((heading_level(section, block), heading_text(block.label, block.text)))
    return [(level, text) for level, text in found if level <= depth]
