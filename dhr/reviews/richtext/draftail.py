"""Rich text as the editor (Draftail) takes and gives it: the content of Draft.js as JSON.

A footnote is a marker in the text under an entity with its key and words; a table is one atomic block whose entity
holds its rows. Offsets count code points, as in Python.
"""

import json
from collections.abc import Iterator
from itertools import groupby

from dhr.formats import Block, BlockKind, Span, SpanKind

from .blocks import KeyedBlock, pieces
from .reading import blocks_of
from .writing import html_of

MARKER = "*"
STYLES = {SpanKind.BOLD: "BOLD", SpanKind.ITALIC: "ITALIC"}
HEADINGS = {"header-one": 1, "header-two": 1, "header-three": 1, "header-four": 2, "header-five": 2, "header-six": 2}
ITEMS = {"unordered-list-item": False, "ordered-list-item": True}


class SectionConverter:
    """What the editor's field shows of a section body, and what is kept of what it posts."""

    def from_database_format(self, html: str) -> str:
        return json.dumps(content_of(blocks_of(html)))

    def to_database_format(self, posted: str) -> str:
        """The section body that was posted; what is no content of the editor is read as HTML, so nothing is lost."""
        if posted == "null":  # an editor without words
            return ""
        try:
            blocks = blocks_in(json.loads(posted))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
            blocks = blocks_of(posted)
        return html_of(blocks)


