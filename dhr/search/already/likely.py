"""Likely repeats: pairs so much alike that one may ask again what the other asked. Found by the worker."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Q

from dhr.publishing.enums import EditionStatus

from ..models import AskedBefore, Likely
from .alike import likenesses
from .asking import Asking
from .compared import Compared, made_with

LIKELY, LIKELY_WITH_MEANING = 0.4, 0.6
"""From this likeness on most are strongly related, and many repeats: docs/relevance.md says how many."""


@dataclass(frozen=True)
class Side:
    """One of a pair; `pk` of its AskedBefore, `review` the primary key of its review, None where it has none."""

    pk: int
    review: int | None
    compared: Compared

    @property
    def least(self) -> float:
        """The likeness from which on what it asks is likely a repeat."""
        return LIKELY_WITH_MEANING if self.compared.vector else LIKELY


def keep_likely(rows: Iterable[AskedBefore]) -> None:
    """Store which published recommendations each of `rows` is likely to repeat, and where it is itself a published one,
    which of all others, published and working, are likely to repeat it: so it doesn't matter which was there first.

    A row is up to date from then on, and not before: one whose pairs were not stored is worked out again.

    How rare words are is counted among published ones alone, so that nothing confidential moves what others see.
    """
    rows = list(rows)
    if not rows:
        return
    published = _sides(Q(published__edition__status=EditionStatus.STANDING))
    earlier = [each.compared for each in published]
    if any(row.published_id for row in rows):
        others = published + _sides(Q(working__isnull=False))
        asking = Asking([each.compared for each in others], earlier)
        least = np.array([each.least for each in others])
    for row in rows:
        side = Side(row.pk, _review_of(row), compared_from(row.terms, row.facts, row.vector))
        scores = likenesses(side.compared, earlier)
        found = [
            Likely(one_id=side.pk, published_id=published[at].pk, likeness=float(scores[at]))
            for at in np.flatnonzero(scores >= side.least)
            if _may_repeat(side, published[at])
        ]
        if row.published_id:
            scores = asking.likenesses_to(side.compared)
            found += [
                Likely(one_id=others[at].pk, published_id=side.pk, likeness=float(scores[at]))
                for at in np.flatnonzero(scores >= least)
                if _may_repeat(others[at], side)
            ]
        _store(row, found)


def compared_from(terms: str, facts: str, vector) -> Compared:
    """What a row of AskedBefore holds."""
    return Compared(tuple(terms.split()), frozenset(facts.split()), bytes(vector) if vector else None)


def _sides(which: Q) -> list[Side]:
    columns = ("pk", "working__review", "published__edition__document__review", "terms", "facts", "vector")
    rows = AskedBefore.objects.filter(which).order_by("pk").values_list(*columns)
    return [Side(pk, working or published, compared_from(*facts)) for pk, working, published, *facts in rows]


def _may_repeat(one: Side, other: Side) -> bool:
    """No recommendation repeats itself, nor another of its review."""
    return one.pk != other.pk and (one.review is None or one.review != other.review)


def _store(row: AskedBefore, found: list[Likely]) -> None:
    """The pairs of `row` in place of those that it had, and that it is up to date."""
    try:
        with transaction.atomic():
            Likely.objects.filter(Q(one=row) | Q(published=row)).delete()
            Likely.objects.bulk_create(found, ignore_conflicts=True)
            AskedBefore.objects.filter(pk=row.pk).update(made_with=made_with())
    except IntegrityError:  # one of them was taken away meanwhile; the row, if it is still there, is worked out again
        return


def _review_of(row: AskedBefore) -> int | None:
    return row.working.review_id if row.working_id else row.published.edition.document.review_id
