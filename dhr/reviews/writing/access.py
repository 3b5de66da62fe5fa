"""Who may write which paper, said to Django and to Wagtail from memberships and participations alone."""

from django.contrib.auth.backends import BaseBackend
from django.db.models import Exists, OuterRef, Q
from wagtail.permission_policies import BasePermissionPolicy

from dhr.areas.models.area import with_predecessors
from dhr.areas.permissions import PERMISSIONS, Permission, has_permission

from ..enums import DocumentKind
from ..models import Document, ReviewArea
from ..models.document import AGENCY_ONLY

WRITING_ROLES = frozenset(role for role, may in PERMISSIONS.items() if Permission.WRITE_PAPER in may)
WRITERS = frozenset({"wagtailadmin.access_admin", "reviews.change_document"})
ACTIONS = frozenset({"change", "lock", "unlock"})


def writes_papers(user) -> bool:
    """Whether `user` has a place today in which papers are written."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "_writes_papers"):  # asked many times in one request, as Django's own permissions are
        places = (user.memberships, user.participations)
        user._writes_papers = any(place.current().filter(role__in=WRITING_ROLES).exists() for place in places)
    return user._writes_papers


def writable_by(user):
    """The papers that `user` may write: what `has_permission(user, WRITE_PAPER, on=paper)` says of one, for all.

    A record of a dataset has no words to write.
    """
    papers = Document.objects.exclude(kind=DocumentKind.LIBRARY_RECORD)
    areas = with_predecessors(
        user.memberships.current().filter(role__in=WRITING_ROLES, area__isnull=False).values_list("area", flat=True)
    )
    takes_part = user.participations.current().filter(role__in=WRITING_ROLES)
    for_an_agency = takes_part.filter(
        role__in=AGENCY_ONLY, review=OuterRef("review"), agency=OuterRef("agency"), agency__isnull=False
    )
    return papers.filter(
        Q(area__in=areas)
        | Exists(ReviewArea.objects.current().filter(review=OuterRef("review"), area__in=areas))
        | Q(review__in=takes_part.exclude(role__in=AGENCY_ONLY).values("review"))
        | Exists(for_an_agency)
    )


class Writers(BaseBackend):
    """Lets those who write papers into the admin, for as long as they do: there is no group to keep in step."""

    def get_user_permissions(self, user_obj, obj=None):
        return WRITERS if obj is None and writes_papers(user_obj) else frozenset()


class PaperPolicy(BasePermissionPolicy):
    """What Wagtail's views ask about papers. Django's own permissions, a superuser's too, count for nothing here."""

    def user_has_permission(self, user, action):
        return action in ACTIONS and writes_papers(user)

    def user_has_permission_for_instance(self, user, action, instance):
        return action in ACTIONS and has_permission(user, Permission.WRITE_PAPER, on=instance)

    def instances_user_has_any_permission_for(self, user, actions):
        return writable_by(user) if ACTIONS.intersection(actions) else Document.objects.none()

    def users_with_any_permission(self, actions):
        raise NotImplementedError("Nobody is told of a paper by Wagtail.")
