"""What a piece of running text is: a paragraph, a list item or a quotation, with its printed label."""

import re

from .labels import split_bullet, split_label
from .paper import Block, BlockKind

QUOTED = re.compile(r"^(?:“[^“”]*”|‘[^‘]*’)[.,;*]?$", re.DOTALL)


def block_of(text: str, page: int) -> Block:
    """A paragraph, list item or quotation out of its running text."""
    rest = split_bullet(text)
    if rest is not None:
        return Block(BlockKind.LIST_ITEM, rest, page=page, level=1)
    label, rest = split_label(text)
    if label:
        listed = not re.match(r"\d+\.\d|R", label)
        if listed:
            return Block(BlockKind.LIST_ITEM, rest, label=label, page=page, level=1, ordered=True)
        return Block(BlockKind.PARAGRAPH, rest, label=label, page=page)
    if QUOTED.match(text) and len(text.split()) >= 4:
        return Block(BlockKind.QUOTATION, text, page=page)
    return Block(BlockKind.PARAGRAPH, text, page=page)
