"""The pages of a Word file: their size and margins, and what is printed at their top and bottom."""

from copy import deepcopy

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from ..printed import Furniture, Layout, Wording
from .runs import paragraph

_MARGINS = {Layout.REPORT: (2.5, 2.5), Layout.BRIEFING: (1.6, 1.5)}  # top and bottom, sides; in centimetres


def furnish(document, furniture: Furniture, wording: Wording, layout: Layout) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    upright, sides = (Cm(margin) for margin in _MARGINS[layout])
    section.top_margin = section.bottom_margin = upright
    section.left_margin = section.right_margin = sides
    section.header_distance = section.footer_distance = Cm(1.1 if layout == Layout.REPORT else 0.7)
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.style, bottom.style = document.styles["Header"], document.styles["Footer"]
    if furniture.marking:
        top.insert_paragraph_before(furniture.marking, style="Marking")
        section.footer.add_paragraph(furniture.marking, style="Marking")
    top.text = furniture.header
    bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    bottom.text = furniture.footer
    bottom.add_run(f" – {wording.page} " if furniture.footer else f"{wording.page} ")
    _field(bottom, "PAGE")
    bottom.add_run(f" {wording.of} ")
    _field(bottom, "NUMPAGES")


def _field(paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple", {qn("w:instr"): code})
    field.append(deepcopy(paragraph.add_run("1")._r))
    paragraph._p.remove(paragraph.runs[-1]._r)
    paragraph._p.append(field)


def begin_columns(document) -> None:
    """What follows stands in two columns, on the same page."""
    section = document.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "284")


class Sheets:
    """Turns the pages of a file: ``last`` is the id of the style of the paragraph that ends a stretch of them."""

    def __init__(self, document, last: str):
        self._properties, self._last = document.element.body[-1], last
        self._sideways = False

    def turn(self, *, sideways: bool) -> None:
        """What is put into the body from here on stands on upright pages, or on pages turned sideways."""
        if sideways == self._sideways:
            return
        self._sideways = sideways
        if self._properties.getprevious() is not None:
            ending = paragraph(self._last, [])
            ending[0].append(deepcopy(self._properties))
            self._properties.addprevious(ending)
        size = self._properties.find(qn("w:pgSz"))
        width, height = size.get(qn("w:w")), size.get(qn("w:h"))
        size.set(qn("w:w"), height)
        size.set(qn("w:h"), width)
        size.set(qn("w:orient"), "landscape" if sideways else "portrait")
