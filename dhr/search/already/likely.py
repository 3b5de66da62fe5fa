"""Likely repeats: pairs so much alike that one may ask again what the other asked. Found by the worker."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import Q

from dhr.publishing.enums import EditionStatus

from ..models import AskedBefore, Likely
from .alike import likenesses
from .compared import Compared, made_with

AT_ONCE = 50
"""Compared in one table, so that it fits into memory also where a region has a hundred thousand."""

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
    may_be_repeated = any(row.published_id for row in rows)
    others = published + _sides(Q(working__isnull=False)) if may_be_repeated else []
    for start in range(0, len(rows), AT_ONCE):
        _keep(rows[start : start + AT_ONCE], published, others)


def _keep(rows: list[AskedBefore], published: list[Side], others: list[Side]) -> None:
    sides = [Side(row.pk, _review_of(row), compared_from(row.terms, row.facts, row.vector)) for row in rows]
    earlier = [each.compared for each in published]
    asked = likenesses([each.compared for each in sides], earlier)
    asked_again = likenesses([each.compared for each in others], [each.compared for each in sides], among=earlier)
    least = np.array([each.least for each in others])
    for row, side, by_it, of_it in zip(rows, sides, asked, asked_again.T, strict=True):
        found = [
            Likely(one_id=side.pk, published_id=published[at].pk, likeness=float(by_it[at]))
            for at in np.flatnonzero(by_it >= side.least)
            if _may_repeat(side, published[at])
        ]
        if row.published_id:
            found += [
                Likely(one_id=others[at].pk, published_id=side.pk, likeness=float(of_it[at]))
                for at in np.flatnonzero(of_it >= least)
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
