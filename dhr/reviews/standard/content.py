"""What a template says, apart from the rows that keep it: read, compared, copied and written as a whole."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import DocumentTemplate, GenericKeyLine, TemplateSection


@dataclass(frozen=True)
class SectionContent:
    """A section of a template. `starter` is rich text without block keys; `key` stays from version to version."""

    key: str
    heading: str
    guidance: str = ""
    starter: str = ""
    level: int = 1
    numbered: bool = True
    required: bool = False
    word_limit: int | None = None
    shows: str = ""
    per_key_line: bool = False


@dataclass(frozen=True)
class KeyLineContent:
    """A generic key line of enquiry; `themes` are codes."""

    text: str
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TemplateContent:
    name: str
    introduction: str = ""
    sections: tuple[SectionContent, ...] = ()
    key_lines: tuple[KeyLineContent, ...] = ()

    def section(self, key: str) -> SectionContent | None:
        return next((section for section in self.sections if section.key == key), None)

    def numbers(self) -> list[str]:
        return numbers((section.level, section.numbered) for section in self.sections)


def stamp(content) -> str:
    """A short mark of `content` (any part of a template): the same for the same words, and for nothing else.

    Forms carry it, so that what somebody else changed in the meantime is not written over unseen.
    """
    return hashlib.sha256(repr(_ordered(content)).encode()).hexdigest()[:16]


def _ordered(content):
    """`content` with its sets in order: the order of a set differs from process to process."""
    if isinstance(content, TemplateContent):
        return content.name, content.introduction, content.sections, _ordered(content.key_lines)
    if isinstance(content, tuple):
        return tuple(_ordered(part) for part in content)
    if isinstance(content, KeyLineContent):
        return content.text, sorted(content.themes)
    return content


def content_of(template: DocumentTemplate) -> TemplateContent:
    return TemplateContent(
        name=template.name,
        introduction=template.introduction,
        sections=tuple(
            SectionContent(
                key=row.key,
                heading=row.heading,
                guidance=row.guidance,
                starter=row.starter,
                level=row.level,
                numbered=bool(row.number),
                required=row.required,
                word_limit=row.word_limit,
                shows=row.shows,
                per_key_line=row.per_key_line,
            )
            for row in template.sections.all()
        ),
        key_lines=tuple(
            KeyLineContent(row.text, frozenset(theme.code for theme in row.themes.all()))
            for row in template.generic_key_lines.prefetch_related("themes")
        ),
    )


def write_content(template: DocumentTemplate, content: TemplateContent) -> None:
    """Make `template` say `content`, in the caller's transaction. For a version that nothing is begun from yet."""
    template.name, template.introduction = content.name, content.introduction
    template.save()
    template.sections.all().delete()
    TemplateSection.objects.bulk_create(
        TemplateSection(
            template=template,
            key=section.key,
            sort_order=order,
            number=number,
            heading=section.heading,
            level=section.level,
            guidance=section.guidance,
            starter=section.starter,
            required=section.required,
            word_limit=section.word_limit,
            shows=section.shows,
            per_key_line=section.per_key_line,
        )
        for order, (section, number) in enumerate(zip(content.sections, content.numbers(), strict=True))
    )
    template.generic_key_lines.all().delete()
    for order, line in enumerate(content.key_lines):
        GenericKeyLine.objects.create(template=template, sort_order=order, text=line.text).themes.set(line.themes)


def numbers(sections: Iterable[tuple[int, bool]]) -> list[str]:
    """The printed number of each section in its order ("3", "3.1"; "" for an unnumbered one).

    Each is given as its level (1, or 2 for a part of the one before) and whether it is numbered. A part of an
    unnumbered section has no number either.
    """
    found, top, part, parent = [], 0, 0, ""
    for level, numbered in sections:
        if level == 1:
            top, part = top + numbered, 0
            parent = str(top) if numbered else ""
            found.append(parent)
        elif numbered and parent:
            part += 1
            found.append(f"{parent}.{part}")
        else:
            found.append("")
    return found
