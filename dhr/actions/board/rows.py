"""Actions as light rows, as they stand or as they stood on a day gone by: for the board, its charts and its reports."""

import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from dhr.areas.enums import AgencyKind
from dhr.reviews.models import Review

from ..enums import OPEN, ActionStatus, Origin, Scope
from ..models import Action
from ..rag import Standing
from ..ratings import Rated, Rater
from .loaded import Loaded

STATUSES = {status.value: status for status in ActionStatus}  # ActionStatus(value) is dear by the thousand


class Row(NamedTuple):
    """An action on one day.

    number          of its recommendation, as printed; "" where it has none
    title           of the review, else of the paper or of the report from outside that the recommendation stands in;
                    `place` tells apart what has the same title
    area_id         whose rules hold: that which leads the review; `areas` are all that take part today
    made_on         when the recommendation was made, if anybody knows; its age is counted from then
    report_waiting  the owner reported something, and waits for the partnership; a date asked for is no report
    """

    pk: int
    recommendation_id: int
    number: str
    recommendation: str
    text: str
    review_id: int | None
    title: str
    place: str
    area_id: int | None
    areas: frozenset[int]
    lead_id: int | None
    lead: str
    owner_id: int | None
    owner: str
    scope: str
    origin: str
    recipient: str
    library_theme: str
    themes: frozenset[str]
    priorities: frozenset[int]
    status: ActionStatus
    percent: int | None
    first_target_date: datetime.date | None
    target_date: datetime.date | None
    slips: int
    asked_date: datetime.date | None
    made_on: datetime.date | None
    created_on: datetime.date
    delivered_on: datetime.date | None
    completed_on: datetime.date | None
    reported_on: datetime.date | None
    report_waiting: bool
    query_open: bool
    rated: Rated

    def __repr__(self):
        return f"<Row {self.pk}>"  # an error that tells of a row tells none of its words

    @property
    def open(self) -> bool:
        return self.status in OPEN

    @property
    def waiting(self) -> bool:
        """Whether a report or a date asked for waits for the partnership's answer."""
        return self.open and (self.report_waiting or self.asked_date is not None)

    @property
    def slipped(self) -> bool:
        return self.slips > 0

    @property
    def scope_words(self) -> str:
        return str(Scope(self.scope).label) if self.scope else ""

    @property
    def origin_words(self) -> str:
        return str(Origin(self.origin).label) if self.origin else ""

    @property
    def recipient_words(self) -> str:
        return str(AgencyKind(self.recipient).label) if self.recipient else ""


def rows(
    actions: QuerySet[Action], day: datetime.date | None = None, *, reviews: QuerySet[Review] | None = None
) -> list[Row]:
    """`actions` as they stand, or as was known at the end of `day`; the same number of queries however many they are.

    The queryset says, by today's rights, which may be seen at all: those that were not there on the day are left
    out. Of the day are actions, milestones, recommendations, who led the review, rules and overrides. Of today are
    names and titles (what was taken out of one doesn't come back), dates of papers, themes and priorities. `reviews`
    are those whose titles may be shown, all where none are given.
    """
    known_at = end_of(day) if day and day < timezone.localdate() else None
    loaded = Loaded(actions, Review.objects.all() if reviews is None else reviews, known_at)
    rater = Rater(day or timezone.localdate(), known_at=known_at)
    return [_row(pk, loaded, rater) for pk in loaded.actions]


def _row(pk: int, loaded: Loaded, rater: Rater) -> Row:
    action = loaded.actions[pk]
    recommendation = loaded.recommendations[action.recommendation_id]
    asked = loaded.asked[action.recommendation_id]
    created_on = loaded.day_of(action.created_at)
    standing = Standing(
        status=action.status,
        created_on=created_on,
        percent=action.percent,
        outlook=action.outlook,
        starts_on=action.starts_on,
        target_date=action.target_date,
        next_milestone=loaded.next_milestones.get(pk),
        delivered_on=action.delivered_on,
        delivery_told_on=action.delivery_told_on,
        reported_on=action.reported_on,
    )
    return Row(
        pk=pk,
        recommendation_id=action.recommendation_id,
        number=recommendation.number,
        recommendation=recommendation.text,
        text=action.text,
        review_id=asked.review_id,
        title=asked.title,
        place=asked.place,
        area_id=asked.area_id,
        areas=asked.areas,
        lead_id=action.lead_id,
        lead=loaded.agencies.get(action.lead_id, action.lead_as_stated),
        owner_id=action.owner_id,
        owner=loaded.owners.get(action.owner_id, ""),
        scope=recommendation.scope,
        origin=recommendation.origin,
        recipient=recommendation.recipient,
        library_theme=recommendation.library_theme,
        themes=asked.themes,
        priorities=asked.priorities,
        status=STATUSES[action.status],
        percent=action.percent,
        first_target_date=action.first_target_date,
        target_date=action.target_date,
        slips=action.slips,
        asked_date=action.asked_date,
        made_on=asked.made_on,
        created_on=created_on,
        delivered_on=action.delivered_on,
        completed_on=action.completed_on,
        reported_on=action.reported_on,
        report_waiting=action.report_waiting,
        query_open=action.query_open,
        rated=rater.rate(pk, asked.area_id, standing),
    )


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of `day`, up to which everything counts that the board knew on it."""
    after = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(after) - datetime.timedelta(microseconds=1)
