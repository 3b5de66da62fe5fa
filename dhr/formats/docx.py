"""Reading Word files (.docx), straight from their XML: headings, numbers that Word counts, tables, notes, text boxes.

Our own files are read as exactly as they were written (see house); in others, what a paragraph is must often be told
from how it looks. Comments come beside the text; what can't be read, and hidden text, is said so in the notes.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from . import house
from .autonumbers import BULLET, AutoNumbers
from .changes import resolve
from .errors import PaperError, PaperProblem
from .labels import split_label, split_number
from .margins import comments_in, remarks
from .outline import Outline
from .package import Package
from .paper import Block, Paper, Span, SpanKind
from .paragraphs import WordParagraph, block_of_paragraph, section_of_heading
from .plain import is_caption
from .runs import Runs, Words
from .spans import tidy
from .word import Styles, W, paragraph_look, value

Changes = Literal["accept", "reject"]
_CONTENTS = re.compile(r"^(?:table of )?contents:?$", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\t|\.{4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")


def read_docx(data: bytes, *, title: str, changes: Changes = "accept") -> Paper:
    """The paper in a Word file, as if all its tracked changes were accepted, or all rejected.

    Raises PaperError where the file is damaged, locked or unsafe.
    """
    return _WordPaper(Package(data), changes).read(title)


@dataclass
class _Row:
    """A row of a table, with the keys of the comments that begin in it."""

    block: Block
    comments: list[str] = field(default_factory=list)


class _WordPaper:
    """One Word file on its way to a Paper."""

    def __init__(self, package: Package, changes: Changes):
        self._package, self._changes = package, changes
        self._styles = Styles(package.part("word/styles.xml"))
        self._numbers = AutoNumbers(package.part("word/numbering.xml"), self._styles)
        self._root = package.part("word/document.xml")
        self._has_changes = resolve(self._root, accept=changes == "accept")
        self._runs = Runs(self._styles, package.links("document"), self._read_notes())
        self._own = self._styles.defines(house.TEXT)
        self._flow: list[WordParagraph | _Row] = []

    def _read_notes(self) -> dict[tuple[str, str], tuple]:
        notes = {}
        for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.part(f"word/{part}.xml")
            self._has_changes |= resolve(root, accept=self._changes == "accept")
            links = self._package.links(part)
            for note in root.iter(W + kind) if root is not None else ():
                notes[kind, note.get(W + "id")] = (note, links)
        return notes

    def read(self, title: str) -> Paper:
        self._gather(self._root.find(W + "body"))
        if not any(isinstance(item, _Row) or item.text for item in self._flow):
            raise PaperError(PaperProblem.EMPTY, "The Word document holds no text.")
        own_title = self._take_title()
        outline = Outline()
        headings = self._outline(outline)
        comments = comments_in(self._package.part("word/comments.xml"), self._runs.quotes, headings)
        notes = remarks(self._runs, changes=self._changes if self._has_changes else None, comments=len(comments))
        return Paper(own_title or title, "docx", self._pages(), outline.sections(), tuple(notes), comments)

    def _gather(self, parent) -> None:
        """Paragraphs and tables in order, through content controls and text boxes."""
        for element in parent if parent is not None else ():
            tag = element.tag
            if tag == W + "p":
                self._paragraph(element)
            elif tag == W + "tbl":
                self._table(element)
            elif tag == W + "sdt":
                gallery = value(element, "sdtPr/docPartObj/docPartGallery")
                if gallery != "Table of Contents":
                    self._gather(element.find(W + "sdtContent"))
            elif tag == W + "customXml":
                self._gather(element)
            elif tag in {W + "altChunk", W + "subDoc"}:
                self._runs.left_out["inserted file"] += 1

    def _paragraph(self, element) -> None:
        words = self._runs.words(element)
        look = paragraph_look(element, self._styles)
        exact = self._own and house.is_exact(look.name)
        label = ""
        if words.text.strip():
            label = self._numbers.label(look.num_id, look.ilvl, value(element, "pPr/pStyle") or "")
        breaks = any(brk.get(W + "type") == "page" for brk in element.iter(W + "br"))
        breaks = breaks or element.find(f"{W}pPr/{W}sectPr") is not None
        contents = look.is_contents or self._runs.in_contents
        if contents or (not exact and (_ENTRY.search(words.text.rstrip()) or _CONTENTS.match(words.text.strip()))):
            words = Words()
        if words.text.strip() or breaks:
            self._flow.append(WordParagraph(words, look, label, exact=exact, page_ends=breaks))
        if not words.text.strip():
            self._loose(words)
        for box in self._runs.take_boxes():
            self._gather(box)

    def _loose(self, words: Words) -> None:
        """Footnotes whose mark stands beside no text, as paragraphs."""
        for span in words.spans:
            if span.kind == SpanKind.FOOTNOTE:
                note = Words(span.value, comments=words.comments)
                self._flow.append(WordParagraph(note, self._styles.look(None), "", exact=True))

    def _table(self, table) -> None:
        rows = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
        grid = [[cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row] for row in rows]
        exact = self._own and self._styles.name(value(table, "tblPr/tblStyle")) == house.TABLE
        if max(map(len, grid), default=0) <= 1 and not exact:  # a box around text
            for cells in grid:
                for cell in cells:
                    self._gather(cell)
            return
        first = True
        for row, cells in zip(rows, grid, strict=True):
            comments: list[str] = []
            texts = [self._cell(cell, comments) for cell in cells]
            if not any(texts):
                continue
            header = row.find(f"{W}trPr/{W}tblHeader") is not None
            if not exact:
                header = first and (header or len(texts) > 2 or self._is_bold(cells))
            self._flow.append(_Row(Block.row(texts, header=header), comments))
            first = False
        for box in self._runs.take_boxes():
            self._gather(box)

    def _is_bold(self, cells) -> bool:
        return all(
            paragraph_look(paragraph, self._styles).bold
            for cell in cells
            for paragraph in cell.iter(W + "p")
            if any((text.text or "").strip() for text in paragraph.iter(W + "t"))
        )

    def _cell(self, cell, comments: list[str]) -> str:
        """The plain text of a cell, its footnotes in brackets after the words they belong to."""
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(W + "val") != "restart":
            return ""
        texts = []
        for paragraph in cell.iter(W + "p"):
            words = self._runs.words(paragraph)
            text = words.text
            for span in reversed(words.spans):
                if span.kind == SpanKind.FOOTNOTE:
                    text = f"{text[: span.start]} [{span.value}]{text[span.start :]}"
                    self._runs.met_cell_notes = True
            texts.append(text)
            comments += words.comments
        return tidy(" ".join(texts))[0]

    def _take_title(self) -> str:
        paragraphs = [item for item in self._flow if isinstance(item, WordParagraph) and item.text]
        named = [item for item in paragraphs if item.look.is_title]
        if not named and not self._own:
            front, body = paragraphs[:6], self._body_size()
            largest = max(front, key=lambda item: item.look.size, default=None)
            if largest is None or largest.look.level or largest.look.size < 1.25 * body or len(largest.text) > 200:
                return ""
            named = [item for item in front if item.look.size == largest.look.size and not item.look.level]
        notes = []
        for item in named:
            self._flow.remove(item)
            notes += [Span(0, 0, span.kind, span.value) for span in item.spans if span.kind == SpanKind.FOOTNOTE]
        rest, self._flow = self._flow, []
        self._loose(Words("", notes))
        self._flow += rest
        return " ".join(item.text for item in named)

    def _body_size(self) -> float:
        sizes = Counter()
        for item in self._flow:
            if isinstance(item, WordParagraph):
                sizes[item.look.size] += len(item.text)
        return sizes.most_common(1)[0][0] if sizes else 11.0

    def _cover(self) -> int:
        """How many items stand on a title page: little text, no heading, a page's end."""
        letters = 0
        for at, item in enumerate(self._flow):
            if isinstance(item, _Row) or item.look.level:
                return 0
            letters += len(item.text)
            if letters > 700:
                return 0
            if item.page_ends:
                return at + 1
        return 0

    def _outline(self, outline: Outline) -> dict[str, str]:
        """Puts the sections together; returns the heading under which each comment begins."""
        styled = any(isinstance(item, WordParagraph) and item.look.level for item in self._flow)
        body, cover, level = self._body_size(), self._cover(), 0
        headings: dict[str, str] = {}
        for at, item in enumerate(self._flow):
            if isinstance(item, _Row):
                outline.add(item.block)
            elif item.text:
                following = self._flow[at + 1] if at + 1 < len(self._flow) else None
                if item.look.level:
                    level = item.look.level
                    self._head(outline, item, level=level)
                elif at >= cover and self._looks_like_heading(item, following, body, styled):
                    number = item.label if item.label != BULLET else ""
                    deeper = level + 1 if styled and not (number or split_number(item.text)[0]) else 0
                    self._head(outline, item, level=deeper)
                else:
                    outline.add(block_of_paragraph(item))
            headings |= dict.fromkeys(item.comments, outline.heading)
        return headings

    def _head(self, outline: Outline, item: WordParagraph, *, level: int) -> None:
        style = (round(item.look.size), item.look.bold, item.text.isupper())
        outline.begin(section_of_heading(item, level), style=style)

    def _looks_like_heading(self, item: WordParagraph, following, body: float, styled: bool) -> bool:
        """Whether a paragraph without heading style is set as one: short, bold or large, with text after it."""
        text, look = item.text, item.look
        number, rest = split_number(text)
        if item.exact or look.is_quotation or len(text) > 130 or item.label == BULLET:
            return False
        if re.search(r"[.,;]$", text) or is_caption(text):
            return False
        if not re.search(r"[^\W\d_]{2}", rest) or rest[:1].islower() or (split_label(text)[0] and not number):
            return False
        if following is None or re.match(r"recommendation \d+\s*[:.–-]\s*\w", text, re.IGNORECASE):
            return False
        plain_next = isinstance(following, _Row) or not following.look.bold or following.look.size < look.size
        if look.bold or look.size >= 1.15 * body:
            return plain_next or bool(number)
        capitals = rest.isupper() and len(rest) > 3
        longer = isinstance(following, WordParagraph) and len(following.text) > 80
        return not styled and (capitals or bool(number)) and longer and len(text) < 90

    def _pages(self) -> int:
        root = self._package.part("docProps/app.xml")
        found = "" if root is None else root.findtext("{*}Pages") or ""
        return int(found) if found.isdigit() else 0
