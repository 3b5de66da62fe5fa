"""Panels about earlier recommendations, for the pages of the rooms below."""

from django import template

from ..already.panel import panel_of

register = template.Library()

MOST = 3


@register.inclusion_tag("search/already/panel.html", takes_context=True)
def already_recommended(context, recommendation):
    """Whether a recommendation, which the reader may see, was made before: links, and the most similar ones."""
    return panel_of(context["request"].user, recommendation, most=MOST)
