"""Passages in one flat list, best first: what the command line shows."""

from dataclasses import dataclass

from .answers import index_for, readable, viewer_for
from .cases import cases_of
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
    allowed = readable(hits, user)
    hits = [hit for hit in hits if hit.key in allowed]
    cases = cases_of([hit.unit for hit in hits if hit.unit.startswith("r")], user)
    return [Passage(cases[hit.unit].title if hit.unit in cases else "", hit.title, hit) for hit in hits]
