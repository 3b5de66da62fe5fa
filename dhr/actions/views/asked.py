"""What an address of this room names, for those who may see it and may do with it what they ask."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with, has_permission

from ..models import Action, Recommendation


def recommendation_for(request, pk: int, permission: Permission | None = None) -> Recommendation:
    """The recommendation, or 404 for whoever may not see it or may not do this with it."""
    rows = Recommendation.objects.visible_to(request.user).select_related("review", "document", "area", "agency")
    recommendation = get_object_or_404(rows, pk=pk)
    _need(request, permission, recommendation)
    return recommendation


def action_for(request, pk: int, permission: Permission | None = None) -> Action:
    """The action, or 404 for whoever may not see it or may not do this with it."""
    rows = Action.objects.visible_to(request.user).select_related(
        "lead", "owner__agency", "recommendation__review", "recommendation__document", "recommendation__area"
    )
    action = get_object_or_404(rows, pk=pk)
    _need(request, permission, action)
    return action


def area_for(request, slug: str, permission: Permission = Permission.FOLLOW_ACTIONS) -> Area:
    """The area, or 404 for whoever may not do this there."""
    return get_object_or_404(Area.objects.filter(pk__in=areas_with(request.user, permission)), slug=slug)


def may(user, row, *permissions: Permission) -> dict[str, bool]:
    """Each permission by its name in templates, and whether `user` has it on `row`."""
    return {each.name.lower(): has_permission(user, each, on=row) for each in permissions}


def _need(request, permission, row):
    if permission and not has_permission(request.user, permission, on=row):
        raise Http404
