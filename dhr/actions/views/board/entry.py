from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from dhr.areas.models import Agency
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.views.case import review_for

from ...board.entry import LineForm
from ...board.places import Places
from ...models import Owner, Recommendation


@login_required
def entry(request, public_id):
    """New actions of a review's recommendations, one line each: Enter saves, and the cursor comes back."""
    review = review_for(request, public_id)
    recommendations = _planned_by(request.user, review)
    if not recommendations:
        raise Http404
    given = request.POST.get("recommendation", "") if request.method == "POST" else ""
    at = given or request.GET.get("at", "") or str(recommendations[0].pk)
    lines = [
        LineForm(
            request.POST if str(each.pk) == given else None,
            recommendation=each,
            user=request.user,
            focus=str(each.pk) == at,
        )
        for each in recommendations
    ]
    posted = next((line for line in lines if line.is_bound), None)
    if posted and posted.is_valid():
        action = posted.save()
        messages.success(request, f"Saved: {action}")
        address = reverse("quick-actions", args=[review.public_id])
        # without a fragment, as a browser then puts the cursor nowhere
        return redirect(f"{address}?at={posted.recommendation.pk}")
    own = areas_with(request.user, Permission.PLAN_ACTIONS)
    context = {
        "review": review,
        "lines": lines,
        "posted": posted,
        "agencies": Agency.objects.values_list("name", flat=True),
        "owners": Owner.objects.filter(area=review.lead_area, area__in=own, retired_on=None),
    }
    return render(request, "actions/board/entry.html", context)


def _planned_by(user, review) -> list[Recommendation]:
    """The recommendations of `review` whose actions `user` may plan, in the order of their papers."""
    places = Places(user)
    found = (
        Recommendation.objects.visible_to(user)
        .filter(review=review)
        .select_related("review", "document", "agency")
        .prefetch_related("actions__lead", "actions__owner", "review__review_areas__area")
        .order_by("document", "order", "pk")
    )
    return [each for each in found if places.may(Permission.PLAN_ACTIONS, each)]
