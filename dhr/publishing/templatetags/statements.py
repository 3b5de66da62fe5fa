from django import template

from dhr.areas.permissions import Permission, has_permission

from ..claims import outrunning, outruns
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
    statement = _standing(recommendation)
    last = recommendation.statements.first()
    return {
        "recommendation": recommendation,
        "statement": statement,
        "taken_down": last if not statement and last and last.withdrawn_reason else None,
        "may_state": has_permission(context["request"].user, Permission.ISSUE_REPORTS, on=recommendation),
        "why_not": why_not,
    }


@register.inclusion_tag("publishing/statements/outruns.html", takes_context=True)
def statement_outruns(context, recommendation):
    """That the public reads more of a recommendation than is on record by now, for all who work on it."""
    statement = _standing(recommendation)
    return {
        "statement": statement,
        "short": outruns(statement) if statement else "",
        "may_state": has_permission(context["request"].user, Permission.ISSUE_REPORTS, on=recommendation),
    }


@register.inclusion_tag("publishing/statements/outrunning.html", takes_context=True)
def statements_outrunning(context):
    """On the desk: the statements that say more than the record does by now."""
    return {"found": outrunning(context["request"].user)}


def _standing(recommendation):
    return public_statements().filter(recommendation=recommendation).first()


@register.filter
def statement_on(row, statements):
    """The statement on one recommendation of an edition, out of `dhr.publishing.told.by_row`."""
    return statements.get(row.pk)
