"""A paragraph of a Word file, and the block or the section that it is."""

import re
from dataclasses import replace

from . import house
from .autonumbers import BULLET
from .blocks import block_of
from .labels import heading_text, split_label, split_number
from .paper import Block, BlockKind, PaperSection, SpanKind
from .runs import Words
from .spans import moved, tidy
from .word import Look


class WordParagraph:
    """``text`` is in normal form. ``label`` is what Word counts before it; ``exact`` whether its style says all.

    In a style for labelled paragraphs of ours, ``label`` is what stands before the tab.
    """

    def __init__(self, words: Words, look: Look, label: str, *, exact: bool, page_ends: bool = False):
        text, spans = words.text, words.spans
        self.look, self.label, self.exact, self.page_ends = look, label, exact, page_ends
        self.number, self.comments = words.number, words.comments
        self.typed = False
        labelled = house.is_style(look.name, house.NUMBERED) or house.is_style(look.name, house.LABELLED)
        if exact and labelled and not label and "\t" in text.strip():
            before, _, text = text.partition("\t")
            spans = moved(spans, len(text) - len(words.text), len(text))
            self.label, self.typed = tidy(before)[0], True
        self.text, self.spans = tidy(text, spans)


def section_of_heading(item: WordParagraph, level: int) -> PaperSection:
    """The section that a heading begins, without blocks; what is bold in a heading is bold by its style."""
    text, spans = item.text, [span for span in item.spans if span.kind != SpanKind.BOLD]
    if item.label and item.label != BULLET:
        spans = moved(spans, len(item.label) + 1, len(item.label) + 1 + len(text))
        text = f"{item.label} {text}"
    number, heading = _number_and_heading(item, text)
    spans = moved(spans, len(heading) - len(text), len(heading))
    if not item.exact:
        heading = heading.rstrip(" :")
        spans = moved(spans, 0, len(heading))
    return PaperSection(number, heading, level, spans=tuple(spans))


def _number_and_heading(item: WordParagraph, text: str) -> tuple[str, str]:
    printed = tidy(item.number)[0]
    if item.exact and printed and text.startswith(printed):
        return printed.rstrip("."), text[len(printed) :].strip()
    number, heading = split_number(text)
    marked = any(span.start < len(text) - len(heading) for span in item.spans)
    if item.exact and not item.label and (marked or heading_text(number, heading) != text):
        return "", text  # "10 Downing Street" would be printed with a full stop
    return number, heading


def block_of_paragraph(item: WordParagraph) -> Block:
    """The block that a paragraph is: told by its style and numbering, else by how its text begins."""
    text, label, spans = item.text, item.label, item.spans
    if item.typed:
        listed = house.is_style(item.look.name, house.LABELLED)
        label = label.rstrip(".") if re.fullmatch(r"\d+\.", label) else label
        level = house.style_level(item.look.name) if listed else 0
        kind = BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
        return Block(kind, text, label=label, level=level, ordered=listed, spans=spans)
    if item.look.is_quotation:
        return Block(BlockKind.QUOTATION, text, spans=spans)
    if label == BULLET or (item.look.is_bullet and not label):
        return Block(BlockKind.LIST_ITEM, text, level=item.look.depth, spans=spans)
    if label:
        label = split_label(f"{label} x")[0] or label
        if re.match(r"\d+\.\d", label):
            return Block(BlockKind.PARAGRAPH, text, label=label, spans=spans)
        return Block(BlockKind.LIST_ITEM, text, label=label, level=item.look.depth, ordered=True, spans=spans)
    if item.exact:
        return Block(BlockKind.PARAGRAPH, text, spans=spans)
    block = block_of(text, 0)
    return replace(block, spans=moved(spans, len(block.text) - len(text), len(block.text)))
