"""Passages in one flat list, best first: what the command line shows."""

from dataclasses import dataclass

from dhr.reviews.models import Review

from .answers import index_for, readable_owners, viewer_for
from .engines.protocol import Hit
from .query import SearchQuery


@dataclass(frozen=True)
class Passage:
    """A found passage in names that people know: `review` is a title, empty for a context paper."""

    review: str
    title: str
    hit: Hit


def best_passages(query: SearchQuery, user, *, limit: int) -> list[Passage]:
    """The `limit` best passages that `user` may read, whatever review they are in. Raises SearchError."""
    hits = index_for(user).passages(query, viewer_for(user), limit)
    allowed = readable_owners(hits, user)
    titles = {
        f"r{pk}": title
        for pk, title in Review.objects.filter(pk__in={hit.unit[1:] for hit in hits if hit.unit[0] == "r"}).values_list(
            "pk", "title"
        )
    }
    return [Passage(titles.get(hit.unit, ""), hit.title, hit) for hit in hits if hit.owner in allowed]
