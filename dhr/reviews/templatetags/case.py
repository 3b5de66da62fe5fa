"""Panels about a review's case, for pages of any room: what this person may see, and the way to where it is written."""

from django import template

from dhr.areas.permissions import Permission, has_permission

from ..audiences import terms_for
from ..lists import lists_of
from ..models import Lesson, Review, ReviewCharacteristic

register = template.Library()


@register.inclusion_tag("reviews/case/parts/key_lines_of.html", takes_context=True)
def key_lines_of(context, review):
    """A review's key lines of enquiry."""
    return _terms(context["request"].user, review) | {"rows": review.key_lines.all()}


@register.inclusion_tag("reviews/case/parts/equality_of.html", takes_context=True)
def equality_of(context, review):
    """How far a review has decided which protected characteristics are relevant."""
    rows = ReviewCharacteristic.objects.of(review)
    return _terms(context["request"].user, review) | {
        "relevant": [row for row in rows if row.relevant == "yes"],
        "undecided": [row for row in rows if not row.relevant],
    }


@register.inclusion_tag("reviews/case/parts/lessons_of.html", takes_context=True)
def lessons_of(context, review):
    """The lessons of a review and of its agencies' papers."""
    user = context["request"].user
    rows = Lesson.objects.visible_to(user).order_by("number", "pk")
    return {"review": review, "lists": lists_of(review, rows, user)}


@register.inclusion_tag("reviews/case/parts/release_of.html", takes_context=True)
def release_of(context, document):
    """Whether the panel can read a paper, and the way to change it for those who may."""
    user = context["request"].user
    may = bool(document.review_id) and has_permission(user, Permission.RELEASE, on=document)
    return {"document": document, "may_release": may}


def _terms(user, review) -> dict:
    return {
        "review": review,
        "may_see": Review.objects.filter(terms_for(user), pk=review.pk).exists(),
        "may_write": has_permission(user, Permission.WRITE_CASE, on=review),
    }
