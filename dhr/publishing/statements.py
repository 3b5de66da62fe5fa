"""What a partnership tells the public of a recommendation: its own statement, beside what a review published.

Nothing of an unpublished review comes out: the recommendation's words are those of the standing edition, or of a report
from outside as it was named, with its public address, when the statement was made. The partnership writes the rest.
"""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from dhr.actions.models import Recommendation, Statement
from dhr.actions.models.recommendation import lead_area_of
from dhr.reviews.models import Document

from .contents import stamp
from .enums import EditionStatus
from .models import EditionRecommendation


class CannotState(Exception):
    """Nothing can be told to the public of this recommendation now. The message says why, in words for its reader."""


class Changed(CannotState):
    """The recommendation no longer stands as whoever wrote of it saw it; `published` is how it stands."""

    def __init__(self, published: "Published"):
        super().__init__("The recommendation changed since you looked. This is how the public would read both now.")
        self.published = published


@dataclass(frozen=True)
class Published:
    """A recommendation as the public may read it; `recipient` is one of AgencyKind, "" where not stated.

    `source` and `source_url` are those of a report from outside, "" for what stands in a paper here.
    """

    text: str
    agency: str
    recipient: str
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Affected:
    """A standing statement that another edition of its paper changes: `published` is how its recommendation stands
    there, None where it doesn't."""

    statement: Statement
    published: Published | None


def public_statements() -> QuerySet[Statement]:
    """What the public may read now, newest first. Each has `lead_area`, the primary key of whose statement it is.

    Whatever became of a paper, no words come out that its standing edition doesn't have.
    """
    published = EditionRecommendation.objects.filter(
        edition__document=OuterRef("recommendation__document"),
        edition__status=EditionStatus.STANDING,
        text=OuterRef("text"),
    )
    outside = Q(recommendation__review=None, recommendation__document=None) & ~Q(source_url="")
    return (
        Statement.objects.standing()
        .filter(Exists(published) | outside)
        .select_related("recommendation__review", "recommendation__document", "recommendation__area__region")
        .annotate(lead_area=lead_area_of("recommendation__"))
    )


def as_published(recommendation: Recommendation) -> Published:
    """How `recommendation` stands in public already. Raises CannotState."""
    if recommendation.area_id:
        if not recommendation.source_url:
            raise CannotState("Give the public address of the report that it comes from first.")
        source = recommendation.source or str(recommendation.get_origin_display())
        return Published(
            recommendation.text, recommendation.to, recommendation.recipient, source, recommendation.source_url
        )
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
        **asdict(published),
        status=status.strip(),
        evidence=evidence.strip(),
        by=by,
    )


def withdraw_statement(statement: Statement, *, by) -> None:
    """Take `statement` out of every public answer at once; it stays on record."""
    _withdraw(statement, by, timezone.now())


def take_down(statement: Statement, *, by, reason: str) -> None:
    """The same where it cannot stand any more; the partnership reads the `reason`. `by` None: nobody known here."""
    _withdraw(statement, by, timezone.now(), reason)


def _withdraw(statement: Statement, by, at: datetime.datetime, reason: str = "") -> None:
    statement.withdrawn_at, statement.withdrawn_by, statement.withdrawn_reason = at, by, reason
    statement.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def affected_by(document: Document) -> list[Affected]:
    """The statements that publishing `document`, as it stands now, gives other words or takes down."""
    standing = (
        Statement.objects.standing()
        .filter(
            Q(recommendation__document=document)
            | Q(recommendation__published__edition__in=document.editions.standing())
        )
        .select_related("recommendation__agency")
        .distinct()
    )
    found = []
    for each in standing:
        row = each.recommendation
        if row.document_id != document.pk:
            found.append(Affected(each, None))
        elif (row.text, row.to, row.recipient) != (each.text, each.to, each.recipient):
            agency = row.agency.name if row.agency else row.agency_as_stated
            found.append(Affected(each, Published(row.text, agency, row.recipient)))
    return found


def follow(affected: Iterable[Affected], *, by) -> None:
    """Have statements say what the new edition of their paper says; those it leaves without words are taken down."""
    for each in affected:
        if each.published:
            for name, value in asdict(each.published).items():
                setattr(each.statement, name, value)
            each.statement.save(update_fields=list(asdict(each.published)))
        else:
            take_down(each.statement, by=by, reason="The new edition of its paper does not have the recommendation.")


@receiver(post_save, sender=Recommendation)
def source_saved(instance, **_):
    """Without a public address nothing can be told of a report from outside, so what was told stands no longer."""
    if instance.area_id and not instance.source_url:
        for statement in instance.statements.standing():
            reason = "The public address of the report that it comes from was taken away."
            take_down(statement, by=None, reason=reason)


def earlier_statements(recommendation: Recommendation) -> list[Statement]:
    """Those that stand no more, newest first, each with `replaced_by`: the next one, or None where it was withdrawn."""
    found, later = [], None
    for each in recommendation.statements.select_related("by", "withdrawn_by"):
        if each.withdrawn_at:
            each.replaced_by = later if later and later.published_at == each.withdrawn_at else None
            found.append(each)
        later = each
    return found