def content_of(blocks: list[KeyedBlock]) -> dict:
    """`blocks` as the editor loads them. There is a line to write on before, after and between tables."""
    content: dict = {"blocks": [], "entityMap": {}}
    empty = {"text": "", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    after_text = False
    for is_row, run in groupby(blocks, key=lambda keyed: keyed.block.kind == BlockKind.TABLE_ROW):
        if not is_row:
            content["blocks"] += [_text(keyed, content["entityMap"]) for keyed in run]
            after_text = True
            continue
        for rows in _tables(run):
            content["blocks"] += [] if after_text else [empty]
            content["blocks"].append(_table(rows, content["entityMap"]))
            after_text = False
    if not after_text:
        content["blocks"].append(empty)
    return content


def blocks_in(content: dict) -> list[KeyedBlock]:
    """The blocks of what the editor posted. Raises ValueError, TypeError, KeyError or AttributeError for all else."""
    entities = content["entityMap"]
    found: list[KeyedBlock] = []
    for raw in content["blocks"]:
        if raw["type"] == "atomic":
            found += [
                KeyedBlock(
                    Block(
                        BlockKind.TABLE_ROW,
                        "",
                        cells=tuple(str(cell) for cell in row["cells"]),
                        header=n == 0 and entity["data"].get("header") is True,
                    ),
                    str(row.get("key", "")),
                )
                for entity in _entities(raw, entities, "TABLE")
                for n, row in enumerate(entity["data"]["rows"])
            ]
        else:
            found.append(_written(raw, entities))
    return found


def _text(keyed: KeyedBlock, entities: dict) -> dict:
    block, text = keyed.block, ""
    notes = [span.value for span in block.spans if span.kind == SpanKind.FOOTNOTE]
    styles, ranges, linked = [], [], ("", 0)  # a link is one entity, whatever stands in it
    for piece in pieces(block.text, block.spans):
        words = MARKER if piece.note is not None else block.text[piece.start : piece.end]
        place = {"offset": len(text), "length": len(words)}
        text += words
        styles += [place | {"style": STYLES[style]} for style in sorted(piece.styles)]
        if piece.note is not None:
            data = {"key": keyed.notes[piece.note], "note": notes[piece.note]}
            ranges.append(place | {"key": _entity(entities, "FOOTNOTE", "IMMUTABLE", data)})
        elif piece.link:
            if linked[0] != piece.link:
                linked = piece.link, _entity(entities, "LINK", "MUTABLE", {"url": piece.link})
            ranges.append(place | {"key": linked[1]})
        else:
            linked = "", 0
    kinds = {BlockKind.PARAGRAPH: "unstyled", BlockKind.QUOTATION: "blockquote"}
    kind, depth = kinds.get(block.kind), 0
    if block.kind == BlockKind.HEADING:
        kind = "header-three" if block.level == 1 else "header-four"
    elif block.kind == BlockKind.LIST_ITEM:
        kind, depth = "ordered-list-item" if block.ordered else "unordered-list-item", block.level - 1
    made = {"text": text, "type": kind, "depth": depth, "inlineStyleRanges": styles, "entityRanges": ranges}
    return made | ({"key": keyed.key} if keyed.key else {})


def _table(rows: list[KeyedBlock], entities: dict) -> dict:
    width = max(len(row.block.cells) for row in rows)
    data = {
        "header": rows[0].block.header,
        "rows": [{"key": row.key, "cells": [*row.block.cells, *[""] * (width - len(row.block.cells))]} for row in rows],
    }
    place = {"offset": 0, "length": 1, "key": _entity(entities, "TABLE", "IMMUTABLE", data)}
    return {"text": " ", "type": "atomic", "depth": 0, "inlineStyleRanges": [], "entityRanges": [place]}


def _tables(rows) -> Iterator[list[KeyedBlock]]:
    table: list[KeyedBlock] = []
    for row in rows:
        if row.block.header and table:
            yield table
            table = []
        table.append(row)
    yield table


def _entity(entities: dict, kind: str, mutability: str, data: dict) -> int:
    number = len(entities)
    entities[str(number)] = {"type": kind, "mutability": mutability, "data": data}
    return number


def _entities(raw: dict, entities: dict, kind: str) -> Iterator[dict]:
    for place in raw["entityRanges"]:
        entity = entities[str(place["key"])]
        if entity["type"] == kind:
            yield entity


def _written(raw: dict, entities: dict) -> KeyedBlock:
    """A block of text as posted: footnotes' markers are taken out of its text."""
    text, kind = str(raw["text"]), raw["type"]
    spans, notes, markers = [], [], []
    for start, end, entity in _ranges(raw, "entityRanges", text):
        found = entities[str(entity["key"])]
        if found["type"] == "FOOTNOTE":
            spans.append(Span(start, start, SpanKind.FOOTNOTE, str(found["data"]["note"])))
            notes.append(str(found["data"].get("key", "")))
            markers.append((start, end))
        elif found["type"] == "LINK":
            spans.append(Span(start, end, SpanKind.LINK, str(found["data"].get("url", ""))))
    for start, end, style in _ranges(raw, "inlineStyleRanges", text):
        spans += [Span(start, end, kind_of) for kind_of, name in STYLES.items() if name == style["style"]]
    kept = [True] * len(text)
    for start, end in markers:
        kept[start:end] = [False] * (end - start)
    places = [0]
    for keep in kept:
        places.append(places[-1] + keep)
    block = Block(
        BlockKind.HEADING
        if kind in HEADINGS
        else BlockKind.LIST_ITEM
        if kind in ITEMS
        else BlockKind.QUOTATION
        if kind == "blockquote"
        else BlockKind.PARAGRAPH,
        "".join(letter for letter, keep in zip(text, kept, strict=True) if keep),
        level=HEADINGS.get(kind) or int(raw.get("depth", 0)) + 1,
        ordered=ITEMS.get(kind, False),
        spans=tuple(Span(places[span.start], places[span.end], span.kind, span.value) for span in spans),
    )
    return KeyedBlock(block, str(raw.get("key", "")), tuple(notes))


def _ranges(raw: dict, name: str, text: str) -> Iterator[tuple[int, int, dict]]:
    for place in raw[name]:
        start = min(max(int(place["offset"]), 0), len(text))
        yield start, min(start + max(int(place["length"]), 0), len(text)), place
