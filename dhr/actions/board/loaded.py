"""What the rows of the board are made of, read with the same number of queries however many actions there are."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Min, Model, QuerySet
from django.utils import timezone

from dhr.areas.models import Agency
from dhr.reviews.models import Document, Review, ReviewArea

from ..models import Action, Milestone, Owner, Recommendation
from ..models.recommendation import known_since

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
    "delivery_told_on",
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
    "provenance",
    "source",
    "scope",
    "origin",
    "recipient",
    "library_theme",
    "made_on",
    "created_at",
)


class Asked(NamedTuple):
    """What all actions of one recommendation share."""

    review_id: int | None
    title: str
    place: str
    area_id: int | None
    areas: frozenset[int]
    themes: frozenset[str]
    priorities: frozenset[int]
    made_on: datetime.date | None


class Loaded:
    """Everything that the rows are made of, each by primary key: of now, or what was known at a moment."""

    def __init__(self, actions: QuerySet[Action], reviews: QuerySet[Review], known_at: datetime.datetime | None):
        self.known_at = known_at
        self.zone = timezone.get_current_timezone()  # asked for once: it is dear by the thousand
        self.actions = self._fields(actions, OF_ACTION)
        # by their keys: asking again who may see them would cost more
        asked_by = {each.recommendation_id for each in self.actions.values()}
        recommendations = Recommendation.objects.filter(pk__in=asked_by)
        now = recommendations.order_by().values_list("pk", *OF_RECOMMENDATION, named=True)
        self.recommendations = _by_key(now)
        if known_at:  # one that was brought in after what was done about it stands as it does today
            self.recommendations |= self._fields(recommendations, OF_RECOMMENDATION)
        self.themes = _linked(Recommendation.themes.through, "theme_id", asked_by)
        self.priorities = _linked(Recommendation.priorities.through, "priority_id", asked_by)
        self.agencies = _named(Agency.objects, "name", (each.lead_id for each in self.actions.values()))
        self.owners = _named(Owner.objects, "name", (each.owner_id for each in self.actions.values()))
        of_reviews = {each.review_id for each in self.recommendations.values()}
        of_papers = {each.document_id for each in self.recommendations.values()}
        self.titles = _named(reviews, "title", of_reviews)
        self.papers = {
            pk: rest
            for pk, *rest in Document.objects.filter(pk__in=of_papers).values_list("pk", "title", "area", "dated")
        }
        self.leads = self._leads(of_reviews)
        self.areas = defaultdict(set)
        for review, area in ReviewArea.objects.current().filter(review__in=of_reviews).values_list("review", "area"):
            self.areas[review].add(area)
        self.next_milestones = self._next_milestones(actions)
        self.asked = {pk: self._asked(pk) for pk in self.recommendations}

    def _asked(self, pk: int) -> Asked:
        recommendation = self.recommendations[pk]
        review = recommendation.review_id
        paper, area_of_paper, dated = self.papers.get(recommendation.document_id, ("", None, None))
        entered_on = self.day_of(recommendation.created_at)
        area = self.leads.get(review) or area_of_paper or recommendation.area_id
        return Asked(
            review_id=review if review in self.titles else None,
            title=self.titles.get(review) or paper or recommendation.source,
            place=self._place(recommendation),
            area_id=area,
            areas=frozenset(self.areas.get(review) or {area}),
            themes=self.themes.get(pk, frozenset()),
            priorities=self.priorities.get(pk, frozenset()),
            made_on=known_since(recommendation.made_on, dated, recommendation.provenance, entered_on),
        )

    def _place(self, recommendation) -> str:
        review, paper = recommendation.review_id, recommendation.document_id
        if review in self.titles:
            return f"review-{review}"
        return f"paper-{paper}" if paper else recommendation.source

    def day_of(self, moment: datetime.datetime) -> datetime.date:
        return moment.astimezone(self.zone).date()

    def _fields(self, objects: QuerySet, names: tuple[str, ...]) -> dict[int, tuple]:
        """The named fields of each of `objects`: of those that were there then, as they were."""
        if self.known_at is None:
            return _by_key(objects.order_by("pk").values_list("pk", *names, named=True))
        then = self._then(objects.model).filter(id__in=objects.order_by().values("pk"))
        return _by_key(then.values_list("id", *names, named=True))

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


def _by_key(found: Iterable[tuple]) -> dict[int, tuple]:
    """Each of `found` by its first value; of several with the same one the last."""
    return {each[0]: each for each in found}


def _named(objects, field: str, used: Iterable[int | None]) -> dict[int, str]:
    """The names of those of `objects` that are used."""
    return dict(objects.filter(pk__in={pk for pk in used if pk}).values_list("pk", field))


def _linked(through: type[Model], name: str, recommendations: set[int]) -> dict[int, frozenset]:
    """What each of `recommendations` is linked to."""
    links = defaultdict(set)
    rows = through.objects.filter(recommendation__in=recommendations)
    for recommendation, other in rows.values_list("recommendation_id", name):
        links[recommendation].add(other)
    return {pk: frozenset(others) for pk, others in links.items()}
