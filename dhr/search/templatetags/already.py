"""Panels about earlier recommendations, for the pages of the rooms below."""

from django import template
from django.core.paginator import Paginator

from ..already import across
from ..already.panel import panel_of
from ..already.reading import told

register = template.Library()

MOST = 3
ON_A_PAGE = 15


@register.inclusion_tag("search/already/panel.html", takes_context=True)
def already_recommended(context, recommendation):
    """Whether a recommendation, which the reader may see, was made before: links, and the most similar ones."""
    return panel_of(context["request"].user, recommendation, most=MOST)


@register.inclusion_tag("search/already/across.html", takes_context=True)
def published_among(context, recommendations, asked):
    """Those of `recommendations`, which are not open to the reader, that are published, as `asked` of the list."""
    request = context["request"]
    found = across.published_among(recommendations, asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("published"))
    keys = [("p", pk) for pk in page]
    read = told(request.user, keys)
    query = request.GET.copy()
    query.pop("published", None)
    return {
        "published": [read[key] for key in keys if key in read],
        "page": page,
        "by_status": bool(asked.get("course")),
        "prefix": f"?{query.urlencode()}&published=" if query else "?published=",
    }
