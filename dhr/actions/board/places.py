"""What one person may do with many actions: asked once for each place that their recommendations belong to."""

from dhr.areas.permissions import Permission, areas_with, has_permission, roles_with

from ..models import Recommendation


class Places:
    """Remembers what `user` may do where, so that many actions of a few reviews cost a few questions."""

    def __init__(self, user):
        self.user = user
        self._known: dict[tuple, bool] = {}

    def may(self, permission: Permission, recommendation: Recommendation) -> bool:
        key = (permission, recommendation.review_id, recommendation.document_id, recommendation.area_id)
        if key not in self._known:
            self._known[key] = has_permission(self.user, permission, on=recommendation)
        return self._known[key]


def may_change_some(user) -> bool:
    """Whether there is a place in which `user` may plan or follow actions."""
    return bool(areas_with(user, Permission.PLAN_ACTIONS) | areas_with(user, Permission.FOLLOW_ACTIONS)) or (
        user.participations.current().filter(role__in=roles_with(Permission.PLAN_ACTIONS)).exists()
    )
