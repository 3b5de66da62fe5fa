from django import template

from dhr.areas.permissions import Permission, has_permission

register = template.Library()


@register.inclusion_tag("actions/parts/finding.html", takes_context=True)
def finding_of(context, recommendation):
    """What became of a recommendation as a whole, and the way to record it for those who may."""
    may_find = has_permission(context["request"].user, Permission.FOLLOW_ACTIONS, on=recommendation)
    return {"recommendation": recommendation, "may_find": may_find}
