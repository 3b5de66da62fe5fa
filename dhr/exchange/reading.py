"""Reading a file in: the one way for the command, the upload page and the demo."""

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from dhr.actions.enums import Provenance
from dhr.areas.models import Area
from dhr.formats import DOCX_TYPE, PDF_TYPE, Paper, PaperError, read_paper
from dhr.publishing.editions import publish
from dhr.publishing.enums import EditionStatus
from dhr.reviews.enums import DocumentKind, ReviewKind, State
from dhr.reviews.models import Document, Review, ReviewArea, ReviewEvent
from dhr.reviews.richtext import plain

from .enums import REPORTS, IngestionStatus
from .matching import same_paper
from .models import Ingestion
from .receiving import let_go, same_file
from .recommendations import keep_recommendations
from .replacing import LeftAlone, check_free
from .sections import write_sections
from .terms import take_terms

# A file at which the reader itself has died this often (out of memory, say) is given up.
ATTEMPTS = 3
READ_IN = "dhr.read_in"  # what a paper's history calls it: an action of Wagtail's log
CONTENT_TYPES = {
    "pdf": PDF_TYPE,
    "docx": DOCX_TYPE,
    "txt": "text/plain",
}


def take_in(ingestion: Ingestion) -> Ingestion:
    """Read one file in: all of it, or nothing. Returns the Ingestion, finished, with what came of it.

    The file is read outside the transaction, which would block every other writer meanwhile. Twice at once, or
    twice one after the other, gives one paper. Only a database out of reach raises, and the file then waits on.
    """
    if ingestion.finished:
        return ingestion
    if ingestion.attempts >= ATTEMPTS:
        return _fail(ingestion, "The reading of this file broke off several times. It was given up.")
    # Only where it is unfinished still: another reader may have finished it since it was fetched.
    taken = Ingestion.objects.unfinished().filter(pk=ingestion.pk)
    taken = taken.update(status=IngestionStatus.READING, attempts=F("attempts") + 1)
    ingestion.refresh_from_db()
    if not taken:
        return ingestion
    try:
        if _already_here(ingestion) is None:
            with ingestion.file.file.open() as file:
                paper = read_paper(file.read(), name=ingestion.name)
            return _store(ingestion, paper)
        return _store(ingestion, None)
    except PaperError as error:
        return _fail(ingestion, str(error))
    except LeftAlone as error:
        return _fail(ingestion, str(error), document=error.document)
    except OperationalError:
        raise
    except Exception as error:  # a fault of ours: this file must not stop the others
        # The type alone: a message could carry case text.
        return _fail(
            ingestion, f"This file could not be read because of a fault in this site ({type(error).__name__})."
        )


def _already_here(ingestion: Ingestion) -> Document | None:
    return same_file(
        ingestion.file.sha256,
        kind=ingestion.kind,
        area=ingestion.area,
        review=ingestion.review,
        agency=ingestion.agency,
    )


@transaction.atomic
def _store(given: Ingestion, paper: Paper | None) -> Ingestion:
    # The area's lock makes two readers of the same file come one after the other.
    Area.objects.select_for_update().get(pk=given.area_id)
    ingestion = Ingestion.objects.select_for_update(of=("self",)).select_related("file").get(pk=given.pk)
    if ingestion.finished:
        return ingestion
    if here := _already_here(ingestion):
        return _leave_unchanged(ingestion, here)
    notes = list(paper.notes)
    document = same_paper(ingestion, paper)
    again = document is not None
    if again:
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)  # no save comes in between
        check_free(document, paper, by=ingestion.by, replaces=ingestion.replaces)
        if document.released_to_panel:
            notes.append("The panel reads it as it is now: the paper is released to it.")
    else:
        review = ingestion.review
        if review is None and ingestion.kind != DocumentKind.CONTEXT:
            review = _begin_review(ingestion, paper)
            notes.append(f"This began a new review, {review.public_id}: its other papers can now join it.")
        document = Document(kind=ingestion.kind, review=review, agency=ingestion.agency, created_by=ingestion.by)
        document.area = ingestion.area if review is None else None
    document.title = _title(paper, ingestion)[:250]
    document.file = ingestion.file
    document.source_url = ingestion.source_url or document.source_url
    document.save()
    ingestion.file.content_type = CONTENT_TYPES[paper.format]
    ingestion.file.save(update_fields=["content_type"])

    keys, differences = write_sections(document, paper)
    document = Document.objects.select_related("review").get(pk=document.pk)
    differences += keep_recommendations(document, paper, keys, ingestion.area, again=again)
    if document.review:
        take_terms(document, paper, keys)
    document.save_revision(user=ingestion.by, log_action=READ_IN)
    if ingestion.published:
        notes += _publish(document, by=ingestion.by)
    elif document.editions.standing().exists():
        notes.append("The published edition is unchanged. Publish the paper again from its page when it is ready.")
    ingestion.differences = differences
    return _finish(ingestion, IngestionStatus.DONE, document, notes)


