"""Recommendations as one person may read them: of one's own reviews and areas what stands in the working papers and
what became of it, of all others what is public of them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from dhr.actions.models import Recommendation
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionRecommendation
from dhr.reviews.models import Review

from .outcome import Outcome, outcomes_of_published, outcomes_of_working

Key = tuple[str, int]
"""`w` and the primary key of a Recommendation, or `p` and that of an EditionRecommendation."""


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
    unit       its review or context paper, or itself where it has none
    """

    pk: int | None
    text: str
    number: str
    to: str
    place: Place
    published: bool
    unit: str
    made_on: datetime.date | None
    outcome: Outcome


def readable(user, pks: Iterable[int]) -> dict[int, Earlier]:
    """Of the recommendations `pks` those that `user` may read, by their primary keys."""
    pks = set(pks)
    visible = set(Recommendation.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    published = EditionRecommendation.objects.filter(
        recommendation__in=pks - visible, edition__status=EditionStatus.STANDING
    ).values_list("pk", flat=True)
    keys = [("w", pk) for pk in visible] + [("p", pk) for pk in published]
    return {each.pk: each for each in told(user, keys).values()}


def told(user, keys: Iterable[Key]) -> dict[Key, Earlier]:
    """What `user` reads at `keys`, each of which this person may read; in no order. What is gone is left out."""
    keys = set(keys)
    working = (
        Recommendation.objects.select_related("agency", "document__area", "review", "area")
        .prefetch_related("review__review_areas__area")
        .in_bulk([pk for kind, pk in keys if kind == "w"])
    )
    published = EditionRecommendation.objects.select_related("edition__document__review").in_bulk(
        [pk for kind, pk in keys if kind == "p"]
    )
    reviews = Review.objects.visible_to(user).filter(pk__in={row.review_id for row in working.values()})
    known = set(reviews.values_list("pk", flat=True))
    became = outcomes_of_working(working)
    public = outcomes_of_published(row.recommendation_id for row in published.values() if row.recommendation_id)
    found = {("w", pk): _working(row, row.review_id in known, became[pk]) for pk, row in working.items()}
    found |= {("p", pk): _published(row, public.get(row.recommendation_id, Outcome())) for pk, row in published.items()}
    return found


def unit_of(pk: int, review: int | None, document: int | None) -> str:
    """That of the recommendation `pk`, by the primary keys of its review and its paper."""
    if review:
        return f"r{review}"
    return f"d{document}" if document else f"a{pk}"


def _working(row: Recommendation, knows_review: bool, outcome: Outcome) -> Earlier:
    made = row.since
    if knows_review:
        where = (row.review.title, tuple(each.area.name for each in row.review.review_areas.all()))
        url = reverse("recommendation", args=[row.pk])
    elif row.document:  # it may be shared, and its review not
        where = (row.document.title, (row.document.area.name,) if row.document.area else ())
        url = reverse("work-paper", args=[row.document.public_id])
    else:
        where, url = (row.source, (row.area.name,) if row.area else ()), reverse("recommendation", args=[row.pk])
    return Earlier(
        pk=row.pk,
        text=row.text,
        number=row.number,
        to=row.to,
        place=Place(*where, made.year if made else None, url),
        published=False,
        unit=unit_of(row.pk, row.review_id, row.document_id),
        made_on=made,
        outcome=outcome,
    )


def _published(row: EditionRecommendation, outcome: Outcome) -> Earlier:
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
        outcome=outcome,
    )
