"""Paragraphs of a Word file and the runs inside them."""

from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ...paper import Span
from ...spans import pieces


def paragraph(
    style: str, runs, *, numbered: tuple[int, int] | None = None, with_next: bool = False, on_right: bool = False
):
    """A ``w:p`` in the style of this id; ``numbered`` is a numbering's id and a level from 0.

    ``with_next``: on one page with the paragraph after it, in a table with the row after its own.
    """
    made = OxmlElement("w:p")
    properties = _child(made, "w:pPr")
    _child(properties, "w:pStyle", style)
    if with_next:
        _child(properties, "w:keepNext")
    if numbered:
        numbering = _child(properties, "w:numPr")
        _child(numbering, "w:ilvl", str(numbered[1]))
        _child(numbering, "w:numId", str(numbered[0]))
    if on_right:
        _child(properties, "w:jc", "right")
    made.extend(runs)
    return made


def _child(parent, tag: str, value: str | None = None):
    child = OxmlElement(tag)
    if value is not None:
        child.set(qn("w:val"), value)
    parent.append(child)
    return child


class Runs:
    """Makes the runs of one file: they may need its links and its footnotes."""

    def __init__(self, part, notes, ids: dict[str, str]):
        self._part, self._notes, self._ids = part, notes, ids

    def of(self, text: str, spans: tuple[Span, ...] = ()) -> list:
        """The runs, links and footnote marks of a text."""
        made, address = [], ""
        for piece in pieces(text, spans):
            if piece.note is not None:
                run = self._notes.mark(piece.note)
            else:
                style = "Hyperlink" if piece.link else ""
                run = self.run(piece.text, bold=piece.bold, italic=piece.italic, style=style)
            if piece.link != address:
                address = piece.link
                made.append(self._link(address)) if address else None
            (made[-1] if address else made).append(run)
        return made

    def run(self, text: str, *, bold: bool = False, italic: bool = False, style: str = ""):
        made = OxmlElement("w:r")
        if bold or italic or style:
            properties = _child(made, "w:rPr")
            if style:
                _child(properties, "w:rStyle", self._ids[style])
            if bold:
                _child(properties, "w:b")
            if italic:
                _child(properties, "w:i")
        inner = _child(made, "w:t")
        inner.set(qn("xml:space"), "preserve")
        inner.text = text
        return made

    def tab(self):
        made = OxmlElement("w:r")
        _child(made, "w:tab")
        return made

    def _link(self, address: str):
        made = OxmlElement("w:hyperlink")
        target = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
        made.set(qn("r:id"), self._part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return made
