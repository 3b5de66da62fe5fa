"""The styles of our Word files: built-in ones where Word has them, so that its own tools know headings and lists."""

from dataclasses import dataclass

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt, RGBColor

from ...house import (
    BULLETED,
    COUNTED,
    DEEPEST_HEADING,
    DEEPEST_ITEM,
    LABELLED,
    NUMBERED,
    QUOTATION,
    SECTION_NUMBER,
    TABLE,
    TEXT,
    level_name,
)
from ..printed import Layout

_FONT = "Arial"
_INK, _GREY = RGBColor(0x1B, 0x2A, 0x41), RGBColor(0x50, 0x5A, 0x5F)


@dataclass(frozen=True)
class _Look:
    """One paragraph style: size and spaces in points, indents in centimetres, ``line`` in lines."""

    name: str
    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: RGBColor | None = None
    before: float = 0
    after: float = 8
    line: float = 1.15
    left: float = 0
    hanging: float = 0
    with_next: bool = False
    centred: bool = False
    tab: float = 0


def _looks(layout: Layout) -> list[_Look]:
    brief = layout == Layout.BRIEFING
    size, after, line = (9.5, 3, 1.05) if brief else (11, 8, 1.15)
    text = {"size": size, "after": after, "line": line}
    headings = ((11.5, 0, 3), (10, 3, 2), (9.5, 3, 2)) if brief else ((17, 24, 8), (13.5, 18, 6), (11.5, 12, 4))
    looks = [
        _Look("Title", 18 if brief else 26, True, colour=_INK, after=6 if brief else 18, line=1),
        _Look(TEXT, **text),
        _Look(NUMBERED, **text, left=1.25, hanging=1.25, tab=1.25),
        _Look(QUOTATION, **text, italic=True, before=after / 2, left=0.5 if brief else 1),
        _Look(BULLETED, **text | {"after": after / 2}),
        _Look(COUNTED, **text | {"after": after / 2}),
        _Look("Table Text", 9 if brief else 9.5, before=2, after=2, line=1),
        _Look("Table Heading", 9 if brief else 9.5, True, before=2, after=2, line=1),
        _Look("After Table", 4, after=0 if brief else 6, line=1),
        _Look("footnote text", 9, after=2, line=1),
        _Look("Marking", 10, True, after=2, line=1, centred=True),
        _Look("Header", 9, colour=_GREY, after=0, line=1),
        _Look("Footer", 9, colour=_GREY, after=0, line=1),
        _Look("TOC Heading", 17, True, colour=_INK, before=24, after=8, line=1),
    ]
    for level in range(1, DEEPEST_HEADING + 1):
        shown, before, below = headings[min(level, 3) - 1]
        looks.append(
            _Look(f"Heading {level}", shown, True, level > 3, _INK, before=before, after=below, line=1, with_next=True)
        )
    for level in range(1, DEEPEST_ITEM + 1):
        looks.append(_Look(level_name(LABELLED, level), **text, left=1.25 * level, hanging=1.25, tab=1.25 * level))
    for level in (1, 2):
        looks.append(_Look(f"toc {level}", 11, before=4 if level == 1 else 0, after=2, line=1, left=0.75 * (level - 1)))
    return looks


def prepare_styles(document, layout: Layout, language: str) -> dict[str, str]:
    """Set up the styles; returns their ids by name."""
    styles = document.styles
    _set_language(document, language)
    normal = styles["Normal"]
    _set_font(normal)
    normal.font.size = Pt(11)
    for look in _looks(layout):
        if look.name not in styles:
            styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, look.name in _BUILT_IN).base_style = normal
        _dress(styles[look.name], look)
    for name, properties in _CHARACTERS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER, name in _BUILT_IN)
        style.element.append(parse_xml(f"<w:rPr {nsdecls('w')}>{properties}</w:rPr>"))
    for name, fill, padding, upright in ((TABLE, "E9EDF2", 85, 28), ("Briefing Box", "", 140, 100)):
        styles.element.append(parse_xml(_table_style(name, fill, padding, upright)))
    return {style.name: style.style_id for style in styles}


# Styles that Word has and the blank document lacks.
_BUILT_IN = {"footnote text", "footnote reference", "Hyperlink", "toc 1", "toc 2"}
_CHARACTERS = {
    SECTION_NUMBER: "",
    "Hyperlink": '<w:color w:val="1D4F91"/><w:u w:val="single"/>',
    "footnote reference": '<w:vertAlign w:val="superscript"/>',
}


def _set_language(document, language: str) -> None:
    for place in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for found in place.iter(qn(tag)):
                found.set(qn("w:val"), language)


def _set_font(style) -> None:
    """The font by its name: the blank document's theme would win over it."""
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)


def _dress(style, look: _Look) -> None:
    _set_font(style)
    style.hidden, style.quick_style = False, True
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.color.rgb = look.colour or RGBColor(0, 0, 0)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), look.line
    shape.left_indent, shape.first_line_indent = Cm(look.left), -Cm(look.hanging)
    shape.keep_with_next, shape.widow_control = look.with_next, True
    shape.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else None
    if look.tab:
        shape.tab_stops.add_tab_stop(Cm(look.tab))
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing", "w:numPr"):  # the blank document's own ornaments
        for found in properties.findall(qn(tag)):
            properties.remove(found)


def _table_style(name: str, fill: str, padding: int, upright: int) -> str:
    """Thin grey lines; a heading row on a tint."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="8A94A0"'
    edges = "".join(f"<w:{edge} {line}/>" for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    sides = (("top", upright), ("left", padding), ("bottom", upright), ("right", padding))
    margins = "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in sides)
    heading = (
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
        "</w:tblStylePr>"
        if fill
        else ""
    )
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>'
        f"</w:tblPr>{heading}</w:style>"
    )
