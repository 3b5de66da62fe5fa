"""What a partnership tells the public of a recommendation: its own statement, beside what a review published.

Nothing of an unpublished review comes out: the recommendation's words are those of a standing edition, or of a report
from outside whose public address is known. The partnership writes the rest itself.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dhr.actions.models import Recommendation, Statement
from dhr.actions.models.recommendation import lead_area_of

from .contents import stamp
from .enums import EditionStatus


class CannotState(Exception):
    """Nothing can be told to the public of this recommendation now. The message says why, in words for its reader."""


class Changed(CannotState):
    """The recommendation no longer stands as whoever wrote of it saw it; `published` is how it stands."""

    def __init__(self, published: "Published"):
        super().__init__("The recommendation changed since you looked. This is how the public would read both now.")
        self.published = published


@dataclass(frozen=True)
class Published:
    """A recommendation as the public may read it already; `recipient` is one of AgencyKind, "" where not stated."""

    text: str
    agency: str
    recipient: str


def public_statements() -> QuerySet[Statement]:
    """What the public may read now, newest first. Each has `lead_area`, the primary key of whose statement it is."""
    return (
        Statement.objects.standing()
        .filter(
            Q(recommendation__document__editions__status=EditionStatus.STANDING)
            | Q(recommendation__review=None, recommendation__document=None)
        )
        .select_related("recommendation__review", "recommendation__document", "recommendation__area__region")
        .annotate(lead_area=lead_area_of("recommendation__"))
    )


def as_published(recommendation: Recommendation) -> Published:
    """How `recommendation` stands in public already. Raises CannotState."""
    if recommendation.area_id:
        if not recommendation.source_url:
            raise CannotState("Give the public address of the report that it comes from first.")
        return Published(recommendation.text, recommendation.to, recommendation.recipient)
    edition = recommendation.document.editions.standing().first() if recommendation.document else None
    if edition is None:
        raise CannotState("The paper that it stands in is not published, so nothing can be told of it yet.")
    for row in edition.recommendations.all():
        if is_same(row, recommendation.source_paragraph, recommendation.text):
            return Published(row.text, row.agency, row.recipient)
    raise CannotState(
        "The published edition does not have it in these words. Publish the paper again first, as it stands now."
    )


def is_same(row, paragraph: str, text: str) -> bool:
    """Whether `row` of an edition is what stands in `paragraph` of the same paper; without one, what says `text`."""
    if row.paragraph_key or paragraph:
        return row.paragraph_key == paragraph
    return row.text.split() == text.split()


@transaction.atomic
def publish_statement(
    recommendation: Recommendation, *, status: str, evidence: str, by, seen: str | None = None
) -> Statement:
    """Tell the public how `recommendation` stands, in place of what was told before.

    `status` and `evidence` are the partnership's words. `seen` is the stamp of the recommendation as published that
    they were written to, None where nobody looked. Whether `by` may is asked by the caller. Raises CannotState, or
    Changed where `seen` isn't what stands.
    """
    recommendation = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    published = as_published(recommendation)
    if seen is not None and stamp(published) != seen:
        raise Changed(published)
    now = timezone.now()  # of the old one's end and the new one's beginning: by that it is known which replaced which
    for earlier in recommendation.statements.standing():
        _withdraw(earlier, by, now)
    return Statement.objects.create(
        recommendation=recommendation,
        published_at=now,
        text=published.text,
        agency=published.agency,
        recipient=published.recipient,
        status=status.strip(),
        evidence=evidence.strip(),
        by=by,
    )


def withdraw_statement(statement: Statement, *, by) -> None:
    """Take `statement` out of every public answer at once; it stays on record."""
    _withdraw(statement, by, timezone.now())


def _withdraw(statement: Statement, by, at: datetime.datetime) -> None:
    statement.withdrawn_at, statement.withdrawn_by = at, by
    statement.save(update_fields=["withdrawn_at", "withdrawn_by"])


def earlier_statements(recommendation: Recommendation) -> list[Statement]:
    """Those that stand no more, newest first, each with `replaced_by`: the next one, or None where it was withdrawn."""
    found, later = [], None
    for each in recommendation.statements.select_related("by", "withdrawn_by"):
        if each.withdrawn_at:
            each.replaced_by = later if later and later.published_at == each.withdrawn_at else None
            found.append(each)
        later = each
    return found
