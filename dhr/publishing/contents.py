"""What of a paper becomes public: read once, so that what is looked at and what is published can be compared."""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.core.serializers.json import DjangoJSONEncoder

from dhr.reviews.models import Document
from dhr.reviews.writing.original import stands_as_read

from .facts import public_facts


@dataclass(frozen=True)
class Contents:
    """The values of an edition and of its rows, in their order. A paragraph's `section` is its place in `sections`.

    The file is in it wherever it may be published too, whether or not somebody chooses so. `replaces` is the number of
    the standing edition, None where nothing of the paper is public: it was never published, or was withdrawn.
    """

    replaces: int | None
    edition: dict
    sections: list[dict]
    paragraphs: list[dict]
    recommendations: list[dict]

    @property
    def may_have_file(self) -> bool:
        return self.edition["file_id"] is not None


def stamp(content) -> str:
    """A short mark of `content` (a dataclass): the same for what says the same, and for nothing else.

    A page that asks whether to publish carries it, so that what changed meanwhile is not published unseen.
    """
    said = json.dumps(asdict(content), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def contents_of(document: Document) -> Contents:
    """All that an edition of `document` would freeze, as it stands now."""
    sections = list(document.sections.order_by("sort_order"))
    places = {section.pk: place for place, section in enumerate(sections)}
    recommendations = document.recommendations.select_related("agency").prefetch_related("themes")
    return Contents(
        replaces=document.editions.standing().values_list("number", flat=True).first(),
        edition={
            "kind": document.kind,
            "title": document.title,
            "facts": public_facts(document),
            "source_url": document.source_url,
            "file_id": document.file_id if stands_as_read(document) else None,
            "dated": document.dated,
        },
        sections=[
            {
                "key": section.key,
                "order": section.sort_order,
                "number": section.number,
                "heading": section.heading,
                "level": section.level,
            }
            for section in sections
        ],
        paragraphs=[
            {
                "section": places[row.section_id],
                "key": row.key,
                "order": row.order,
                "kind": row.kind,
                "label": row.label,
                "text": row.text,
                "cells": row.cells,
                "form": row.form,
            }
            for row in document.paragraphs.filter(section__in=places)  # of those read above, if more came since
        ],
        recommendations=[
            {
                "order": order,
                "number": row.number,
                "text": row.text,
                "agency": row.agency.name if row.agency else row.agency_as_stated,
                "recipient": row.recipient,
                "scope": row.scope,
                "library_theme": row.library_theme,
                "themes": [theme.pk for theme in row.themes.all()],
                "paragraph_key": row.source_paragraph,
                "recommendation_id": row.pk,
            }
            for order, row in enumerate(recommendations)
        ],
    )
