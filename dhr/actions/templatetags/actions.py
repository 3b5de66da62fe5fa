from collections import Counter

from django import template

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.lists import lists_of

from ..enums import OPEN, Rag
from ..models import Action, Recommendation, TrackingRules
from ..ratings import rate_all
from ..regional import regions_of
from ..unreached import unreached_in

register = template.Library()

NEXT = 5  # actions that a review's page shows


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


@register.inclusion_tag("actions/parts/actions_of.html", takes_context=True)
def actions_of(context, review):
    """How the actions of a review stand, and which are due next, as far as this person may see them."""
    actions = Action.objects.visible_to(context["request"].user).filter(recommendation__review=review)
    rated = rate_all(actions.select_related("lead", "owner"))
    counted = Counter(each.rag for _, each in rated)
    due = [(action, each) for action, each in rated if action.status in OPEN and action.target_date]
    return {
        "counts": [(rag, counted[rag]) for rag in Rag if counted[rag]],
        "next_due": sorted(due, key=lambda pair: pair[0].target_date)[:NEXT],
    }


@register.inclusion_tag("actions/parts/links.html", takes_context=True)
def actions_links(context):
    """The ways to what is followed across reviews, each for those to whom it opens."""
    user = context["request"].user
    return {
        "may_follow": bool(areas_with(user, Permission.FOLLOW_ACTIONS)),
        "may_read_reports": bool(areas_with(user, Permission.VERIFY_ACTIONS)),
        "has_region": bool(regions_of(user)),
    }


@register.inclusion_tag("actions/parts/own_actions.html", takes_context=True)
def own_actions(context):
    """The way to the actions that a person owns, and how many of them wait."""
    user = context["request"].user
    owned = Action.objects.owned_by(user)
    return {
        "owned": owned.exists(),
        "open": owned.open().count(),
        "asked": owned.open().filter(query_open=True).count(),
    }


@register.inclusion_tag("actions/parts/contact.html")
def contact_for(area):
    """Whom an owner of actions may ask in `area`, or what to do where it gives nobody or is not known."""
    return {"area": area, "contact": TrackingRules.of(area) if area else None}


@register.inclusion_tag("actions/parts/not_reached.html", takes_context=True)
def not_reached(context):
    """Each area whose actions this person follows, with how many owners and bodies no e-mail reached, not yet seen."""
    areas = Area.objects.filter(pk__in=areas_with(context["request"].user, Permission.FOLLOW_ACTIONS))
    numbers = Counter(row.who.area_id for row in unreached_in(areas) if not row.seen)
    return {"rows": [(area, numbers[area.pk]) for area in areas if numbers[area.pk]]}


@register.inclusion_tag("actions/parts/not_reached_fact.html")
def not_reached_fact(who):
    """That an owner or a body was not reached, and why; nothing where their last letter went out."""
    rows = unreached_in([who.area]) if who.pk else []
    return {"row": next((row for row in rows if row.who == who), None)}
