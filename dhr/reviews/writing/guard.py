"""The one check that every view of papers begins with."""

from django.contrib.admin.utils import unquote
from django.http import Http404

from .access import writable_by


class WritableOnly:
    """First in the line of every view of `PaperViewSet`: a paper that one may not write is not there.

    It is the same 404 as for a paper that never was, before the view has loaded anything.
    """

    def setup(self, request, *args, **kwargs):
        if (pk := kwargs.get("pk")) is not None:
            pk = unquote(str(pk))
            if not pk.isdecimal() or not writable_by(request.user).filter(pk=pk).exists():
                raise Http404
        super().setup(request, *args, **kwargs)
