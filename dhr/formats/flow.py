"""From printed lines to a paper: paragraphs, lists, headings and the sections under them."""

import re
from dataclasses import replace

from .blocks import QUOTED, block_of
from .chunks import Chunk, Measures, chunks_of, joined_over_breaks
from .furniture import drop_contents, drop_furniture
from .grids import rows_made_whole
from .joining import Lexicon
from .labels import split_bullet, split_label, split_number
from .lines import Line, Page, Row
from .outline import Outline
from .paper import Block, BlockKind, Paper
from .plain import Plain, is_caption

_ADDRESS = re.compile(r"https?://|www\.|@\w")
_RECOMMENDATION = re.compile(r"^(?:recommendation\s+\d|R\d)", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^(\d{1,3})[.)]?\s+(\S.*)$", re.DOTALL)


def paper_from(pages: list[Page], *, format: str, title: str, notes, pages_known: bool = True) -> Paper:
    """The paper printed on ``pages``; ``title`` stands in where the first page shows none."""
    drop_furniture(pages) if pages_known else None
    items = rows_made_whole(drop_contents([item for page in pages for item in page.items]))
    lines = [item for item in items if isinstance(item, Line)]
    lexicon = Lexicon(text for item in items for text in _texts(item))
    measures = Measures.of(lines)
    footnotes = _take_footnotes(items, measures, lexicon)
    lines = [item for item in items if isinstance(item, Line)]
    plain = _plain_headings(lines, measures)
    chunks = chunks_of(items, measures, plain)
    own_title = _take_title(chunks, measures, lexicon)
    cover = _cover(chunks, pages)
    following = None
    for at, chunk in reversed(list(enumerate(chunks))):
        if isinstance(chunk, Chunk):
            chunk.heading = chunk.heading or _is_heading(chunk, following, measures, lexicon, at < cover)
            following = chunk
    outline = Outline(footnotes)
    for chunk in joined_over_breaks(chunks):
        if isinstance(chunk, Row):
            outline.add(_row(chunk, lexicon))
        elif chunk.heading:
            text = _clean(chunk.text(lexicon))
            outline.head(text, style=chunk.style(measures), page=chunk.page)
        else:
            block = block_of(_clean(chunk.text(lexicon)), chunk.page)
            if block.kind == BlockKind.PARAGRAPH and not block.label and measures.sets_apart(chunk.lines):
                block = replace(block, kind=BlockKind.QUOTATION)
            outline.add(block)
    sections = outline.sections()
    return Paper(own_title or title, format, len(pages) if pages_known else 0, sections, tuple(notes))


def _texts(item: Line | Row) -> list[str]:
    return [item.text] if isinstance(item, Line) else [text for cell in item.cells for text in cell.split("\n")]


def _clean(text: str) -> str:
    return " ".join(text.split())


def _row(row: Row, lexicon: Lexicon) -> Block:
    cells = []
    for cell in row.cells:
        text = ""
        for part in cell.split("\n"):
            text = lexicon.join(text, part) if text else part
        cells.append(_clean(text))
    return Block.row(cells, page=row.page, header=row.header)


def _take_footnotes(items, measures, lexicon) -> list[Block]:
    """The notes at the foot of each page, taken out of the running text."""
    by_page, notes = {}, []
    if not measures.size:
        return notes
    for item in items:
        if isinstance(item, Line):
            by_page.setdefault(item.page, []).append(item)
    for page, lines in by_page.items():
        tail = []
        for line in reversed(lines):
            if line.size > 0.93 * measures.size:
                break
            tail.insert(0, line)
        starts = [at for at, line in enumerate(tail) if line.note or _FOOTNOTE.match(line.text)]
        if not starts or len(tail) == len(lines):
            continue
        tail = tail[starts[0] :]
        current = None
        for line in tail:
            found = None if line.note else _FOOTNOTE.match(line.text)
            if line.note or found:
                current = [line.note or found[1], found[2] if found else line.text]
                notes.append((page, current))
            else:
                current[1] = lexicon.join(current[1], line.text)
        gone = {id(line) for line in tail}
        items[:] = [item for item in items if id(item) not in gone]
    return [
        Block(BlockKind.PARAGRAPH, _clean(text), label=f"note {number}", page=page) for page, (number, text) in notes
    ]


