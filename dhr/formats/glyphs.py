"""Characters of a PDF page, put together to words, with their fonts and places; and the ruled lines of its tables."""

import ctypes
import math
import re
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from .errors import PaperError, PaperProblem

MAX_CHARACTERS = 200_000  # a dense A4 page has about 6,000
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS = {0x02, 0xAD, 0xFFFE, 0x2010, 0x2011}
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


@dataclass
class Word:
    """One word; lengths in points, from the page's top left corner as it is shown."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True)
class _Piece:
    """One text object: letters of one font on one base line. ``straight``: across the page as shown."""

    size: float
    bold: bool
    straight: bool
    top: float
    bottom: float
    base: float


@dataclass(frozen=True)
class Rule:
    """A straight ruled line, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.x1 - self.x0 < self.bottom - self.top


class Sheet:
    """One PDF page as a person sees it: turned upright, the origin at its top left."""

    def __init__(self, page):
        self._page = page
        self._turn = page.get_rotation()
        self.width, self.height = page.get_size()
        left, bottom, right, top = page.get_cropbox()
        self._left, self._bottom = left, bottom
        self._wide, self._tall = right - left, top - bottom

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        if self._turn == 90:
            x, y = y, self._wide - x
        elif self._turn == 180:
            x, y = self._wide - x, self._tall - y
        elif self._turn == 270:
            x, y = self._tall - y, x
        return x, self.height - y

    def _across(self, box) -> tuple[float, float]:
        """Left and right edge of a box, as shown."""
        if self._turn == 0:
            return box.left - self._left, box.right - self._left
        x0, x1 = self._shown(box.left, box.top)[0], self._shown(box.right, box.bottom)[0]
        return min(x0, x1), max(x0, x1)

    def _piece(self, raw, index: int, handle, box) -> "_Piece":
        """What the letters of one text object share."""
        ends = self._shown(box.left, box.top)[1], self._shown(box.right, box.bottom)[1]
        if not handle:
            return _Piece(max(ends) - min(ends), False, True, min(ends), max(ends), max(ends))
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(handle, matrix)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - self._turn
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(handle, size)
        font = pdfium.FPDFTextObj_GetFont(handle)
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(font, name, 128)
        return _Piece(
            size=size.value * math.hypot(matrix.c, matrix.d),
            bold=bool(_BOLD.search(name.value.decode("latin-1"))) or pdfium.FPDFFont_GetWeight(font) >= 600,
            straight=abs((angle + 180) % 360 - 180) < 10,
            top=min(ends),
            bottom=max(ends),
            base=self._shown(x.value, y.value)[1],
        )

    def words(self) -> list[Word]:
        """The words of the page, in the order of the file. Text that is set askew (a watermark) is left out."""
        textpage = self._page.get_textpage()
        raw, count = textpage.raw, textpage.count_chars()
        if count > MAX_CHARACTERS:
            raise PaperError(PaperProblem.TOO_LARGE, "One of its pages holds far more text than a page can.")
        box = pdfium.FS_RECTF()
        frame = ctypes.byref(box)
        words, open_word, last_handle, piece = [], None, None, None
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if (code <= 32 and code != 2) or code == 0xA0:
                open_word = None
                continue
            handle = pdfium.FPDFText_GetTextObject(raw, index)
            address = ctypes.addressof(handle.contents) if handle else 0
            pdfium.FPDFText_GetLooseCharBox(raw, index, frame)
            if address != last_handle:
                piece, last_handle = self._piece(raw, index, handle, box), address
            if not piece.straight:
                open_word = None
                continue
            x0, x1 = self._across(box)
            text = "-" if code in _HYPHENS else _LIGATURES.get(code) or chr(code)
            size = piece.size
            if (
                open_word
                and abs(piece.base - open_word.base) < 0.1 * size
                and -size < x0 - open_word.x1 < 0.2 * size
                and abs(size - open_word.size) < 0.2 * size
            ):
                open_word.text += text
                if x1 > open_word.x1:
                    open_word.x1 = x1
            else:
                open_word = Word(text, x0, x1, piece.top, piece.bottom, piece.base, size, piece.bold)
                words.append(open_word)
        textpage.close()
        return words

    def rules(self) -> list[Rule]:
        """Straight horizontal and vertical lines: strokes, thin filled bars and the edges of boxes."""
        rules = []
        for thing in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(thing.raw, matrix)
            points = self._points(thing.raw, matrix)
            for (x0, y0), (x1, y1) in points:
                x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
                if (x1 - x0 < 2) != (y1 - y0 < 2):
                    rules.append(Rule(x0, y0, x1, y1))
        return rules

    def _points(self, path, matrix):
        pieces, here, start = [], None, None
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(pdfium.FPDFPath_CountSegments(path), 20_000)):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._shown(
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and here:
                pieces.append((here, point))
            here = point
            if pdfium.FPDFPathSegment_GetClose(segment) and start:
                pieces.append((here, start))
                here = start
        return pieces

    def has_images(self) -> bool:
        return any(True for _ in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
