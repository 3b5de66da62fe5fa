from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.areas.permissions import Permission, has_permission

from ..models import Review


def review_for(request, public_id: str, permission: Permission | None = None) -> Review:
    """The review, or 404 for whoever may not see it or may not do this with it."""
    review = get_object_or_404(Review.objects.visible_to(request.user), public_id=public_id)
    if permission and not has_permission(request.user, permission, on=review):
        raise Http404
    return review
