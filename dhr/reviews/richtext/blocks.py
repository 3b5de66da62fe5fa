"""What a section's rich text is made of, and its one normal form."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from dhr.formats import Block, BlockKind, Span, SpanKind, tidy

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
    return tidy(text)[0]


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
    notes, keys = _footnotes(keyed)
    if notes and not plain(block.text):  # a footnote to nothing stands as the text itself
        said = replace(block, text=" ".join(note.value for note in notes), spans=())
        return _text(KeyedBlock(said, keyed.key), previous)
    styles = [replace(span, value="") for span in block.spans if span.kind in STYLES]
    links = [span for span in block.spans if span.kind == SpanKind.LINK and SAFE_ADDRESS.fullmatch(span.value)]
    text, spans = tidy(block.text, [*notes, *styles, *_apart(links)])
    text, spans = tidy(text, [_at_word(span, text) for span in spans])
    made = Block(BlockKind(block.kind), text, spans=spans)
    if block.kind == BlockKind.HEADING:
        made = replace(made, level=min(max(block.level, 1), DEEPEST_HEADING))
    elif block.kind == BlockKind.LIST_ITEM:
        above = previous.level if previous and previous.kind == BlockKind.LIST_ITEM else 0
        made = replace(made, level=min(max(block.level, 1), above + 1, DEEPEST_LIST), ordered=block.ordered)
    return KeyedBlock(made, keyed.key, keys)


def _footnotes(keyed: KeyedBlock) -> tuple[list[Span], tuple[str, ...]]:
    """Footnotes that say something, in the order of their places, and their keys; those without one have ""."""
    notes = [span for span in keyed.block.spans if span.kind == SpanKind.FOOTNOTE]
    pairs = zip_longest(notes, keyed.notes[: len(notes)], fillvalue="")
    kept = sorted((pair for pair in pairs if plain(pair[0].value)), key=lambda pair: pair[0].start)
    return [replace(note, end=note.start) for note, _ in kept], tuple(key for _, key in kept)


def _apart(links: list[Span]) -> list[Span]:
    """Links of which none lies over another: a later one begins where the one before it ends."""
    found: list[Span] = []
    for link in sorted(links, key=lambda link: (link.start, link.end)):
        end = found[-1].end if found else 0
        if link.end > end:
            found.append(replace(link, start=max(link.start, end)))
    return found


def _at_word(span: Span, text: str) -> Span:
    """A footnote stands at a word, not behind the space after it."""
    behind_space = span.kind == SpanKind.FOOTNOTE and text[max(span.start - 1, 0) : span.start] == " "
    return replace(span, start=span.start - 1, end=span.end - 1) if behind_space else span
