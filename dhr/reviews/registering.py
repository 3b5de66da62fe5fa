"""Writing a review's course: every door through which reviews, events, extensions and pauses come in.

The pages of the register and the reading of whole registers both use these functions. Each is one transaction, and
each raises `django.core.exceptions.ValidationError`, by field, for what cannot be right; nothing is saved then.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from dhr.areas.models import Area

from .enums import ReviewKind, State
from .models import Extension, Pause, Review, ReviewArea, ReviewEvent
from .signals import registered


class AlreadyRegistered(Exception):
    """A review that the area takes part in has this reference already: `review`."""

    def __init__(self, review: Review):
        super().__init__(review.reference)
        self.review = review


def same_reference(area: Area, reference: str) -> Review | None:
    """The review of `area` with this reference; case and spaces at its ends make no difference."""
    return Review.objects.of_area(area).filter(reference__iexact=reference.strip()).first()


@transaction.atomic
def register_review(
    *,
    area: Area,
    by,
    title: str,
    reference: str,
    kind: str = ReviewKind.DEATH,
    notified_on: datetime.date | None = None,
    reason: str = "",
    twin: bool = False,
    **facts,
) -> Review:
    """A new review led by `area`, notified on `notified_on` where that is known.

    `reason` goes with the notification, `facts` are further fields of Review. Raises AlreadyRegistered for a
    reference that the area has, unless told by `twin` that it is another review all the same.
    """
    Area.objects.select_for_update().get(pk=area.pk)  # two who register at once come one after the other
    if not twin and (here := same_reference(area, reference)):
        raise AlreadyRegistered(here)
    review = Review(title=title.strip(), reference=reference.strip(), kind=kind, **facts)
    review.full_clean()
    review.save()
    ReviewArea.objects.create(review=review, area=area, lead=True)
    if notified_on:
        record_event(review, State.NOTIFIED, notified_on, by, reason=reason)
    return review


def record_event(
    review: Review, state: State, on: datetime.date, by, *, reason: str = "", decision: str = ""
) -> ReviewEvent:
    """A step of `review`, in any order. A step to `State.DECIDED` needs its `decision`; some need a reason."""
    event = ReviewEvent(review=review, state=state, on=on, by=by, reason=reason.strip(), decision=decision)
    _check(event)
    event.save()
    return event


def withdraw_event(event: ReviewEvent, *, because: str, by) -> None:
    """Take a step back that never was; it stays on record with who took it back and why."""
    event.withdrawn_at, event.withdrawn_because, event.withdrawn_by = timezone.now(), because.strip(), by
    event._change_reason = event.withdrawn_because
    event.save()


def extend(
    review: Review, *, until: datetime.date, reason: str, agreed_by: str, agreed_on: datetime.date, by
) -> Extension:
    """More time for `review`, to the date `until`."""
    extension = Extension(
        review=review, until=until, reason=reason.strip(), agreed_by=agreed_by.strip(), agreed_on=agreed_on, by=by
    )
    _check(extension)
    extension.save()
    return extension


def pause(
    review: Review,
    *,
    since: datetime.date,
    reason: str,
    agreed_by: str,
    by,
    until: datetime.date | None = None,
    continues: str = "",
    next_check: datetime.date | None = None,
) -> Pause:
    """A part of `review` waits from `since`, to `until` where that is known (the first day that is no pause)."""
    paused = Pause(
        review=review,
        since=since,
        until=until,
        reason=reason.strip(),
        agreed_by=agreed_by.strip(),
        by=by,
        continues=continues.strip(),
        next_check=next_check,
    )
    _check(paused)
    paused.save()
    return paused


@transaction.atomic
def register_all(reviews: Iterable[tuple[Review, Area]], *, reason: str) -> None:
    """New reviews, as many as a whole register holds, each with the area that leads it; saved at once.

    Each is checked as if it came alone; `reason` stands in the history of each. Raises AlreadyRegistered.
    """
    links = [ReviewArea(review=review, area=area, lead=True) for review, area in reviews]
    areas = {link.area for link in links}
    list(Area.objects.select_for_update().filter(pk__in=[area.pk for area in areas]))
    here = {(area, each.reference.casefold()): each for area in areas for each in Review.objects.of_area(area)}
    for link in links:
        if known := here.get((link.area, link.review.reference.casefold())):
            raise AlreadyRegistered(known)
        link.review.clean_fields()
        link.review.clean()
    new = [link.review for link in links]
    bulk_create_with_history(new, Review, batch_size=500, default_change_reason=reason)
    bulk_create_with_history(links, ReviewArea, batch_size=500, default_change_reason=reason)
    registered.send(Review, reviews=new)


@transaction.atomic
def record_all(records: Iterable[ReviewEvent | Extension | Pause], *, reason: str) -> None:
    """Events, extensions and pauses of any number of reviews, as many as a whole register holds, saved at once.

    Each is checked as if it came alone; `reason` stands in the history of each.
    """
    by_model = defaultdict(list)
    for record in records:
        record.clean_fields(exclude={"review", "by"})
        record.clean()
        by_model[type(record)].append(record)
    for model, of_model in by_model.items():
        bulk_create_with_history(of_model, model, batch_size=500, default_change_reason=reason)


def _check(record: ReviewEvent | Extension | Pause) -> None:
    """Fields and `clean`, which tells in words what the constraints say; so a register of thousands asks no queries."""
    record.full_clean(exclude=["review", "by"], validate_unique=False, validate_constraints=False)
