from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from dhr.actions.models import Recommendation
from dhr.areas.permissions import PERMISSIONS, Permission
from dhr.reviews.models import Document, Review

PAGE = 25


@login_required
def desk(request):
    """My reviews, the context papers of my areas, and what I am in each."""
    reviews = (
        Review.objects.visible_to(request.user)
        .exclude(documents__kind="library-record")
        .prefetch_related("review_areas__area", "events")
        .order_by("-death_year", "-death_month", "-pk")
    )
    memberships = request.user.memberships.current().select_related("area", "region")
    participations = request.user.participations.current().select_related("review", "agency")
    roles = {part.role for part in [*memberships, *participations]}
    return render(
        request,
        "learning/desk.html",
        {
            "may_add": any(Permission.ADD_PAPERS in PERMISSIONS.get(role, ()) for role in roles),
            "page": Paginator(reviews, PAGE).get_page(request.GET.get("page")),
            "context_papers": Document.objects.visible_to(request.user).filter(review=None).select_related("area"),
            "other_papers": Document.objects.visible_to(request.user)
            .filter(review__isnull=False)
            .exclude(review__in=Review.objects.visible_to(request.user))
            .select_related("review"),
            "memberships": memberships,
            "participations": participations,
        },
    )


@login_required
def review(request, public_id):
    """A review at its latest saved state: facts, people, states, and the papers that this person may see."""
    review = get_object_or_404(Review.objects.visible_to(request.user), public_id=public_id)
    return render(
        request,
        "learning/review.html",
        {
            "review": review,
            "areas": review.current_areas(),
            "people": review.people.all(),
            "events": review.events.standing().select_related("by"),
            "papers": review.documents.visible_to(request.user).select_related("agency").prefetch_related("editions"),
            "key_lines": review.key_lines.all(),
            "recommendations": Recommendation.objects.visible_to(request.user)
            .filter(review=review)
            .select_related("agency", "document"),
        },
    )
