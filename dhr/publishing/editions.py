"""The only two doors between work and the public: `publish` and `withdraw`."""

from django.db import transaction
from django.utils import timezone

from dhr.actions.models import Statement
from dhr.reviews.models import Document
from dhr.reviews.writing.original import stands_as_read

from .enums import EditionStatus
from .facts import public_facts
from .models import Edition, EditionParagraph, EditionRecommendation, EditionSection
from .signals import published, taken_down
from .statements import affected_by, follow, take_down


class CannotPublish(Exception):
    """A paper may not enter an edition. The message says why, in words for its reader."""


class CannotWithdraw(Exception):
    """An edition cannot be withdrawn. The message says why."""


@transaction.atomic
def publish(document: Document, *, by, with_original: bool = False) -> Edition:
    """Freeze `document` as it stands now into a new edition that replaces the standing one.

    `by` is the user who publishes, None for the command line. `with_original` puts its file online as well, unless the
    paper no longer says what the file says. Raises CannotPublish.
    """
    document = Document.objects.select_for_update(of=("self",)).select_related("review").get(pk=document.pk)
    if document.may_hold_names:
        raise CannotPublish(f"This is a {document.get_kind_display()}: it may hold real names and is never published.")
    statements = affected_by(document)
    standing = document.editions.standing().first()
    if standing:
        _move(standing, EditionStatus.REPLACED)
    last = document.editions.order_by("number").last()
    edition = Edition.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        kind=document.kind,
        title=document.title,
        facts=public_facts(document),
        source_url=document.source_url,
        file=document.file if with_original and stands_as_read(document) else None,
        dated=document.dated,
        published_by=by,
    )
    sections = {
        section.pk: EditionSection(
            edition=edition,
            key=section.key,
            order=section.sort_order,
            number=section.number,
            heading=section.heading,
            level=section.level,
        )
        for section in document.sections.order_by("sort_order")
    }
    EditionSection.objects.bulk_create(sections.values())
    EditionParagraph.objects.bulk_create(
        [
            EditionParagraph(
                edition=edition,
                section=sections[row.section_id],
                key=row.key,
                order=row.order,
                kind=row.kind,
                label=row.label,
                text=row.text,
                cells=row.cells,
                form=row.form,
            )
            for row in document.paragraphs.all()
        ],
        batch_size=500,
    )
    EditionRecommendation.objects.bulk_create(
        [
            EditionRecommendation(
                edition=edition,
                order=order,
                number=row.number,
                text=row.text,
                agency=row.agency.name if row.agency else row.agency_as_stated,
                recipient=row.recipient,
                scope=row.scope,
                library_theme=row.library_theme,
                themes=[theme.pk for theme in row.themes.all()],
                paragraph_key=row.source_paragraph,
                recommendation=row,
            )
            for order, row in enumerate(document.recommendations.select_related("agency").prefetch_related("themes"))
        ]
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
