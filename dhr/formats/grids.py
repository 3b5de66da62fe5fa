"""Tables of a PDF page, found by their ruled lines."""

from bisect import bisect_right
from dataclasses import dataclass, field

from .columns import rows_of
from .glyphs import Rule, Word
from .lines import Row

_NEAR = 3.0  # points within which two ruled lines meet


@dataclass
class Grid:
    """The ruled columns and rows of one table; ``rows`` is filled from the words inside it."""

    xs: list[float]
    ys: list[float]
    rows: list[Row] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def _positions(values) -> list[float]:
    positions = []
    for value in sorted(values):
        if not positions or value - positions[-1] > _NEAR:
            positions.append(value)
    return positions


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    clusters = []
    for rule in rules:
        touching = [cluster for cluster in clusters if any(_touch(rule, other) for other in cluster)]
        joined = [rule, *(other for cluster in touching for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in touching] + [joined]
    return clusters


def grids_of(rules: list[Rule], words: list[Word], page: int) -> list[Grid]:
    """Tables of two columns or more, with their rows; a box around running text is none."""
    grids = []
    for cluster in _clusters(list(dict.fromkeys(rules))[:4000]):
        xs = _positions(rule.x0 for rule in cluster if rule.upright)
        ys = _positions(rule.top for rule in cluster if not rule.upright)
        if len(xs) < 3 or len(ys) < 2:
            continue
        grid = Grid(xs, ys)
        inside = [word for word in words if grid.holds(word)]
        cells = [[[] for _ in xs[1:]] for _ in ys[1:]]
        for word in inside:
            column = min(max(bisect_right(xs, (word.x0 + word.x1) / 2) - 1, 0), len(xs) - 2)
            row = min(max(bisect_right(ys, (word.top + word.bottom) / 2) - 1, 0), len(ys) - 2)
            cells[row][column].append(word)
        for number, row in enumerate(cells):
            texts = tuple(_cell_text(cell) for cell in row)
            if any(texts):
                bold = all(word.bold for cell in row for word in cell)
                header = not grid.rows and bool(bold or len(xs) > 3) and sum(map(bool, texts)) > 1
                grid.rows.append(Row(texts, page, ys[number], header))
        if grid.rows:
            grids.append(grid)
    return grids


def _cell_text(words: list[Word]) -> str:
    """The lines of a cell, a line each, to be joined when the words of the whole paper are known."""
    return "\n".join(" ".join(word.text for word in row) for row in rows_of(words))


def join_across_pages(before: Grid | None, grid: Grid, header: tuple[str, ...] | None) -> list[Row]:
    """Rows of ``grid``, where it continues ``before``: without the repeated heading row."""
    same = before and len(before.xs) == len(grid.xs)
    same = same and all(abs(a - b) < 6 for a, b in zip(before.xs, grid.xs, strict=True))
    if not same:
        return grid.rows
    rows = grid.rows[1:] if header and grid.rows[0].cells == header else list(grid.rows)
    return [Row(row.cells, row.page, row.top, header=False) for row in rows]


def rows_made_whole(items: list) -> list:
    """The items of all pages; a table row that a page's end cut in two is one row again.

    Told by its first cell, empty or in mid-sentence, and by another that goes on with a small letter.
    """
    whole, before = [], None
    for item in items:
        if isinstance(item, Row) and isinstance(before, Row) and item.page > before.page and _goes_on(whole[-1], item):
            last = whole[-1]
            cells = tuple("\n".join(filter(None, pair)) for pair in zip(last.cells, item.cells, strict=True))
            whole[-1] = Row(cells, last.page, last.top, last.header)
        else:
            whole.append(item)
        before = item
    return whole


def _goes_on(last: Row, row: Row) -> bool:
    if len(row.cells) != len(last.cells) or row.cells[0][:1].isupper() or row.cells[0][:1].isdigit():
        return False
    pairs = [pair for pair in zip(last.cells, row.cells, strict=True) if all(pair)]
    return any(below[0].islower() and above[-1] not in ".!?:" for above, below in pairs)
