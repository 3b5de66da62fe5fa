"""What the pages of a review's case have in common."""

from django import forms
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.areas.permissions import Permission, has_permission

from ..lists import is_of_an_agency, may_write
from ..models import Document, Review


class MoveForm(forms.Form):
    """One of the buttons that move an entry of a list."""

    place = forms.IntegerField(min_value=1, max_value=32000)


def review_for(request, public_id: str, permission: Permission | None = None) -> Review:
    """The review, or 404 for whoever may not see it or may not do this with it."""
    review = get_object_or_404(Review.objects.visible_to(request.user), public_id=public_id)
    if permission and not has_permission(request.user, permission, on=review):
        raise Http404
    return review


def list_for(request, review: Review) -> Document | None:
    """Whose list `?paper=` says a new entry goes into: an agency's paper, None for the review's own. 404 for others."""
    paper = None
    if public_id := request.GET.get("paper", ""):
        paper = get_object_or_404(
            review.documents.select_related("agency"),
            public_id=public_id.replace("\x00", ""),
        )
    if (paper and not is_of_an_agency(paper)) or not may_write(request.user, review, paper):
        raise Http404
    return paper


def entry_for(request, model: type[Model], review: Review, pk: int):
    """A lesson or recommendation of the review, or 404 for whoever may not write in its list."""
    row = get_object_or_404(model.objects.filter(review=review).select_related("document__agency"), pk=pk)
    if not may_write(request.user, review, row.document):
        raise Http404
    return row
