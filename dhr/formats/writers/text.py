"""A paper as plain text, for a message or a screen reader: a paragraph a line, white lines between."""

from ..labels import heading_text
from ..lists import counted_label, places, printed_label
from ..paper import Block, BlockKind, Paper, PaperSection
from ..spans import pieces, tidy
from .printed import cells_of, tables_and_blocks


def write_text(paper: Paper) -> str:
    """The paper's words in order. Footnotes follow their section; a link's address follows its words in brackets."""
    parts = [tidy(paper.title)[0]] if paper.title else []
    noted = 0
    for section in paper.sections:
        text = _SectionText(section, noted)
        parts += text.parts()
        noted += len(text.notes)
    return "\n\n".join(part for part in parts if part) + "\n"


class _SectionText:
    """One section; ``noted`` footnotes stand before it."""

    def __init__(self, section: PaperSection, noted: int):
        self._section, self._noted = section, noted
        self.notes: list[str] = []

    def parts(self) -> list[str]:
        section, parts = self._section, []
        if section.heading or section.number:
            parts.append(heading_text(section.number, self._words(section.heading, section.spans)))
        spots = {id(block): place for block, place in zip(section.blocks, places(section.blocks), strict=True)}
        listed = False
        for item in tables_and_blocks(section.blocks):
            if isinstance(item, list):
                parts.append("\n".join(_rows(item)))
                continue
            place = spots[id(item)]
            lead = self._lead(item, place.count if place else 0)
            line = lead + self._words(item.text, item.spans)
            if listed and place:
                parts[-1] += f"\n{line}"
            else:
                parts.append(line)
            listed = bool(place)
        first = self._noted + 1
        parts.append("\n".join(f"[{number}] {note}" for number, note in enumerate(self.notes, start=first)))
        return parts

    def _lead(self, block: Block, count: int) -> str:
        """What is printed before a block's words, indent included."""
        if block.kind == BlockKind.LIST_ITEM:
            label = block.label or (counted_label(block.level, count) if block.ordered else "-")
            return "  " * (max(block.level, 1) - 1) + printed_label(label) + " "
        if block.kind == BlockKind.HEADING:
            return f"{heading_text(block.label, '')} " if block.label else ""
        return f"{printed_label(block.label)} " if block.label else ""

    def _words(self, text: str, spans) -> str:
        shown, link = "", ""
        for piece in pieces(text, spans):
            if piece.note is not None:
                self.notes.append(piece.note)
                shown += f" [{self._noted + len(self.notes)}]"
                continue
            if link and piece.link != link:
                shown += f" ({link})"
            shown, link = shown + piece.text, piece.link
        return f"{shown} ({link})" if link else shown


def _rows(rows: list[Block]) -> list[str]:
    """A row a line: each cell after its column's heading, where the table has headings."""
    headings = [tidy(cell)[0] for cell in cells_of(rows[0])] if rows[0].header else []
    lines = []
    for row in rows[1:] if len(rows) > 1 and headings else rows:
        cells = [tidy(cell)[0] for cell in cells_of(row)]
        if headings:
            named = (
                f"{tidy(heading)[0]}: {cell}" if heading else cell
                for heading, cell in zip(headings, cells, strict=True)
                if cell
            )
            lines.append("; ".join(named))
        else:
            lines.append(" | ".join(cell for cell in cells if cell))
    return lines
