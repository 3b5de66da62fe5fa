"""What differs between two states of a paper, section by section, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from wagtail.models import Revision

from dhr.formats import SpanKind

from ..models import Document
from ..richtext import blocks_of

WORD = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")
NEAR = 2  # unchanged paragraphs that are shown on each side of a change
ALIKE = 0.4  # less in common than this, and the words are shown as replaced altogether
LARGEST = 4_000_000  # pairs of words: a paragraph of more is shown as replaced altogether


class Change(StrEnum):
    NONE = "none"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Words:
    change: Change
    text: str


@dataclass(frozen=True)
class Line:
    """A paragraph with what changed in it; or, with `left_out`, so many unchanged ones that are not shown."""

    words: tuple[Words, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class SectionText:
    heading: str
    body: str


@dataclass(frozen=True)
class PaperText:
    """A paper's words at one time: `sections` by their keys, in order."""

    title: str
    sections: dict[str, SectionText] = field(default_factory=dict)

    @classmethod
    def of_paper(cls, paper: Document) -> "PaperText":
        return cls(paper.title, {row.key: SectionText(str(row), row.body) for row in paper.sections.all()})

    @classmethod
    def of_revision(cls, revision: Revision) -> "PaperText":
        rows = sorted(revision.content["sections"], key=lambda row: row["sort_order"])
        return cls(
            revision.content["title"],
            {row["key"]: SectionText(f"{row['number']} {row['heading']}".strip(), row["body"]) for row in rows},
        )


@dataclass(frozen=True)
class SectionDifference:
    """`lines` is empty where the words are the same and only their form (bold, lists, links) differs."""

    key: str
    heading: str
    lines: list[Line]
    change: Change = Change.NONE  # of the section as a whole


def differences_between(old: PaperText, new: PaperText) -> list[SectionDifference]:
    """The sections that differ, in the order of `new`; those that `new` has no more come last."""
    found = []
    nothing = SectionText("", "")
    for key in dict.fromkeys([*new.sections, *old.sections]):
        before, after = old.sections.get(key, nothing), new.sections.get(key, nothing)
        if before.body == after.body and key in new.sections and key in old.sections:
            continue
        change = Change.NONE
        if key not in new.sections:
            change = Change.REMOVED
        elif key not in old.sections:
            change = Change.ADDED
        heading = after.heading or before.heading
        found.append(SectionDifference(key, heading, compared(before.body, after.body), change))
    return found


def compared(old: str, new: str) -> list[Line]:
    """Two section bodies, paragraph by paragraph; empty where their words are the same."""
    before, after = _paragraphs(old), _paragraphs(new)
    lines = list(_lines(before, after))
    if all(words.change == Change.NONE for line in lines for words in line):
        return []
    return _near_changes(lines)


def words_apart(old: str, new: str) -> tuple[Words, ...]:
    """Two texts, word by word."""
    if old == new:
        return (Words(Change.NONE, new),)
    a, b = WORD.findall(old), WORD.findall(new)
    replaced = tuple(Words(change, text) for change, text in ((Change.REMOVED, old), (Change.ADDED, new)) if text)
    if not a or not b or len(a) * len(b) > LARGEST:
        return replaced
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < ALIKE:
        return replaced
    words = []
    for change, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if change == "equal":
            words.append(Words(Change.NONE, "".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            words.append(Words(Change.REMOVED, "".join(a[a_from:a_to])))
        if b_to > b_from:
            words.append(Words(Change.ADDED, "".join(b[b_from:b_to])))
    return tuple(words)


def _paragraphs(body: str) -> list[tuple[str, str]]:
    """(key, words) of each block, footnotes after the words that they stand in."""
    return [
        (keyed.key, " ".join([keyed.block.text, *(f"[Note: {note}]" for note in _notes(keyed.block))]))
        for keyed in blocks_of(body)
    ]


def _notes(block) -> Iterator[str]:
    return (span.value for span in block.spans if span.kind == SpanKind.FOOTNOTE)


def _lines(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[tuple[Words, ...]]:
    """Paragraphs are matched by their keys, which editing leaves alone, else by their words."""
    known = {key for key, _ in after if key}
    words_of = {text: key for key, text in after}
    a = [key if key in known else words_of.get(text, text) for key, text in before]
    b = [key or text for key, text in after]
    for change, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if change == "equal" or a_to - a_from == b_to - b_from:
            for (_, old), (_, new) in zip(before[a_from:a_to], after[b_from:b_to], strict=True):
                yield words_apart(old, new)
            continue
        yield from ((Words(Change.REMOVED, text),) for _, text in before[a_from:a_to])
        yield from ((Words(Change.ADDED, text),) for _, text in after[b_from:b_to])


def _near_changes(lines: list[tuple[Words, ...]]) -> list[Line]:
    changed = [n for n, line in enumerate(lines) if any(words.change != Change.NONE for words in line)]
    shown = {n for place in changed for n in range(place - NEAR, place + NEAR + 1)}
    found: list[Line] = []
    for n, line in enumerate(lines):
        if n in shown:
            found.append(Line(line))
        elif found and found[-1].left_out:
            found[-1] = Line(left_out=found[-1].left_out + 1)
        else:
            found.append(Line(left_out=1))
    return found
