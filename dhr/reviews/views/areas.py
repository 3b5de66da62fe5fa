from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from dhr.areas.permissions import Permission, has_permission

from ..forms.areas import JoiningAreaForm
from ..models import Review, ReviewArea
from ..numbering import one_at_a_time
from .case import review_for


def _led_review(request, public_id: str) -> Review:
    """The review, or 404 for whoever doesn't coordinate the area that leads it."""
    review = review_for(request, public_id, Permission.RUN_REVIEW)
    lead = review.lead_area
    if lead is None or not has_permission(request.user, Permission.REGISTER_REVIEWS, on=lead):
        raise Http404
    return review


def _taking_part(review: Review, pk: int) -> ReviewArea:
    """The link of an area that takes part and doesn't lead, or 404."""
    return get_object_or_404(review.review_areas.current().select_related("area"), pk=pk, lead=False)


@contextmanager
def _changing(request, review: Review, pk: int) -> Iterator[ReviewArea]:
    """The same link while nobody else changes the areas of the review; 404 where somebody just did, and it is none."""
    with one_at_a_time(review):
        yield _taking_part(_led_review(request, review.public_id), pk)


@login_required
def review_areas(request, public_id):
    """The areas of a review; another joins it, from today."""
    review = _led_review(request, public_id)
    form = JoiningAreaForm(request.POST or None, review=review)
    if form.is_valid():
        area = form.cleaned_data["area"]
        # An area that left and comes back keeps its row, and the row its history.
        ReviewArea.objects.update_or_create(
            review=review, area=area, defaults={"since": timezone.localdate(), "until": None}
        )
        messages.success(request, f"{area} takes part. Its coordinators see this review and its papers from now.")
        return redirect("review-areas", public_id)
    return render(
        request,
        "reviews/register/areas.html",
        {"review": review, "links": review.review_areas.select_related("area"), "form": form},
    )


@login_required
def end_area(request, public_id, pk):
    """Ask, and end an area's part today. The area that leads stays until another does."""
    review = _led_review(request, public_id)
    link = _taking_part(review, pk)
    if request.method == "POST":
        with _changing(request, review, pk) as link:
            link.until = timezone.localdate()
            link.save(update_fields=["until"])
        messages.success(request, f"{link.area} takes no part any more. Its coordinators no longer see this review.")
        return redirect("review-areas", public_id)
    return render(request, "reviews/register/end_area.html", {"review": review, "link": link})


@login_required
def lead_area(request, public_id, pk):
    """Ask, and let another area lead that takes part already."""
    review = _led_review(request, public_id)
    link = _taking_part(review, pk)
    if request.method == "POST":
        with _changing(request, review, pk) as link:
            for before in review.review_areas.filter(lead=True):
                before.lead = False
                before.save(update_fields=["lead"])
            link.lead = True
            link.save(update_fields=["lead"])
        messages.success(request, f"{link.area} leads this review now.")
        return redirect("work-review", public_id)
    return render(request, "reviews/register/lead_area.html", {"review": review, "link": link})
