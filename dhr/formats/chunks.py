"""Lines gathered to chunks: a heading, a paragraph or a list item each."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from .joining import Lexicon
from .labels import comes_next, split_bullet, split_label
from .lines import Line, Row
from .plain import ends_sentence

_RECOMMENDATION = re.compile(r"^(?:\w+ )?recommendation \w+\s*(?:\([^)]*\))?\s*[:.–-]", re.IGNORECASE)
_OPENING = "‘“"
_CLOSING = re.compile(r"[’”][.,;]?$")


def _pitch(steps: Counter, size: float) -> float:
    """The distance of the lines of a paragraph: the least that occurs often, not the white between paragraphs."""
    if not size:
        return 1.0
    usable = {step: count for step, count in steps.items() if 0.9 * size <= step <= 2.5 * size}
    if not usable:
        return 1.3 * size
    often = 0.2 * max(usable.values())
    return min(step for step, count in usable.items() if count >= often)


@dataclass(frozen=True)
class Measures:
    """What is usual in this paper: type size, distance of lines, right edge. ``size`` is 0 in plain text."""

    size: float
    pitch: float
    width: float
    bold: bool
    spaced: bool  # paragraphs stand apart by white space
    hanging: frozenset[int]  # where the words of labelled and listed paragraphs begin

    @classmethod
    def of(cls, lines: list[Line]):
        sizes, pitches, weights = Counter(), Counter(), Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
            weights[line.bold] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        for before, line in pairwise(lines):
            if line.page == before.page and line.top > before.top and abs(line.size - size) < 0.6:
                pitches[round((line.top - before.top) * 2) / 2] += 1
        widths = sorted(line.x1 for line in lines if len(line.text) > 20)
        pitch = _pitch(pitches, size)
        wide = pitches.total() and sum(n for step, n in pitches.items() if step > 1.25 * pitch) / pitches.total()
        hanging = frozenset(round(line.text_x) + near for line in lines if _marked(line) for near in (-1, 0, 1))
        width = widths[int(0.95 * (len(widths) - 1))] if widths else 0.0
        return cls(size, pitch, width, weights[True] > weights[False], bool(wide and wide > 0.15), hanging)

    def sets_apart(self, lines: list[Line]) -> bool:
        """Whether lines are set in from the left as a quotation is, from the right too where there are several."""
        if not self.size or any(abs(line.x0 - lines[0].x0) > 1 for line in lines):
            return False
        set_in = lines[0].x0 - lines[0].left
        if not 0.8 * self.size < set_in < 8 * self.size:
            return False
        if len(lines) > 1:
            return all(line.x1 < line.width - 0.6 * self.size for line in lines)
        return round(lines[0].x0) not in self.hanging and bool(re.search(r"[.!?)”’]$", lines[0].text))

    def gap(self, before: Line, line: Line) -> bool:
        """Whether more white than usual stands between two lines, or a page's or column's end."""
        if line.page != before.page or line.top < before.top:
            return True
        scale = max(line.size, before.size) / self.size if self.size else 1.0
        return line.top - before.top > 1.25 * self.pitch * max(scale, 1.0)

    def stands_out(self, line: Line) -> bool:
        """Whether the line is set larger than running text, or bold where that is not."""
        return bool(self.size) and (line.size >= 1.1 * self.size or (line.bold and not self.bold))


@dataclass
class Chunk:
    """The lines of one heading, paragraph or list item."""

    lines: list[Line] = field(default_factory=list)
    heading: bool = False

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return self.lines[0].size

    def style(self, measures: Measures) -> tuple:
        """(size, bold, capitals): equal for headings that look alike."""
        first = self.lines[0]
        letters = re.sub(r"[^A-Za-z]", "", first.text)
        return round(first.size), first.bold, letters.isupper()

    def text(self, lexicon: Lexicon) -> str:
        return lexicon.running([line.text.strip() for line in self.lines])


def _marked(line: Line) -> bool:
    return split_bullet(line.text) is not None or bool(split_label(line.text)[0])


def _fits(before: Line, line: Line, measures: Measures) -> bool:
    """Whether the next line's first word would have fitted on the line before, so that its end was meant."""
    first = line.text.split(" ", 1)[0]
    share = (len(first) + 1) / max(len(line.text), 1)
    edge = before.width or measures.width
    slack = 0.5 * measures.size if measures.size else 1.0
    return before.x1 + share * (line.x1 - line.x0) + slack < edge


