from collections import defaultdict

from django import template
from django.utils.html import format_html, format_html_join

from dhr.learning import marks as learning_marks
from dhr.learning.enums import MentionStatus
from dhr.reviews.enums import Subject

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
def marked(paragraph, mentions):
    """A paragraph's text with its marks as <mark> elements, coloured by theme family."""
    shown = [mention for mention in mentions if not mention.rejected]
    return format_html_join("", "{}", ((_piece(piece),) for piece in learning_marks.pieces(paragraph.text, shown)))


def _piece(piece):
    if not piece.mentions:
        return piece.text
    return format_html(
        '<mark class="dhr-mark dhr-mark--{}" title="{}">{}</mark>',
        piece.mentions[0].theme.family,
        "; ".join(dict.fromkeys(described(mention) for mention in piece.mentions)),
        piece.text,
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
        (subject, label, sorted(counts[subject].items(), key=lambda item: (-item[1], item[0].order)))
        for subject, label in [*Subject.choices, ("", "What services did")]
        if subject in counts
    ]
    return {"groups": groups, "review": editions[0].document.review_id if editions else None}
