"""What a Word file holds of a paper that nobody wrote in it: guidance, and the review's objects."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dhr.formats import Block, BlockKind, Paper
from dhr.reviews.models import Document, Section
from dhr.reviews.placed import placed_blocks
from dhr.reviews.richtext import blocks_of, plain
from dhr.reviews.standard.blank import terms_of


@dataclass(frozen=True)
class Reworded:
    """An object of the review, worded otherwise in the draft than here, where it keeps its words."""

    name: str
    here: str
    draft: str


def without_guidance(draft: Paper, document: Document) -> Paper:
    """`draft` without what a blank template says to its writer; what stands in the paper itself stays."""
    sections = Section.objects.filter(document=document)
    guidance = _guidance_for(document, sections) - _own_texts(sections)
    found = []
    for section in draft.sections:
        blocks = tuple(block for block in section.blocks if not _is_guidance(block, guidance))
        if blocks or section.heading or section.number:
            found.append(replace(section, blocks=blocks))
    return replace(draft, sections=tuple(found))


def without_placed(section: Section, blocks: list[Block]) -> tuple[list[Block], list[Reworded]]:
    """`blocks` of the draft without the objects that `section` shows, and those of them that were reworded there."""
    own = _own_texts([section])
    placed = [keyed.block for keyed in placed_blocks(section)]
    rest, reworded = list(blocks), []
    for same in (_printed, _named):
        for block in list(reversed(placed)):
            at = next((n for n in reversed(range(len(rest))) if same(rest[n]) == same(block)), None)
            if at is not None:
                found = rest.pop(at)
                placed.remove(block)
                if _printed(found)[1:] != _printed(block)[1:]:
                    reworded.append(Reworded(_name(block), _text(block), _text(found)))
    unlabelled = {_text(block) for block in placed} - own
    return [block for block in rest if _text(block) not in unlabelled], list(reversed(reworded))


def _guidance_for(document: Document, sections: Iterable[Section]) -> set[str]:
    rows = list(document.template.sections.all()) if document.template else []
    texts = [each.guidance for each in (*sections, *rows)]
    texts += [document.template.introduction] if document.template else []
    paragraphs = {plain(paragraph) for text in texts for paragraph in text.split("\n\n")}
    return (paragraphs | {terms_of(row) for row in rows}) - {""}


def _own_texts(sections: Iterable[Section]) -> set[str]:
    return {keyed.block.text for section in sections for keyed in blocks_of(section.body)}


def _is_guidance(block: Block, guidance: set[str]) -> bool:
    return block.kind in (BlockKind.QUOTATION, BlockKind.PARAGRAPH) and plain(block.text) in guidance


def _printed(block: Block) -> tuple:
    """All that is printed of a block."""
    return block.kind, _name(block), _text(block)


def _named(block: Block) -> tuple:
    """What tells an object from others whatever its wording: its label, or the first cell of its row."""
    if block.kind == BlockKind.TABLE_ROW:
        return block.kind, _name(block), len(block.cells)
    return (block.kind, _name(block)) if block.label else (object(),)


def _name(block: Block) -> str:
    return plain(block.cells[0] if block.cells else block.label)


def _text(block: Block) -> str:
    return " | ".join(plain(cell) for cell in block.cells) if block.cells else plain(block.text)
