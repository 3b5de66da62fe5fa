"""Our small plain markup, for papers written by hand.

    # Title
    ## 1. Heading
    ### 1.1 Sub-heading
    4.12 A paragraph with its number.
    - a list item
    > a quotation
    | heading | heading |
    | cell    | cell    |

Paragraphs stand apart by blank lines; the first row of a table is its heading row.
"""

import re

from .blocks import block_of
from .labels import split_label
from .outline import Outline
from .paper import Block, BlockKind, Paper

_HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
_ITEM = re.compile(r"^[-*•]\s+(\S.*)$", re.DOTALL)
_RULE = re.compile(r"^[\s|:-]+$")


def parse_markup(text: str) -> Paper:
    """The paper written in ``text``; the first "# " line is its title."""
    outline, title = Outline(), ""
    for block in _blocks(text):
        heading = _HEADING.match(block)
        if heading and len(heading[1]) == 1 and not title:
            title = heading[2].strip()
        elif heading:
            outline.head(heading[2].strip(), level=max(len(heading[1]) - 1, 1))
        elif block.startswith("|"):
            for row in _rows(block):
                outline.add(row)
        else:
            outline.add(_block(block))
    return Paper(title, "markup", 0, outline.sections())


def _blocks(text: str):
    """Headings, tables, and runs of lines that belong together, one after the other."""
    held = []
    for line in [*text.splitlines(), ""]:
        line = line.strip()
        table = line.startswith("|")
        starts = bool(_HEADING.match(line) or _ITEM.match(line))
        starts = starts or table != bool(held and held[0].startswith("|"))
        starts = starts or line.startswith(">") != bool(held and held[0].startswith(">"))
        if held and (not line or starts or _HEADING.match(held[0])):
            yield "\n".join(held)
            held = []
        if line:
            held.append(line)


def _block(text: str) -> Block:
    if text.startswith(">"):
        return Block(BlockKind.QUOTATION, " ".join(re.sub(r"(?m)^>\s?", "", text).split()))
    item = _ITEM.match(text)
    if item:
        label, rest = split_label(" ".join(item[1].split()))
        return Block(BlockKind.LIST_ITEM, rest, label=label, level=1, ordered=bool(label))
    return block_of(" ".join(text.split()), 0)


def _rows(text: str):
    header = True
    for line in text.split("\n"):
        if _RULE.match(line):
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        yield Block.row([cell.replace("\\|", "|") for cell in cells], header=header)
        header = False
