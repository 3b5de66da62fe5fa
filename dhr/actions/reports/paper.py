"""A board report as a paper, for Word and PDF, made of its figures and of what was written to them."""

from collections.abc import Iterator

from django.utils import timezone

from dhr.formats import Block, BlockKind, Paper, PaperSection

from ..board.rows import end_of
from ..models import BoardReport
from .period import Period
from .tables import NUMBERS, Figures, Sort, Table, shown

ABOUT = (
    "All numbers and lists are counted from what was recorded by {known_at}. The introduction and the decisions wanted "
    "are written by the partnership. The workbook of this report lists every action."
)
SMALL = "Numbers of reviews from 1 to {most} are not printed, nor what would let one work them out."
NONE = "None."


def as_paper(report: BoardReport, figures: Figures) -> Paper:
    """The decisions wanted first, then the introduction, the parts of the figures, and how they were counted."""
    sections = [
        _section("Decisions wanted", [_item(line) for line in decisions_of(report)] or [_text(NONE)]),
        *([_section("Introduction", [_text(line) for line in introduction_of(report)])] if report.introduction else []),
        *(
            _section(part.heading, [block for table in part.tables for block in _table(table)])
            for part in figures.parts
        ),
        _section("How this was counted", [_text(line) for line in notes_of(figures)]),
    ]
    return Paper(title_of(report), "markup", 0, tuple(sections))


def title_of(report: BoardReport) -> str:
    return f"{report.get_kind_display()} to the board: {report.area}, {Period(report.since, report.until)}"


def decisions_of(report: BoardReport) -> list[str]:
    """The decisions wanted of the board, one a line."""
    return [line.strip() for line in report.decisions.splitlines() if line.strip()]


def introduction_of(report: BoardReport) -> list[str]:
    """The paragraphs of the introduction."""
    return [line.strip() for line in report.introduction.splitlines() if line.strip()]


def notes_of(figures: Figures) -> list[str]:
    """How the figures were counted, in words."""
    notes = [ABOUT.format(known_at=_known_at(figures))]
    if figures.small_number > 1:
        notes.append(SMALL.format(most=figures.small_number - 1))
    return notes


def _known_at(figures: Figures) -> str:
    """By when the figures were known, by the clock here: an hour where the last day wasn't over."""
    known_at = timezone.localtime(figures.known_at)
    day = shown(known_at.date().isoformat(), Sort.DAY)
    return f"{known_at:%H:%M} on {day}" if known_at < end_of(figures.until) else f"the end of {day}"


def _section(heading: str, blocks: list[Block]) -> PaperSection:
    return PaperSection("", heading, 1, tuple(blocks))


def _table(table: Table) -> Iterator[Block]:
    yield Block(BlockKind.HEADING, table.title, level=1)
    if not table.lines:
        yield _text(NONE)
        return
    numbers = tuple(at for at, column in enumerate(table.columns) if column.sort in NUMBERS)
    yield Block.row([column.heading for column in table.columns], header=True, numbers=numbers)
    for line in table.lines:
        cells = zip(line.cells, table.columns, strict=True)
        yield Block.row([shown(cell, column.sort) for cell, column in cells])
    if table.note:
        yield _text(table.note)


def _text(words: str) -> Block:
    return Block(BlockKind.PARAGRAPH, words)


def _item(words: str) -> Block:
    return Block(BlockKind.LIST_ITEM, words, ordered=True, level=1)
