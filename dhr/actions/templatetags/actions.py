from django import template

from dhr.reviews.lists import lists_of

from ..escalation import areas_followed_by
from ..models import Action, Recommendation

register = template.Library()


@register.inclusion_tag("actions/parts/recommendations_of.html", takes_context=True)
def recommendations_of(context, review):
    """A review's recommendations, as far as this person may see them."""
    user = context["request"].user
    rows = (
        Recommendation.objects.visible_to(user)
        .select_related("agency", "document")
        .prefetch_related("lessons")
        .order_by("order", "pk")
    )
    return {"review": review, "lists": lists_of(review, rows, user)}


@register.inclusion_tag("actions/parts/own_actions.html", takes_context=True)
def own_actions(context):
    """The ways to a person's own actions, and to the escalations that they keep."""
    user = context["request"].user
    owned = Action.objects.owned_by(user)
    return {
        "owned": owned.exists(),
        "open": owned.open().count(),
        "asked": owned.open().filter(query_open=True).count(),
        "escalates": areas_followed_by(user).exists(),
    }
