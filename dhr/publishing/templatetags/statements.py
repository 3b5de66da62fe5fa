from django import template

from dhr.areas.permissions import Permission, has_permission

from ..statements import CannotState, as_published, public_statements

register = template.Library()


@register.inclusion_tag("publishing/statements/of_recommendation.html", takes_context=True)
def statement_of(context, recommendation):
    """What the public is told of a recommendation, with the tools of whoever may change that."""
    try:
        as_published(recommendation)
        why_not = ""
    except CannotState as reason:
        why_not = str(reason)
    return {
        "recommendation": recommendation,
        "statement": public_statements().filter(recommendation=recommendation).first(),
        "may_state": has_permission(context["request"].user, Permission.ISSUE_REPORTS, on=recommendation),
        "why_not": why_not,
    }


@register.filter
def statement_on(row, statements):
    """The statement on one recommendation of an edition, out of `dhr.publishing.told.by_row`."""
    return statements.get(row.pk)
