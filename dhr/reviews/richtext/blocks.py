"""What a section's rich text is made of, and its one normal form."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from dhr.formats import Block, BlockKind, Span, SpanKind

SEPARATOR = " | "  # between the cells of a row's text
DEEPEST_HEADING = 2  # below the section's own: h3 and h4
DEEPEST_LIST = 5
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
STYLES = (SpanKind.BOLD, SpanKind.ITALIC)


@dataclass(frozen=True)
class KeyedBlock:
    """A block and the key that it keeps while it is edited; `notes` are the keys of its footnotes, in order.

    A key is empty until one is given.
    """

    block: Block
    key: str = ""
    notes: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A run of a block's text under the same styles and link, or a footnote's place (`note` counts them from 0)."""

    start: int
    end: int
    styles: frozenset[SpanKind] = frozenset()
    link: str = ""
    note: int | None = None


def plain(text: str) -> str:
    """`text` as it is stored: single spaces, no control characters."""
    return _collapsed(text)[0]


def normal(blocks: Iterable[KeyedBlock]) -> list[KeyedBlock]:
    """`blocks` as rich text can hold them: single spaces, levels without gaps, safe links, spans in order.

    Blocks without words go, but for table rows, which may wait to be filled in. Printed labels are no part of rich
    text: they stay with the paragraph rows.
    """
    found: list[KeyedBlock] = []
    for keyed in blocks:
        previous = found[-1].block if found else None
        made = _row(keyed) if keyed.block.kind == BlockKind.TABLE_ROW else _text(keyed, previous)
        if made.block.text or made.block.cells:
            found.append(made)
    return found


def pieces(text: str, spans: Iterable[Span], cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """`text` in order, cut where `spans` begin and end, and at `cuts`; footnotes stand between the runs."""
    spans = list(spans)
    notes = [span for span in spans if span.kind == SpanKind.FOOTNOTE]
    places = {0, len(text), *cuts, *(place for span in spans for place in (span.start, span.end))}
    ends = sorted(place for place in places if 0 <= place <= len(text))
    for start, end in zip_longest(ends, ends[1:]):
        yield from (Piece(start, start, note=n) for n, note in enumerate(notes) if note.start == start)
        if end is not None:
            over = [span for span in spans if span.start <= start and end <= span.end]
            links = [span.value for span in over if span.kind == SpanKind.LINK]
            styles = frozenset(span.kind for span in over if span.kind in STYLES)
            yield Piece(start, end, styles, links[0] if links else "")


def _row(keyed: KeyedBlock) -> KeyedBlock:
    cells = tuple(plain(cell) for cell in keyed.block.cells or (keyed.block.text,))
    return KeyedBlock(
        Block(BlockKind.TABLE_ROW, SEPARATOR.join(cells), cells=cells, header=keyed.block.header), keyed.key
    )


def _text(keyed: KeyedBlock, previous: Block | None) -> KeyedBlock:
    block = keyed.block
    text, at = _collapsed(block.text)
    notes = [span for span in block.spans if span.kind == SpanKind.FOOTNOTE]
    words = [
        (_after_word(text, at[_inside(span.start, block.text)]), plain(span.value), key)
        for span, key in zip_longest(notes, keyed.notes[: len(notes)], fillvalue="")
    ]
    words = sorted((note for note in words if note[1]), key=lambda note: note[0])
    if words and not text:  # a footnote to nothing stands as the text itself
        return _text(
            KeyedBlock(replace(block, text=" ".join(note[1] for note in words), spans=()), keyed.key), previous
        )
    made = Block(BlockKind(block.kind), text)
    if block.kind == BlockKind.HEADING:
        made = replace(made, level=min(max(block.level, 1), DEEPEST_HEADING))
    elif block.kind == BlockKind.LIST_ITEM:
        above = previous.level if previous and previous.kind == BlockKind.LIST_ITEM else 0
        level = min(max(block.level, 1), above + 1, DEEPEST_LIST)
        made = replace(made, level=level, ordered=block.ordered)
    spans = [
        replace(span, start=at[_inside(span.start, block.text)], end=at[_inside(span.end, block.text)])
        for span in block.spans
        if span.kind != SpanKind.FOOTNOTE
    ]
    spans = [span for span in spans if span.start < span.end]
    kept = [Span(place, place, SpanKind.FOOTNOTE, note) for place, note, _ in words]
    kept += [span for kind in STYLES for span in _merged([replace(s, value="") for s in spans if s.kind == kind])]
    kept += _merged([s for s in spans if s.kind == SpanKind.LINK and SAFE_ADDRESS.fullmatch(s.value)])
    kept.sort(key=lambda span: (span.start, span.end, list(SpanKind).index(span.kind)))
    return KeyedBlock(replace(made, spans=tuple(kept)), keyed.key, tuple(key for _, _, key in words))


def _after_word(text: str, place: int) -> int:
    """Where a footnote that was set at `place` stands: not behind a space."""
    return place - 1 if text[max(place - 1, 0) : place] == " " else place


def _inside(place: int, text: str) -> int:
    return min(max(place, 0), len(text))


def _merged(spans: list[Span]) -> list[Span]:
    """Spans of one kind, none over another: neighbours that say the same are one, a later one gives way."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        last = found[-1] if found else None
        if last and last.value == span.value and span.start <= last.end:
            found[-1] = replace(last, end=max(last.end, span.end))
        elif last and span.start < last.end:
            if span.end > last.end:
                found.append(replace(span, start=last.end))
        else:
            found.append(span)
    return found


def _collapsed(text: str) -> tuple[str, list[int]]:
    """`text` with single spaces and no control characters, and where each of its places is then (len(text) + 1)."""
    kept: list[str] = []
    at = []
    for character in text:
        at.append(len(kept))
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif unicodedata.category(character) not in ("Cc", "Cs"):
            kept.append(character)
    at.append(len(kept))
    if kept and kept[-1] == " ":
        kept.pop()
    return "".join(kept), [min(place, len(kept)) for place in at]
