from dataclasses import dataclass

from django.contrib.admin.utils import quote
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.areas.models import Agency
from dhr.areas.permissions import Permission, has_permission

from .. import beginning
from ..enums import DocumentKind
from ..forms.begin import BeginForm
from ..lists import REPORTS, adopt
from ..models import Document, DocumentTemplate
from ..numbering import one_at_a_time
from .case import review_for


@dataclass(frozen=True)
class Offer:
    """A kind of paper that somebody may begin, what it would be begun from, and those of its kind."""

    kind: DocumentKind
    template: DocumentTemplate
    existing: list[Document]


@login_required
def choose(request, public_id):
    """The kinds of paper that this person may begin in the review; nothing is here for who may begin none."""
    review = review_for(request, public_id)
    kinds = kinds_to_begin(request.user, review)
    if not kinds:
        raise Http404
    papers = list(review.documents.visible_to(request.user))
    offers = [
        Offer(kind, beginning.template_for(kind, review), [paper for paper in papers if paper.kind == kind])
        for kind in kinds
    ]
    return render(
        request,
        "reviews/case/begin.html",
        {
            "review": review,
            "offers": offers,
            "no_agency": DocumentKind.IMR in beginning.kinds_for(review) and DocumentKind.IMR not in kinds,
        },
    )


@login_required
def begin(request, public_id, kind):
    """Begin a paper of this kind from its template, and go on to write it."""
    review = review_for(request, public_id)
    if kind not in kinds_to_begin(request.user, review):
        raise Http404
    kind, template = DocumentKind(kind), beginning.template_for(kind, review)
    place = {
        "kind": kind,
        "review": review,
        "agencies": _agencies(request.user, review),
        "existing": review.documents.filter(kind=kind),
    }
    if request.method == "POST":
        with one_at_a_time(review):
            form = BeginForm(request.POST, **place)
            if form.is_valid():
                given = form.cleaned_data
                document = beginning.begin(
                    template, review=review, by=request.user, agency=given.get("agency"), title=given["title"]
                )
                if kind in REPORTS:
                    adopt(document)
                return redirect(reverse("wagtailsnippets_reviews_document:edit", args=[quote(document.pk)]))
    else:
        form = BeginForm(**place)
    return render(
        request,
        "reviews/case/begin_form.html",
        {
            "review": review,
            "kind": kind,
            "template": template,
            "form": form,
            "terms_are_released": review.documents.filter(
                kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True
            ).exists(),
        },
    )


def kinds_to_begin(user, review) -> list[DocumentKind]:
    """The kinds that `user` may begin: an IMR needs an agency, and is all that an IMR author begins."""
    kinds = beginning.kinds_for(review)
    if not has_permission(user, Permission.BEGIN_PAPERS, on=review):
        kinds = [kind for kind in kinds if kind == DocumentKind.IMR]
    return [kind for kind in kinds if kind != DocumentKind.IMR or _agencies(user, review).exists()]


def _agencies(user, review):
    """The agencies whose IMR `user` may begin: those that take part, or the own one where it has none yet."""
    taking_part = review.participations.current().filter(agency__isnull=False)
    if has_permission(user, Permission.BEGIN_PAPERS, on=review):
        return Agency.objects.filter(pk__in=taking_part.values("agency"))
    begun = review.documents.filter(kind=DocumentKind.IMR, agency__isnull=False)
    own = taking_part.filter(user=user, role=Role.IMR_AUTHOR)
    return Agency.objects.filter(pk__in=own.values("agency")).exclude(pk__in=begun.values("agency"))
