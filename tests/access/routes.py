"""Every address of the site, and what can stand in it."""

from collections.abc import Callable

from django.urls import URLPattern, get_resolver

from dhr.actions.enums import Origin
from dhr.actions.models import Evidence, Milestone, Statement
from dhr.reviews.enums import DocumentKind

from .viewers import PUBLIC
from .world import World


def all_routes() -> list[tuple[str, URLPattern, str]]:
    """(name with its namespaces, pattern, full address pattern) of every address of the site."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns, prefix, namespaces):
    for each in patterns:
        address = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield ":".join([*namespaces, each.name or ""]), each, address
        else:
            yield from _walk(
                each.url_patterns, address, (*namespaces, each.namespace) if each.namespace else namespaces
            )


# Rows that stand in an address behind the review that they belong to.
NESTED = frozenset(
    {
        "person",
        "area of a review",
        "event",
        "extension",
        "pause",
        "key line",
        "lesson",
        "recommendation",
        "milestone of an owned action",
        "evidence of an owned action",
        "escalation",
        "body",
        "meeting",
        "repeat",
        "revision",
    }
)
Found = list[tuple[str, tuple[str, ...]]]


def ids(world: World, of: str) -> Found:
    """What can stand in an address: each thing's name, and its ids there. Those of one thing beside those of another
    come last, under the name of nothing that anybody sees."""
    found = _IDS[of](world)
    if of in NESTED:  # an id of one's own, and behind it another's
        own, other = (next((ids for name, ids in found if name.startswith(whose)), None) for whose in ("own", "other"))
        if own and other:
            found = [*found, ("mismatched", (own[0], *other[1:]))]
    return found


def _work(name: str) -> str:
    """Of what is published, pages of the desk show the work."""
    return f"{name}work" if name in PUBLIC else name


def _reviews(world: World, name="{}") -> Found:
    return [(name.format(_work(key)), (review.public_id,)) for key, review in world.reviews.items()]


def _in_reviews(related: str, name="{}") -> Callable[[World], Found]:
    """The rows of one sort of each review, by (review's public id, row's primary key)."""
    return lambda world: [
        (name.format(_work(key)), (review.public_id, str(row.pk)))
        for key, review in world.reviews.items()
        for row in getattr(review, related).all()
    ]


def _in_papers(related: str) -> Callable[[World], Found]:
    return lambda world: [
        (_work(key), (paper.review.public_id, str(row.pk)))
        for key, paper in world.papers.items()
        if paper.review_id
        for row in getattr(paper, related).all()
    ]


def _papers(world: World, *ids: Callable) -> Found:
    return [(_work(key), tuple(str(each(paper)) for each in ids)) for key, paper in world.papers.items()]


def _followed(world: World, rows: Callable) -> Found:
    """`rows` of each recommendation that has an action, under the name of what the recommendation belongs to."""
    papers = [
        (_work(key), row)
        for key, paper in world.papers.items()
        for row in paper.recommendations.all()
        if row.actions.exists()
    ]
    outside = [(f"{key}outside", row) for key in ("own", "other") for row in world.areas[key].recommendations.all()]
    learning = [
        (f"{key}learning", row)
        for key in ("own", "other")
        for row in world.reviews[key].recommendations.filter(origin=Origin.EARLY_LEARNING)
    ]
    return [(name, (str(row.pk),)) for name, of in [*papers, *outside, *learning] for row in rows(of)]


def _kept_in_areas(world: World, related: str) -> Found:
    """The rows that an area's coordinators keep, by (area's slug, row's primary key)."""
    return [
        (f"{key}access", (area.slug, str(row.pk)))
        for key, area in world.areas.items()
        for row in getattr(area, related).all()[:1]
    ]


def _templates(world: World, names: tuple[str, ...], *more: str) -> Found:
    return [(name, (str(world.templates[name].pk), *more)) for name in names]


def _of_each(name: str, rows: Callable) -> Callable[[World], Found]:
    return lambda world: [(name.format(key), (str(row.pk),)) for key in ("own", "other") for row in rows(world, key)]


def _in_areas(rows: Callable) -> Callable[[World], Found]:
    """Rows of each area's escalation, by (the area's slug, row's primary key)."""
    return lambda world: [
        (f"{name}bodies", (area.slug, str(row.pk))) for name, area in world.areas.items() for row in rows(area)
    ]


def _board_reports(world: World, *, issued: bool) -> Found:
    name = "{}board" if issued else "{}boarddraft"
    return _of_each(name, lambda world, key: world.areas[key].board_reports.filter(issued_at__isnull=not issued))(world)


