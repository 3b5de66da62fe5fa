"""The only two doors between work and the public: `publish` and `withdraw`."""

from django.db import transaction
from django.utils import timezone

from dhr.actions.models import Statement
from dhr.reviews.models import Document

from .contents import contents_of, stamp
from .enums import EditionStatus
from .models import Edition, EditionParagraph, EditionRecommendation, EditionSection
from .signals import published, taken_down
from .statements import affected_by, follow, take_down


class CannotPublish(Exception):
    """A paper may not enter an edition. The message says why, in words for its reader."""


class Changed(CannotPublish):
    """What would be published is no longer what was looked at."""


class CannotWithdraw(Exception):
    """An edition cannot be withdrawn. The message says why."""


@transaction.atomic
def publish(document: Document, *, by, with_original: bool = False, seen: str | None = None) -> Edition:
    """Freeze `document` as it stands now into a new edition that replaces the standing one.

    `by` is the user who publishes, None for the command line. `with_original` puts its file online as well, unless the
    paper no longer says what the file says. `seen` is the stamp of the contents that somebody looked at; None where
    nobody does, because what is published was public already. Raises CannotPublish, or Changed where `seen` isn't
    what stands.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("review").get(pk=document.pk)
    if document.may_hold_names:
        raise CannotPublish(f"This is a {document.get_kind_display()}: it may hold real names and is never published.")
    contents = contents_of(document)  # of these very rows: people and recommendations are not held by the lock
    if seen is not None and stamp(contents) != seen:
        raise Changed(
            "Nothing is published. What would become public, or what it replaces, changed since you looked. "
            "This is what it would be now: look at it again."
        )
    statements = affected_by(document)
    standing = document.editions.standing().first()
    if standing:
        _move(standing, EditionStatus.REPLACED)
    last = document.editions.order_by("number").last()
    edition = Edition.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        published_by=by,
        **contents.edition | ({} if with_original else {"file_id": None}),
    )
    sections = EditionSection.objects.bulk_create([EditionSection(edition=edition, **row) for row in contents.sections])
    EditionParagraph.objects.bulk_create(
        [
            EditionParagraph(edition=edition, **row | {"section": sections[row["section"]]})
            for row in contents.paragraphs
        ],
        batch_size=500,
    )
    EditionRecommendation.objects.bulk_create(
        [EditionRecommendation(edition=edition, **row) for row in contents.recommendations]
    )
    follow(statements, by=by)
    published.send(Edition, edition=edition)
    return edition


@transaction.atomic
def withdraw(edition: Edition, *, reason: str, by) -> None:
    """Take `edition` out of every public answer at once, with the statements on its recommendations.

    It stays on record with the reason. Raises CannotWithdraw.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.status != EditionStatus.STANDING:
        raise CannotWithdraw(f"This edition is not published now: {edition.get_status_display().lower()}.")
    if not reason.strip():
        raise CannotWithdraw("Give a reason: it stays on record.")
    _move(
        edition,
        EditionStatus.WITHDRAWN,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        withdrawn_reason=reason.strip(),
    )
    for statement in Statement.objects.standing().filter(recommendation__document=edition.document_id):
        take_down(statement, by=by, reason="Its paper was withdrawn.")


def _move(edition: Edition, status: EditionStatus, **facts) -> None:
    Edition.objects.filter(pk=edition.pk).update(status=status, **facts)
    taken_down.send(Edition, edition=edition)
