"""Actions as light rows, as they stand or as they stood on a day gone by: for the board, its charts and its reports."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Model, QuerySet
from django.utils import timezone

from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency
from dhr.reviews.models import Document, Review, ReviewArea

from ..enums import OPEN, ActionStatus, LibraryTheme, Origin, Scope
from ..models import Action, Milestone, Owner, Recommendation
from ..rag import Standing
from ..ratings import Rated, Rater

OF_ACTION = (
    "recommendation_id",
    "text",
    "lead_id",
    "lead_as_stated",
    "owner_id",
    "starts_on",
    "first_target_date",
    "created_at",
    "status",
    "percent",
    "outlook",
    "target_date",
    "slips",
    "asked_date",
    "delivered_on",
    "completed_on",
    "reported_on",
    "report_waiting",
    "query_open",
)
OF_RECOMMENDATION = (
    "review_id",
    "document_id",
    "area_id",
    "number",
    "text",
    "source",
    "scope",
    "origin",
    "recipient",
    "library_theme",
    "made_on",
    "created_at",
)


@dataclass(frozen=True, slots=True)
class Row:
    """An action on one day.

    number          of its recommendation, as printed; "" where it has none
    title           of the review, else of the paper or of the report from outside that the recommendation stands in
    area_id         whose rules hold: that which leads the review; `areas` are all that take part today
    made_on         when the recommendation was made; its age is counted from then
    report_waiting  the owner reported something, and waits for the partnership
    """

    pk: int
    recommendation_id: int
    number: str
    recommendation: str
    text: str
    review_id: int | None
    title: str
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
    themes: frozenset[int]
    priorities: frozenset[int]
    status: ActionStatus
    percent: int | None
    first_target_date: datetime.date | None
    target_date: datetime.date | None
    slips: int
    asked_date: datetime.date | None
    made_on: datetime.date
    created_on: datetime.date
    delivered_on: datetime.date | None
    completed_on: datetime.date | None
    reported_on: datetime.date | None
    report_waiting: bool
    query_open: bool
    rated: Rated

    @property
    def open(self) -> bool:
        return self.status in OPEN

    @property
    def waiting(self) -> bool:
        """Whether a report or a date asked for waits for the partnership's answer."""
        return self.open and (self.report_waiting or self.asked_date is not None)

    @property
    def status_words(self) -> str:
        return self.status.label

    @property
    def scope_words(self) -> str:
        return str(Scope(self.scope).label) if self.scope else ""

    @property
    def origin_words(self) -> str:
        return str(Origin(self.origin).label) if self.origin else ""

    @property
    def recipient_words(self) -> str:
        return str(AgencyKind(self.recipient).label) if self.recipient else ""

    @property
    def library_theme_words(self) -> str:
        return str(LibraryTheme(self.library_theme).label) if self.library_theme else ""


