"""What is here already, in the areas for which somebody may register reviews."""

from collections import defaultdict
from collections.abc import Iterable

from dhr.areas.models import Area, User
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.models import Review, ReviewArea


def areas_of(user: User):
    """The areas whose register `user` may bring in: register reviews, and change those that are there."""
    may = areas_with(user, Permission.REGISTER_REVIEWS) & areas_with(user, Permission.RUN_REVIEW)
    return Area.objects.filter(pk__in=may)


class Here:
    """The reviews of some areas, fetched at once. Of other areas it knows nothing."""

    def __init__(self, areas: Iterable[Area]):
        self.areas = list(areas)
        self._area_of_name = {
            _folded(name): area
            for area in Area.objects.filter(pk__in=[area.pk for area in self.areas]).prefetch_related("aliases")
            for name in (area.name, area.slug, *(alias.name for alias in area.aliases.all()))
        }
        links = ReviewArea.objects.current().filter(area__in=self.areas).values_list("area", "review")
        reviews = Review.objects.filter(pk__in={review for _, review in links})
        by_pk = {review.pk: review for review in reviews.prefetch_related("events", "extensions", "pauses")}
        self._by_reference: dict[tuple[int, str], list[Review]] = defaultdict(list)
        self._by_title: dict[str, set[Review]] = defaultdict(set)
        for area, pk in links:
            review = by_pk[pk]
            if review.reference:
                self._by_reference[area, _folded(review.reference)].append(review)
            self._by_title[_folded(review.title)].add(review)

    def area(self, name: str) -> Area | None:
        """The area of this name, old and trading names included."""
        return self._area_of_name.get(_folded(name))

    def reviews(self, area: Area, reference: str) -> list[Review]:
        """The reviews of `area` with this reference; usually one or none."""
        return self._by_reference.get((area.pk, _folded(reference)), [])

    def others_called(self, title: str, review: Review) -> list[str]:
        """The references of reviews with this title other than `review`; empty for one without."""
        return sorted(each.reference for each in self._by_title.get(_folded(title), ()) if each.pk != review.pk)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
