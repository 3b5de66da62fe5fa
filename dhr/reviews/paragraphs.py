"""From a section's rich text to Paragraph rows. A paragraph keeps its key, and with it its links and marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from bs4 import BeautifulSoup

from .enums import ParagraphKind
from .identifiers import paragraph_key
from .models import Document, Paragraph

KIND_OF_TAG = {
    "p": ParagraphKind.PARAGRAPH,
    "h2": ParagraphKind.PARAGRAPH,
    "h3": ParagraphKind.PARAGRAPH,
    "h4": ParagraphKind.PARAGRAPH,
    "li": ParagraphKind.LIST_ITEM,
    "blockquote": ParagraphKind.QUOTATION,
    "tr": ParagraphKind.TABLE_ROW,
}


@dataclass(frozen=True)
class Block:
    """A paragraph before it is stored: `kind` a ParagraphKind, `cells` a table row's, `label` the printed number."""

    kind: str
    text: str
    label: str = ""
    cells: tuple[str, ...] | None = None
    key: str = ""


def rich_text(blocks: Iterable[Block]) -> str:
    """A section body, as the editor would keep it. Every block must have its key."""
    parts, open_list, open_table = [], False, False
    for block in blocks:
        if open_list and block.kind != ParagraphKind.LIST_ITEM:
            parts.append("</ul>")
            open_list = False
        if open_table and block.kind != ParagraphKind.TABLE_ROW:
            parts.append("</tbody></table>")
            open_table = False
        key, text = escape(block.key), escape(block.text, quote=False)
        if block.kind == ParagraphKind.LIST_ITEM:
            parts.append(f'{"" if open_list else "<ul>"}<li data-block-key="{key}">{text}</li>')
            open_list = True
        elif block.kind == ParagraphKind.TABLE_ROW:
            cells = "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in block.cells or (block.text,))
            parts.append(f'{"" if open_table else "<table><tbody>"}<tr data-block-key="{key}">{cells}</tr>')
            open_table = True
        elif block.kind == ParagraphKind.QUOTATION:
            parts.append(f'<blockquote data-block-key="{key}">{text}</blockquote>')
        else:
            parts.append(f'<p data-block-key="{key}">{text}</p>')
    parts.append("</ul>" if open_list else "</tbody></table>" if open_table else "")
    return "".join(parts)


def blocks_in(body: str) -> list[Block]:
    """The blocks of a section body in order, empty ones left out; `key` is empty where the body has none."""
    blocks = []
    for tag in BeautifulSoup(body, "html.parser").find_all(list(KIND_OF_TAG)):
        if tag.find_parent(list(KIND_OF_TAG)):
            continue  # its words are already in the block around it
        cells = None
        if tag.name == "tr":
            cells = tuple(" ".join(cell.get_text(" ").split()) for cell in tag.find_all(["td", "th"]))
        text = " | ".join(cells) if cells else " ".join(tag.get_text(" " if tag.name == "tr" else "").split())
        if text.strip(" |"):
            blocks.append(Block(KIND_OF_TAG[tag.name], text, cells=cells, key=tag.get("data-block-key", "")))
    return blocks


def materialise(document: Document, labels: dict[str, str] | None = None) -> None:
    """Make `document`'s Paragraph rows agree with its stored sections, in the caller's transaction.

    A row whose key is still there is updated in place and keeps its printed label; `labels` (key -> label)
    gives those of a paper just read in. A block without a key, or with one already taken in this paper, gets a
    new one, written back into its section.
    """
    labels = labels or {}
    rows = {row.key: row for row in document.paragraphs.all()}
    seen: set[str] = set()
    new, kept = [], []
    order = 0
    for section in document.sections.order_by("sort_order"):
        blocks = blocks_in(section.body)
        if any(not block.key or block.key in seen for block in blocks) or len({b.key for b in blocks}) < len(blocks):
            section.body = _with_keys(section.body, seen)
            section.save(update_fields=["body"])
            blocks = blocks_in(section.body)
        for block in blocks:
            seen.add(block.key)
            order += 1
            row = rows.pop(block.key, None) or Paragraph(document=document, key=block.key)
            (kept if row.pk else new).append(row)
            row.section, row.order, row.kind, row.text = section, order, block.kind, block.text
            row.cells = list(block.cells) if block.cells else None
            row.label = labels.get(block.key, row.label)
    Paragraph.objects.filter(pk__in=[row.pk for row in rows.values()]).delete()
    Paragraph.objects.bulk_update(kept, ["section", "order", "kind", "text", "cells", "label"], batch_size=500)
    Paragraph.objects.bulk_create(new, batch_size=500)


def _with_keys(body: str, taken: set[str]) -> str:
    soup = BeautifulSoup(body, "html.parser")
    here: set[str] = set()
    for tag in soup.find_all(list(KIND_OF_TAG)):
        key = tag.get("data-block-key", "")
        if not key or key in taken or key in here:
            key = tag["data-block-key"] = paragraph_key()
        here.add(key)
    return str(soup)