def _breaks_off(before: Line, line: Line, chunk: Chunk, measures: Measures) -> bool:
    """Whether an item or paragraph without a full stop ends here: far short of the edge, a capital next."""
    edge = before.width or measures.width
    if before.x1 > 0.65 * edge or not line.text[:1].isupper():
        return False
    if measures.size and line.x0 > before.x0 + 0.5 * measures.size:
        return False
    return _marked(chunk.lines[0]) or (len(chunk.lines) > 1 and chunk.lines[-2].x1 > 0.85 * edge)


def _begins(before: Line, line: Line, chunk: Chunk, measures: Measures) -> bool:
    """Whether ``line`` begins a new chunk."""
    if measures.gap(before, line) or line.after_break:
        return True
    small = 0.08 * measures.size
    if abs(line.size - before.size) > max(small, 0.4) and measures.size:
        return True
    finished = ends_sentence(before.text)
    if finished and _RECOMMENDATION.match(line.text):
        return True
    if line.bold != before.bold and (finished or not line.text[:1].islower()):
        return True
    if split_bullet(line.text) is not None:
        return line.text[:1] not in "-–—*" or finished or split_bullet(chunk.lines[0].text) is not None
    hanging = chunk.lines[0].text_x if _marked(chunk.lines[0]) else 0.0
    if split_label(line.text)[0]:
        if comes_next(split_label(chunk.lines[0].text)[0], split_label(line.text)[0]):
            return True
        outdented = measures.size and line.x0 < hanging - 0.5 * measures.size
        return finished or bool(outdented) or line.text_x - line.x0 > 2.4 * measures.size > 0
    if finished and line.text[:1] in _OPENING and _CLOSING.search(before.text):
        return True
    if measures.size and hanging and len(chunk.lines) > 1 and line.x0 < chunk.lines[1].x0 - 0.5 * measures.size:
        return True
    if measures.size and hanging and finished and line.x0 < hanging - 0.5 * measures.size:
        return len(chunk.lines) > 1 or line.x0 <= chunk.lines[0].x0 + 1
    if measures.size and not hanging and finished and line.x0 > before.x0 + 0.8 * measures.size:
        return True
    if line.text[:1].islower():
        return False
    if not finished:
        return _breaks_off(before, line, chunk, measures)
    return (bool(measures.size) or not measures.spaced) and _fits(before, line, measures)


def chunks_of(items: list, measures: Measures, plain: dict[int, int]) -> list:
    """Chunks and table rows, in order; ``plain`` names the headings already told by wording."""
    chunks, before, left = [], None, 0
    for item in items:
        if isinstance(item, Row):
            chunks.append(item)
            before, left = None, 0
            continue
        if id(item) in plain:
            chunks.append(Chunk([item], heading=True))
            left = plain[id(item)] - 1
        elif left:
            chunks[-1].lines.append(item)
            left -= 1
        elif before is None or chunks[-1].heading or _begins(before, item, chunks[-1], measures):
            chunks.append(Chunk([item]))
        else:
            chunks[-1].lines.append(item)
        before = item
    return chunks


def joined_over_breaks(chunks: list) -> list:
    """Paragraphs that a page's end, a column's end or stray white space cut in two, made whole."""
    joined = []
    for chunk in chunks:
        last = next((other for other in reversed(joined) if isinstance(other, Chunk)), None)
        if isinstance(chunk, Row) or chunk.heading or last is None or last.heading or joined[-1] is not last:
            joined.append(chunk)
            continue
        first, end = chunk.lines[0], last.lines[-1].text.rstrip()
        broken = first.after_break or first.page != last.lines[-1].page
        goes_on = first.text[:1].islower() and (broken or re.search(r"[\w’'()-]$", end))
        apart = _marked(first) or first.size < 0.9 * last.lines[-1].size or len(end) <= 25
        if not apart and (goes_on or (broken and not ends_sentence(end))):
            last.lines.extend(chunk.lines)
        else:
            joined.append(chunk)
    return joined
