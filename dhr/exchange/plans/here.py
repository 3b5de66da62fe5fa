"""What is here already of the reviews that an action plan may speak of."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from dhr.actions.models import Recommendation
from dhr.areas.models import Agency, Area, User
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.lists import list_of, report_of
from dhr.reviews.models import Review

from ..headings import plain
from ..models import PlanRow
from ..recipients import agency_named


def areas_of(user: User) -> QuerySet[Area]:
    """The areas whose action plans `user` may bring in and take away."""
    return Area.objects.filter(pk__in=areas_with(user, Permission.PLAN_ACTIONS))


def reviews_of(user: User, area: Area) -> QuerySet[Review]:
    """The reviews of `area` that its plan may speak of."""
    return Review.objects.visible_to(user).of_area(area)


def by_name(reviews: Iterable[Review]) -> dict[str, Review]:
    """Reviews by what a plan may call them, in plain words: reference, title, the pseudonym with which it begins.

    What two of them are called names neither.
    """
    called = defaultdict(set)
    for review in reviews:
        for name in {plain(review.reference), plain(review.title), plain(review.title.partition(",")[0])}:
            called[name].add(review)
    return {name: found.pop() for name, found in called.items() if name and len(found) == 1}


class Here:
    """The recommendations and actions of some reviews that `user` may see, and what an earlier plan said of them."""

    def __init__(self, area: Area, reviews: Iterable[Review], user: User):
        self.area = area
        visible = Recommendation.objects.visible_to(user).filter(review__in=reviews).select_related("agency")
        self._recommendations = defaultdict(list)
        for row in visible.prefetch_related("actions__milestones", "actions__owner", "actions__lead"):
            self._recommendations[row.review_id].append(row)
        said = PlanRow.objects.filter(plan__area=area, review__in=reviews).order_by("pk")
        self._said_of_action = {row.action_id: row.said for row in said if row.action_id}
        self._said_of_recommendation = {row.recommendation_id: row.said for row in said if row.recommendation_id}
        self._removed = {
            (row.review_id, plain(row.said.get("recommendation", ""))) for row in said if not row.recommendation_id
        }
        self._owners = list(area.action_owners.filter(retired_on=None)) if area else []
        self._agencies: dict[str, Agency | None] = {}

    def recommendations(self, review: Review) -> list[Recommendation]:
        return self._recommendations[review.pk]

    def of_number(self, review: Review, number: str) -> list[Recommendation]:
        """Those of this number in the list to which a new one is added; agencies number their own lists."""
        same = [row.pk for row in self._recommendations[review.pk] if number and row.number == number]
        listed = Recommendation.objects.filter(pk__in=same)
        return list(list_of(review, listed, report_of(review))) if same else []

    def said_of_action(self, pk: int | None) -> dict[str, str]:
        """What the area's last plan said of this action; empty where none did."""
        return self._said_of_action.get(pk, {})

    def said_of_recommendation(self, pk: int | None) -> dict[str, str]:
        return self._said_of_recommendation.get(pk, {})

    def was_removed(self, review: Review, text: str) -> bool:
        """Whether one of these words came in with an earlier plan and was removed here since."""
        return (review.pk, plain(text)) in self._removed

    def agency(self, stated: str) -> Agency | None:
        """The agency that the area calls so."""
        key = stated.casefold()
        if key not in self._agencies:
            self._agencies[key] = agency_named(stated, self.area)
        return self._agencies[key]

    def owner_email(self, name: str) -> str:
        """The address of the area's one owner of this name; "" where none or several are called so."""
        found = [owner.email for owner in self._owners if owner.name.casefold() == name.casefold()]
        return found[0] if len(found) == 1 else ""
