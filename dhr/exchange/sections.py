"""A paper's text put into its Document: sections and paragraphs, keeping the keys of paragraphs that stayed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.text import Truncator

from dhr.formats import Block, BlockKind, Paper, PaperSection, Span, SpanKind
from dhr.reviews.enums import ParagraphKind
from dhr.reviews.identifiers import paragraph_key
from dhr.reviews.models import Document, Paragraph, Section
from dhr.reviews.paragraphs import materialise
from dhr.reviews.richtext import KeyedBlock, html_of, normal, plain

from .enums import Change

ALIKE = 0.6  # share of words in common from which a paragraph counts as changed, not as replaced by another
# Pairs of paragraphs compared word by word in one stretch of changes; a stretch beyond is a rewritten paper.
COMPARED = 2_500
HEADING = 300  # characters of the longest heading that is kept whole

# A block's section and its own index there, as in paper.sections[i].blocks[j]; a third number counts its footnotes.
Place = tuple[int, ...]


@dataclass(frozen=True)
class Printed:
    """A block, or one of its footnotes, as it will be stored: its text with single spaces. `block` makes its row."""

    place: Place
    kind: str
    text: str
    label: str = ""
    block: Block | None = None


def printed_blocks(paper: Paper) -> list[Printed]:
    """The blocks of `paper` in order, each section's footnotes after its text; a row without words is left out."""
    found = []
    for i, section in enumerate(paper.sections):
        notes = []
        for j, block in enumerate(with_heading_notes(section)):
            for made in normal([KeyedBlock(block)]):
                if made.block.kind == BlockKind.TABLE_ROW and not any(made.block.cells):
                    continue
                whole = replace(made.block, level=block.level)  # what levels are in a list, its other items say
                found.append(Printed((i, j), block.kind.value, whole.text, block.label[:20], whole))
                words = [span.value for span in made.block.spans if span.kind == SpanKind.FOOTNOTE]
                notes += [Printed((i, j, n), ParagraphKind.FOOTNOTE.value, note) for n, note in enumerate(words)]
        found += notes
    return found


def write_sections(document: Document, paper: Paper) -> tuple[dict[Place, str], list[dict]]:
    """Make `document`'s sections and paragraphs those of `paper`, in the caller's transaction.

    Returns the paragraph key of each block, and the differences from what stood there (none the first time).
    """
    old = list(document.paragraphs.select_related("section"))
    new = printed_blocks(paper)
    kept = same_paragraphs([row.text for row in old], [block.text for block in new])
    keys = {block.place: old[kept[index]].key if index in kept else paragraph_key() for index, block in enumerate(new)}
    differences = _heading_differences(document, paper) + _differences(old, new, kept, paper) if old else []
    gone = _lay_out(document, paper, new, keys)
    document = Document.objects.get(pk=document.pk)  # without the sections that the one at hand remembers
    materialise(document, {keys[block.place]: block.label for block in new})
    Section.objects.filter(pk__in=gone).delete()
    return keys, differences


def shared(document: Document, paper: Paper) -> float:
    """How much of the shorter one's paragraphs stand word for word in the other, from 0 to 1."""
    here = set(document.paragraphs.values_list("text", flat=True))
    there = {block.text for block in printed_blocks(paper)}
    return len(here & there) / max(min(len(here), len(there)), 1)


def _lay_out(document: Document, paper: Paper, blocks: list[Printed], keys: dict[Place, str]) -> list[int]:
    """Write the section rows, a section that is still there under its key; returns those to be deleted.

    They are emptied but stay until the paragraphs have moved: paragraphs go with their section.
    """
    by_heading: dict[str, list[Section]] = defaultdict(list)
    for section in document.sections.order_by("-sort_order"):
        by_heading[section.heading].append(section)
    by_section: dict[int, list[Printed]] = defaultdict(list)
    for block in blocks:
        by_section[block.place[0]].append(block)
    for index, printed in enumerate(paper.sections):
        heading = _stored_heading(printed)
        if not heading and not by_section[index]:
            continue
        stands = by_heading[heading]
        section = stands.pop() if stands else Section(document=document, key=paragraph_key())
        section.sort_order, section.heading = index, heading
        section.number, section.level = printed.number[:20], min(max(printed.level, 1), 6)
        section.body = html_of(_keyed(by_section[index], keys))
        section.save()
    gone = [section.pk for sections in by_heading.values() for section in sections]
    Section.objects.filter(pk__in=gone).update(body="")
    return gone