def _plain_headings(lines: list[Line], measures: Measures) -> dict[int, int]:
    """{id of a heading's first line: number of lines}, where the type of the paper marks no headings."""
    styled = sum(measures.stands_out(line) and len(line.text) < 120 for line in lines)
    if measures.size and styled >= 3:
        return {}
    gaps = [at == 0 or measures.gap(lines[at - 1], line) for at, line in enumerate(lines)]
    found = Plain(lines, gaps, measures.width).headings()
    return {id(lines[at]): count for at, count in found.items()}


def _take_title(chunks, measures, lexicon) -> str:
    """The title on the first page, taken out of the chunks; "" where none stands out."""
    if len(chunks) < 2:
        return ""
    front = [at for at, chunk in enumerate(chunks) if isinstance(chunk, Chunk) and chunk.page <= 1]
    if not front:
        return ""
    if not measures.size:
        first = chunks[front[0]]
        lines = [line.text for line in first.lines]
        if first.heading or len(lines[0]) > 90 or split_label(lines[0])[0] or re.search(r"[.,;:]$", lines[0]):
            return ""
        count = 2 if len(lines) > 1 and re.match(r"^\d{4}\b", lines[1]) else 1
        del first.lines[:count]
        if not first.lines:
            del chunks[front[0]]
        return _clean(" ".join(lines[:count]))
    largest = max(chunks[at].size for at in front)
    if largest < 1.25 * measures.size:
        return ""
    at = next(at for at in front if chunks[at].size == largest)
    if split_number(chunks[at].text(lexicon))[0] or len(chunks[at].text(lexicon)) > 250:
        return ""
    title, end = "", at
    while end < len(chunks) and isinstance(chunks[end], Chunk) and abs(chunks[end].size - largest) < 0.5:
        if chunks[end].page != chunks[at].page or (title and split_number(chunks[end].text(lexicon))[0]):
            break
        title = lexicon.join(title, chunks[end].text(lexicon)) if title else chunks[end].text(lexicon)
        end += 1
    del chunks[at:end]
    return _clean(title)


def _cover(chunks, pages) -> int:
    """How many chunks stand on a title page: a first page with little text, of several."""
    if len(pages) < 2 or not any(page.height and isinstance(page.items, list) for page in pages):
        return 0
    first = [chunk for chunk in chunks if chunk.page == 1]
    prose = any(isinstance(chunk, Chunk) and len(chunk.lines) > 3 for chunk in first)
    marked = any(isinstance(chunk, Row) for chunk in first)
    letters = sum(len(line.text) for chunk in first if isinstance(chunk, Chunk) for line in chunk.lines)
    return len(first) if letters < 700 and not prose and not marked and len(pages) > 2 else 0


def _is_heading(chunk, following, measures, lexicon, on_cover) -> bool:
    """Whether larger or bold type makes the chunk a heading."""
    first = chunk.lines[0]
    if not measures.stands_out(first) or len(chunk.lines) > 4:
        return False
    text = _clean(chunk.text(lexicon))
    number, rest = split_number(text)
    if len(text) > 170 or (on_cover and not number):
        return False
    if not re.search(r"[^\W\d_]{2}", rest) or _ADDRESS.search(text) or is_caption(text):
        return False
    if split_bullet(text) is not None or (split_label(text)[0] and not number):
        return False
    if _RECOMMENDATION.match(text) and len(text.split()) > 8:
        return False
    if (re.search(r"[.,;]$", text) and not (number and len(text) < 100)) or QUOTED.match(text):
        return False
    if text[:1].islower() or (text[:1] in "(‘“" and first.size < 1.1 * measures.size):
        return False
    reads_on = following is not None and following.lines[0].text[:1].islower()
    if reads_on and not following.lines[0].after_break and not re.search(r"[?:]$", text):
        return False
    return following is not None or first.size > 1.1 * measures.size
