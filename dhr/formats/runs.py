"""The words of a Word paragraph, run by run, with what holds for them; hidden text and mere machinery left aside."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from . import house
from .paper import Span, SpanKind
from .spans import tidy
from .word import Styles, W, is_on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_SILENT = {W + "pPr", W + "rPr", W + "instrText", W + "sdtPr"}
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
# Ticks, boxes and arrows of the fonts Wingdings and Symbol, as Unicode has them.
_SYMBOLS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xDF: "←", 0xB7: "•", 0xA7: "▪",
    0x4A: "☺", 0xD8: "➢",
}  # fmt: skip


@dataclass
class Words:
    """A paragraph's text as it stands, tabs as tabs and line breaks as spaces; ``number`` leads a heading of ours.

    ``comments`` are the keys of the comments that begin in it.
    """

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    number: str = ""
    comments: list[str] = field(default_factory=list)


class _Dress(NamedTuple):
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass
class _Field:
    code: str = ""

    @property
    def is_contents(self) -> bool:
        return self.code.strip().upper().startswith("TOC")

    @property
    def link(self) -> str:
        found = _LINK.match(self.code)
        return found[1] if found else ""


class Runs:
    """Reads paragraphs in order, and remembers the text boxes, fields and comments met on the way.

    ``links`` are addresses by relationship; ``notes`` are footnotes and endnotes by (kind, key), each an element and
    the links of its part.
    ``left_out`` counts what can't be read, by its name in the singular.
    """

    def __init__(self, styles: Styles, links: dict[str, str], notes: dict[tuple[str, str], tuple]):
        self._styles, self._links, self._notes = styles, links, notes
        self.left_out: Counter[str] = Counter()
        self.met_hidden = self.met_boxes = self.met_cell_notes = self.in_contents = False
        self.quotes: dict[str, str] = {}  # the words that each comment is about
        self._commented: set[str] = set()  # comments whose words go on
        self._boxes = []
        self._fields: list[_Field] = []

    def words(self, paragraph) -> Words:
        self.in_contents = self._reading_contents()
        words = Words()
        for key in self._commented:
            self.quotes[key] += " "
        self._walk(paragraph, words, _Dress())
        self.in_contents = self.in_contents or self._reading_contents()
        return words

    def take_boxes(self):
        """The text boxes anchored in the paragraphs read since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _reading_contents(self) -> bool:
        return any(field.is_contents for field in self._fields)

    def _walk(self, parent, words: Words, dress: _Dress) -> None:
        for element in parent:
            tag = element.tag
            if tag == W + "instrText" and self._fields:
                self._fields[-1].code += element.text or ""
            if tag in _SILENT or not isinstance(tag, str):
                continue
            if tag == W + "r":
                self._run(element, words, dress)
            elif tag == W + "t":
                self._add(words, element.text or "", dress)
            elif tag in {W + "tab", W + "ptab"}:
                self._add(words, "\t", dress)
            elif tag in {W + "br", W + "cr"}:
                self._add(words, " ", dress)
            elif tag == W + "noBreakHyphen":
                self._add(words, "-", dress)
            elif tag == W + "sym":
                self._symbol(element, words, dress)
            elif tag == W + "hyperlink":
                link = self._links.get(element.get(_R + "id", ""), "")
                self._walk(element, words, dress._replace(link=link or dress.link))
            elif tag == W + "fldChar":
                self._field(element.get(W + "fldCharType"))
            elif tag in {W + "footnoteReference", W + "endnoteReference"}:
                self._note(element, words)
            elif tag in {W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"}:
                self._comment(element, words)
            elif tag == W + "txbxContent":
                self._boxes.append(element)
                self.met_boxes = True
            elif tag == _M + "oMath":
                self.left_out["equation"] += 1
                self._add(words, " ".join(text.text or "" for text in element.iter(_M + "t")), dress)
            elif tag == W + "object":
                self.left_out["embedded object"] += 1
            elif tag in {_PICTURE, _V + "imagedata"}:
                self.left_out["picture"] += 1
            elif tag == _A + "graphicData" and element.get("uri", "").endswith(("/chart", "/chartex", "/diagram")):
                self.left_out["chart or diagram"] += 1
            elif tag == _MC + "AlternateContent":
                choice = element.find(_MC + "Choice")
                self._walk(choice if choice is not None else element, words, dress)
            elif tag == W + "fldSimple" and (element.get(W + "instr") or "").strip().upper().startswith("PAGE"):
                continue
            else:
                self._walk(element, words, dress)

    def _run(self, run, words: Words, dress: _Dress) -> None:
        if is_on(run, "rPr/vanish"):
            self.met_hidden = self.met_hidden or run.find(W + "t") is not None
            return
        style = value(run, "rPr/rStyle")
        bold, italic = self._styles.emphasis(style)
        own_bold, own_italic = is_on(run, "rPr/b"), is_on(run, "rPr/i")
        link = dress.link or next((field.link for field in reversed(self._fields) if field.link), "")
        before = len(words.text)
        self._walk(
            run,
            words,
            _Dress(bold if own_bold is None else own_bold, italic if own_italic is None else own_italic, link),
        )
        if style and not before and self._styles.name(style) == house.SECTION_NUMBER:
            words.number = words.text

    def _add(self, words: Words, text: str, dress: _Dress) -> None:
        start, end = len(words.text), len(words.text) + len(text)
        words.text += text
        for holds, kind in ((dress.bold, SpanKind.BOLD), (dress.italic, SpanKind.ITALIC), (dress.link, SpanKind.LINK)):
            if holds:
                words.spans.append(Span(start, end, kind, dress.link if kind == SpanKind.LINK else ""))
        for key in self._commented:
            self.quotes[key] += text

    def _symbol(self, element, words: Words, dress: _Dress) -> None:
        code = int(element.get(W + "char", "0"), 16)
        if code & 0xFF in _SYMBOLS and code >= 0xF000:
            self._add(words, _SYMBOLS[code & 0xFF], dress)
        elif code and not 0xE000 <= code <= 0xF8FF:
            self._add(words, chr(code), dress)
        else:
            self.left_out["symbol"] += 1

    def _note(self, element, words: Words) -> None:
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        note, links = self._notes.get((kind, element.get(W + "id")), (None, {}))
        if note is None:
            return
        inner = Runs(self._styles, links, {})
        text = " ".join(_with_addresses(inner.words(paragraph)) for paragraph in note.iter(W + "p"))
        text = tidy(text)[0]
        if text:
            words.spans.append(Span(len(words.text), len(words.text), SpanKind.FOOTNOTE, text))

    def _comment(self, element, words: Words) -> None:
        key = element.get(W + "id", "")
        if element.tag != W + "commentRangeStart":
            self._commented.discard(key)
        if element.tag != W + "commentRangeEnd" and key not in self.quotes:
            self.quotes[key] = ""
            words.comments.append(key)
            if element.tag == W + "commentRangeStart":
                self._commented.add(key)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "end" and self._fields:
            self._fields.pop()


def _with_addresses(words: Words) -> str:
    """A note's text; the address of a link follows its words in brackets, where they don't say it."""
    text = words.text
    for span in reversed(words.spans):
        if span.kind == SpanKind.LINK and span.value not in text:
            text = f"{text[: span.end]} ({span.value}){text[span.end :]}"
    return text
