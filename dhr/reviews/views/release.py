from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.enums import Role
from dhr.areas.permissions import Permission, has_permission

from ..enums import DocumentKind, Placed
from ..lists import printed_first_in
from ..models import Document
from ..releasing import release_to_panel, take_back_from_panel


@login_required
def release(request, public_id):
    """Say who will read the paper, and release it to them once confirmed."""
    document = _paper(request, public_id)
    if request.method == "POST":
        release_to_panel(document, by=request.user)
        messages.success(request, "Released. The panel can read it now.")
        return redirect("work-paper", document.public_id)
    return render(
        request, "reviews/case/release.html", {"document": document, **_early(document), **_readers(document)}
    )


@login_required
def take_back(request, public_id):
    """Say who will read the paper no longer, and take it back once confirmed."""
    document = _paper(request, public_id)
    if request.method == "POST":
        take_back_from_panel(document, by=request.user)
        messages.success(request, "Taken back. The panel can read it no longer.")
        return redirect("work-paper", document.public_id)
    return render(request, "reviews/case/take_back.html", {"document": document, **_readers(document)})


def _paper(request, public_id) -> Document:
    document = get_object_or_404(
        Document.objects.filter(review__isnull=False).select_related("review", "agency"),
        public_id=public_id,
    )
    if not has_permission(request.user, Permission.RELEASE, on=document):
        raise Http404
    return document


def _early(document) -> dict:
    """What the paper prints of the review, and how much of that the panel reads there before anywhere else."""
    shows = set(document.sections.values_list("shows", flat=True))
    review = document.review
    lists = {Placed.LESSONS: review.lessons.all(), Placed.RECOMMENDATIONS: review.recommendations.all()}
    printed = {placed: rows for placed, rows in lists.items() if placed in shows}
    return {
        "prints": [placed.label.lower() for placed in printed],
        "early": sum(printed_first_in(document, rows).count() for rows in printed.values()),
    }


def _readers(document) -> dict:
    """Whom a release concerns: panel members, signed or not, and of terms of reference everybody who takes part."""
    people = document.review.participations.current().select_related("user", "agency").order_by("user__last_name", "pk")
    panel = [part for part in people if part.role == Role.PANEL_MEMBER]
    everybody = document.kind == DocumentKind.TERMS_OF_REFERENCE
    return {
        "signed": [part for part in panel if part.confidentiality_signed],
        "unsigned": [part for part in panel if not part.confidentiality_signed],
        "others": [part for part in people if everybody and part.role in (Role.IMR_AUTHOR, Role.SIGN_OFF)],
        "versions": document.named_versions.select_related("by"),
    }