def with_heading_notes(section: PaperSection) -> list[Block]:
    """The blocks of `section`; its heading's footnotes stand at the beginning of its first text."""
    blocks = list(section.blocks)
    notes = tuple(Span(0, 0, SpanKind.FOOTNOTE, s.value) for s in section.spans if s.kind == SpanKind.FOOTNOTE)
    if notes:
        first = next((j for j, block in enumerate(blocks) if block.kind != BlockKind.TABLE_ROW and block.text), None)
        if first is None:
            blocks.append(Block(BlockKind.PARAGRAPH, "", spans=notes))
        else:
            blocks[first] = replace(blocks[first], spans=(*notes, *blocks[first].spans))
    return blocks


def _keyed(printed: list[Printed], keys: dict[Place, str]) -> Iterator[KeyedBlock]:
    """The blocks of one section with the keys of their paragraphs and footnotes."""
    notes = defaultdict(list)
    for note in printed:
        if note.block is None:
            notes[note.place[:2]].append(keys[note.place])
    for made in printed:
        if made.block is not None:
            yield KeyedBlock(made.block, keys[made.place], tuple(notes[made.place]))


def same_paragraphs(old: list[str], new: list[str]) -> dict[int, int]:
    """Which new paragraph is which old one (indexes, new -> old): unchanged, slightly changed, or moved."""
    same: dict[int, int] = {}
    stretches = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            same |= zip(range(j1, j2), range(i1, i2), strict=True)
        elif tag == "replace":
            stretches.append((range(i1, i2), range(j1, j2)))
    moved: dict[str, list[int]] = defaultdict(list)
    for i in sorted(set(range(len(old))) - set(same.values()), reverse=True):
        moved[old[i]].append(i)
    for j, text in enumerate(new):
        if j not in same and moved[text]:
            same[j] = moved[text].pop()
    taken = set(same.values())
    for before, after in stretches:
        if len(before) * len(after) > COMPARED:
            continue
        for j in after:
            likeness = {i: _likeness(old[i], new[j]) for i in before if i not in taken} if j not in same else {}
            best = max(likeness, key=likeness.get, default=None)
            if best is not None and likeness[best] >= ALIKE:
                same[j] = best
                taken.add(best)
    return same


def _likeness(before: str, after: str) -> float:
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def _heading_differences(document: Document, paper: Paper) -> list[dict]:
    old = [(section.number, section.heading) for section in document.sections.all() if section.heading]
    new = [(section.number[:20], _stored_heading(section)) for section in paper.sections if section.heading]
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [difference(Change.HEADING_REMOVED, *heading, "", heading[1], "") for heading in old[i1:i2]]
            found += [difference(Change.HEADING_ADDED, *heading, "", "", heading[1]) for heading in new[j1:j2]]
    return found


def _differences(old: list[Paragraph], new: list[Printed], kept: dict[int, int], paper: Paper) -> list[dict]:
    found = []
    for index, block in enumerate(new):
        before = old[kept[index]].text if index in kept else ""
        if before != block.text:
            what = Change.PARAGRAPH_CHANGED if before else Change.PARAGRAPH_ADDED
            section = paper.sections[block.place[0]]
            found.append(difference(what, section.number, section.heading, block.label, before, block.text))
    for i in sorted(set(range(len(old))) - set(kept.values())):
        row = old[i]
        found.append(
            difference(Change.PARAGRAPH_REMOVED, row.section.number, row.section.heading, row.label, row.text, "")
        )
    return found


def difference(what: Change, number: str, heading: str, label: str, before: str, after: str) -> dict:
    """One entry of `Ingestion.differences`; `where` is a heading and a printed number, as far as there are any."""
    where = ", ".join(part for part in (f"{number} {heading}".strip(), label) if part)
    return {"what": what.value, "where": where, "before": before, "after": after}


def _stored_heading(section: PaperSection) -> str:
    return Truncator(plain(section.heading)).chars(HEADING)
