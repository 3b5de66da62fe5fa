from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from dhr.reviews.models import Document, StoredFile

from ..models import Edition

# What a browser may be told a file is; anything else is a mere download.
SERVED_TYPES = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain",
    }
)


def file(request, pk):
    """The one door to private files: open to all while a standing edition carries the file, else by `visible_to`."""
    stored = get_object_or_404(StoredFile, pk=pk)
    public = Edition.objects.standing().filter(file=stored).exists()
    if not public and not Document.objects.visible_to(request.user).filter(file=stored).exists():
        raise Http404
    # A withdrawn file must not live on in a shared cache; a confidential one in no cache at all.
    return as_download(stored, cache="no-cache" if public else "private, no-store")


def as_download(stored: StoredFile, *, cache: str) -> FileResponse:
    """The file for the browser to keep, never to run. The caller has asked who may have it; 404 where it is gone."""
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        as_attachment=True,
        filename=shown_name(stored.name),
        content_type=stored.content_type if stored.content_type in SERVED_TYPES else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = cache
    return response


def shown_name(name: str) -> str:
    """`name` without folders and control characters, so that it is safe as a file name on any system."""
    name = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable() and letter not in '<>:"|?*').strip(". ") or "file"
