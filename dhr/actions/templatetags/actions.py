from django import template

from dhr.reviews.lists import lists_of

from ..models import Recommendation

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
