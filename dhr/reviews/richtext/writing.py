"""Blocks as the HTML that a section body holds."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from dhr.formats import Block, BlockKind, SpanKind

from .blocks import KeyedBlock, normal, pieces


def html_of(blocks: Iterable[KeyedBlock]) -> str:
    """A section body: p, h3, h4, ul, ol, li, blockquote and table with b, i, a in them, each block with its key.

    A footnote is `<sup data-footnote="its key" data-note="its words">*</sup>`. Neighbouring items are one list,
    neighbouring rows one table; a heading row begins another.
    """
    parts: list[str] = []
    for kind, run in groupby(normal(blocks), key=lambda keyed: keyed.block.kind):
        if kind == BlockKind.LIST_ITEM:
            parts.append(_lists(list(run)))
        elif kind == BlockKind.TABLE_ROW:
            parts += _tables(list(run))
        else:
            parts += [_element(_TAGS.get(kind) or f"h{keyed.block.level + 2}", keyed) for keyed in run]
    return "".join(parts)


_TAGS = {BlockKind.PARAGRAPH: "p", BlockKind.QUOTATION: "blockquote"}


def _element(tag: str, keyed: KeyedBlock) -> str:
    return f"{_opened(tag, keyed)}{_inline(keyed)}</{tag}>"


def _opened(tag: str, keyed: KeyedBlock) -> str:
    return f'<{tag} data-block-key="{escape(keyed.key)}">'


def _inline(keyed: KeyedBlock) -> str:
    block, parts = keyed.block, []
    words = [span.value for span in block.spans if span.kind == SpanKind.FOOTNOTE]
    for piece in pieces(block.text, block.spans):
        if piece.note is not None:
            key, note = escape(keyed.notes[piece.note]), escape(words[piece.note])
            parts.append(f'<sup data-footnote="{key}" data-note="{note}">*</sup>')
            continue
        made = escape(block.text[piece.start : piece.end], quote=False)
        made = f"<i>{made}</i>" if SpanKind.ITALIC in piece.styles else made
        made = f"<b>{made}</b>" if SpanKind.BOLD in piece.styles else made
        parts.append(f'<a href="{escape(piece.link)}">{made}</a>' if piece.link else made)
    return "".join(parts)


def _lists(items: list[KeyedBlock]) -> str:
    parts: list[str] = []
    open_lists: list[str] = []  # "ul" or "ol", the outermost first; each has its last item open
    for item in items:
        tag = "ol" if item.block.ordered else "ul"
        while len(open_lists) > item.block.level:
            parts.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == item.block.level:
            parts.append("</li>")
            if open_lists[-1] != tag:
                parts.append(f"</{open_lists.pop()}>")
        if len(open_lists) < item.block.level:
            open_lists.append(tag)
            parts.append(f"<{tag}>")
        parts.append(_opened("li", item) + _inline(item))
    parts += [f"</li></{tag}>" for tag in reversed(open_lists)]
    return "".join(parts)


def _tables(rows: list[KeyedBlock]) -> Iterable[str]:
    tables: list[list[KeyedBlock]] = []
    for row in rows:
        if row.block.header or not tables:
            tables.append([])
        tables[-1].append(row)
    for table in tables:
        head = f"<thead>{_row(table.pop(0), 'th')}</thead>" if table[0].block.header else ""
        body = "".join(_row(row, "td") for row in table)
        yield f"<table>{head}{f'<tbody>{body}</tbody>' if body else ''}</table>"


def _row(row: KeyedBlock, tag: str) -> str:
    block: Block = row.block
    cells = "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in block.cells)
    return f"{_opened('tr', row)}{cells}</tr>"
