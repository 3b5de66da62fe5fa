from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from dhr.areas.enums import Role
from dhr.reviews.models import Review


@login_required
def desk(request):
    """What I am, what waits for me, my papers and my reviews."""
    return render(
        request,
        "learning/desk.html",
        {
            "memberships": request.user.memberships.current().select_related("area", "region"),
            "participations": [
                (Role(role).label, agency, reviews)
                for role, agency, reviews in request.user.participations.current()
                .values_list("role", "agency__name")
                .annotate(reviews=Count("review"))
                .order_by("role", "agency__name")
            ],
        },
    )


@login_required
def review(request, public_id):
    """A review at its latest saved state, with the papers that this person may see; its other parts are panels."""
    review = get_object_or_404(Review.objects.visible_to(request.user), public_id=public_id)
    papers = review.documents.visible_to(request.user).select_related("agency").prefetch_related("editions")
    return render(
        request,
        "learning/review.html",
        {
            "review": review,
            "areas": review.current_areas(),
            "papers": papers,
        },
    )
