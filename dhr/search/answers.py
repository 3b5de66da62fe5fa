"""One search as one person may make it: which index, what is hidden for now, and every hit read again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from dhr.actions.models import Action, Recommendation
from dhr.publishing.models import Edition
from dhr.publishing.statements import public_statements
from dhr.reviews.audiences import audiences_for
from dhr.reviews.models import Document, Review

from .addresses import unit_at
from .documents import Entry
from .engines.protocol import Engine, Hit, SearchAnswer, Viewer
from .entries import row_of
from .fields import Understood, understood
from .indexes import public_index, workspace_index
from .labels import KNOWN
from .models import IndexChange
from .names import Names, names_for
from .query import SearchQuery


def index_for(user) -> Engine:
    """The public index for whoever is not signed in; nothing else is ever opened for them."""
    return workspace_index() if user.is_authenticated else public_index()


def viewer_for(user) -> Viewer:
    """What `user` holds today. Removals that the worker has not seen yet are hidden from now on."""
    hidden = IndexChange.objects.filter(hides=True).values_list("owner", flat=True)
    return Viewer(audiences_for(user), frozenset(hidden))


def names_known_to(user) -> Names:
    """What `user` may call the filters by. Raises SearchError."""
    index, viewer = index_for(user), viewer_for(user)
    return names_for(*(index.values(facet, viewer) for facet in ("area", "agency", "year", "made")))


def asked(params: Mapping, names: Names) -> Understood:
    """The query that a URL's parameters stand for, with the field words among its words read; never fails."""
    query = SearchQuery.from_params(params, known=KNOWN)
    if query.only:
        query = replace(query, unit=unit_at(query.only))
    return understood(query, names, added=params.get("add", ""))


def search(query: SearchQuery, user) -> SearchAnswer:
    """One page of what `user` may find. Raises SearchError."""
    answer = index_for(user).search(query, viewer_for(user))
    allowed = readable([hit for group in answer.groups for hit in group.hits], user)
    groups = []
    for group in answer.groups:
        hits = tuple(hit for hit in group.hits if hit.key in allowed)
        if hits:
            groups.append(replace(group, hits=hits))
    return replace(answer, groups=tuple(groups))


def matching_units(query: SearchQuery, user) -> frozenset[str]:
    """Every review and context paper that `user` may find. Raises SearchError."""
    return index_for(user).matching_units(query, viewer_for(user))


def length(answer: SearchAnswer, query: SearchQuery) -> int:
    """How many there are to turn pages through: reviews and papers, or the passages of the one that was asked for."""
    if not query.unit:
        return answer.total_units
    return sum((query.page - 1) * query.size + len(group.hits) + group.more for group in answer.groups)


def readable(hits: Iterable[Hit], user) -> set[str]:
    """The keys of those hits that `user` may read at this moment, by the database's word."""
    hits = list(hits)
    owners = _readable_owners({hit.owner for hit in hits}, user)
    rows = {hit.key: row for hit in hits if (row := row_of(hit.key))}
    kept = _readable_rows(rows.values(), user)
    return {hit.key for hit in hits if hit.owner in owners and (hit.key not in rows or rows[hit.key] in kept)}


def _readable_rows(rows: Collection[tuple[str, int]], user) -> set[tuple[str, int]]:
    """Of recommendations and actions: these are narrower than the paper or case whose they are, and may be gone."""
    return {
        (kind, pk)
        for kind, model in ((Entry.RECOMMENDATION, Recommendation), (Entry.ACTION, Action))
        if (pks := [pk for of_kind, pk in rows if of_kind == kind])
        for pk in model.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True)
    }


def _readable_owners(owners: Collection[str], user) -> set[str]:

    def keys(letters: str) -> list[int]:
        return [int(owner[1:]) for owner in owners if owner[0] in letters]

    editions = set(Edition.objects.standing().filter(pk__in=keys("ef")).values_list("pk", flat=True))
    readable = {f"{letter}{pk}" for letter in "ef" for pk in editions}
    statements = public_statements().filter(pk__in=keys("s")).values_list("pk", flat=True)
    readable |= {f"s{pk}" for pk in statements}
    if user.is_authenticated:
        papers = Document.objects.visible_to(user).filter(pk__in=keys("d")).values_list("pk", flat=True)
        reviews = Review.objects.visible_to(user).filter(pk__in=keys("r")).values_list("pk", flat=True)
        outside = Recommendation.objects.visible_to(user).filter(pk__in=keys("o")).values_list("pk", flat=True)
        readable |= {f"d{pk}" for pk in papers} | {f"r{pk}" for pk in reviews} | {f"o{pk}" for pk in outside}
    return readable
