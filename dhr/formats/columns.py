"""Words of a PDF page, put together to lines in reading order, one column after the other."""

from itertools import pairwise
from statistics import median

from .glyphs import Word
from .labels import split_bullet, split_label
from .lines import Line

WIDE_GAP = "   "  # how a gap wider than three letters stays visible in a line's text


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Words grouped by base line, top to bottom, each row from left to right."""
    rows, base, size = [], None, 0.0
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if base is None or word.base - base > 0.45 * max(size, word.size):
            rows.append([])
            base, size = word.base, word.size
        size = max(size, word.size)
        rows[-1].append(word)
    return [sorted(row, key=lambda word: word.x0) for row in rows]


def _pieces(row: list[Word]) -> list[list[Word]]:
    """A row cut where the gap is wider than a letter's height."""
    pieces = [[row[0]]]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > 1.0 * max(word.size, before.size):
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _gutter(rows: list[list[Word]]) -> float | None:
    """Where the white gap between two columns of running text stands; None on a page of one column."""
    spans = [(piece[0].x0, piece[-1].x1) for row in rows for piece in _pieces(row)]
    if len(spans) < 16:
        return None
    left, right = min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)
    extent, best = right - left, None
    steps = [left + extent * (0.3 + 0.4 * step / 100) for step in range(101)]
    for x in steps:
        before = [x1 - x0 for x0, x1 in spans if x1 <= x]
        after = [x1 - x0 for x0, x1 in spans if x0 >= x]
        crossing = len(spans) - len(before) - len(after)
        if min(len(before), len(after)) < 6 or crossing > 0.35 * len(spans):
            continue
        if min(median(before), median(after)) < 0.2 * extent:
            continue
        if best is None or crossing < best[0]:
            best = (crossing, [x])
        elif crossing == best[0]:
            best[1].append(x)
    return median(best[1]) if best else None


def _unspaced(row: list[Word]) -> list[Word]:
    """A letter-spaced heading (I N T R O) as words: letters join unless their gap is clearly wider than most."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in row)
    if len(row) < 5 or single < 0.8 * len(row):
        return row
    gaps = [word.x0 - before.x1 for before, word in pairwise(row)]
    limit = 1.6 * median(gaps)
    words = [row[0]]
    for gap, word in zip(gaps, row[1:], strict=True):
        if gap > limit:
            words.append(word)
        else:
            last = words[-1]
            words[-1] = Word(
                last.text + word.text, last.x0, word.x1, last.top, last.bottom, last.base, last.size, last.bold
            )
    return words


def line_of(row: list[Word], page: int) -> Line:
    """One row as a line; raised footnote markers are left out, but for one at its start, which is remembered."""
    row = _unspaced(row)
    size = max(row, key=lambda word: (len(word.text) > 1, word.size)).size
    base = median([word.base for word in row if word.size > 0.9 * size] or [row[0].base])
    note, kept = "", []
    for position, word in enumerate(row):
        if word.size < 0.8 * size and word.base < base - 0.1 * size and word.text.strip("[]()*†,").isalnum():
            if position == 0:
                note = word.text.strip("[]()*†,")
            continue
        if word.size < 0.8 * size and word.text in {"*", "†", "‡"}:
            continue
        kept.append(word)
    kept = kept or row
    text = kept[0].text
    for before, word in pairwise(kept):
        text += (WIDE_GAP if word.x0 - before.x1 > 2.5 * size else " ") + word.text
    marked = len(kept) > 1 and (split_bullet(text) is not None or split_label(text)[0])
    letters = sum(len(word.text) for word in kept)
    return Line(
        text=text,
        page=page,
        x0=kept[0].x0,
        x1=kept[-1].x1,
        top=min(word.top for word in kept),
        bottom=max(word.bottom for word in kept),
        size=size,
        bold=sum(len(word.text) for word in kept if word.bold) >= 0.8 * letters,
        text_x=kept[1].x0 if marked else kept[0].x0,
        note=note,
    )


def lines_of(words: list[Word], page: int) -> list[Line]:
    """Lines in reading order: full-width lines where they stand, two columns one after the other."""
    rows = rows_of(words)
    gutter = _gutter(rows)
    groups = [[]]
    if gutter is None:
        groups[0] = [line_of(row, page) for row in rows]
    else:
        left, right = [], []

        def close_band():
            for column in (left, right):
                if column:
                    groups.append(list(column))
                    column.clear()
            groups.append([])

        for row in rows:
            pieces = _pieces(row)
            if any(piece[0].x0 < gutter < piece[-1].x1 for piece in pieces):
                close_band()
                groups[-1].append(line_of(row, page))
                continue
            before = [word for word in row if word.x1 <= gutter]
            after = [word for word in row if word.x0 >= gutter]
            left.extend(line_of(part, page) for part in rows_of(before))
            right.extend(line_of(part, page) for part in rows_of(after))
        close_band()
    lines = []
    for group in merged_bands(groups):
        left = sorted(line.x0 for line in group)[int(0.05 * (len(group) - 1))]
        edge = sorted(line.x1 for line in group)[int(0.95 * (len(group) - 1))]
        for line in group:
            line.left, line.width = left, edge
        group[0].after_break = True
        lines.extend(group)
    return lines


def merged_bands(groups):
    """Consecutive full-width lines as one group; empty groups left out."""
    merged = []
    for group in groups:
        if not group:
            continue
        follows = merged and merged[-1][-1].bottom <= group[0].bottom
        overlap = merged and min(merged[-1][-1].x1, group[0].x1) > max(merged[-1][-1].x0, group[0].x0)
        if follows and overlap and len(group) == 1:
            merged[-1].extend(group)
        else:
            merged.append(group)
    return merged
