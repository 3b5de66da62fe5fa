"""Private files: keeping one, with what is made of it, and handing it to a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.files import File
from django.db import transaction
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from dhr.formats import DOCX_TYPE, PDF_TYPE

from .models import StoredFile

# What a browser may be told a file is; anything else is a mere download.
SERVED_TYPES = frozenset({PDF_TYPE, DOCX_TYPE, "text/plain"})

R = TypeVar("R", bound=HttpResponseBase)


@contextmanager
def kept(file: File, *, name: str, sha256: str, by) -> Iterator[StoredFile]:
    """Keep `file` together with what the block makes of it: both in one transaction, or neither, bytes included."""
    stored = StoredFile(sha256=sha256, name=shown_name(name), size=file.size, owner=by)
    try:
        with transaction.atomic():
            stored.file.save(stored.name, file, save=False)
            stored.save()
            yield stored
    except BaseException:
        if stored.file:
            stored.file.delete(save=False)  # the row went with the transaction; the bytes must go too
        raise


def shown_name(name: str) -> str:
    """A file's name as it is kept: printable, and not too long, its ending rather than its beginning."""
    return printable(name)[-200:]


def printable(name: str) -> str:
    """A file's name as it can be stored and shown: a sign stands for what is no letter in it, such as a stray byte."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)


def as_download(stored: StoredFile, *, cache: str) -> FileResponse:
    """The file for the browser to keep, never to run. The caller has asked who may have it; 404 where it is gone."""
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    content_type = stored.content_type if stored.content_type in SERVED_TYPES else "application/octet-stream"
    return as_attachment(FileResponse(content, content_type=content_type), download_name(stored.name), cache=cache)


def as_attachment(response: R, name: str, *, cache: str | None = "private, no-store") -> R:
    """`response` for the browser to keep as the file `name`, never to run.

    `cache` says who else may keep it; None leaves that to who asks and where (`dhr.headers`).
    """
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if cache:
        response["Cache-Control"] = cache
    return response


def download_name(name: str) -> str:
    """`name` without folders and control characters, so that it is safe as a file name on any system."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*').strip(". ") or "file"
