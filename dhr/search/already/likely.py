"""Likely repeats: pairs so much alike that one may ask again what the other asked. Found by the worker."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from dhr.publishing.enums import EditionStatus

from ..models import AskedBefore, Likely
from .alike import likenesses
from .compared import Compared

LIKELY, LIKELY_WITH_MEANING = 0.4, 0.6
"""From this likeness on most are strongly related, and many repeats: docs/relevance.md says how many."""


def keep_likely(rows: Iterable[AskedBefore]) -> None:
    """Store which published recommendations each of `rows` is likely to repeat, or to be repeated by.

    How rare words are is counted among published ones alone, so that nothing confidential moves what others see.
    """
    rows = list(rows)
    if not rows:
        return
    columns = ("pk", "published__edition__document__review", "terms", "facts", "vector")
    standing = AskedBefore.objects.filter(published__edition__status=EditionStatus.STANDING)
    published = [(pk, review, compared_from(*facts)) for pk, review, *facts in standing.values_list(*columns)]
    for row in rows:
        asked = compared_from(row.terms, row.facts, row.vector)
        least = LIKELY_WITH_MEANING if asked.vector else LIKELY
        scores = likenesses(asked, [each for _, _, each in published])
        own = _review_of(row)
        found = [
            Likely(one=row, published_id=pk, likeness=float(score))
            for (pk, review, _), score in zip(published, scores, strict=True)
            if score >= least and pk != row.pk and (review is None or review != own)
        ]
        try:
            with transaction.atomic():
                Likely.objects.bulk_create(found, ignore_conflicts=True)
        except IntegrityError:  # one of them was taken away meanwhile
            continue


def compared_from(terms: str, facts: str, vector) -> Compared:
    """What a row of AskedBefore holds."""
    return Compared(tuple(terms.split()), frozenset(facts.split()), bytes(vector) if vector else None)


def _review_of(row: AskedBefore) -> int | None:
    return row.working.review_id if row.working_id else row.published.edition.document.review_id
