"""Taking a file in hand: what may be read in where, and the Ingestion row that waits for it to be read."""

from contextlib import nullcontext

from django.core.files import File
from django.core.validators import URLValidator, ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from dhr.areas.models import Agency, Area
from dhr.reviews.enums import MAY_HOLD_NAMES, DocumentKind
from dhr.reviews.files import kept, shown_name
from dhr.reviews.models import Document, Review, StoredFile
from dhr.reviews.models.stored_file import sha256_of

from .enums import READABLE
from .models import Ingestion

SEVERAL_IN_A_REVIEW = frozenset({DocumentKind.IMR, DocumentKind.CONTEXT})


class Refused(Exception):
    """A file may not be read in like this. The message says why, and what to do."""


def check(
    *,
    kind: str,
    area: Area,
    review: Review | None = None,
    agency: Agency | None = None,
    published: bool = False,
    source_url: str = "",
    files: int = 1,
) -> None:
    """Raise Refused unless `files` files may be read in like this."""
    if kind not in READABLE:
        raise Refused(f"Papers of this kind are not read in. Choose one of: {', '.join(READABLE)}.")
    shown = DocumentKind(kind).label
    if kind == DocumentKind.CONTEXT and (review or agency):
        raise Refused("A context paper belongs to its area alone: give no review and no agency.")
    if kind == DocumentKind.IMR and not review:
        raise Refused("An IMR answers to a review: say which one.")
    if agency and kind != DocumentKind.IMR:
        raise Refused("Only an IMR is one agency's own paper: give no agency.")
    if review and area not in review.current_areas():
        raise Refused(f"This review does not belong to {area}.")
    if review and files > 1 and kind not in SEVERAL_IN_A_REVIEW:
        raise Refused(f"A review has one paper of the kind “{shown}”: read in one file at a time.")
    if kind == DocumentKind.IMR and agency and files > 1:
        raise Refused("An agency has one IMR in a review: read in one file at a time.")
    if published and kind in MAY_HOLD_NAMES:
        raise Refused(f"{shown}: it may hold real names and is never published.")
    if published:
        try:
            URLValidator(schemes=["http", "https"])(source_url)
        except ValidationError:
            raise Refused("A paper that is already public needs the web address where it stands.") from None
    if source_url and not published:
        raise Refused("The web address is for papers that are already public: say that this one is, or leave it out.")


def same_file(sha256: str, *, kind: str, area: Area, review: Review | None, agency: Agency | None) -> Document | None:
    """The paper here that was read from exactly this content, in this place."""
    papers = Document.objects.filter(file__sha256=sha256, kind=kind)
    if review:
        papers = papers.filter(review=review, agency=agency)
    elif kind == DocumentKind.CONTEXT:
        papers = papers.filter(area=area)
    else:
        papers = papers.filter(review__in=Review.objects.of_area(area))
    return papers.first()


def receive(
    file: File,
    *,
    name: str,
    area: Area,
    kind: str,
    review: Review | None = None,
    agency: Agency | None = None,
    published: bool = False,
    source_url: str = "",
    replaces: bool = False,
    limit: int,
    by,
) -> Ingestion:
    """Keep `file` (open, binary; at most `limit` bytes) and have it wait to be read in. Raises Refused.

    `replaces` lets it take the place of the review's paper of its kind even where it is no changed version of it.

    The same file sent the same way while it still waits, or after a crash, is the same Ingestion; one that is
    already here is not kept twice.
    """
    place = {"kind": kind, "area": area, "review": review, "agency": agency}
    check(**place, published=published, source_url=source_url)
    if file.size > limit:
        raise Refused(
            f"The file is {filesizeformat(file.size)}. The largest that can be read in is {filesizeformat(limit)}."
        )
    sha256 = sha256_of(file)
    given = place | {"published": published, "source_url": source_url, "replaces": replaces, "by": by}
    if found := Ingestion.objects.unfinished().filter(file__sha256=sha256, **given).first():
        return found
    here = same_file(sha256, **place)
    with nullcontext(here.file) if here else kept(file, name=name, sha256=sha256, by=by) as stored:
        return Ingestion.objects.create(name=shown_name(name), file=stored, **given)


def let_go(stored: StoredFile) -> None:
    """Delete a file that nothing holds any more, its bytes on commit. In the caller's transaction."""
    holders = (
        stored.documents,
        stored.editions,
        stored.ingestions,
        stored.register_imports,
        stored.plan_imports,
        stored.word_drafts,
    )
    if not any(each.exists() for each in holders):
        stored.delete()
        transaction.on_commit(lambda: stored.file.delete(save=False))
