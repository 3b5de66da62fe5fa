"""What a recommendation's page shows of those before and after it."""

from dhr.actions.models import Recommendation, Repeat
from dhr.areas.permissions import Permission, has_permission

from .earlier import already_recommended
from .keeping import compared_of
from .reading import readable


def panel_of(user, recommendation: Recommendation, *, most: int) -> dict:
    """For the templates: `linked` and `later` as (Repeat, Earlier), and `found`, the `most` similar of the others.

    In the place of what the user may not read stands None; what repeated it and may not be read is left out.
    """
    linked = list(recommendation.repeats.select_related("by"))
    later = list(Repeat.objects.filter(earlier=recommendation))
    may_read = readable(user, [row.earlier_id for row in linked] + [row.recommendation_id for row in later])
    return {
        "recommendation": recommendation,
        "linked": [(row, may_read.get(row.earlier_id)) for row in linked],
        "later": [(row, may_read[row.recommendation_id]) for row in later if row.recommendation_id in may_read],
        "found": already_recommended(user, compared_of(recommendation), of=recommendation, most=most),
        "may_link": has_permission(user, Permission.PLAN_ACTIONS, on=recommendation),
    }
