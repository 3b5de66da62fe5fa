"""Papers brought into the form in which they are written: fewer sections, lists that count themselves."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from .lists import counted_label, places
from .paper import Block, BlockKind, Paper, PaperSection


def fold(paper: Paper, level: int = 1, *, keep: Collection[str] = ()) -> Paper:
    """``paper`` with sections down to ``level``; deeper ones become HEADING blocks of the section above them.

    A section whose heading is in ``keep`` stays one whatever its level, as one does that has no section above it.
    Labels that the writers would count just so (1, 2, 3) are left to them. Folding twice changes nothing more.
    """
    sections: list[PaperSection] = []
    for section in paper.sections:
        above = sections[-1] if sections else None
        own = section.level <= level or section.heading in keep
        if own or above is None or above.level >= section.level:
            sections.append(section)
        else:
            heading = Block(
                BlockKind.HEADING,
                section.heading,
                label=section.number,
                level=section.level - above.level,
                spans=section.spans,
            )
            sections[-1] = replace(above, blocks=(*above.blocks, heading, *section.blocks))
    folded = (replace(section, blocks=tuple(_uncounted(section.blocks))) for section in sections)
    return replace(paper, sections=tuple(folded))


def _uncounted(blocks: tuple[Block, ...]) -> Iterable[Block]:
    """``blocks`` without the labels that their lists would be given in print anyway."""
    spots = list(places(blocks, manner=lambda block: (block.ordered,)))
    listed = [(block, spot) for block, spot in zip(blocks, spots, strict=True) if spot and block.ordered]
    otherwise = {spot.list for block, spot in listed if block.label not in {"", counted_label(block.level, spot.count)}}
    for block, spot in zip(blocks, spots, strict=True):
        counts = spot and block.ordered and spot.list not in otherwise
        yield replace(block, label="") if counts else block
