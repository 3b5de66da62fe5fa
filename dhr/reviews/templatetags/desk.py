"""What one's own desk shows: what waits, one's papers, one's reviews."""

import re

from django import template
from django.template.loader import render_to_string

from dhr.areas.enums import Role
from dhr.areas.permissions import PERMISSIONS, Permission

from .. import register as the_register
from ..enums import DocumentKind
from ..models import Document
from ..views.begin import kinds_to_begin
from ..waiting import waiting_for
from ..writing.access import writable_by

register = template.Library()

PART = re.compile(r'<h2 [^>]*id="([^"]+)"[^>]*>([^<]+)</h2>')

SHOWN = 10  # of a list, before the way to all of it


@register.inclusion_tag("reviews/desk/desk.html", takes_context=True)
def desk_of(context):
    """A person's desk, in whichever roles they have: what waits, papers to write and to read, reviews."""
    user = context["request"].user
    entries = the_register.entries(user)
    writable = writable_by(user).select_related("review", "area", "agency", "latest_revision__user")
    readable = (
        Document.objects.visible_to(user)
        .exclude(kind=DocumentKind.LIBRARY_RECORD)
        .exclude(pk__in=writable.values("pk"))
        .select_related("review", "area", "agency")
    )
    roles = {place.role for place in [*user.memberships.current(), *user.participations.current()]}
    may = {each.name.lower(): any(each in PERMISSIONS.get(role, ()) for role in roles) for each in Permission}
    return {
        "request": context["request"],
        "user": user,
        "may": may,
        "waiting": waiting_for(user, entries),
        "writable": writable.order_by("-latest_revision__created_at", "-pk")[:SHOWN],
        "writable_count": writable.count(),
        "readable": readable.order_by("-pk")[:SHOWN],
        "readable_count": readable.count(),
        "visible_reviews": {entry.review.pk for entry in entries},
        "entries": entries[:SHOWN],
        "entries_count": len(entries),
        "waits_for_pages": bool(roles) and roles <= WITHOUT_PAGES,
    }


@register.simple_tag(takes_context=True)
def papers_written_by_me(context, review) -> set[int]:
    """The primary keys of the papers of `review` that this person may write."""
    return set(writable_by(context["request"].user).filter(review=review).values_list("pk", flat=True))


@register.simple_tag(takes_context=True)
def can_write_paper(context, document) -> bool:
    return writable_by(context["request"].user).filter(pk=document.pk).exists()


@register.simple_tag(takes_context=True)
def can_begin_papers(context, review) -> bool:
    return bool(kinds_to_begin(context["request"].user, review))


@register.simple_block_tag
def with_contents(content):
    """The panels between, under a list of those that had something to show to this person."""
    return render_to_string("reviews/desk/contents.html", {"parts": PART.findall(content), "content": content})


# What these follow is shown to them once it is published.
WITHOUT_PAGES = frozenset(
    {Role.FAMILY, Role.ADVOCATE, Role.ACTION_OWNER, Role.QA_PANEL, Role.COMMISSIONER, Role.TRAINER}
)
