"""What every format prints alike: numbers before headings, tables put together, words of the page furniture."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ..house import DEEPEST_HEADING
from ..labels import heading_text
from ..paper import Block, BlockKind, Paper, PaperSection

_LONG = 2_500  # words from which a report has a contents list, and begins on a page after it
_TOGETHER = 24  # lines of a table that are not worth a break: about half a page
# In letters of a table: what fits side by side on a page, upright and sideways; what a cell's margins take; what a
# column should hold unbroken.
_LINE, _LINE_SIDEWAYS, _PADDING, _UNBROKEN = 84, 130, 3, 16
# In words: what a box and a block of a briefing take beside their own, and what one page holds.
_BOX, _BLOCK, _BRIEF = 15, 4, 900
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
    columns = _columns(rows)
    least = [_least(column) for column in columns]
    wants = [max(len(cell) for cell in column) ** 0.5 + 1 for column in columns]
    line = _LINE_SIDEWAYS if is_wide(rows) else _LINE
    spare = max(line - sum(least), 0)
    widths = [word + spare * want / sum(wants) for word, want in zip(least, wants, strict=True)]
    return [width / sum(widths) for width in widths]


def is_wide(rows: list[Block]) -> bool:
    """Whether a table's longest words don't fit side by side on an upright page, as those of an action plan."""
    return sum(map(_least, _columns(rows))) > _LINE


def stays_together(rows: list[Block]) -> bool:
    """Whether a table is so short that it goes to the next page as a whole, by the lines that its cells may need."""
    line = _LINE_SIDEWAYS if is_wide(rows) else _LINE
    room = [line * share - _PADDING for share in column_shares(rows)]
    heights = (
        max(math.ceil(len(cell) / letters) for cell, letters in zip(cells_of(row), room, strict=True)) for row in rows
    )
    return sum(max(height, 1) for height in heights) <= _TOGETHER


def _columns(rows: list[Block]) -> list[tuple[str, ...]]:
    return list(zip(*map(cells_of, rows), strict=True))


def _least(column: tuple[str, ...]) -> int:
    """The width of a column's longest word, in letters, up to what should stand unbroken."""
    longest = max((len(word) for cell in column for word in cell.split()), default=1)
    return min(longest, _UNBROKEN) + _PADDING


def sheets(section: PaperSection) -> Iterator[tuple[PaperSection | Block | list[Block], bool]]:
    """The heading of a section (as the section), its blocks and tables in order; each with whether it is to stand on
    a page turned sideways, as a wide table does with the heading right above it.
    """
    items: list = [section] if section.heading or section.number else []
    items += tables_and_blocks(section.blocks)
    wide = [isinstance(item, list) and is_wide(item) for item in items]
    for at, item in enumerate(items):
        headed = isinstance(item, PaperSection) or (isinstance(item, Block) and item.kind == BlockKind.HEADING)
        yield item, wide[at] or (headed and at + 1 < len(items) and wide[at + 1])


def second_column(boxes: list[PaperSection]) -> int:
    """Which box of a briefing begins the second column, so that both are about as long; 0 where they fill pages."""
    weights = [_BOX + sum(len(block.text.split()) + _BLOCK for block in section.blocks) for section in boxes]
    if sum(weights) > _BRIEF or len(boxes) < 2:
        return 0
    return min(range(1, len(boxes)), key=lambda at: max(sum(weights[:at]), sum(weights[at:])))


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
