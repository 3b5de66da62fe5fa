from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from dhr.areas.permissions import Permission, has_permission

from ..audiences import terms_for
from ..enums import Placed
from ..forms.equality import EqualityForm
from ..models import Review, ReviewCharacteristic
from ..numbering import one_at_a_time
from ..placed import place_again
from .case import review_for


@login_required
def equality(request, public_id):
    """Each protected characteristic, relevant or not, with the reason; for all who may know the terms of reference."""
    review = get_object_or_404(Review.objects.filter(terms_for(request.user)), public_id=public_id)
    rows = ReviewCharacteristic.objects.of(review)
    return render(
        request,
        "reviews/case/equality.html",
        {
            "review": review,
            "rows": rows,
            "undecided": [row for row in rows if not row.relevant],
            "may_write": has_permission(request.user, Permission.WRITE_CASE, on=review),
        },
    )


@login_required
def change(request, public_id):
    review = review_for(request, public_id, Permission.WRITE_CASE)
    rows = ReviewCharacteristic.objects.of(review)
    form = EqualityForm(request.POST or None, rows=rows)
    if form.is_valid():
        with one_at_a_time(review):
            form.save()
            place_again(review, Placed.CHARACTERISTICS)
        messages.success(request, "Saved.")
        return redirect("equality", review.public_id)
    return render(
        request,
        "reviews/case/equality_form.html",
        {"review": review, "form": form},
    )
