"""What a paper is once it is read: sections in order, each a list of blocks of running text.

Nothing here knows a file format. Readers make these, writers take them.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    TABLE_ROW = "table-row"
    HEADING = "heading"  # inside a section, below the section's own


class SpanKind(StrEnum):
    BOLD = "bold"
    ITALIC = "italic"
    LINK = "link"
    FOOTNOTE = "footnote"


@dataclass(frozen=True)
class Span:
    """What holds for the characters ``start`` to ``end`` of a block's text.

    ``value`` is a link's address. A footnote stands at ``start`` (``end`` is the same); its words are its ``value``.
    """

    start: int
    end: int
    kind: SpanKind
    value: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, quotation or table row.

    ``label`` is the number as printed ("4.12", "(3)", "a)"), "" where there is none; it is not part of ``text``.
    ``page`` counts from 1; 0 where the format has no pages.
    A table row has its ``cells`` (and, as ``text``, those that are not empty, joined by " | "), all plain text;
    ``header`` marks the heading row that begins a table; its ``numbers`` are the columns of numbers, from 0.
    ``level`` is how deep a heading stands below its section's (1 is the next), or how deep a list item is nested
    (1 is the outermost); 0 elsewhere. ``ordered`` marks an item of a numbered list: without a label of its own it is
    counted when it is printed (see lists). ``spans`` are in order of their start.
    """

    kind: BlockKind
    text: str
    label: str = ""
    page: int = 0
    cells: tuple[str, ...] = ()
    header: bool = False
    numbers: tuple[int, ...] = ()
    level: int = 0
    ordered: bool = False
    spans: tuple[Span, ...] = ()

    @classmethod
    def row(cls, cells, *, page=0, header=False, numbers=()):
        cells = tuple(cells)
        text = " | ".join(cell for cell in cells if cell)
        return cls(BlockKind.TABLE_ROW, text, page=page, cells=cells, header=header, numbers=numbers)


@dataclass(frozen=True)
class PaperSection:
    """``number`` and ``heading`` as printed, apart; both "" for what stands before the first heading.

    ``level`` counts from 1, the top. ``spans`` hold for the heading: italics, links and footnotes.
    """

    number: str
    heading: str
    level: int
    blocks: tuple[Block, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Comment:
    """A comment from a Word file's margin: who wrote what about which words (``quote``), under which heading.

    ``quote`` is "" where the comment stands at a place and not at words, ``section`` before the first heading.
    """

    author: str
    text: str
    quote: str
    section: str


@dataclass(frozen=True)
class Paper:
    """``format`` is what the file really was: "pdf", "docx", "txt" or "markup"; ``pages`` is 0 where it has none.

    ``notes`` are plain sentences for the person who brought the file ("Comments in the margin were left out.").
    """

    title: str
    format: str
    pages: int
    sections: tuple[PaperSection, ...]
    notes: tuple[str, ...] = field(default=())
    comments: tuple[Comment, ...] = field(default=())
