"""The footnotes of a Word file: a part of its own, which python-docx does not know."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The lines above notes, which Word asks for by these two ids.
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{key}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{element}/></w:r></w:p></w:footnote>"
    for key, kind, element in ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))
)


class Footnotes:
    """Gathers the footnotes of one file; ``finish`` puts them into it."""

    def __init__(self, document, ids: dict[str, str]):
        self._document, self._ids = document, ids
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>")
        self._count = 0

    def mark(self, words: str):
        """A run with the mark of a new footnote."""
        self._count += 1
        self._root.append(self._note(words))
        reference = OxmlElement("w:footnoteReference", {qn("w:id"): str(self._count)})
        return self._in_mark_style(reference)

    def _note(self, words: str):
        note = OxmlElement("w:footnote", {qn("w:id"): str(self._count)})
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(OxmlElement("w:pStyle", {qn("w:val"): self._ids["footnote text"]}))
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = f" {words}"
        run.append(text)
        paragraph.extend([properties, self._in_mark_style(OxmlElement("w:footnoteRef")), run])
        note.append(paragraph)
        return note

    def _in_mark_style(self, element):
        run, properties = OxmlElement("w:r"), OxmlElement("w:rPr")
        properties.append(OxmlElement("w:rStyle", {qn("w:val"): self._ids["footnote reference"]}))
        run.extend([properties, element])
        return run

    def finish(self) -> None:
        """Add the part to the file, where it has footnotes at all."""
        if not self._count:
            return
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, serialize_part_xml(self._root), package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        separators = parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        )
        self._document.settings.element.find(qn("w:compat")).addprevious(separators)
