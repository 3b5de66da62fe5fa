"""Recommendations, the actions under them, and the statements that partnerships made of them, as index documents."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import Rag
from dhr.actions.models import Action, Recommendation, Statement
from dhr.areas.audiences import PUBLIC

from .documents import Entry, IndexDocument, Sort

AFTER_THE_TEXT = 1_000_000
"""Where entries begin in the reading order of their unit."""


def recommendation_entries(
    base: dict, title: str, recommendations: Iterable[Recommendation]
) -> Iterator[IndexDocument]:
    """Each recommendation and each action under it; `base` are the facts of the paper or case that holds them.

    What a paper calls an agency is free text, and may hold anything: only agencies known here are told.
    """
    for place, row in enumerate(recommendations):
        about = base | {
            "sort": Sort.ENTRY,
            "position": AFTER_THE_TEXT + place,
            "title": title,
            "made": row.since.year if row.since else None,
            "recipients": (row.recipient,) if row.recipient else (),
        }
        of_recommendation = {
            "key": entry_key(base["owner"], row),
            "kind": Entry.RECOMMENDATION,
            "section": f"Recommendation {row.number}".strip(),
            "body": row.text,
            "url": reverse("recommendation", args=[row.pk]),
            "agencies": (row.agency.name,) if row.agency else (),
        }
        yield IndexDocument(**about | of_recommendation)
        for action in row.actions.all():
            of_action = {
                "key": entry_key(base["owner"], action),
                "kind": Entry.ACTION,
                "section": f"Action on recommendation {row.number}".strip(),
                "label": str(Rag(action.rag).label) if action.rag else "",
                "body": action.text,
                "url": reverse("action", args=[action.pk]),
                "agencies": (action.lead.name,) if action.lead else (),
                "rag": action.rag,
            }
            yield IndexDocument(**about | of_action)


def statement_entries(base: dict, title: str, statements: Iterable[Statement]) -> Iterator[IndexDocument]:
    """What everybody may read of what was done, in the partnership's words; `base` are public facts of the unit."""
    for place, row in enumerate(statements):
        owner = statement_owner(row)
        yield IndexDocument(
            **base,
            key=owner,
            sort=Sort.ENTRY,
            owner=owner,
            audiences=(PUBLIC,),
            position=AFTER_THE_TEXT + place,
            kind=Entry.STATEMENT,
            title=title,
            section=f"The partnership’s own statement of {timezone.localtime(row.published_at):%B %Y}",
            body=" ".join(filter(None, (row.text, f"{row.status.rstrip('.')}.", row.evidence))),
            url=reverse("statement", args=[row.pk]),
            recipients=(row.recipient,) if row.recipient else (),
        )


def recommendations_with_actions():
    """Recommendations with all that their entries need, in the order of their paper."""
    return (
        Recommendation.objects.select_related("agency", "review", "document", "area")
        .prefetch_related("actions__lead")
        .order_by("order", "pk")
    )


def statement_owner(statement: Statement) -> str:
    return f"s{statement.pk}"


def entry_key(owner: str, row: Recommendation | Action) -> str:
    return f"{owner}:{row._meta.model_name}-{row.pk}"


def row_of(key: str) -> tuple[str, int] | None:
    """Kind and primary key of the recommendation or action that an entry's key names; None for another's."""
    name, _, pk = key.rpartition(":")[2].partition("-")
    return (name, int(pk)) if name in (Entry.RECOMMENDATION, Entry.ACTION) else None
