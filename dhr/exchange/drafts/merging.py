"""The words of a draft as section bodies, in which every paragraph that stayed keeps its key."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dhr.formats import Block, BlockKind, Paper, PaperSection, SpanKind, fold, heading_text
from dhr.reviews.identifiers import paragraph_key
from dhr.reviews.models import Section
from dhr.reviews.richtext import KeyedBlock, blocks_of, html_of

from ..sections import printed_blocks, same_paragraphs, with_heading_notes
from .headings import Destination
from .printed import Reworded, without_placed


@dataclass(frozen=True)
class Merged:
    """`bodies` (section key -> rich text) of the sections that the draft has text for, or a heading.

    `labels` are the numbers printed before paragraphs, by their keys.
    """

    bodies: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    reworded: list[Reworded] = field(default_factory=list)


def merged(draft: Paper, destinations: Iterable[Destination], sections: Iterable[Section]) -> Merged:
    """`draft` with each of its sections where it is to go in the paper's `sections`."""
    by_key = {section.key: section for section in sections}
    made, parts = Merged(), []
    for key, blocks in _gathered(draft, destinations).items():
        own, reworded = without_placed(by_key[key], blocks)
        made.reworded.extend(reworded)
        parts.append(PaperSection("", key, 1, tuple(own)))
    paper = fold(replace(draft, sections=tuple(parts)))  # which leaves to lists what they count themselves
    old = {part.heading: blocks_of(by_key[part.heading].body) for part in paper.sections}
    new = _keyed(paper, [keyed for blocks in old.values() for keyed in blocks])
    for key, before in old.items():
        after = new.get(key, [])
        made.labels.update({keyed.key: keyed.block.label for keyed in after if keyed.block.label})
        made.bodies[key] = html_of(_with_empty_rows(before, _as_they_were(before, after)))
    return made


def _gathered(draft: Paper, destinations: Iterable[Destination]) -> dict[str, list[Block]]:
    """The blocks for each section of the paper, in the draft's order."""
    found: dict[str, list[Block]] = {}
    for section, to in zip(draft.sections, destinations, strict=True):
        if not to.key:
            continue
        blocks = found.setdefault(to.key, [])
        if to.depth:
            text = heading_text(section.number, section.heading)
            on = len(text) - len(section.heading)
            spans = tuple(replace(span, start=span.start + on, end=span.end + on) for span in section.spans)
            blocks.append(Block(BlockKind.HEADING, text, level=to.depth, spans=spans))
            blocks.extend(section.blocks)
        else:
            blocks.extend(with_heading_notes(section))
    return found


def _keyed(paper: Paper, old: list[KeyedBlock]) -> dict[str, list[KeyedBlock]]:
    """The blocks of each section of `paper` by its heading; one that stayed, or changed a little, keeps its key."""
    before = [(keyed.key, keyed.block.text) for keyed in old]
    before += [note for keyed in old for note in zip(keyed.notes, _notes(keyed.block), strict=True)]
    printed = printed_blocks(paper)
    texts, notes = [each for each in printed if each.block], [each for each in printed if not each.block]
    ordered = [*texts, *notes]
    kept = same_paragraphs([text for _, text in before], [each.text for each in ordered])
    keys = {each.place: before[kept[n]][0] if n in kept else "" for n, each in enumerate(ordered)}
    found: dict[str, list[KeyedBlock]] = {}
    for each in texts:
        of_notes = tuple(keys[note.place] for note in notes if note.place[:2] == each.place)
        made = KeyedBlock(each.block, keys[each.place] or paragraph_key(), of_notes)
        found.setdefault(paper.sections[each.place[0]].heading, []).append(made)
    return found


def _as_they_were(before: list[KeyedBlock], after: list[KeyedBlock]) -> list[KeyedBlock]:
    """`after` with the headings of `before` where their words stayed: a Word heading is all bold, or not at all."""
    headings = {keyed.key: keyed for keyed in before if keyed.block.kind == BlockKind.HEADING}
    return [
        headings[keyed.key] if _as_heading(keyed) == _as_heading(headings.get(keyed.key)) else keyed for keyed in after
    ]


def _as_heading(keyed: KeyedBlock | None) -> tuple:
    """All of a heading that a Word file tells; of anything else something that nothing is like."""
    if keyed is None or keyed.block.kind != BlockKind.HEADING:
        return (object(),)
    spans = [span for span in keyed.block.spans if span.kind not in (SpanKind.BOLD, SpanKind.FOOTNOTE)]
    return keyed.block.text, keyed.block.level, spans, list(_notes(keyed.block))


def _with_empty_rows(before: list[KeyedBlock], after: list[KeyedBlock]) -> list[KeyedBlock]:
    """`after` with the rows of `before` that wait to be filled in, which no file prints."""
    places = {keyed.key: n for n, keyed in enumerate(after)}
    found, last = list(after), ""
    for keyed in before:
        if keyed.block.kind != BlockKind.TABLE_ROW or any(keyed.block.cells):
            last = keyed.key
        elif last in places:
            at = next(n for n, each in enumerate(found) if each.key == last) + 1
            found.insert(at, keyed)
            places[keyed.key] = at
            last = keyed.key
    return found


def _notes(block: Block) -> list[str]:
    return [span.value for span in block.spans if span.kind == SpanKind.FOOTNOTE]
