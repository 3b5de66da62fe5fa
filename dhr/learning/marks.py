"""The theme marks of a paper, by the paragraphs that they stand in."""

from collections import defaultdict

from dhr.publishing.models import Edition
from dhr.reviews.models import Document

from .models import Mention


def edition_marks(edition: Edition) -> dict[str, list[Mention]]:
    """What stands (not rejected) in a published paper, by paragraph key. One query."""
    mentions = Mention.objects.filter(edition_paragraph__edition=edition, rejected=False)
    return _by_key(mentions.select_related("theme", "edition_paragraph"), "edition_paragraph")


def document_marks(document: Document) -> dict[str, list[Mention]]:
    """Everything marked in a working paper, rejected marks included, by paragraph key. One query."""
    mentions = Mention.objects.filter(paragraph__document=document)
    return _by_key(mentions.select_related("theme", "paragraph", "person", "decision__by"), "paragraph")


def _by_key(mentions, field: str) -> dict[str, list[Mention]]:
    marks = defaultdict(list)
    for mention in mentions:
        marks[getattr(mention, field).key].append(mention)
    return dict(marks)
