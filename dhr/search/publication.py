"""Which of the things that were found are published, each in the very words that are shown.

Whether anything of its review is published says nothing of a passage: a published review has papers, drafts and actions
that nobody outside has read.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import Edition, EditionParagraph, EditionRecommendation
from dhr.publishing.statements import public_statements

from .documents import Entry, Sort
from .engines.protocol import Hit
from .entries import row_of

WORKING = "rdo"
"""Letters of the owners (`documents`) that are working copies; what the others own is published by what it is."""


def published_keys(hits: Iterable[Hit]) -> set[str]:
    """The keys of those hits that everybody may read in these words.

    A working copy says what is published where a standing edition, in the same place of the same paper, says it word
    for word; once it was changed, it doesn't. Actions never are: what everybody may read of them is a statement. The
    number of database queries doesn't depend on the number of hits.
    """
    hits = list(hits)
    working = [hit for hit in hits if hit.owner[0] in WORKING]
    published = {(hit.key, _said(hit)) for hit in hits if hit.owner[0] not in WORKING}
    published.update(_paragraphs(working), _recommendations(working), _titles(working))
    return {hit.key for hit in hits if (hit.key, _said(hit)) in published}


def _said(hit: Hit) -> str:
    return hit.body or hit.title


def _paragraphs(hits: list[Hit]) -> Iterator[tuple[str, str]]:
    passages = [hit for hit in hits if hit.sort == Sort.PASSAGE]
    if passages:
        rows = EditionParagraph.objects.filter(
            edition__status=EditionStatus.STANDING,
            edition__document__in={int(hit.owner[1:]) for hit in passages},
            key__in={hit.paragraph for hit in passages},
        )
        for document, key, text in rows.values_list("edition__document", "key", "text"):
            yield f"d{document}:{key}", text


def _recommendations(hits: list[Hit]) -> Iterator[tuple[str, str]]:
    """Those of an edition, and those from outside as a partnership's statement repeats them."""
    keys = {row[1]: hit.key for hit in hits if (row := row_of(hit.key)) and row[0] == Entry.RECOMMENDATION}
    if keys:
        of_editions = EditionRecommendation.objects.filter(edition__status=EditionStatus.STANDING)
        for rows in (of_editions, public_statements()):
            for pk, text in rows.filter(recommendation__in=keys).values_list("recommendation", "text"):
                yield keys[pk], text


def _titles(hits: list[Hit]) -> Iterator[tuple[str, str]]:
    """Of papers, and of reviews as an edition calls them."""
    papers = {int(hit.owner[1:]) for hit in hits if hit.sort == Sort.PAPER}
    reviews = {int(hit.owner[1:]) for hit in hits if hit.sort == Sort.CASE}
    if papers or reviews:
        editions = Edition.objects.standing().filter(Q(document__in=papers) | Q(document__review__in=reviews))
        for edition in editions.select_related("document"):
            yield f"d{edition.document_id}", edition.title
            if edition.document.review_id in reviews:
                yield f"r{edition.document.review_id}", edition.facts["title"]
