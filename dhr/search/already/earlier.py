"""The most similar earlier recommendations that a person may read: published ones by what is public of them alone,
and those of one's own reviews and areas."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import Provenance
from dhr.actions.models import Recommendation
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionRecommendation
from dhr.reviews.models import Review

from ..models import AskedBefore
from .alike import likenesses
from .compared import Compared
from .outcome import Outcome, outcomes_of_published, outcomes_of_working

LEAST = 0.12
"""Below this likeness two recommendations have hardly more in common than any two."""

LOOKED_AT = 8
"""For each one that is shown, how many of the likest are read: some are later, or said again by another paper."""


@dataclass(frozen=True)
class Place:
    """Where a recommendation stands, as far as the reader may know it; `year` is that of its paper, None if unknown."""

    review: str = ""
    areas: tuple[str, ...] = ()
    year: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Earlier:
    """An earlier recommendation as one person may read it.

    pk         of the Recommendation, to which a repeat is linked; None where that row was removed after publication
    published  it is read in an edition, and the reader may see nothing else of it
    likeness   0 to 1
    """

    pk: int | None
    text: str
    number: str
    to: str
    place: Place
    published: bool
    unit: str
    made_on: datetime.date | None
    likeness: float = 0.0
    outcome: Outcome = field(default_factory=Outcome)


def already_recommended(user, asked: Compared, *, of: Recommendation | None = None, most: int = 10) -> list[Earlier]:
    """The `most` similar ones that `user` may read, the likest first.

    `of` is the recommendation that is compared: what its own review says, and what was made later, is left out, and
    so is what is linked to it already.
    """
    rows = list(_candidates(user, of))
    scores = likenesses(asked, [row.compared for row in rows])
    best = [at for at in np.argsort(-scores, kind="stable")[: most * LOOKED_AT] if scores[at] >= LEAST]
    found = _told(user, {rows[at].key: float(scores[at]) for at in best})
    return with_outcomes(list(_each_once(found, _made_on(of) if of else None))[:most])


def read_by(user, pks: Iterable[int]) -> dict[int, Earlier]:
    """Of the recommendations `pks` those that `user` may read, by their primary keys."""
    pks = set(pks)
    visible = set(Recommendation.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    published = EditionRecommendation.objects.filter(
        recommendation__in=pks - visible, edition__status=EditionStatus.STANDING
    ).values_list("pk", flat=True)
    keys = [("w", pk) for pk in visible] + [("p", pk) for pk in published]
    return {each.pk: each for each in with_outcomes(_told(user, dict.fromkeys(keys, 1.0)))}


Key = tuple[str, int]
"""`w` and the primary key of a Recommendation, or `p` and that of an EditionRecommendation."""


@dataclass(frozen=True)
class Candidate:
    key: Key
    compared: Compared


def _candidates(user, of: Recommendation | None) -> Iterator[Candidate]:
    visible = Recommendation.objects.visible_to(user)
    working = AskedBefore.objects.filter(working__in=visible)
    published = AskedBefore.objects.filter(published__edition__status=EditionStatus.STANDING)
    if of:
        linked = of.repeats.values("earlier")
        working = working.exclude(working=of).exclude(working__in=linked).exclude(working__in=_beside(of))
        published = published.exclude(_published_beside(of)).exclude(published__recommendation__in=linked)
    seen = set(visible.values_list("pk", flat=True))
    for pk, *facts in working.order_by("working").values_list("working", "terms", "facts", "vector"):
        yield Candidate(("w", pk), _compared(*facts))
    columns = ("published", "published__recommendation", "terms", "facts", "vector")
    for pk, origin, *facts in published.order_by("published").values_list(*columns):
        if origin not in seen:
            yield Candidate(("p", pk), _compared(*facts))


def _compared(terms: str, facts: str, vector) -> Compared:
    return Compared(tuple(terms.split()), frozenset(facts.split()), bytes(vector) if vector else None)


def _beside(of: Recommendation):
    """What the same review, or the same context paper, recommends."""
    if of.review_id:
        return Recommendation.objects.filter(review=of.review_id)
    return Recommendation.objects.filter(document=of.document_id) if of.document_id else Recommendation.objects.none()


def _published_beside(of: Recommendation) -> Q:
    if of.review_id:
        return Q(published__edition__document__review=of.review_id)
    return Q(published__edition__document=of.document_id) if of.document_id else Q(pk=None)


def _told(user, scores: dict[Key, float]) -> list[Earlier]:
    """Each as `user` may read it, the likest first."""
    working = Recommendation.objects.select_related("agency", "document__area", "review", "area").prefetch_related(
        "review__review_areas__area"
    )
    working = working.in_bulk([pk for kind, pk in scores if kind == "w"])
    known = set(
        Review.objects.visible_to(user)
        .filter(pk__in={row.review_id for row in working.values()})
        .values_list("pk", flat=True)
    )
    published = EditionRecommendation.objects.select_related("edition__document__review")
    published = published.in_bulk([pk for kind, pk in scores if kind == "p"])
    told = {("w", pk): _of_working(row, known) for pk, row in working.items()}
    told |= {("p", pk): _of_published(row) for pk, row in published.items()}
    found = [_scored(told[key], score) for key, score in scores.items() if key in told]
    return sorted(found, key=lambda each: -each.likeness)


def _scored(earlier: Earlier, score: float) -> Earlier:
    return replace(earlier, likeness=score)


def _of_working(row: Recommendation, known: set[int]) -> Earlier:
    made_on = _made_on(row)
    if row.review_id in known:
        review, areas = row.review.title, [each.area for each in row.review.review_areas.all()]
    else:  # a paper that is shared, of a review that isn't
        review, areas = (row.document.title if row.document else row.source), [row.area] if row.area else []
        if row.document and row.document.area:
            areas = [row.document.area]
    return Earlier(
        pk=row.pk,
        text=row.text,
        number=row.number,
        to=row.to,
        place=Place(review, tuple(area.name for area in areas), made_on and made_on.year, _address(row, known)),
        published=False,
        unit=_unit(row),
        made_on=made_on,
    )


def _unit(row: Recommendation) -> str:
    if row.review_id:
        return f"r{row.review_id}"
    return f"d{row.document_id}" if row.document_id else f"a{row.pk}"


def _address(row: Recommendation, known: set[int]) -> str:
    if row.review_id in known:
        return f"{reverse('recommendations', args=[row.review.public_id])}#entry-{row.pk}"
    return reverse("work-paper", args=[row.document.public_id]) if row.document else ""


def _of_published(row: EditionRecommendation) -> Earlier:
    edition, facts = row.edition, row.edition.facts
    address = reverse("paper", args=[edition.document.public_id])
    return Earlier(
        pk=row.recommendation_id,
        text=row.text,
        number=row.number,
        to=row.agency or row.get_recipient_display(),
        place=Place(
            review=facts.get("title", edition.title),
            areas=tuple(area["name"] for area in facts["areas"]),
            year=edition.dated.year if edition.dated else None,
            url=f"{address}#p-{row.paragraph_key}" if row.paragraph_key else address,
        ),
        published=True,
        unit=edition.unit,
        made_on=edition.dated,
    )


def _made_on(row: Recommendation) -> datetime.date | None:
    """When it was made as far as known: one that was read from a report is no younger for being read today."""
    if row.made_on or (row.document and row.document.dated):
        return row.made_on or row.document.dated
    return timezone.localdate(row.created_at) if row.provenance == Provenance.WRITTEN else None


def _each_once(found: list[Earlier], made_on: datetime.date | None) -> Iterator[Earlier]:
    """Without what a review says again in another paper, and what is known to have been made after `made_on`."""
    said = set()
    for each in found:
        words = (each.unit, " ".join(each.text.casefold().split()))
        later = made_on and each.made_on and each.made_on > made_on
        if words not in said and not later:
            said.add(words)
            yield each


def with_outcomes(found: list[Earlier]) -> list[Earlier]:
    working = outcomes_of_working([each.pk for each in found if not each.published])
    published = outcomes_of_published([each.pk for each in found if each.published and each.pk])
    nothing = Outcome()
    return [replace(each, outcome=(published if each.published else working).get(each.pk, nothing)) for each in found]
