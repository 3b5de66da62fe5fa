"""A paper as tagged PDF, set by Typst: title, language, headings, lists, tables and footnotes can be read aloud."""

import json
from itertools import groupby
from pathlib import Path

import typst

from ..labels import heading_text
from ..lists import counted_label, places, printed_label
from ..paper import Block, BlockKind, Paper, PaperSection
from ..spans import pieces, tidy
from .characters import displayed
from .printed import (
    WORDING,
    Layout,
    cells_of,
    column_shares,
    contents_depth,
    heading_level,
    second_column,
    section_level,
    sheets,
    stays_together,
)

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write_pdf(
    paper: Paper,
    *,
    header: str = "",
    footer: str = "",
    marking: str = "",
    layout: Layout | str = Layout.REPORT,
    language: str = "en",
) -> bytes:
    """The bytes of a PDF/UA-1 file; the arguments are those of write_docx.

    The paper reaches the template as data alone, never as markup. Characters that the fonts lack (emoji, Bengali or
    Chinese writing) are named in square brackets; a Word file shows them.
    """
    wording = WORDING[language]
    data = {
        "title": displayed(tidy(paper.title)[0]) or "Untitled paper",
        "shows_title": bool(paper.title),
        "header": displayed(tidy(header)[0]),
        "footer": displayed(tidy(footer)[0]),
        "marking": displayed(tidy(marking)[0]),
        "language": language,
        "words": {"page": wording.page, "of": wording.of, "contents": wording.contents},
        "contents": contents_depth(paper) if layout == Layout.REPORT else 0,
        "briefing": layout == Layout.BRIEFING,
        "second_column": second_column([section for section in paper.sections if section.heading or section.number]),
        "sections": _Levels().sections(paper),
    }
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        sys_inputs={"paper": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


class _Levels:
    """The sections of one paper as data for the template, with levels of headings that leave none out."""

    def __init__(self):
        self._last = 0

    def sections(self, paper: Paper) -> list[dict]:
        return [
            {"headed": bool(section.heading or section.number), "sheets": list(self._sheets(section))}
            for section in paper.sections
        ]

    def _sheets(self, section: PaperSection):
        """The parts of a section, those together that stand on a page turned sideways."""
        spots = {id(block): place for block, place in zip(section.blocks, places(section.blocks), strict=True)}
        for sideways, items in groupby(sheets(section), key=lambda sheet: sheet[1]):
            parts = self._parts(section, [item for item, _ in items], spots)
            yield {"sideways": sideways, "parts": list(parts)}

    def _parts(self, section: PaperSection, items, spots):
        for listed, run in groupby(items, key=_is_item):
            if listed:
                yield from _lists([(item, spots[id(item)]) for item in run])
                continue
            for item in run:
                yield self._part(section, item)

    def _part(self, section: PaperSection, item) -> dict:
        if isinstance(item, list):
            return _table(item)
        if isinstance(item, PaperSection):
            return self._heading(section_level(item), item.number, item.heading, item.spans)
        if item.kind == BlockKind.HEADING:
            return self._heading(heading_level(section, item), item.label, item.text, item.spans)
        label = displayed(printed_label(tidy(item.label)[0]))
        return {"kind": str(item.kind), "label": label, "runs": _runs(item.text, item.spans)}

    def _heading(self, level: int, number: str, heading: str, spans) -> dict:
        """A heading; PDF/UA wants the first at level 1, and none more than one level below the one before."""
        self._last = min(level, self._last + 1)
        lead = displayed(tidy(heading_text(number, ""))[0])
        return {"kind": "heading", "level": self._last, "number": lead, "runs": _runs(heading, spans)}


def _is_item(item) -> bool:
    return isinstance(item, Block) and item.kind == BlockKind.LIST_ITEM


def _runs(text: str, spans) -> list[dict]:
    return [
        {
            "text": displayed(piece.text),
            "bold": piece.bold,
            "italic": piece.italic,
            "link": piece.link,
            "note": None if piece.note is None else displayed(piece.note),
        }
        for piece in pieces(text, spans)
    ]


def _lists(items) -> list[dict]:
    """Items that stand together as lists, those nested in an item inside it."""
    outermost: list[dict] = []
    around: list[tuple[int, int, dict]] = []  # (level, number of the list, the list), the outermost first
    for block, place in items:
        level = max(block.level, 1)
        while around and around[-1][1] != place.list and around[-1][0] >= level:
            around.pop()
        if not around or around[-1][1] != place.list:
            counted = block.ordered or bool(block.label)
            made = {"kind": "list", "labels": [] if counted else None, "items": []}
            (around[-1][2]["items"][-1]["lists"] if around else outermost).append(made)
            around.append((level, place.list, made))
        current = around[-1][2]
        if current["labels"] is not None:
            label = block.label or counted_label(level, place.count)
            current["labels"].append(displayed(printed_label(tidy(label)[0])))
        current["items"].append({"runs": _runs(block.text, block.spans), "lists": []})
    return outermost


def _table(rows: list[Block]) -> dict:
    cells = [[displayed(tidy(cell)[0]) for cell in cells_of(row)] for row in rows]
    header = rows[0].header
    return {
        "kind": "table",
        "columns": column_shares(rows),
        "numbers": rows[0].numbers,
        "together": stays_together(rows),
        "header": cells[0] if header else [],
        "rows": cells[1:] if header else cells,
    }
