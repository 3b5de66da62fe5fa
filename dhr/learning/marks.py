"""Theme marks as pages show them: one paragraph's words cut where marks begin and end."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from dhr.publishing.models import Edition
from dhr.reviews.models import Document

from .models import Mention


@dataclass(frozen=True)
class Piece:
    """A run of words with the mentions that cover it, none where it is unmarked."""

    text: str
    mentions: tuple[Mention, ...] = ()


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


def pieces(text: str, mentions: list[Mention]) -> list[Piece]:
    """`text` cut into runs, each with the marks on it; joined again they are `text` unchanged."""
    cuts = sorted({0, len(text), *(m.start for m in mentions), *(min(m.end, len(text)) for m in mentions)})
    return [
        Piece(text[start:end], tuple(m for m in mentions if m.start <= start and end <= m.end))
        for start, end in pairwise(cuts)
    ]
