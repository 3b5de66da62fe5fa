from django import template
from django.utils.html import format_html

from dhr.areas.permissions import Permission, has_permission

from ..audiences import terms_for
from ..clocks import Clock, ClockState, clocks_of
from ..models import Review
from ..models.document import AGENCY_ONLY
from ..models.review import in_course

register = template.Library()

# A mark of its own for each state, so that colour is never all that tells them apart.
LOOKS = {
    ClockState.NOT_STARTED: ("○", "grey"),
    ClockState.RUNNING: ("●", "blue"),
    ClockState.EXTENDED: ("»", "purple"),
    ClockState.DUE_SOON: ("◆", "yellow"),
    ClockState.OVERDUE: ("▲", "red"),
    ClockState.MET: ("✓", "green"),
    ClockState.MET_LATE: ("✓", "orange"),
    ClockState.STOPPED: ("■", "grey"),
    ClockState.NOT_HELD: ("–", "grey"),
    ClockState.UNKNOWN: ("?", "grey"),
}


@register.simple_tag
def clock_tag(clock: Clock):
    """A clock's state as a tag: its mark, its name, and its colour."""
    mark, colour = LOOKS[clock.state]
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}"><span aria-hidden="true">{}</span> {}</strong>',
        colour,
        mark,
        clock.state.label,
    )


@register.inclusion_tag("reviews/register/parts/clocks.html", takes_context=True, name="clocks_of")
def clocks_panel(context, review):
    """The clocks of a review, its extensions and pauses, with what this person may change; for its page."""
    return _about(context, review) | {
        "clocks": clocks_of(review),
        "extensions": review.extensions.all(),
        "pauses": review.pauses.all(),
    }


@register.inclusion_tag("reviews/register/parts/events.html", takes_context=True)
def events_of(context, review):
    """The steps of a review so far; whoever runs it also finds those that were withdrawn."""
    about = _about(context, review)
    events = review.events.select_related("by", "withdrawn_by")
    return about | {"events": in_course(events if about["may_run"] else events.standing())}


@register.inclusion_tag("reviews/register/parts/people.html", takes_context=True)
def people_of(context, review):
    """The people of a case by pseudonym; for an agency's people only once they may know the terms of reference."""
    about = _about(context, review)
    knows = about["knows_case"] or Review.objects.filter(terms_for(context["user"]), pk=review.pk).exists()
    return about | {"people": review.people.all() if knows else ()}


@register.inclusion_tag("reviews/register/parts/run.html", takes_context=True)
def register_links(context, review):
    """Links to what whoever runs a review may change about it as a whole; nothing for others."""
    about = _about(context, review)
    lead = review.lead_area
    leads = lead is not None and has_permission(context["user"], Permission.REGISTER_REVIEWS, on=lead)
    return about | {"may_change_areas": about["may_run"] and leads}


def _about(context, review) -> dict:
    """`knows_case` is False for who is here for an agency alone: reasons tell of the case, and of other agencies."""
    may_run = has_permission(context["user"], Permission.RUN_REVIEW, on=review)
    knows_case = bool(review.roles_of(context["user"]) - AGENCY_ONLY)
    return {"review": review, "may_run": may_run, "knows_case": knows_case}