_IDS: dict[str, Callable[[World], Found]] = {
    "public review": lambda world: [(key, (review.public_id,)) for key, review in world.reviews.items()],
    "public paper": lambda world: [(key, (paper.public_id,)) for key, paper in world.papers.items()],
    "file": lambda world: [(key, (str(paper.file_id),)) for key, paper in world.papers.items()],
    "review": _reviews,
    "terms": lambda world: [each for each in _reviews(world, "{}term") if "public" not in each[0]],
    "paper": lambda world: _papers(world, lambda paper: paper.public_id),
    "review paper": lambda world: [
        (_work(key), (paper.public_id,)) for key, paper in world.papers.items() if paper.review_id
    ],
    "paper pk": lambda world: _papers(world, lambda paper: paper.pk),
    "recommendation pk": lambda world: _papers(world, lambda paper: paper.recommendations.get().pk),
    "recommendation to link": lambda world: _papers(
        world,
        lambda paper: paper.recommendations.get().pk,
        lambda paper: world.papers["public"].recommendations.get().pk,
    ),
    "repeat": lambda world: [
        (key, (str(row.recommendation_id), str(row.pk)))
        for key in ("ownreport", "otherreport")
        for row in world.papers[key].recommendations.get().repeats.all()
    ],
    "revision": lambda world: [
        (key, (str(world.papers[key].pk), str(world.papers[key].revisions.get().pk)))
        for key in ("ownreport", "otherreport")
    ],
    "compared": lambda world: [
        (key, (str(world.papers[key].pk), str(world.papers[key].revisions.get().pk), "latest"))
        for key in ("ownreport", "otherreport")
    ],
    "ingestion": _of_each("{}files", lambda world, key: world.areas[key].ingestions.all()),
    "register": _of_each("{}files", lambda world, key: world.areas[key].register_imports.all()),
    "action plan": _of_each("{}files", lambda world, key: world.areas[key].plan_imports.all()),
    "word draft": _of_each("{}worddraft", lambda world, key: world.papers[f"{key}report"].word_drafts.all()),
    "note": _of_each("{}report", lambda world, key: world.papers[f"{key}report"].notes.all()),
    "person": _in_reviews("people"),
    "area of a review": _in_reviews("review_areas"),
    "event": _in_reviews("events"),
    "extension": _in_reviews("extensions"),
    "pause": _in_reviews("pauses"),
    "key line": _in_reviews("key_lines", "{}term"),
    "lesson": _in_papers("lessons"),
    "recommendation": _in_papers("recommendations"),
    # Actions, and what they belong to
    "any recommendation": lambda world: _followed(world, lambda row: [row]),
    "outside recommendation": _of_each("{}outside", lambda world, key: world.areas[key].recommendations.all()),
    "action": lambda world: _followed(world, lambda row: row.actions.all()),
    "action to query": lambda world: [
        (name, (*values, "queried")) for name, values in _followed(world, lambda row: row.actions.all())
    ],
    "milestone": lambda world: _followed(world, lambda row: Milestone.objects.filter(action__recommendation=row)),
    "evidence": lambda world: _followed(world, lambda row: Evidence.objects.filter(update__action__recommendation=row)),
    "sending": lambda world: _followed(world, lambda row: row.sendings.all()),
    "priority": lambda world: _kept_in_areas(world, "priorities"),
    "owner": lambda world: _kept_in_areas(world, "action_owners"),
    # What owners have, and bodies
    "owned action": lambda world: [(name, (str(action.pk),)) for name, action in world.actions.items()],
    "report on an owned action": lambda world: [
        (name, (str(action.pk), "progress")) for name, action in world.actions.items()
    ],
    "milestone of an owned action": lambda world: [
        (name, (str(action.pk), str(action.milestones.get().pk))) for name, action in world.actions.items()
    ],
    "evidence of an owned action": lambda world: [
        (name, (str(action.pk), str(action.updates.get().evidence.get().pk))) for name, action in world.actions.items()
    ],
    "escalation": _in_areas(lambda area: area.bodies.get().escalations.all()),
    "body": _in_areas(lambda area: area.bodies.all()),
    "meeting": _in_areas(lambda area: area.bodies.get().meetings.all()),
    "public statement": lambda world: [
        (key, (str(statement.pk),))
        for key, paper in world.papers.items()
        for statement in Statement.objects.filter(recommendation__document=paper)
    ],
    "list of a paper": lambda world: [
        (key, (paper.review.public_id, f"?paper={paper.public_id}"))
        for key, paper in world.papers.items()
        if paper.kind == DocumentKind.IMR
    ],
    "IMR to begin": lambda world: [
        (key, (*values, "imr")) for key, values in _reviews(world) if key in ("own", "other", "early")
    ],
    "kind to begin": lambda world: [(key, (*values, "overview-report")) for key, values in _reviews(world)],
    "board report": lambda world: _board_reports(world, issued=True) + _board_reports(world, issued=False),
    "board report draft": lambda world: _board_reports(world, issued=False),
    "template in use": lambda world: _templates(world, ("owntemplate", "othertemplate")),
    "template draft": lambda world: _templates(world, ("owndraft",)),
    "template section": lambda world: _templates(world, ("owndraft",), "introduction"),
    "template key line": lambda world: _templates(world, ("owndraft",), "1"),
    "two templates": lambda world: [
        (name, (str(world.templates[name].pk), str(world.templates[name].based_on_id)))
        for name in ("owntemplate", "othertemplate")
    ],
    "template to begin": lambda world: [(f"{key}access", (area.slug, "imr")) for key, area in world.areas.items()],
    "area": lambda world: [(f"{key}access", (area.slug,)) for key, area in world.areas.items()],
    "any area": lambda world: [("", (area.slug,)) for area in world.areas.values()],
    "invitation": lambda world: [
        (name, (str(invitation.pk),))
        for key in ("own", "other")
        for name, place in ((f"{key}places", world.areas[key]), (f"{key}access", world.reviews[key]))
        for invitation in place.invitations.all()
    ],
    "membership": _of_each(
        "{}places", lambda world, key: world.areas[key].memberships.current().exclude(role="coordinator")
    ),
    "participation": _of_each("{}access", lambda world, key: world.reviews[key].participations.current()),
    "member": _of_each(
        "{}access",
        lambda world, key: [part.user for part in world.reviews[key].participations.current().filter(role="chair")],
    ),
    "unsigned part": _of_each(
        "{}unsigned", lambda world, key: world.reviews[key].participations.filter(confidentiality_signed=None)
    ),
}
