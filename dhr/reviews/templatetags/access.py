from django import template

from dhr.areas.enums import Role
from dhr.areas.permissions import Permission, has_permission

from ..access import sight
from ..access.places import kept_areas

register = template.Library()
register.filter("sight", sight.sight_of)


@register.inclusion_tag("reviews/access/summary.html", takes_context=True)
def access_of(context, review):
    """How many take part in `review`, with the ways to its access page; nothing for who doesn't decide about it."""
    user = context["request"].user
    if not has_permission(user, Permission.MANAGE_ACCESS, on=review):
        return {"keeps": False}
    parts = review.participations.current()
    return {
        "keeps": True,
        "review": review,
        "taking_part": parts.values("user").distinct().count(),
        "unsigned": parts.filter(role=Role.PANEL_MEMBER, confidentiality_signed=None).count(),
        "waiting": review.invitations.waiting().count(),
    }


@register.inclusion_tag("reviews/access/links.html", takes_context=True)
def access_links(context):
    """For the desk: what this person signs, decides about, and keeps of their own sign-in."""
    user = context["request"].user
    unsigned = user.participations.current().filter(role=Role.PANEL_MEMBER, confidentiality_signed=None)
    return {"user": user, "keeps": kept_areas(user).exists(), "unsigned": unsigned.select_related("review")}
