"""A paper as a Word file, with real headings, lists, tables and footnotes, so that Word's own tools work on it."""

import datetime
import io

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ...house import BULLETED, COUNTED, DEEPEST_ITEM, LABELLED, NUMBERED, QUOTATION, SECTION_NUMBER, TEXT, level_name
from ...labels import heading_text
from ...lists import Place, places, printed_label
from ...paper import Block, BlockKind, Paper, PaperSection
from ..printed import (
    WORDING,
    Furniture,
    Layout,
    contents_depth,
    heading_level,
    second_column,
    section_level,
    sheets,
)
from .contents import contents, mark_entry
from .footnotes import Footnotes
from .numbering import Numbering
from .pages import Sheets, begin_columns, furnish
from .runs import Runs, paragraph
from .styles import prepare_styles
from .tables import box, table


def write_docx(
    paper: Paper,
    *,
    header: str = "",
    footer: str = "",
    marking: str = "",
    layout: Layout | str = Layout.REPORT,
    language: str = "en",
) -> bytes:
    """The bytes of a .docx file.

    ``header``, ``footer`` and ``marking`` (OFFICIAL-SENSITIVE, say) are printed on every page, the marking at its top
    and bottom. ``language`` is "en" or "cy". What is written is read again by read_paper, after fold, word for word.
    """
    return _WordFile(paper, Layout(layout), language).made(Furniture(header, footer, marking))


class _WordFile:
    """One paper on its way to a Word file."""

    def __init__(self, paper: Paper, layout: Layout, language: str):
        self._paper, self._layout, self._wording = paper, layout, WORDING[language]
        self._document = Document()
        self._body = self._document.element.body
        self._ids = prepare_styles(self._document, layout, self._wording.tag)
        self._notes = Footnotes(self._document, self._ids)
        self._runs = Runs(self._document.part, self._notes, self._ids)
        self._numbering = Numbering(self._document)
        self._sheets = Sheets(self._document, self._ids["After Table"])
        self._listed = 0  # headings met that stand in the contents list
        self._depth = contents_depth(paper) if layout == Layout.REPORT else 0

    def made(self, furniture: Furniture) -> bytes:
        paper = self._paper
        _describe(self._document, paper, self._wording.tag)
        furnish(self._document, furniture, self._wording, self._layout)
        sections = list(paper.sections)
        if paper.title:
            self._put(self._body, paragraph(self._ids["Title"], self._runs.of(paper.title)))
        if self._layout == Layout.BRIEFING:
            self._briefing(sections)
        else:
            self._report(sections)
        self._notes.finish()
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _briefing(self, sections: list[PaperSection]) -> None:
        boxes = [section for section in sections if section.heading or section.number]
        for section in sections:
            if section not in boxes:
                self._section(self._body, section)
        begin_columns(self._document)
        second = second_column(boxes)
        for at, section in enumerate(boxes):
            cell = box(self._body, self._ids, first_of_column=bool(second) and at == second)
            self._section(cell, section)
            cell.remove(cell[1])  # the empty paragraph it came with: a cell must end with one

    def _report(self, sections: list[PaperSection]) -> None:
        if self._depth:
            if not sections[0].heading:
                self._section(self._body, sections.pop(0))
            self._put(self._body, contents(self._paper, self._depth, self._ids, self._wording))
        for at, section in enumerate(sections):
            self._section(self._body, section, new_page=bool(self._depth) and not at)

    def _put(self, parent, element) -> None:
        """``element`` at the end of ``parent``, before the body's own section properties."""
        last = parent[-1] if len(parent) else None
        if last is not None and last.tag == qn("w:sectPr"):
            last.addprevious(element)
        else:
            parent.append(element)

    def _section(self, parent, section: PaperSection, *, new_page: bool = False) -> None:
        self._numbering.begin_section()
        spots = {id(block): place for block, place in zip(section.blocks, places(section.blocks), strict=True)}
        boxed = self._layout == Layout.BRIEFING
        for item, sideways in sheets(section):
            if not boxed:
                self._sheets.turn(sideways=sideways)
            if isinstance(item, PaperSection):
                level = section_level(item)
                self._heading(parent, level, item.number, item.heading, item.spans, new_page=new_page)
            elif isinstance(item, list):
                self._put(parent, table(item, self._ids, boxed=boxed))
                self._put(parent, paragraph(self._ids["After Table"], []))
            elif item.kind == BlockKind.HEADING:
                self._heading(parent, heading_level(section, item), item.label, item.text, item.spans)
            else:
                self._put(parent, self._block(item, spots[id(item)]))

    def _heading(self, parent, level, number, heading, spans, *, new_page=False) -> None:
        runs = []
        if number:
            shown = heading_text(number, "")
            runs = [self._runs.run(shown, style=SECTION_NUMBER), self._runs.run(" ")]
        runs += self._runs.of(heading, spans)
        made = paragraph(self._ids[f"Heading {level}"], runs)
        if new_page:
            made[0].append(OxmlElement("w:pageBreakBefore"))
        if level <= self._depth:
            self._listed += 1
            mark_entry(made, self._listed)
        self._put(parent, made)

    def _block(self, block: Block, place: Place | None):
        runs = self._runs.of(block.text, block.spans)
        level = min(max(block.level, 1), DEEPEST_ITEM)
        if block.kind == BlockKind.QUOTATION:
            return paragraph(self._ids[QUOTATION], runs)
        if block.label:
            style = level_name(LABELLED, level) if block.kind == BlockKind.LIST_ITEM else NUMBERED
            label = [self._runs.run(printed_label(block.label)), self._runs.tab()]
            return paragraph(self._ids[style], [*label, *runs])
        if block.kind == BlockKind.LIST_ITEM:
            number = self._numbering.of(place, level) if block.ordered else self._numbering.bullets
            style = COUNTED if block.ordered else BULLETED
            return paragraph(self._ids[style], runs, numbered=(number, level - 1))
        return paragraph(self._ids[TEXT], runs)


def _describe(document, paper: Paper, language: str) -> None:
    """What the file says about itself: title and language, and nobody's name."""
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype in {RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}:
            del relations[key]  # a picture of the blank document, and its page count
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word of today, without a word about an older one in its title bar
    properties = document.core_properties
    properties.title = paper.title[:255]
    properties.language = language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
