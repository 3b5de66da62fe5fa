"""The contents list of a Word file: a field of Word's own, which counts its pages when it is updated there."""

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from ...paper import Paper
from ...spans import tidy
from ..printed import Wording, listed_headings
from .runs import paragraph


def contents(paper: Paper, depth: int, ids: dict[str, str], wording: Wording):
    """A contents list of the paper's headings, each a link to its heading; Word adds the page numbers (F9)."""
    made = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    inside = made[-1]
    inside.append(paragraph(ids["TOC Heading"], [_text(wording.contents)]))
    begin = [_field("begin", dirty=True), _instruction(f'TOC \\o "1-{depth}" \\h \\z \\u'), _field("separate")]
    for at, (level, text) in enumerate(listed_headings(paper, depth), start=1):
        link = OxmlElement("w:hyperlink", {qn("w:anchor"): _bookmark(at)})
        link.append(_text(tidy(text)[0]))
        inside.append(paragraph(ids[f"toc {level}"], [*begin, link]))
        begin = []
    inside.append(paragraph(ids["After Table"], [_field("end")]))
    return made


def mark_entry(heading, at: int) -> None:
    """Mark a heading paragraph as entry ``at`` of the contents list, counted from 1."""
    heading.insert(1, OxmlElement("w:bookmarkStart", {qn("w:id"): str(at), qn("w:name"): _bookmark(at)}))
    heading.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): str(at)}))


def _bookmark(at: int) -> str:
    return f"_Toc{at:06}"


def _text(words: str):
    run, inner = OxmlElement("w:r"), OxmlElement("w:t")
    inner.set(qn("xml:space"), "preserve")
    inner.text = words
    run.append(inner)
    return run


def _field(kind: str, *, dirty: bool = False):
    run = OxmlElement("w:r")
    mark = OxmlElement("w:fldChar", {qn("w:fldCharType"): kind})
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run.append(mark)
    return run


def _instruction(code: str):
    run, inner = OxmlElement("w:r"), OxmlElement("w:instrText")
    inner.set(qn("xml:space"), "preserve")
    inner.text = f" {code} "
    run.append(inner)
    return run
