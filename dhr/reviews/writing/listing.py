"""The list of papers that one may write, and the same on the admin's first page."""

from collections.abc import Mapping

import django_filters
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views import snippets

from ..enums import DocumentKind
from ..models import Document, Review
from .access import writable_by

FIRST_PAGE = 10  # papers on the admin's first page


def reviews_of_papers(request):
    """The reviews whose papers the person may write."""
    return Review.objects.filter(pk__in=writable_by(request.user).values("review"))


class PaperFilters(WagtailFilterSet):
    review = django_filters.ModelChoiceFilter(queryset=reviews_of_papers, label="Review", empty_label="Any review")
    kind = django_filters.ChoiceFilter(choices=[], label="Kind of paper", empty_label="Any kind")

    class Meta:
        model = Document
        fields = ["review", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = set(writable_by(self.request.user).order_by().values_list("kind", flat=True).distinct())
        self.filters["kind"].extra["choices"] = [choice for choice in DocumentKind.choices if choice[0] in kinds]


class PapersPaginator(WagtailPaginator):
    verbose_name, verbose_name_plural = "paper", "papers"


class PaperList(snippets.IndexView):
    page_title = "Papers"
    paginator_class = PapersPaginator
    default_ordering = "-latest_revision__created_at"
    FORMATS = ()  # no export: a list of titles is nothing to take away

    def get_base_queryset(self):
        return writable_by(self.request.user).select_related("review", "area", "latest_revision__user", "locked_by")

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label="Paper", sort_key="title", get_url=self.get_edit_url),
            Column("review", label="Review", accessor=lambda paper: paper.review or paper.area),
            Column("kind", label="Kind", accessor="get_kind_display", sort_key="kind"),
            Column(
                "by", label="Last saved by", accessor=lambda paper: getattr(paper.latest_revision, "user", None) or ""
            ),
            DateColumn("latest_revision.created_at", label="Last saved", sort_key="latest_revision__created_at"),
            Column("locked", label="Locked", accessor=lambda paper: f"By {paper.locked_by}" if paper.locked else ""),
        ]


class MyPapers(Component):
    """The papers that one may write, those saved last first."""

    order = 10
    template_name = "reviews/writing/my_papers.html"

    def get_context_data(self, parent_context: Mapping) -> dict:
        papers = writable_by(parent_context["request"].user).select_related("review", "area", "latest_revision__user")
        latest = papers.order_by("-latest_revision__created_at", "-pk")[:FIRST_PAGE]
        edit = Document.snippet_viewset.get_url_name("edit")
        return {
            "papers": [(paper, reverse(edit, args=[quote(paper.pk)])) for paper in latest],
            "list_url": reverse(Document.snippet_viewset.get_url_name("list")),
        }
