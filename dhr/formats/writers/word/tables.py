"""Tables of a Word file: those of the paper, and the boxes of a briefing."""

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from ...house import TABLE
from ...paper import Block
from ...spans import tidy
from ..printed import cells_of, column_shares, is_wide, stays_together
from .runs import paragraph

# In twentieths of a point: the text on an A4 page, upright and sideways, and a box of a briefing.
_WIDTH, _SIDEWAYS_WIDTH, _BOX_WIDTH = 9070, 14000, 4960


def table(rows: list[Block], ids: dict[str, str], *, boxed: bool = False):
    """A ``w:tbl``: heading rows come again on each page, and no row breaks over two, nor does a short table.

    ``boxed``: inside a box.
    """
    total = _BOX_WIDTH - 300 if boxed else _SIDEWAYS_WIDTH if is_wide(rows) else _WIDTH
    widths = [round(total * share) for share in column_shares(rows)]
    made = _empty_table(ids[TABLE], widths, heading=rows[0].header)
    together = stays_together(rows)
    for row in rows:
        line = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if row.header:
            properties.append(OxmlElement("w:tblHeader"))
        line.append(properties)
        style = ids["Table Heading" if row.header else "Table Text"]
        with_next = together and row is not rows[-1]
        for at, (text, width) in enumerate(zip(cells_of(row), widths, strict=True)):
            on_right = at in rows[0].numbers
            line.append(_cell(text, width, style, with_next=with_next, on_right=on_right))
        made.append(line)
    return made


def _empty_table(style: str, widths: list[int], *, heading: bool):
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:firstRow="{int(heading)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>'
    )


def _cell(text: str, width: int, style: str, **placed: bool):
    cell = parse_xml(f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>')
    run, inner = OxmlElement("w:r"), OxmlElement("w:t")
    inner.set(qn("xml:space"), "preserve")
    inner.text = tidy(text)[0]
    run.append(inner)
    cell.append(paragraph(style, [run], **placed))
    return cell


def box(body, ids: dict[str, str], *, first_of_column: bool):
    """The cell of a new box at the end of ``body``; it holds its properties and, until filled, an empty paragraph."""
    before = body[-1].getprevious()
    if first_of_column:
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:br", {qn("w:type"): "column"}))
        before.append(run)
    made = _empty_table(ids["Briefing Box"], [_BOX_WIDTH], heading=False)
    line = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr></w:tr>")
    cell = _cell("", _BOX_WIDTH, ids["After Table"])
    line.append(cell)
    made.append(line)
    body[-1].addprevious(made)
    body[-1].addprevious(paragraph(ids["After Table"], []))
    return cell
