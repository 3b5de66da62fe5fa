"""What one version of a template says otherwise than another."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from dhr.themes.models import Theme

from ..enums import Placed
from .content import KeyLineContent, SectionContent, TemplateContent
from .starters import markup_of

_WORD = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """A run of words: `how` is "same", "added" or "removed"."""

    how: str
    text: str


@dataclass(frozen=True)
class FieldDifference:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class PartDifference:
    """What became of a section or a key line: "added", "removed" or "changed"; `moved` from where to where."""

    what: str
    name: str
    moved: str = ""
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True)
class Differences:
    about: tuple[FieldDifference, ...]
    sections: tuple[PartDifference, ...]
    key_lines: tuple[PartDifference, ...]

    def __bool__(self):
        return bool(self.about or self.sections or self.key_lines)


def differences(before: TemplateContent, after: TemplateContent) -> Differences:
    """What `after` says otherwise than `before`."""
    return Differences(
        about=_fields(
            [("Name", before.name, after.name), ("About this paper", before.introduction, after.introduction)]
        ),
        sections=tuple(_sections(before, after)),
        key_lines=tuple(_key_lines(before.key_lines, after.key_lines)),
    )


def word_differences(before: str, after: str) -> tuple[Piece, ...]:
    """`before` and `after` as one run of words, those taken away and those put in told apart.

    Changes with nothing but space between them are told as one.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    removed = added = ""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in opcodes:
        out, put = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag != "equal" or ((removed or added) and out.isspace() and j2 < len(new) and i2 < len(old)):
            removed, added = removed + out, added + put
            continue
        pieces += _pieces(removed, added)
        removed = added = ""
        pieces.append(Piece("same", out))
    return tuple(pieces + _pieces(removed, added))


def _pieces(removed: str, added: str) -> list[Piece]:
    return [Piece(how, text) for how, text in (("removed", removed), ("added", added)) if text]


def _fields(rows: Iterable[tuple[str, str, str]]) -> tuple[FieldDifference, ...]:
    return tuple(FieldDifference(label, word_differences(old, new)) for label, old, new in rows if old != new)


def _sections(before: TemplateContent, after: TemplateContent) -> Iterable[PartDifference]:
    number_before, number_after = _named_places(before), _named_places(after)
    moved = _moved([section.key for section in before.sections], [section.key for section in after.sections])
    for section in after.sections:
        old = before.section(section.key)
        name = f"{number_after[section.key]} {section.heading}".strip()
        if old is None:
            yield PartDifference("added", name, fields=_alone(_section_fields(_nothing(section), section), "added"))
            continue
        places = ""
        if section.key in moved:
            places = f"from {_place(before, section.key)} to {_place(after, section.key)}"
        fields = _section_fields(old, section)
        if fields or places:
            yield PartDifference("changed", name, places, fields)
    for section in before.sections:
        if after.section(section.key) is None:
            name = f"{number_before[section.key]} {section.heading}".strip()
            yield PartDifference("removed", name, fields=_alone(_section_fields(section, _nothing(section)), "removed"))


def _nothing(section: SectionContent) -> SectionContent:
    return SectionContent(section.key, section.heading)


def _alone(fields: tuple[FieldDifference, ...], how: str) -> tuple[FieldDifference, ...]:
    """`fields` with those pieces alone that a section has which is only there before, or only after."""
    return tuple(
        FieldDifference(field.label, tuple(piece for piece in field.pieces if piece.how == how)) for field in fields
    )


def _named_places(content: TemplateContent) -> dict[str, str]:
    return {section.key: number for section, number in zip(content.sections, content.numbers(), strict=True)}


def _place(content: TemplateContent, key: str) -> str:
    """The place of a section among all, from 1; unnumbered ones count too, so that every move can be told."""
    return f"place {[section.key for section in content.sections].index(key) + 1}"


def _moved(before: list[str], after: list[str]) -> set[str]:
    """The keys in both whose order changed: those outside the longest run that kept its order."""
    common = set(before) & set(after)
    old, new = [key for key in before if key in common], [key for key in after if key in common]
    kept = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        kept |= set(old[block.a : block.a + block.size])
    return common - kept


def _section_fields(old: SectionContent, new: SectionContent) -> tuple[FieldDifference, ...]:
    texts = _fields((label, say(old), say(new)) for label, say in _TEXTS)
    settings = [(label, say(old), say(new)) for label, say in _SETTINGS]
    return texts + tuple(FieldDifference(label, tuple(_pieces(was, now))) for label, was, now in settings if was != now)


_TEXTS = (
    ("Heading", lambda section: section.heading),
    ("Guidance", lambda section: section.guidance),
    ("Starting text", lambda section: markup_of(section.starter)),
)
_SETTINGS = (
    ("Required", lambda section: "Required" if section.required else "Not required"),
    ("Word limit", lambda section: f"{section.word_limit} words" if section.word_limit else "No limit"),
    ("Prints", lambda section: Placed(section.shows).label if section.shows else "Its own text alone"),
    ("One for each key line", lambda section: "One for each key line" if section.per_key_line else "One only"),
    ("Numbered", lambda section: "Numbered" if section.numbered else "Without a number"),
    ("Level", lambda section: "A section" if section.level == 1 else "A part of the section before it"),
)


def _key_lines(before: tuple[KeyLineContent, ...], after: tuple[KeyLineContent, ...]) -> Iterable[PartDifference]:
    """Key lines have no keys: what stands in place of another in a changed stretch is taken for its rewording."""
    labels = dict(Theme.objects.values_list("code", "label"))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = min(i2 - i1, j2 - j1)
        for offset in range(pairs):
            yield _key_line("changed", j1 + offset, before[i1 + offset], after[j1 + offset], labels)
        for place in range(j1 + pairs, j2):
            yield _key_line("added", place, KeyLineContent(""), after[place], labels)
        for place in range(i1 + pairs, i2):
            yield _key_line("removed", place, before[place], KeyLineContent(""), labels)


def _key_line(what: str, place: int, old: KeyLineContent, new: KeyLineContent, labels) -> PartDifference:
    def themes(line):
        return ", ".join(sorted(labels.get(code, code) for code in line.themes))

    fields = _fields([("Words", old.text, new.text), ("Themes", themes(old), themes(new))])
    return PartDifference(what, f"Key line {place + 1}", fields=fields)
