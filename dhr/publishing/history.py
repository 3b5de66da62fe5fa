"""Who published, replaced and withdrew papers, when and why: for those who work on them, never for the public."""

from django.db.models import QuerySet
from django.dispatch import receiver

from dhr.reviews.changes import Change
from dhr.reviews.signals import changes_asked

from .enums import EditionStatus
from .models import Edition


def history_of(editions: QuerySet[Edition]) -> list[Change]:
    """Each time one of `editions` was published or withdrawn, the latest first. One query."""
    found, before = [], None
    for row in editions.select_related("published_by", "withdrawn_by").order_by("document", "number"):
        verb = f"published as edition {row.number}"
        if before and before.document_id == row.document_id and before.status == EditionStatus.REPLACED:
            verb += f", in place of edition {before.number}"
        found.append(_change(row, row.published_at, row.published_by, verb))
        if row.status == EditionStatus.WITHDRAWN:
            verb = f"withdrawn, edition {row.number}"
            found.append(_change(row, row.withdrawn_at, row.withdrawn_by, verb, row.withdrawn_reason))
        before = row
    return sorted(found, key=lambda change: change.at, reverse=True)


@receiver(changes_asked)
def changes_of_papers(review, **_) -> list[Change]:
    return history_of(Edition.objects.filter(document__review=review))


def _change(row: Edition, at, by, verb: str, why: str = "") -> Change:
    return Change(at=at, by=str(by or ""), what="Paper", name=row.title, verb=verb, why=why, values=[])
