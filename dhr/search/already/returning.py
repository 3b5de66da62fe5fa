"""Recommendations that keep returning: those that people linked as repeats, and likely ones, in groups."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dhr.actions.models import Recommendation, Repeat
from dhr.actions.regional import regions_of, shared_by, sharing_areas
from dhr.publishing.enums import EditionStatus
from dhr.publishing.models import EditionRecommendation

from ..models import Likely
from .reading import Earlier, Key, told, unit_of

Node = tuple[str, int]
"""`r` and the primary key of a Recommendation, whether it is read as working text or as published; `p` and that of an
EditionRecommendation whose Recommendation is gone."""


@dataclass(frozen=True)
class Member:
    """`linked`: a person linked it with another of its group; else it is likely alone."""

    earlier: Earlier
    linked: bool


@dataclass(frozen=True)
class Group:
    """The same thing recommended again and again: `members`, the oldest first, and how many more are `hidden`: of
    areas that share, in reviews that are not open to the reader."""

    members: tuple[Member, ...]
    hidden: int = 0

    @property
    def size(self) -> int:
        return len(self.members) + self.hidden

    @property
    def areas(self) -> list[str]:
        return sorted({area for member in self.members for area in member.earlier.place.areas})

    @property
    def years(self) -> str:
        known = sorted({member.earlier.place.year for member in self.members if member.earlier.place.year})
        return "–".join(map(str, dict.fromkeys([known[0], known[-1]]))) if known else ""

    @property
    def linked(self) -> bool:
        return any(member.linked for member in self.members)


@dataclass(frozen=True)
class Outline:
    """A group before anything of it is read. `keys`: what is read of each node that the reader may read."""

    nodes: tuple[Node, ...]
    linked: frozenset[Node]
    keys: dict[Node, Key]
    hidden: int


def outlines(user, *, recipient: str = "", likely: bool = True) -> list[Outline]:
    """Groups that span two reviews or more, the largest first: of what `user` may read, and of what areas of the
    regions of `user` share. `likely` adds what nobody has linked."""
    known = _readable(user)
    hidden = _shared(user) - known.keys()
    confirmed = [
        (("r", one), ("r", other))
        for one, other in Repeat.objects.values_list("recommendation", "earlier")
        if {("r", one), ("r", other)} <= known.keys() | hidden
    ]
    groups = _joined(confirmed)
    linked = frozenset(node for group in groups for node in group)
    if likely:
        groups = _with_likely(groups, known)
    found = []
    for group in groups:
        nodes = tuple(sorted(node for node in group if node in known))
        spans = {known[node].unit for node in nodes}
        among = not recipient or any(known[node].recipient == recipient for node in nodes)
        out_of_sight = len(group) - len(nodes)
        if nodes and len(spans) + out_of_sight > 1 and among:
            keys = {node: known[node].key for node in nodes}
            found.append(Outline(nodes, linked & set(nodes), keys, out_of_sight))
    return sorted(found, key=lambda each: (-len(each.nodes) - each.hidden, not each.linked, each.nodes))


def read(user, chosen: Iterable[Outline]) -> list[Group]:
    """These groups as `user` may read them."""
    chosen = list(chosen)
    earlier = told(user, [key for each in chosen for key in each.keys.values()])
    groups = []
    for each in chosen:
        members = [Member(earlier[key], node in each.linked) for node, key in each.keys.items() if key in earlier]
        members.sort(key=lambda member: (member.earlier.place.year or 0, member.earlier.place.review))
        groups.append(Group(tuple(members), each.hidden))
    return groups


@dataclass(frozen=True)
class Known:
    key: Key
    unit: str
    recipient: str


def _readable(user) -> dict[Node, Known]:
    visible = Recommendation.objects.visible_to(user).values_list("pk", "review", "document", "recipient")
    known = {
        ("r", pk): Known(("w", pk), unit_of(pk, review, document), recipient)
        for pk, review, document, recipient in visible
    }
    published = EditionRecommendation.objects.filter(edition__status=EditionStatus.STANDING).values_list(
        "pk", "recommendation", "edition__document__review", "edition__document", "recipient"
    )
    for pk, origin, review, document, recipient in published:
        node = ("r", origin) if origin else ("p", pk)
        known.setdefault(node, Known(("p", pk), unit_of(pk, review, document), recipient))
    return known


def _shared(user) -> set[Node]:
    areas = [area for region in regions_of(user) for area in sharing_areas(region)]
    return {("r", pk) for pk in shared_by(areas).values_list("pk", flat=True)}


def _joined(pairs: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """What hangs together by `pairs`."""
    group_of: dict[Node, set[Node]] = {}
    for one, other in pairs:
        group = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(group, group)
    return [set(group) for group in dict.fromkeys(map(frozenset, group_of.values()))]


def _with_likely(groups: list[set[Node]], known: dict[Node, Known]) -> list[set[Node]]:
    """Each group with what is likely the same as one of its members; then groups about those that are much like the
    most others. A likely one joins one group, and brings no other with it: likeness of likeness soon leads astray."""
    near = defaultdict(set)
    rows = Likely.objects.filter(published__published__edition__status=EditionStatus.STANDING).values_list(
        "one__working",
        "one__published",
        "one__published__recommendation",
        "published__published__recommendation",
        "published__published",
    )
    for working, published, origin, other_origin, other in rows:
        node = ("r", working or origin) if working or origin else ("p", published)
        far = ("r", other_origin) if other_origin else ("p", other)
        if node != far and node in known and far in known and known[node].unit != known[far].unit:
            near[node].add(far)
            near[far].add(node)
    taken = {node for group in groups for node in group}
    grown = []
    for group in groups:
        added = set().union(*(near[node] for node in group)) - taken
        taken |= added
        grown.append(group | added)
    for node in sorted(near, key=lambda node: (-len(near[node]), node)):
        free = near[node] - taken
        if node not in taken and free:
            taken |= {node} | free
            grown.append({node} | free)
    return grown