def rows(
    actions: QuerySet[Action], day: datetime.date | None = None, *, reviews: QuerySet[Review] | None = None
) -> list[Row]:
    """`actions` as they stand, or as was known at the end of `day`; the same number of queries however many they are.

    The queryset says, by today's rights, which may be seen at all: those that were not there on the day are left
    out. Of the day are actions, milestones, recommendations, who led the review, rules and overrides. Of today are
    names and titles (what was taken out of one doesn't come back), themes and priorities. `reviews` are those whose
    titles may be shown, all where none are given.
    """
    known_at = end_of(day) if day and day < timezone.localdate() else None
    loaded = _Loaded(actions, Review.objects.all() if reviews is None else reviews, known_at)
    rater = Rater(day or timezone.localdate(), known_at=known_at)
    return [loaded.row(pk, rater) for pk in loaded.actions]


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of `day`, up to which everything counts that the board knew on it."""
    after = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(after) - datetime.timedelta(microseconds=1)


class _Loaded:
    """Everything that the rows are made of, each by primary key: of now, or what was known at a moment."""

    def __init__(self, actions: QuerySet[Action], reviews: QuerySet[Review], known_at: datetime.datetime | None):
        self.known_at = known_at
        recommendations = Recommendation.objects.filter(pk__in=actions.order_by().values("recommendation"))
        self.actions = self._fields(actions, OF_ACTION)
        self.recommendations = self._fields(recommendations, OF_RECOMMENDATION)
        self.themes = _linked(Recommendation.themes.through, "theme_id", recommendations)
        self.priorities = _linked(Recommendation.priorities.through, "priority_id", recommendations)
        self.agencies = _named(Agency.objects, "name", (each["lead_id"] for each in self.actions.values()))
        self.owners = _named(Owner.objects, "name", (each["owner_id"] for each in self.actions.values()))
        of_reviews = {each["review_id"] for each in self.recommendations.values()}
        of_papers = {each["document_id"] for each in self.recommendations.values()}
        self.titles = _named(reviews, "title", of_reviews)
        self.papers = {
            pk: (title, area)
            for pk, title, area in Document.objects.filter(pk__in=of_papers).values_list("pk", "title", "area")
        }
        self.leads = self._leads(of_reviews)
        self.areas = defaultdict(set)
        for review, area in ReviewArea.objects.current().filter(review__in=of_reviews).values_list("review", "area"):
            self.areas[review].add(area)
        self.next_milestones = self._next_milestones(actions)

    def row(self, pk: int, rater: Rater) -> Row:
        action = self.actions[pk]
        recommendation = self.recommendations[action["recommendation_id"]]
        review = recommendation["review_id"]
        paper, area_of_paper = self.papers.get(recommendation["document_id"], ("", None))
        area = self.leads.get(review) or area_of_paper or recommendation["area_id"]
        created_on = timezone.localdate(action["created_at"])
        standing = Standing(
            status=action["status"],
            created_on=created_on,
            percent=action["percent"],
            outlook=action["outlook"],
            starts_on=action["starts_on"],
            target_date=action["target_date"],
            next_milestone=self.next_milestones.get(pk),
            delivered_on=action["delivered_on"],
            reported_on=action["reported_on"],
        )
        return Row(
            pk=pk,
            recommendation_id=action["recommendation_id"],
            number=recommendation["number"],
            recommendation=recommendation["text"],
            text=action["text"],
            review_id=review if review in self.titles else None,
            title=self.titles.get(review) or paper or recommendation["source"],
            area_id=area,
            areas=frozenset(self.areas.get(review) or {area}),
            lead_id=action["lead_id"],
            lead=self.agencies.get(action["lead_id"], action["lead_as_stated"]),
            owner_id=action["owner_id"],
            owner=self.owners.get(action["owner_id"], ""),
            scope=recommendation["scope"],
            origin=recommendation["origin"],
            recipient=recommendation["recipient"],
            library_theme=recommendation["library_theme"],
            themes=self.themes.get(action["recommendation_id"], frozenset()),
            priorities=self.priorities.get(action["recommendation_id"], frozenset()),
            status=ActionStatus(action["status"]),
            percent=action["percent"],
            first_target_date=action["first_target_date"],
            target_date=action["target_date"],
            slips=action["slips"],
            asked_date=action["asked_date"],
            made_on=recommendation["made_on"] or timezone.localdate(recommendation["created_at"]),
            created_on=created_on,
            delivered_on=action["delivered_on"],
            completed_on=action["completed_on"],
            reported_on=action["reported_on"],
            report_waiting=action["report_waiting"],
            query_open=action["query_open"],
            rated=rater.rate(pk, area, standing),
        )

    def _fields(self, objects: QuerySet, names: tuple[str, ...]) -> dict[int, dict[str, object]]:
        """The named fields of each of `objects`: of those that were there then, as they were."""
        if self.known_at is None:
            found = objects.order_by("pk").values_list("pk", *names)
        else:
            then = self._then(objects.model).filter(id__in=objects.order_by().values("pk"))
            found = then.values_list("id", *names)
        return {pk: dict(zip(names, values, strict=True)) for pk, *values in found}

    def _then(self, model: type[Model]) -> QuerySet:
        """The history of `model` as of then. Of two changes at the same moment both are in it, the later one last."""
        return model.history.as_of(self.known_at).order_by("id", "history_id")

    def _leads(self, reviews: set[int]) -> dict[int, int]:
        """The area that leads each review."""
        links = self._then(ReviewArea) if self.known_at else ReviewArea.objects
        return dict(links.filter(lead=True, review__in=reviews).values_list("review", "area"))

    def _next_milestones(self, actions: QuerySet[Action]) -> dict[int, datetime.date]:
        """The earliest date of a milestone that is not reached, by action."""
        of_these = actions.order_by().values("pk")
        if self.known_at is None:
            waiting = Milestone.objects.filter(action__in=of_these, reached_on__isnull=True, due__isnull=False)
            return dict(waiting.order_by().values_list("action").annotate(Min("due")))
        then = self._then(Milestone).filter(action__in=of_these)
        latest = {pk: rest for pk, *rest in then.values_list("id", "action_id", "due", "reached_on")}
        found = {}
        for action, due, reached_on in latest.values():
            if due and not reached_on:
                found[action] = min(due, found.get(action, due))
        return found


def _named(objects, field: str, used: Iterable[int | None]) -> dict[int, str]:
    """The names of those of `objects` that are used."""
    return dict(objects.filter(pk__in={pk for pk in used if pk}).values_list("pk", field))


def _linked(through: type[Model], name: str, recommendations: QuerySet[Recommendation]) -> dict[int, frozenset[int]]:
    """What each of `recommendations` is linked to."""
    links = defaultdict(set)
    rows = through.objects.filter(recommendation__in=recommendations.values("pk"))
    for recommendation, other in rows.values_list("recommendation_id", name):
        links[recommendation].add(other)
    return {pk: frozenset(others) for pk, others in links.items()}
