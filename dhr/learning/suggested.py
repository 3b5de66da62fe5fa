"""Passages of a paper in which a trained classifier suspects a theme that no rule found: for people to look at."""

from dataclasses import dataclass

import nlp
from dhr.reviews.models import Document, Paragraph
from dhr.themes.models import Theme

from .models import Mention

MOST, MOST_THEMES = 20, 3


@dataclass(frozen=True)
class Suggested:
    """A paragraph, and themes that may be in it, each with how likely in percent; the likeliest first."""

    paragraph: Paragraph
    themes: list[tuple[Theme, int]]


def suggested_passages(document: Document, marks: dict[str, list[Mention]]) -> list[Suggested]:
    """The paragraphs of a paper with the likeliest suggestions, at most MOST, each with its MOST_THEMES likeliest
    themes; none where no classifier is in use.

    `marks` are those of `document_marks`: what is marked in a paragraph, rightly or wrongly, isn't suggested there.
    """
    found = []
    for paragraph in document.paragraphs.all():
        known = {mark.theme_id for mark in marks.get(paragraph.key, [])}
        if suggestions := nlp.suggestions(paragraph.text, known):
            found.append((paragraph, suggestions[:MOST_THEMES]))
    likeliest = sorted(found, key=lambda pair: -pair[1][0].score)[:MOST]
    themes = Theme.objects.in_bulk({each.theme for _, suggestions in likeliest for each in suggestions})
    return [
        Suggested(paragraph, [(themes[each.theme], round(100 * each.score)) for each in suggestions])
        for paragraph, suggestions in likeliest
    ]
