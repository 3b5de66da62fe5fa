"""Who has access to what, as far as one coordinator or administrator keeps it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from dhr.areas.models import Area, Membership, User
from dhr.areas.models.area import with_predecessors, with_successors
from dhr.areas.permissions import PERMISSIONS, Permission

from ..models import Invitation, Participation, Review, ReviewArea

KEEPERS = [role for role, may in PERMISSIONS.items() if Permission.MANAGE_ACCESS in may]


def kept_areas(user) -> QuerySet[Area]:
    """The areas in which `user` decides about access, areas that merged into theirs included."""
    if not user.is_active:
        return Area.objects.none()
    own = user.memberships.current().filter(role__in=KEEPERS, area__isnull=False)
    return Area.objects.filter(pk__in=with_predecessors(own.values_list("area", flat=True)))


def kept_reviews(user) -> QuerySet[Review]:
    """The reviews of those areas, as they belong today."""
    links = ReviewArea.objects.current().filter(area__in=kept_areas(user))
    return Review.objects.filter(pk__in=links.values("review"))


def kept_memberships(user) -> QuerySet[Membership]:
    """The places in areas and regions that `user` may end: administrators all, a coordinator those of the area."""
    places = Membership.objects.current().exclude(user=user).select_related("user", "area", "region")
    return places if user.is_superuser else places.filter(area__in=kept_areas(user))


def kept_participations(user) -> QuerySet[Participation]:
    """The parts in reviews that `user` may end."""
    parts = Participation.objects.current().select_related("user", "review", "agency")
    return parts.filter(review__in=kept_reviews(user))


def kept_invitations(user) -> QuerySet[Invitation]:
    """The invitations without an answer that `user` may send again or withdraw."""
    waiting = Invitation.objects.waiting().select_related("area", "region", "review", "agency", "invited_by")
    if user.is_superuser and user.is_active:
        return waiting.filter(review=None)
    return waiting.filter(Q(area__in=kept_areas(user)) | Q(review__in=kept_reviews(user)))


def kept_people(user) -> QuerySet[User]:
    """Everybody with a place that `user` keeps, oneself and administrators apart; for an administrator everybody."""
    everybody = User.objects.exclude(pk=user.pk)
    if user.is_superuser:
        return everybody
    return everybody.filter(is_superuser=False).filter(
        Exists(kept_memberships(user).filter(user=OuterRef("pk")))
        | Exists(kept_participations(user).filter(user=OuterRef("pk")))
    )


def resettable_people(user) -> QuerySet[User]:
    """Those whose second factor `user` may reset: kept people who have no place elsewhere that others keep.

    Whoever resets a second factor, and has the password as well, is that person.
    """
    if user.is_superuser:
        return kept_people(user)
    elsewhere = Membership.objects.current().filter(user=OuterRef("pk")).exclude(area__in=kept_areas(user))
    other_reviews = Participation.objects.current().filter(user=OuterRef("pk")).exclude(review__in=kept_reviews(user))
    return kept_people(user).exclude(Exists(elsewhere) | Exists(other_reviews))


def memberships_that_reach(area: Area) -> QuerySet[Membership]:
    """Everybody's places by which they see something of `area`: its own, its successors', its region's."""
    return (
        Membership.objects.current()
        .filter(Q(area__in=with_successors([area.pk])) | Q(region__isnull=False, region=area.region_id))
        .select_related("user", "area", "region")
        .order_by("role", "user__last_name", "user__first_name")
    )
