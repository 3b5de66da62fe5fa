"""Taking in the files that come with updates and sendings."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import UploadedFile

from dhr.reviews.files import kept
from dhr.reviews.models import StoredFile
from dhr.reviews.models.stored_file import sha256_of

from .forms.evidence import EvidenceForm
from .updates import NewEvidence


@contextmanager
def received(file: UploadedFile | None, *, by) -> Iterator[StoredFile | None]:
    """An uploaded file, kept together with what the block makes of it: both or neither. None where there is none.

    `by` is the account that sent it; None for an owner who came by a link.
    """
    if not file:
        yield None
        return
    with kept(file, name=file.name, sha256=sha256_of(file), by=by) as stored:
        yield stored


@contextmanager
def evidence_of(form: EvidenceForm, *, by) -> Iterator[list[NewEvidence]]:
    """The evidence of a valid form, for the `record` of the block: its file is kept if the block succeeds."""
    given = form.cleaned_data
    with received(given["evidence_file"], by=by) as stored:
        if not form.has_evidence:
            yield []
            return
        yield [
            NewEvidence(
                kind=given["evidence_kind"],
                dated=given["evidence_dated"],
                shows=given["evidence_shows"],
                file=stored,
                link=given["evidence_link"],
            )
        ]
