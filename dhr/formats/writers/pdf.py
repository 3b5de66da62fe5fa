"""A paper as tagged PDF, set by Typst: title, language, headings, lists and tables can be read aloud."""

import json
from pathlib import Path

import typst

from ..paper import Block, BlockKind, Paper
from .printed import heading_text, tables_and_blocks

_TEMPLATE = Path(__file__).with_name("paper.typ")


def write_pdf(paper: Paper, *, header: str = "", footer: str = "", page_numbers: bool = True) -> bytes:
    """The bytes of a PDF/UA-1 file. The paper reaches the template as data alone, never as markup."""
    data = {
        "title": paper.title or "Untitled paper",
        "shows_title": bool(paper.title),
        "header": header,
        "footer": footer,
        "page_numbers": page_numbers,
        "parts": [part for section in paper.sections for part in _parts(section)],
    }
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        sys_inputs={"paper": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


def _parts(section):
    if section.heading or section.number:
        yield {"kind": "heading", "level": min(max(section.level, 1), 6), "text": heading_text(section)}
    bullets = []
    for item in tables_and_blocks(section.blocks):
        bullet = isinstance(item, Block) and item.kind == BlockKind.LIST_ITEM and not item.label
        if bullets and not bullet:
            yield {"kind": "list", "items": bullets}
            bullets = []
        if bullet:
            bullets.append(item.text)
        elif isinstance(item, list):
            yield _table(item)
        else:
            label = f"{item.label}." if item.label.isdigit() else item.label
            yield {"kind": str(item.kind), "label": label, "text": item.text}
    if bullets:
        yield {"kind": "list", "items": bullets}


def _table(rows: list[Block]) -> dict:
    width = max(len(row.cells) for row in rows)
    cells = [[*row.cells, *[""] * (width - len(row.cells))] for row in rows]
    header = rows[0].header
    return {"kind": "table", "columns": width, "header": cells[0] if header else [], "rows": cells[header:]}
