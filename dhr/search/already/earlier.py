"""The most similar earlier recommendations among all that are published and those of one's own reviews and areas."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from dhr.actions.models import Recommendation
from dhr.publishing.enums import EditionStatus

from ..models import AskedBefore
from .alike import likenesses
from .compared import Compared
from .likely import compared_from
from .reading import Earlier, Key, told

LEAST, LEAST_WITH_MEANING = 0.15, 0.3
"""From this likeness on; nine in ten of those of any use lie above it (docs/relevance.md)."""

LOOKED_AT = 8
"""For each one that is shown, how many of the likest are read: some are later, or said again by another paper."""


@dataclass(frozen=True)
class Candidate:
    key: Key
    compared: Compared


def already_recommended(user, asked: Compared, *, of: Recommendation | None = None, most: int = 10) -> list[Earlier]:
    """The `most` similar ones that `user` may read, the likest first.

    `of` is the recommendation that is compared: what its own review says, and what was made later, is left out, and
    so is what is linked to it already.
    """
    rows = list(_candidates(user, of))
    [scores] = likenesses([asked], [row.compared for row in rows])
    least = LEAST_WITH_MEANING if asked.vector else LEAST
    best = [rows[at].key for at in np.argsort(-scores, kind="stable")[: most * LOOKED_AT] if scores[at] >= least]
    found = told(user, best)
    likest_first = (found[key] for key in best if key in found)
    return list(_each_once(likest_first, of.since if of else None))[:most]


def _candidates(user, of: Recommendation | None) -> Iterator[Candidate]:
    visible = Recommendation.objects.visible_to(user)
    working = AskedBefore.objects.filter(working__in=visible)
    published = AskedBefore.objects.filter(published__edition__status=EditionStatus.STANDING)
    if of:
        linked = of.repeats.values("earlier")
        beside = Q(working=of) | Q(working__in=linked)
        beside_published = Q(published__recommendation=of) | Q(published__recommendation__in=linked)
        if of.review_id:
            beside |= Q(working__review=of.review_id)
            beside_published |= Q(published__edition__document__review=of.review_id)
        elif of.document_id:
            beside |= Q(working__document=of.document_id)
            beside_published |= Q(published__edition__document=of.document_id)
        working, published = working.exclude(beside), published.exclude(beside_published)
    seen = set(visible.values_list("pk", flat=True))
    for pk, *facts in working.order_by("working").values_list("working", "terms", "facts", "vector"):
        yield Candidate(("w", pk), compared_from(*facts))
    columns = ("published", "published__recommendation", "terms", "facts", "vector")
    for pk, origin, *facts in published.order_by("published").values_list(*columns):
        if origin not in seen:
            yield Candidate(("p", pk), compared_from(*facts))


def _each_once(found: Iterable[Earlier], before: datetime.date | None) -> Iterator[Earlier]:
    """Without what a review says again in another paper, and what is known to have been made later than `before`."""
    said = set()
    for each in found:
        words = (each.unit, " ".join(each.text.casefold().split()))
        later = before and each.made_on and each.made_on > before
        if words not in said and not later:
            said.add(words)
            yield each
