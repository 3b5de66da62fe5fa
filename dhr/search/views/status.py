from django.shortcuts import render

from dhr.areas.administration import administrators_only

from ..status import status


@administrators_only
def status_page(request):
    """How the search indexes are, for whoever looks after the site."""
    return render(request, "search/status.html", {"status": status()})
