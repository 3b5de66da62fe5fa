"""Passages of a paper in which a trained classifier suspects a theme that no rule found: for people to look at."""

from dataclasses import dataclass

import nlp
from dhr.reviews.models import Document, Paragraph
from dhr.themes.models import Theme

from .models import Mention

MOST = 20


@dataclass(frozen=True)
class Suggested:
    """A theme that may be in a paragraph; `score` is from 0 to 1."""

    paragraph: Paragraph
    theme: Theme
    score: float

    @property
    def percent(self) -> int:
        return round(100 * self.score)


def suggested_passages(document: Document, marks: dict[str, list[Mention]]) -> list[Suggested]:
    """The likeliest suggestions of a paper, at most MOST; none where no classifier is in use.

    `marks` are those of `document_marks`: what is marked in a paragraph, rightly or wrongly, isn't suggested there.
    """
    found = [
        (paragraph, suggestion)
        for paragraph in document.paragraphs.all()
        for suggestion in nlp.suggestions(paragraph.text, {mark.theme_id for mark in marks.get(paragraph.key, [])})
    ]
    likeliest = sorted(found, key=lambda pair: -pair[1].score)[:MOST]
    themes = Theme.objects.in_bulk({suggestion.theme for _, suggestion in likeliest})
    return [Suggested(paragraph, themes[each.theme], each.score) for paragraph, each in likeliest]
