"""Papers begun from templates, and papers that follow the key lines of enquiry of their review."""

import re

from django.db import transaction
from django.utils.text import Truncator

from dhr.areas.models import Agency

from .enums import Characteristic, DocumentKind, Placed, ReviewKind
from .models import (
    Document,
    DocumentTemplate,
    KeyLine,
    Review,
    ReviewCharacteristic,
    Section,
    TemplateSection,
)
from .paragraphs import materialise
from .placed import place_again
from .richtext import blocks_of
from .standard import versions
from .standard.content import numbers

TITLE = 250  # characters, as the fields hold
HEADING = 300
NUMBER = 20
GONE = "No longer a key line of enquiry: "
GONE_GUIDANCE = (
    "The terms of reference no longer ask this question. Nothing that was written here is lost: move what still "
    "matters to where it belongs, and empty this part. An empty part goes when the paper next follows its key lines."
)


def kinds_for(review: Review) -> list[DocumentKind]:
    """The kinds of paper that can be begun for `review`, in the order in which a review needs them."""
    if review.kind == ReviewKind.MARAC:
        return [DocumentKind.TERMS_OF_REFERENCE, DocumentKind.MARAC_REVIEW_REPORT]
    return [kind for kind in versions.KINDS if kind != DocumentKind.MARAC_REVIEW_REPORT]


def template_for(kind: str, review: Review) -> DocumentTemplate:
    """What a paper of `kind` of `review` is begun from: the lead area's template in use, else the national one.

    Raises DocumentTemplate.DoesNotExist for a kind without templates.
    """
    return versions.in_use(kind, review.lead_area)


@transaction.atomic
def begin(template: DocumentTemplate, *, review: Review, by, agency: Agency | None = None, title: str = "") -> Document:
    """A new paper of `review` with the sections of `template`, its first revision saved by `by`.

    Terms of reference bring their generic key lines into a review that has none.
    """
    Review.objects.select_for_update().get(pk=review.pk)  # key lines are numbered once
    kind = DocumentKind(template.kind)
    rows = list(template.sections.all())
    new_lines = kind == DocumentKind.TERMS_OF_REFERENCE and not review.key_lines.exists()
    if new_lines:
        _bring_key_lines(template, review)
    if any(row.shows == Placed.CHARACTERISTICS for row in rows):
        for characteristic in Characteristic:
            ReviewCharacteristic.objects.get_or_create(review=review, characteristic=characteristic)
    document = Document.objects.create(
        kind=kind,
        title=title or Truncator(f"{kind.label}: {agency or review.title}").chars(TITLE),
        review=review,
        agency=agency,
        template=template,
        created_by=by,
    )
    key_lines = list(review.key_lines.all())
    sections = [section for row in rows for section in _sections_of(row, key_lines)]
    _put_in_order(document, sections)
    _keep(document, by)
    if new_lines:
        place_again(review, Placed.KEY_LINES)
    return Document.objects.get(pk=document.pk)


@transaction.atomic
def follow_key_lines(document: Document, by) -> bool:
    """Make the parts of `document` that answer key lines follow those of its review; whether anything changed.

    New key lines get a part, the others are put in order and re-headed. A part whose key line is gone goes if
    nothing was written in it; else it is marked as such, and stands last.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    templates = document.template.sections.filter(per_key_line=True) if document.template else ()
    key_lines = list(document.review.key_lines.all()) if document.review else []
    sections, gone = list(Section.objects.filter(document=document)), []
    for row in templates:
        sections, empty = _followed(sections, row, key_lines)
        gone += empty
    before = _outline(document)
    _put_in_order(document, sections, gone)
    if _outline(document) == before:
        return False
    _keep(document, by)
    return True


def _bring_key_lines(template: DocumentTemplate, review: Review) -> None:
    for number, line in enumerate(template.generic_key_lines.prefetch_related("themes"), start=1):
        KeyLine.objects.create(review=review, number=number, text=line.text, generic=True).themes.set(line.themes.all())


def _sections_of(row: TemplateSection, key_lines: list[KeyLine]) -> list[Section]:
    """What `row` becomes in a paper: one section, or one for each key line."""
    return [_section(row, line) for line in key_lines] if row.per_key_line else [_section(row)]


def _section(row: TemplateSection, key_line: KeyLine | None = None) -> Section:
    return Section(
        key=f"{row.key}-{key_line.pk}" if key_line else row.key,
        number=row.number,
        heading=_heading(key_line) if key_line else row.heading,
        level=row.level,
        body=row.starter,
        guidance=row.guidance,
        required=row.required,
        word_limit=row.word_limit,
        shows=row.shows,
        key_line=key_line,
    )


def _heading(key_line: KeyLine) -> str:
    return Truncator(key_line.text).chars(HEADING)


def _followed(
    sections: list[Section], row: TemplateSection, key_lines: list[KeyLine]
) -> tuple[list[Section], list[Section]]:
    """`sections` with the parts made from `row` following `key_lines`, and those parts that go."""
    own = [section for section in sections if re.fullmatch(rf"{re.escape(row.key)}-\d+", section.key)]
    answers = {section.key_line_id: section for section in own if section.key_line_id}
    group = []
    for line in key_lines:
        section = answers.get(line.pk) or _section(row, line)
        section.heading = _heading(line)
        group.append(section)
    lost = [section for section in own if section not in group]
    empty = [section for section in lost if _words(section.body) == _words(row.starter)]
    for section in lost:
        if not section.heading.startswith(GONE):
            section.heading = Truncator(GONE + section.heading).chars(HEADING)
        section.guidance, section.required = GONE_GUIDANCE, False
    group += [section for section in lost if section not in empty]
    place = sections.index(own[0]) if own else _place_after(row, sections)
    before = [section for section in sections[:place] if section not in own]
    return [*before, *group, *[section for section in sections[place:] if section not in own]], empty


def _place_after(row: TemplateSection, sections: list[Section]) -> int:
    """Where the parts made from `row` belong in a paper that has none: after what the template has before them."""
    earlier = set(row.template.sections.filter(sort_order__lt=row.sort_order).values_list("key", flat=True))
    return max((place + 1 for place, section in enumerate(sections) if section.key in earlier), default=len(sections))


def _words(body: str) -> list[str]:
    return [keyed.block.text for keyed in blocks_of(body) if keyed.block.text.strip(" |")]


def _outline(document: Document) -> list[tuple]:
    sections = Section.objects.filter(document=document)
    return list(sections.values_list("pk", "sort_order", "number", "heading", "guidance"))


def _put_in_order(document: Document, sections: list[Section], gone: list[Section] = ()) -> None:
    """Save `sections` as those of `document`, in their order and numbered by it; delete those that are `gone`."""
    Section.objects.filter(pk__in=[section.pk for section in gone]).delete()
    printed = numbers((section.level, bool(section.number)) for section in sections)
    for order, (section, number) in enumerate(zip(sections, printed, strict=True)):
        section.document, section.sort_order, section.number = document, order, number[:NUMBER]
        section.save()


def _keep(document: Document, by) -> None:
    """Make the paragraphs of what is stored, and a revision of the whole."""
    document = Document.objects.get(pk=document.pk)  # with the sections as stored
    materialise(document)
    Document.objects.get(pk=document.pk).save_revision(user=by)
