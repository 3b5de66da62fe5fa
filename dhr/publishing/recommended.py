"""Recommendations of a paper beside the paragraphs that they stand in: each becomes public in its own words."""

from dataclasses import dataclass

from dhr.actions.models import Recommendation
from dhr.reviews.models import Document


@dataclass(frozen=True)
class Reworded:
    """A recommendation in other words than its paragraph's; `paper` is "" where that is gone."""

    recommendation: Recommendation
    paper: str


def reworded(document: Document) -> list[Reworded]:
    """Those of `document` that stand in a paragraph, as far as they say what it doesn't say."""
    rows = document.recommendations.exclude(source_paragraph="")
    keys = rows.values("source_paragraph")
    paragraphs = {row.key: row for row in document.paragraphs.filter(key__in=keys).select_related("section")}
    found = []
    for row in rows:
        paragraph = paragraphs.get(row.source_paragraph)
        printed = f"{paragraph.section.heading} {paragraph.text}" if paragraph else ""
        if _words(row.text) not in _words(printed):
            found.append(Reworded(row, paragraph.text if paragraph else ""))
    return found


def _words(text: str) -> str:
    return " ".join(text.split())