def _leave_unchanged(ingestion: Ingestion, document: Document) -> Ingestion:
    """The same content again. All it can still bring is that the paper is now said to be public."""
    if ingestion.published and not document.editions.exists():
        document.source_url = ingestion.source_url
        document.save(update_fields=["source_url"])
        return _finish(ingestion, IngestionStatus.DONE, document, _publish(document, by=ingestion.by))
    second_copy, ingestion.file = ingestion.file, document.file
    _finish(ingestion, IngestionStatus.UNCHANGED, document, [])
    let_go(second_copy)
    return ingestion


def _finish(ingestion: Ingestion, status: IngestionStatus, document: Document, notes: list[str]) -> Ingestion:
    ingestion.status, ingestion.document, ingestion.notes = status, document, notes
    ingestion.review = document.review
    ingestion.sections = document.sections.count()
    ingestion.paragraphs = document.paragraphs.count()
    standing = document.recommendations.filter(provenance=Provenance.EXTRACTED)  # not those that others added to it
    ingestion.recommendations = standing.filter(source_paragraph__in=document.paragraphs.values("key")).count()
    ingestion.finished_at = timezone.now()
    ingestion.save()
    return ingestion


@transaction.atomic
def _fail(ingestion: Ingestion, message: str, *, document: Document | None = None) -> Ingestion:
    """`document` is the paper that was left as it is, where the file could be read but not taken in."""
    stored, ingestion.file = ingestion.file, None
    ingestion.status, ingestion.message, ingestion.document = IngestionStatus.FAILED, message, document
    ingestion.finished_at = timezone.now()
    ingestion.save()
    let_go(stored)
    return ingestion


def _title(paper: Paper, ingestion: Ingestion) -> str:
    return plain(paper.title) or f"{ingestion.get_kind_display()}, {ingestion.area}"


def _begin_review(ingestion: Ingestion, paper: Paper) -> Review:
    """A review of which nothing is known but this paper's title. Facts and people are for its coordinator to add."""
    marac = ingestion.kind == DocumentKind.MARAC_REVIEW_REPORT
    review = Review.objects.create(
        kind=ReviewKind.MARAC if marac else ReviewKind.DEATH, title=_title(paper, ingestion)[:200]
    )
    ReviewArea.objects.create(review=review, area=ingestion.area, lead=True)
    return review


def _publish(document: Document, *, by) -> list[str]:
    """Publish a paper that is public elsewhere; returns what its sender should know."""
    latest = document.editions.order_by("number").last()
    if latest and latest.status == EditionStatus.WITHDRAWN:
        return ["This paper was withdrawn here, so it was not published again. That can be done from its page."]
    publish(document, by=by, with_original=True)  # the file is public there
    review = document.review
    if review and document.kind in REPORTS and not review.events.standing().filter(state=State.PUBLISHED).exists():
        ReviewEvent.objects.create(
            review=review,
            state=State.PUBLISHED,
            on=document.dated or timezone.localdate(),
            reason="Already public when it was read in here." if document.dated is None else "",
            by=by,
        )
    return []
