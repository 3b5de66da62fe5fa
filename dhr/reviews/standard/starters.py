"""The text that a section begins with, written in plain markup, so that a plain form can edit it.

    ### A heading               #### One below it
    - a list item                 - one inside it
    1. an item of a numbered list
    > a quotation
    | heading | heading |
    | a cell  |         |

Any other line is a paragraph. The first row of a table is its heading row; rows may be empty, to be filled in.
"""

import re
from collections.abc import Iterable

from dhr.formats import Block, BlockKind

from ..richtext import KeyedBlock, blocks_of, html_of

_HEADING = re.compile(r"(#{3,4})\s+(\S.*)")
_ITEM = re.compile(r"(\s*)([-*•]|\d{1,2}[.)])\s+(\S.*)")
_CELL_BOUNDARY = re.compile(r"(?<!\\)\|")
_INDENT = 2  # spaces for each level of a list


def starter_from(markup: str) -> str:
    """What is written in `markup`, as rich text without block keys."""
    return html_of(KeyedBlock(block) for block in _blocks(markup))


def markup_of(starter: str) -> str:
    """The markup that makes the rich text `starter`, one line a block."""
    lines: list[str] = []
    previous = None
    for block in starter_blocks(starter):
        if previous and (block.kind != previous or block.header):
            lines.append("")
        lines.append(_line(block))
        previous = block.kind
    return "\n".join(lines)


def starter_blocks(starter: str) -> tuple[Block, ...]:
    return tuple(keyed.block for keyed in blocks_of(starter))


def _blocks(markup: str) -> Iterable[Block]:
    in_table = False
    for line in markup.splitlines():
        if not line.strip():
            in_table = False
        elif line.lstrip().startswith("|"):
            yield Block.row(_cells(line), header=not in_table)
            in_table = True
        else:
            in_table = False
            yield _block(line)


def _cells(line: str) -> list[str]:
    cells = _CELL_BOUNDARY.split(line.strip())[1:]
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()  # the line's closing bar
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _block(line: str) -> Block:
    text = line.strip()
    if heading := _HEADING.fullmatch(text):
        return Block(BlockKind.HEADING, heading[2], level=len(heading[1]) - 2)
    if item := _ITEM.fullmatch(line.rstrip()):
        indent, mark, words = item.groups()
        return Block(BlockKind.LIST_ITEM, words, level=1 + len(indent) // _INDENT, ordered=mark[0].isdigit())
    if text.startswith(">"):
        return Block(BlockKind.QUOTATION, text[1:].strip())
    return Block(BlockKind.PARAGRAPH, text)


def _line(block: Block) -> str:
    if block.kind == BlockKind.HEADING:
        return f"{'#' * (block.level + 2)} {block.text}"
    if block.kind == BlockKind.LIST_ITEM:
        return f"{' ' * _INDENT * (block.level - 1)}{'1.' if block.ordered else '-'} {block.text}"
    if block.kind == BlockKind.QUOTATION:
        return f"> {block.text}"
    if block.kind == BlockKind.TABLE_ROW:
        cells = [cell.replace("|", "\\|") for cell in block.cells]
        return f"| {' | '.join(cells)} |"
    return block.text
