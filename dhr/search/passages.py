"""Passages in one flat list, best first: what the command line shows."""

from dataclasses import dataclass

from .answers import index_for, readable, viewer_for
from .cases import cases_of
from .engines.protocol import Hit
from .publication import published_keys
from .query import SearchQuery


@dataclass(frozen=True)
class Passage:
    """A found passage in names that people know: `review` is a title, empty for a context paper."""

    review: str
    title: str
    published: bool
    hit: Hit


@dataclass(frozen=True)
class Passages:
    """`notes` tell what was ignored, mended or widened."""

    found: list[Passage]
    notes: tuple[str, ...]


def best_passages(query: SearchQuery, user, *, limit: int) -> Passages:
    """The `limit` best passages that `user` may read, whatever review they are in. Raises SearchError."""
    best = index_for(user).best(query, viewer_for(user), limit)
    allowed = readable(best.hits, user)
    hits = [hit for hit in best.hits if hit.key in allowed]
    cases = cases_of([hit.unit for hit in hits if hit.unit.startswith("r")], user)
    published = published_keys(hits)
    found = [
        Passage(cases[hit.unit].title if hit.unit in cases else "", hit.title, hit.key in published, hit)
        for hit in hits
    ]
    return Passages(found, best.notes)
