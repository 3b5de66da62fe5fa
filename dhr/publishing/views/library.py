from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dhr.reviews.enums import DocumentKind
from dhr.themes.models import Theme

from ..enums import EditionStatus
from ..layout import laid_out
from ..library import public_review
from ..models import Edition
from ..statements import public_statements
from ..told import by_row, told

MARKS = ("off", "headline", "all")


def review(request, public_id):
    """A review as the public may read it; 404 where nothing of it stands published, whatever was before."""
    found = public_review(public_id)
    if found is None:
        raise Http404
    context = {"review": found, "library_tags": found.library_tags(), "statements": by_row(found.recommendations)}
    return render(request, "publishing/review.html", context)


def paper(request, public_id):
    """A published paper. `?marks=off|headline|all` or `?theme=CODE` choose the themes that are marked in it."""
    edition = get_object_or_404(
        Edition.objects.standing().select_related("document__review", "file"), document__public_id=public_id
    )
    if edition.kind == DocumentKind.LIBRARY_RECORD:
        return redirect("review", edition.document.review.public_id)
    theme = Theme.objects.coded(request.GET.get("theme", ""))
    marks = request.GET.get("marks")
    return render(
        request,
        "publishing/paper.html",
        {
            "edition": edition,
            "sections": laid_out(edition),
            "theme": theme,
            "told": [] if edition.document.review_id else told(_stated_on(edition)),
            "choice": theme.code if theme else marks if marks in MARKS else "headline",
            "earlier": edition.document.editions.filter(status=EditionStatus.REPLACED).order_by("-number"),
        },
    )


def _stated_on(edition: Edition):
    """The statements on recommendations of a paper of no review: it has no other page to show them."""
    return public_statements().filter(recommendation__document=edition.document)
