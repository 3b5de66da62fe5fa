"""Reading Word files (.docx), straight from their XML: headings, numbers that Word counts, tables, notes, text boxes.

Tracked changes are read as accepted. Comments and hidden text are left out, and said so in the notes.
"""

import re
from collections import Counter
from dataclasses import dataclass

from .autonumbers import BULLET, AutoNumbers
from .blocks import block_of
from .errors import PaperError, PaperProblem
from .labels import split_label, split_number
from .outline import Outline
from .package import Package
from .paper import Block, BlockKind, Paper
from .plain import is_caption
from .runs import Runs
from .word import Look, Styles, W, is_on, paragraph_look, value

_CONTENTS = re.compile(r"^(?:table of )?contents:?$", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\t|\.{4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")


def read_docx(data: bytes, *, title: str) -> Paper:
    """The paper in a Word file. Raises PaperError where the file is damaged, locked or unsafe."""
    package = Package(data)
    return WordPaper(package).read(title)


@dataclass
class _Paragraph:
    text: str
    look: Look
    label: str
    page_ends: bool = False


class WordPaper:
    """One Word file on its way to a Paper."""

    def __init__(self, package: Package):
        self._package = package
        self._styles = Styles(package.part("word/styles.xml"))
        self._numbers = AutoNumbers(package.part("word/numbering.xml"), self._styles)
        self._runs = Runs()
        self._flow: list[_Paragraph | Block] = []

    def read(self, title: str) -> Paper:
        root = self._package.part("word/document.xml")
        self._gather(root.find(W + "body"))
        for item in self._flow:
            if isinstance(item, _Paragraph):
                item.text = " ".join(item.text.split())
        if not self._flow:
            raise PaperError(PaperProblem.EMPTY, "The Word document holds no text.")
        notes = self._footnotes()
        own_title = self._take_title()
        outline = Outline()
        self._outline(outline)
        for note in notes:
            outline.add(note)
        return Paper(own_title or title, "docx", self._pages(), outline.sections(), tuple(self._remarks(root)))

    def _gather(self, parent) -> None:
        """Paragraphs and tables in order, through content controls, tracked changes and text boxes."""
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
            elif tag in {W + "ins", W + "moveTo", W + "customXml"}:
                self._gather(element)

    def _paragraph(self, element) -> None:
        text = self._runs.text(element)
        look = paragraph_look(element, self._styles)
        label = ""
        if text.strip():
            label = self._numbers.label(look.num_id, look.ilvl, value(element, "pPr/pStyle") or "")
        breaks = any(brk.get(W + "type") == "page" for brk in element.iter(W + "br"))
        breaks = breaks or element.find(f"{W}pPr/{W}sectPr") is not None
        contents = look.is_contents or self._runs.in_contents or _ENTRY.search(text.rstrip())
        if contents or _CONTENTS.match(text.strip()):
            text = ""
        before = self._flow[-1] if self._flow else None
        if self._runs.joins_next and isinstance(before, _Paragraph):
            before.text += text
        elif text.strip() or breaks:
            self._flow.append(_Paragraph(text, look, label, breaks))
        self._runs.joins_next = is_on(element, "pPr/rPr/del") is not None and bool(text.strip())
        for box in self._runs.take_boxes():
            self._gather(box)

    def _table(self, table) -> None:
        rows = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
        rows = [row for row in rows if row.find(f"{W}trPr/{W}del") is None]
        grid = [[cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row] for row in rows]
        if max(map(len, grid), default=0) <= 1:  # a box around text
            for cells in grid:
                for cell in cells:
                    self._gather(cell)
            return
        first = True
        for row, cells in zip(rows, grid, strict=True):
            texts = [self._cell(cell) for cell in cells]
            if not any(texts):
                continue
            bold = all(
                paragraph_look(paragraph, self._styles).bold
                for cell in cells
                for paragraph in cell.iter(W + "p")
                if any((text.text or "").strip() for text in paragraph.iter(W + "t"))
            )
            header = first and (row.find(f"{W}trPr/{W}tblHeader") is not None or bold or len(texts) > 2)
            self._flow.append(Block.row(texts, header=header))
            first = False

    def _cell(self, cell) -> str:
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(W + "val") != "restart":
            return ""
        return " ".join(" ".join(self._runs.text(paragraph).split()) for paragraph in cell.iter(W + "p")).strip()

    def _footnotes(self) -> list[Block]:
        blocks, number = [], 0
        for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._package.part(f"word/{part}.xml")
            texts = {} if root is None else {
                note.get(W + "id"): " ".join(" ".join(self._runs.text(p) for p in note.iter(W + "p")).split())
                for note in root.iter(W + kind)
            }  # fmt: skip
            for key in self._runs.noted[kind]:
                number += 1
                blocks.append(Block(BlockKind.PARAGRAPH, texts.get(key, ""), label=f"note {number}"))
        return blocks

    def _take_title(self) -> str:
        paragraphs = [item for item in self._flow if isinstance(item, _Paragraph) and item.text]
        named = [item for item in paragraphs if item.look.is_title]
        if not named:
            front, body = paragraphs[:6], self._body_size()
            largest = max(front, key=lambda item: item.look.size, default=None)
            if largest is None or largest.look.level or largest.look.size < 1.25 * body or len(largest.text) > 200:
                return ""
            named = [item for item in front if item.look.size == largest.look.size and not item.look.level]
        for item in named:
            self._flow.remove(item)
        return " ".join(item.text for item in named)

    def _body_size(self) -> float:
        sizes = Counter()
        for item in self._flow:
            if isinstance(item, _Paragraph):
                sizes[item.look.size] += len(item.text)
        return sizes.most_common(1)[0][0] if sizes else 11.0

    def _cover(self) -> int:
        """How many items stand on a title page: little text, no heading, a page's end."""
        letters = 0
        for at, item in enumerate(self._flow):
            if isinstance(item, Block) or item.look.level:
                return 0
            letters += len(item.text)
            if letters > 700:
                return 0
            if item.page_ends:
                return at + 1
        return 0

    def _outline(self, outline: Outline) -> None:
        styled = any(isinstance(item, _Paragraph) and item.look.level for item in self._flow)
        body, cover, level = self._body_size(), self._cover(), 0
        for at, item in enumerate(self._flow):
            if isinstance(item, Block):
                outline.add(item)
                continue
            if not item.text:
                continue
            following = self._flow[at + 1] if at + 1 < len(self._flow) else None
            if item.look.level:
                level = item.look.level
                self._head(outline, item, level=level)
            elif at >= cover and self._looks_like_heading(item, following, body, styled):
                number = item.label if item.label != BULLET else ""
                deeper = level + 1 if styled and not (number or split_number(item.text)[0]) else 0
                self._head(outline, item, level=deeper)
            else:
                outline.add(_block(item))

    def _head(self, outline: Outline, item: _Paragraph, *, level: int) -> None:
        text = f"{item.label} {item.text}" if item.label and item.label != BULLET else item.text
        outline.head(text, style=(round(item.look.size), item.look.bold, item.text.isupper()), level=level)

    def _looks_like_heading(self, item: _Paragraph, following, body: float, styled: bool) -> bool:
        """Whether a paragraph without heading style is set as one: short, bold or large, with text after it."""
        text, look = item.text, item.look
        number, rest = split_number(text)
        if len(text) > 130 or item.label == BULLET or re.search(r"[.,;]$", text) or is_caption(text):
            return False
        if not re.search(r"[^\W\d_]{2}", rest) or rest[:1].islower() or (split_label(text)[0] and not number):
            return False
        if following is None or re.match(r"recommendation \d+\s*[:.–-]\s*\w", text, re.IGNORECASE):
            return False
        plain_next = isinstance(following, Block) or not following.look.bold or following.look.size < look.size
        if look.bold or look.size >= 1.15 * body:
            return plain_next or bool(number)
        capitals = rest.isupper() and len(rest) > 3
        longer = isinstance(following, _Paragraph) and len(following.text) > 80
        return not styled and (capitals or bool(number)) and longer and len(text) < 90

    def _pages(self) -> int:
        root = self._package.part("docProps/app.xml")
        found = "" if root is None else root.findtext("{*}Pages") or ""
        return int(found) if found.isdigit() else 0

    def _remarks(self, root) -> list[str]:
        remarks = []
        if any(next(root.iter(W + tag), None) is not None for tag in ("ins", "del", "moveFrom", "moveTo")):
            remarks.append("The paper has tracked changes; it was read as if all were accepted.")
        comments = self._package.part("word/comments.xml")
        if comments is not None and next(comments.iter(W + "comment"), None) is not None:
            remarks.append("Comments in the margin were left out.")
        if self._runs.met_hidden:
            remarks.append("Hidden text was left out.")
        return remarks


def _block(item: _Paragraph) -> Block:
    if item.look.is_quotation:
        return Block(BlockKind.QUOTATION, item.text)
    if item.label == BULLET or (item.look.is_bullet and not item.label):
        return Block(BlockKind.LIST_ITEM, item.text)
    if item.label:
        label = split_label(f"{item.label} x")[0] or item.label
        listed = not re.match(r"\d+\.\d", label)
        return Block(BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH, item.text, label=label)
    return block_of(item.text, 0)
