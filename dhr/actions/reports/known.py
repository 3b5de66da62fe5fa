"""What a report on an area is counted from: its reviews, recommendations and actions as they were known."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Q, prefetch_related_objects

from dhr.areas.models import Area
from dhr.areas.models.area import with_predecessors
from dhr.reviews.audiences import Standing, documents_within
from dhr.reviews.models import Document, Extension, Pause, Review, ReviewArea, ReviewEvent
from dhr.reviews.models.review import in_course

from ..board.rows import Row, rows
from ..enums import Origin
from ..models import Action, Recommendation, Update
from .period import Period


@dataclass(frozen=True)
class Course:
    """A review as it was known: the events that stood, in order, and its extensions and pauses."""

    kind: str
    events: list[ReviewEvent]
    extensions: list[Extension]
    pauses: list[Pause]


class Known:
    """An area's work on the last day of `period`, that of areas which merged into it included.

    What may be looked at is decided by today's rights: a review that has left the area since is in no report. A
    joint review is there once, in the report of each of its areas.
    """

    def __init__(self, area: Area, period: Period):
        self.area, self.period = area, period
        self.areas = frozenset(with_predecessors([area.pk]))
        links = ReviewArea.objects.current().filter(area__in=self.areas)
        self._reviews = Review.objects.filter(pk__in=links.values("review"))
        self.may_be_seen = Recommendation.objects.filter(
            Q(review__in=self._reviews)
            | Q(review__isnull=True, document__area__in=self.areas)
            | Q(review__isnull=True, document__isnull=True, area__in=self.areas)
        )
        self.actions = Action.objects.filter(recommendation__in=self.may_be_seen)

    @cached_property
    def reviews(self) -> list[Course]:
        links = self.period.known(ReviewArea, area__in=self.areas, review__in=self._reviews)
        there = {link.review_id for link in links if _holds_on(link, self.period.until)}
        events = self._by_review(ReviewEvent)
        extensions = self._by_review(Extension)
        pauses = self._by_review(Pause)
        kinds = dict(self._reviews.filter(pk__in=there).order_by("pk").values_list("pk", "kind"))
        return [
            Course(
                kind=kind,
                events=in_course(event for event in events.get(pk, ()) if not event.withdrawn),
                extensions=sorted(extensions.get(pk, ()), key=lambda extension: (extension.agreed_on, extension.pk)),
                pauses=pauses.get(pk, []),
            )
            for pk, kind in kinds.items()
        ]

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """Each with its paper, from whose date its age may be counted."""
        found = self.period.known(Recommendation, id__in=self.may_be_seen.values("pk"))
        prefetch_related_objects(found, "document")
        return found

    @cached_property
    def rows(self) -> list[Row]:
        return self.rows_on(self.period.until)

    def rows_on(self, day: datetime.date) -> list[Row]:
        return rows(self.actions, day)

    @cached_property
    def updates(self) -> dict[int, list[Update]]:
        """The updates of each action that were recorded and not corrected by then, in their order."""
        of_rows = {row.pk for row in self.rows}
        recorded = Update.objects.filter(action__in=self.actions, at__lte=self.period.known_at).order_by("action", "pk")
        found = (update for update in recorded if update.action_id in of_rows)
        by_action = groupby(found, key=lambda update: update.action_id)
        return {action: _standing(list(updates)) for action, updates in by_action}

    @cached_property
    def readable(self) -> frozenset[int]:
        """The recommendations that the partnership's chair may read, by primary key.

        The report is for the board. So it counts what agencies' papers ask for before these are released, and has
        none of their words.
        """
        papers = Document.objects.filter(documents_within(Standing(oversight=self.areas)))
        of_no_review_or_early = Q(review__isnull=True) | Q(origin=Origin.EARLY_LEARNING)
        may_be_read = Q(document__in=papers) | Q(document__isnull=True) & of_no_review_or_early
        return frozenset(self.may_be_seen.filter(may_be_read).values_list("pk", flat=True))

    def _by_review(self, model) -> dict[int, list]:
        found = {}
        for row in self.period.known(model, review__in=self._reviews):
            found.setdefault(row.review_id, []).append(row)
        return found


def _standing(updates: Iterable[Update]) -> list[Update]:
    corrected = {update.corrects_id for update in updates}
    return [update for update in updates if update.pk not in corrected and not update.corrects_id]


def _holds_on(link: ReviewArea, day: datetime.date) -> bool:
    return (link.since is None or link.since <= day) and (link.until is None or link.until > day)
