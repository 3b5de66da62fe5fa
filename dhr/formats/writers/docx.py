"""A paper as a Word file, with real headings, lists and tables, so that Word's own tools work on it."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ..paper import Block, BlockKind, Paper
from .printed import heading_text, tables_and_blocks

_LANGUAGE = "en-GB"


def write_docx(paper: Paper, *, header: str = "", footer: str = "", page_numbers: bool = True) -> bytes:
    """The bytes of a .docx file. ``header`` and ``footer`` are printed on every page."""
    document = Document()
    document.core_properties.title = paper.title
    document.core_properties.language = _LANGUAGE
    _prepare_styles(document)
    _furnish(document, header, footer, page_numbers)
    if paper.title:
        document.add_paragraph(paper.title, style="Title")
    for section in paper.sections:
        if section.heading or section.number:
            document.add_heading(heading_text(section), level=min(max(section.level, 1), 6))
        for item in tables_and_blocks(section.blocks):
            _table(document, item) if isinstance(item, list) else _block(document, item)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prepare_styles(document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    normal.element.get_or_add_rPr().append(language)


def _furnish(document, header: str, footer: str, page_numbers: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = header
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.text = footer
    if page_numbers:
        line.add_run(" – Page " if footer else "Page ")
        _field(line, "PAGE")
        line.add_run(" of ")
        _field(line, "NUMPAGES")


def _field(paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _block(document, block: Block) -> None:
    if block.kind == BlockKind.QUOTATION:
        document.add_paragraph(block.text, style="Quote")
    elif block.kind == BlockKind.LIST_ITEM and not block.label:
        document.add_paragraph(block.text, style="List Bullet")
    elif block.label:
        paragraph = document.add_paragraph(f"{_printed(block)}\t{block.text}")
        indent = Cm(1.25)
        paragraph.paragraph_format.left_indent = indent
        paragraph.paragraph_format.first_line_indent = -indent
        paragraph.paragraph_format.tab_stops.add_tab_stop(indent)
    else:
        document.add_paragraph(block.text)


def _printed(block: Block) -> str:
    """A label as it stands in print: a lone number has its full stop."""
    return f"{block.label}." if block.label.isdigit() else block.label


def _table(document, rows: list[Block]) -> None:
    table = document.add_table(rows=0, cols=max(len(row.cells) for row in rows), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=False):
            cell.text = text
        if row.header:
            properties = table.rows[-1]._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:tblHeader"))
            for cell in cells:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
    document.add_paragraph()
