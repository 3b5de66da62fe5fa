"""Reading plain text, such as a PDF leaves behind: line breaks, loose bullets, page remains and all."""

import re
from collections import Counter

from .errors import PaperError, PaperProblem
from .flow import paper_from
from .furniture import MARKING, PAGE_OF
from .labels import BULLET, LONE_BULLET, split_bullet, split_label
from .lines import Line, Page, Row
from .paper import Paper

# Widths of letters in a common sans serif type, in thousandths of its size; all others 556.
_WIDTHS = {
    letter: width
    for letters, width in {
        "ijl'‘’|": 222, "ftI.,;:/! ": 278, "r()-": 333, "sckvxyzJ•": 500, "FTZ": 611, "ABEKPSVXY&": 667,
        "CDHNRUw": 722, "GOQ": 778, "mM%": 860, "W@—": 950,
    }.items()
    for letter in letters
}  # fmt: skip
_CELLS = re.compile(r"\s{3,}|\t+")
_PAGE_GAP = 3  # blank lines that tell a page's end


def read_txt(data: bytes, *, title: str) -> Paper:
    """The paper in a text file (UTF-8, UTF-16 or Windows-1252); form feeds are page breaks."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    if not text.strip():
        raise PaperError(PaperProblem.EMPTY, "The file holds no text.")
    chunks = text.split("\f")
    if chunks and not chunks[-1].strip():
        chunks.pop()
    paged = len(chunks) > 1
    pages = []
    for number, chunk in enumerate(chunks, start=1):
        items = _items(chunk.split("\n"), number if paged else 0)
        pages.append(Page(number, float(chunk.count("\n") + 1), items))
    if not paged:
        pages[0].items = _without_page_remains(pages[0].items)
    return paper_from(pages, format="txt", title=title, notes=[], pages_known=paged)


def decode(data: bytes) -> str:
    """The text of a file of unstated encoding. Raises PaperError where the bytes are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding)
    if data[1::2].count(0) > 0.4 * len(data[1::2]) or data[::2].count(0) > 0.4 * len(data[::2]):
        return _decoded(data, "utf-16-le" if data[1::2].count(0) else "utf-16-be")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "cp1252")
    strange = sum(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text[:20_000])
    if strange > 0.005 * min(len(text), 20_000):
        raise PaperError(PaperProblem.UNSUPPORTED, "This is no PDF, Word (.docx) or text file.")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise PaperError(PaperProblem.UNSUPPORTED, "This is no PDF, Word (.docx) or text file.") from None


def _width(text: str) -> float:
    """About how wide a proportional font would set the text, in average letters."""
    return sum(_WIDTHS.get(letter, 556) for letter in text) / 500


def _items(raw: list[str], page: int) -> list:
    items, blanks = [], 0
    for top, text in enumerate(_with_bullets(raw)):
        if not text.strip():
            blanks += 1
            continue
        indent = len(text) - len(text.lstrip())
        shown = text.strip()
        line = Line(shown, page, float(indent), indent + _width(shown), float(top), top + 1.0)
        line.after_break = blanks >= _PAGE_GAP or not items or (indent > 0 and not blanks)
        items.append(line)
        blanks = 0
    return _with_rows(items)


def _with_bullets(raw: list[str]) -> list[str]:
    """Bullets that stand on lines of their own, put back before their texts where the order makes it clear."""
    lines, at = [], 0
    while at < len(raw):
        if not LONE_BULLET.match(raw[at]):
            lines.append(raw[at])
            at += 1
            continue
        end = at
        while end < len(raw) and (LONE_BULLET.match(raw[end]) or not raw[end].strip()):
            end += 1
        count = sum(bool(LONE_BULLET.match(text)) for text in raw[at:end])
        stop = end
        while stop < len(raw) and raw[stop].strip() and not (stop > end and _leaves_list(raw[stop])):
            stop += 1
        lines.extend(_itemised(raw[end:stop], count))
        at = stop
    return lines


def _leaves_list(text: str) -> bool:
    return split_bullet(text.strip()) is not None or text[:1] == " " or bool(LONE_BULLET.match(text))


def _itemised(texts: list[str], count: int) -> list[str]:
    """``texts`` with a bullet before each of ``count`` items: told by full stops, else by capitals."""
    by_stop = [0] + [at + 1 for at, text in enumerate(texts[:-1]) if text.rstrip().endswith((".", ";"))]
    by_capital = [at for at, text in enumerate(texts) if at == 0 or not text[:1].islower()]
    starts = min(by_stop, by_capital, key=lambda starts: abs(len(starts) - count))
    return ["• " + text if at in starts else text for at, text in enumerate(texts)]


def _with_rows(items: list[Line]) -> list:
    """Two or more lines of as many cells, set apart by wide gaps, as rows of a table."""
    shapes = []
    for item in items:
        cells = tuple(cell.strip() for cell in _CELLS.split(item.text))
        marked = split_label(item.text)[0] or BULLET.match(item.text) or len(cells) < 2 or len(cells[0]) < 2
        shapes.append(() if marked else cells)
    result = []
    for at, (item, cells) in enumerate(zip(items, shapes, strict=True)):
        near = [len(shapes[other]) for other in (at - 1, at + 1) if 0 <= other < len(shapes)]
        result.append(Row(cells, item.page, item.top) if cells and len(cells) in near else item)
    return result


def _without_page_remains(items: list) -> list:
    """Items of a text without form feeds, less its page numbers, markings and running headers."""
    lines = [item for item in items if isinstance(item, Line)]
    times = Counter(line.text.casefold() for line in lines)
    recurring = {text for text, count in times.items() if count >= 3}
    running = {text for text in recurring if _runs(text, lines)}
    kept, before = [], None
    for item in items:
        if isinstance(item, Line):
            remains = PAGE_OF.match(item.text) or MARKING.match(item.text)
            if remains or item.text.casefold() in running:
                if kept and isinstance(kept[-1], Line):
                    before = item
                continue
            if before is not None:
                item.after_break, before = True, None
        kept.append(item)
    return kept


def _runs(text: str, lines: list[Line]) -> bool:
    """Whether a recurring line is a running header: wherever it stands, it begins or cuts through a page."""
    if split_bullet(text) is not None or text.endswith((":", ".")):
        return False
    places = [at for at, line in enumerate(lines) if line.text.casefold() == text]
    if all(lines[at].after_break for at in places):
        return True
    return any(
        lines[at + 1].text[:1].islower() and not lines[at - 1].text.endswith(".")
        for at in places
        if 0 < at < len(lines) - 1
    )
