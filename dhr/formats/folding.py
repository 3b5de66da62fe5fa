"""Papers brought into the form in which they are written: fewer sections, lists that count themselves."""

from collections.abc import Iterator
from dataclasses import replace

from .lists import counted_label, places
from .paper import Block, BlockKind, Paper, PaperSection


def fold(paper: Paper) -> Paper:
    """``paper`` with sections of the first level; deeper ones become HEADING blocks of the section above them.

    A section that has none above it stays one whatever its level.
    Labels that the writers would count just so (1, 2, 3) are left to them. Folding twice changes nothing more.
    """
    sections: list[PaperSection] = []
    for section in paper.sections:
        above = sections[-1] if sections else None
        if section.level <= 1 or above is None or above.level >= section.level:
            sections.append(section)
        else:
            deeper = section.level - above.level
            heading = Block(BlockKind.HEADING, section.heading, label=section.number, level=deeper, spans=section.spans)
            inside = (
                replace(block, level=block.level + deeper) if block.kind == BlockKind.HEADING else block
                for block in section.blocks
            )
            sections[-1] = replace(above, blocks=(*above.blocks, heading, *inside))
    folded = (replace(section, blocks=tuple(_uncounted(section.blocks))) for section in sections)
    return replace(paper, sections=tuple(folded))


def _uncounted(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """``blocks`` without the labels that their lists would be given in print anyway."""
    for block, place in zip(blocks, places(blocks), strict=True):
        counts = place and block.ordered and block.label == counted_label(block.level, place.count)
        yield replace(block, label="") if counts else block
