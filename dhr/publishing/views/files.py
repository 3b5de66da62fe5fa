from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.reviews.files import as_download
from dhr.reviews.models import Document, StoredFile

from ..models import Edition


def file(request, pk):
    """The one door to private files: open to all while a standing edition carries the file, else by `visible_to`."""
    stored = get_object_or_404(StoredFile, pk=pk)
    public = Edition.objects.standing().filter(file=stored).exists()
    if not public and not Document.objects.visible_to(request.user).filter(file=stored).exists():
        raise Http404
    # A withdrawn file must not live on in a shared cache; a confidential one in no cache at all.
    return as_download(stored, cache="no-cache" if public else "private, no-store")
