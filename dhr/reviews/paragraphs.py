"""From a section's rich text to Paragraph rows. A paragraph keeps its key, and with it its links and marks."""

import re
from collections.abc import Iterable
from dataclasses import replace

from dhr.formats import Block, BlockKind, Span, SpanKind

from .enums import ParagraphKind
from .identifiers import paragraph_key
from .models import Document, Paragraph, Section
from .placed import placed_blocks
from .richtext import KeyedBlock, blocks_of, html_of

KEY = re.compile(r"[a-zA-Z0-9-]{1,20}")  # the editor posts keys: what is none goes into no address and no file
WRITTEN = ("section_id", "order", "kind", "text", "cells", "form", "label")


def materialise(document: Document, labels: dict[str, str] | None = None) -> None:
    """Make `document`'s Paragraph rows agree with its stored sections, in the caller's transaction.

    A row whose key is still there is updated in place and keeps its printed label; `labels` (key -> label)
    gives those of a paper just read in. A block or footnote without a sound key, or with one already taken in this
    paper, gets a new one, written back into its section.
    """
    labels = labels or {}
    rows = {row.key: row for row in document.paragraphs.all()}
    taken: set[str] = set()
    made = []
    for section in document.sections.order_by("sort_order"):
        blocks = keyed(blocks_of(section.body), taken)
        body = html_of(blocks)
        if body != section.body:
            section.body = body
            section.save(update_fields=["body"])
        made += rows_of(section, blocks + keyed(placed_blocks(section), taken))
    new, changed = [], []
    for order, row in enumerate(made, start=1):
        row.order = order
        if (old := rows.pop(row.key, None)) is None:
            row.label = labels.get(row.key, row.label)
            new.append(row)
            continue
        row.pk, row.label = old.pk, labels.get(row.key, row.label or old.label)
        if any(getattr(row, name) != getattr(old, name) for name in WRITTEN):
            changed.append(row)
    Paragraph.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Paragraph.objects.bulk_update(changed, WRITTEN, batch_size=500)
    Paragraph.objects.bulk_create(new, batch_size=500)


def paragraphs_of(section: Section, taken: set[str]) -> list[Paragraph]:
    """What `section` prints as it stands, stored or not: its text and placed objects, as rows that aren't stored.

    `taken` are the keys that stand in the paper before it; those of this section are added.
    """
    return rows_of(section, keyed([*blocks_of(section.body), *placed_blocks(section)], taken))


def keyed(blocks: Iterable[KeyedBlock], taken: set[str]) -> list[KeyedBlock]:
    """`blocks` with a key each, and each footnote, none of them in `taken`; they are added to it."""
    return [
        replace(block, key=_free(block.key, taken), notes=tuple(_free(key, taken) for key in block.notes))
        for block in blocks
    ]


def rows_of(section: Section, blocks: Iterable[KeyedBlock]) -> list[Paragraph]:
    """The rows of `blocks`, not stored: those with words, then their footnotes."""
    rows, notes = [], []
    for made in blocks:
        block = made.block
        words = [span.value for span in block.spans if span.kind == SpanKind.FOOTNOTE]
        notes += [(key, ParagraphKind.FOOTNOTE, note) for key, note in zip(made.notes, words, strict=True)]
        if any(block.cells) or block.kind != BlockKind.TABLE_ROW:
            cells = list(block.cells) or None
            rows.append(_row(section, made.key, block.kind.value, block.text, block.label[:20], cells, _form(made)))
    return rows + [_row(section, *note) for note in notes]


def block_of(row: Paragraph, notes: dict[str, str]) -> Block:
    """`row` (a working paragraph, or a published one) as a block; `notes` are the paper's footnotes, key -> words."""
    kind = BlockKind(row.kind)
    if kind == BlockKind.TABLE_ROW:
        return Block.row(row.cells or [row.text], header=row.form.get("header", False))
    return Block(
        kind,
        row.text,
        label=row.label,
        level=row.form.get("level", 1 if kind in (BlockKind.LIST_ITEM, BlockKind.HEADING) else 0),
        ordered=row.form.get("ordered", False),
        spans=tuple(
            replace(span, value=notes[span.value]) if span.kind == SpanKind.FOOTNOTE else span for span in spans_of(row)
        ),
    )


def spans_of(row: Paragraph) -> list[Span]:
    """What holds for parts of `row`'s text; a footnote's value is its key."""
    return [Span(start, end, SpanKind(kind), value) for start, end, kind, value in row.form.get("spans", [])]


def _row(section, key, kind, text, label="", cells=None, form=None) -> Paragraph:
    return Paragraph(
        document_id=section.document_id,
        section=section,
        key=key,
        kind=kind,
        text=text,
        label=label,
        cells=cells,
        form=form or {},
    )


def _form(made: KeyedBlock) -> dict:
    """What of a block its kind, text and cells don't tell; a footnote's place names its key.

    A row says of itself whether it heads its table. (Rows of papers from before don't; see `publishing.layout`.)
    """
    block, keys = made.block, iter(made.notes)
    form: dict = {}
    if block.level > 1:
        form["level"] = block.level
    if block.ordered:
        form["ordered"] = True
    if block.kind == BlockKind.TABLE_ROW:
        form["header"] = block.header
    if block.spans:
        form["spans"] = [
            [span.start, span.end, span.kind.value, next(keys) if span.kind == SpanKind.FOOTNOTE else span.value]
            for span in block.spans
        ]
    return form


def _free(key: str, taken: set[str]) -> str:
    while not KEY.fullmatch(key) or key in taken:
        key = paragraph_key()
    taken.add(key)
    return key
