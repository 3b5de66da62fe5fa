"""When the course of a demo review was recorded: as it went, so that a report on a day gone by knows of it."""

import datetime

from django.utils import timezone

from dhr.reviews.models import Review


def record_as_it_went(review: Review) -> None:
    """Have what was just recorded of `review` stand as recorded on its own day; its areas on the first of all."""
    days = [
        *((event, event.on) for event in review.events.all()),
        *((extension, extension.agreed_on) for extension in review.extensions.all()),
        *((pause, pause.since) for pause in review.pauses.all()),
    ]
    for row, day in days:
        type(row).objects.filter(pk=row.pk).update(recorded_at=_noon(day))
        row.history.update(recorded_at=_noon(day), history_date=_noon(day))
    if days:
        first = min(day for _, day in days)
        for link in review.review_areas.all():
            link.history.update(history_date=_noon(first))


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
