from collections import defaultdict
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join

from dhr.formats import SpanKind
from dhr.learning import marks as learning_marks
from dhr.learning.enums import MentionStatus
from dhr.reviews.enums import PersonRole, Subject
from dhr.reviews.paragraphs import spans_of
from dhr.reviews.richtext import pieces

register = template.Library()


@register.simple_tag
def edition_marks(edition):
    """Paragraph key -> the mentions that stand in a published paper."""
    return learning_marks.edition_marks(edition)


@register.filter
def marks_at(marks, paragraph):
    """The mentions of one paragraph out of `edition_marks` or `document_marks`."""
    return marks.get(paragraph.key, [])


@register.simple_tag
def marked(paragraph, mentions, notes=None):
    """A paragraph's text with its marks as <mark> elements, coloured by theme family, inside what is bold or a link.

    `notes` are the numbers of the section's footnotes, by their keys.
    """
    shown = [mention for mention in mentions if not mention.rejected]
    spans = spans_of(paragraph)
    keys = [span.value for span in spans if span.kind == SpanKind.FOOTNOTE]
    cuts = [place for mention in shown for place in (mention.start, mention.end)]
    parts = []
    for link, run in groupby(pieces(paragraph.text, spans, cuts), key=lambda piece: piece.link):
        words = [
            _words(paragraph, piece, shown) if piece.note is None else _note(keys[piece.note], notes) for piece in run
        ]
        made = format_html_join("", "{}", ((part,) for part in words))
        parts.append(
            format_html('<a class="govuk-link" href="{}" rel="noreferrer">{}</a>', link, made) if link else made
        )
    return format_html_join("", "{}", ((part,) for part in parts))


def _words(paragraph, piece, mentions):
    made = paragraph.text[piece.start : piece.end]
    begins = getattr(paragraph, "start", 0)  # a table cell, whose words begin later in its row's text
    over = [mention for mention in mentions if mention.start <= piece.start and piece.end <= mention.end]
    if over:
        made = format_html(
            '<mark class="dhr-mark dhr-mark--{}" data-start="{}" data-end="{}" title="{}">{}</mark>',
            over[0].theme.family,
            begins + piece.start,
            begins + piece.end,
            "; ".join(dict.fromkeys(described(mention) for mention in over)),
            made,
        )
    for style in sorted(piece.styles):
        made = format_html("<strong>{}</strong>" if style == SpanKind.BOLD else "<em>{}</em>", made)
    return made


def _note(key, numbers):
    return format_html(
        '<sup class="dhr-note-mark" id="note-{}"><a class="govuk-link" href="#p-{}">'
        '<span class="govuk-visually-hidden">Footnote </span>{}</a></sup>',
        key,
        key,
        numbers[key],
    )


@register.filter
def quote(mention, paragraph) -> str:
    """The words that a mention marks."""
    return paragraph.text[mention.start : mention.end]


@register.filter
def described(mention) -> str:
    """A mention in words: "Alcohol misuse, victim, possible"."""
    words = [mention.theme.label]
    if mention.subject:
        words.append(mention.get_subject_display().lower())
    if mention.status != MentionStatus.PRESENT:
        words.append(mention.get_status_display().lower())
    return ", ".join(words)


@register.inclusion_tag("learning/parts/chips.html")
def mark_chips(mentions):
    """What is marked in one paragraph, in words, each once: readable without colour.

    A parent theme is left out where one of its children says the same.
    """
    shown = [mention for mention in mentions if not mention.rejected]
    said = {(mention.theme.parent_id, mention.subject, mention.status) for mention in shown}
    unique = {
        described(mention): mention
        for mention in shown
        if (mention.theme_id, mention.subject, mention.status) not in said
    }
    return {"chips": list(unique.items())}


def _most_passages(item) -> tuple[int, int]:
    theme, passages = item
    return -passages, theme.order


def _called(subject, label, editions) -> str:
    """Whom a review's themes are about: where nobody was convicted, an alleged perpetrator."""
    roles = {person["role"] for edition in editions for person in edition.facts.get("people", [])}
    alleged = PersonRole.ALLEGED_PERPETRATOR in roles and PersonRole.PERPETRATOR not in roles
    return PersonRole.ALLEGED_PERPETRATOR.label if subject == Subject.PERPETRATOR and alleged else label


@register.inclusion_tag("learning/parts/themes_by_person.html")
def themes_by_person(editions):
    """Themes present in a review's published papers, by whom they are about, with how many passages, all listed."""
    counts: dict[str, dict] = defaultdict(lambda: defaultdict(int))
    for edition in editions:
        for mentions in learning_marks.edition_marks(edition).values():
            for theme, subject in {
                (mention.theme, mention.subject)
                for mention in mentions
                if mention.status == MentionStatus.PRESENT and mention.subject != Subject.UNKNOWN
            }:
                counts[subject][theme] += 1
    groups = [
        (subject, _called(subject, label, editions), sorted(counts[subject].items(), key=_most_passages))
        for subject, label in [*Subject.choices, ("", "What services did")]
        if subject in counts
    ]
    return {"groups": groups, "review": editions[0].document.review.public_id if editions else ""}
