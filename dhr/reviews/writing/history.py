"""The views of a paper's earlier versions: its history, two of them side by side, and giving one a name."""

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.views.generic import UpdateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.models import Revision
from wagtail.snippets.views import snippets

from ..models import Document, NamedVersion
from .differences import PaperText, differences_between, words_apart
from .forms import NameVersionForm


class VersionActions(ActionColumn):
    def get_actions(self, instance, parent_context):
        actions = super().get_actions(instance, parent_context)
        if actions:
            url = reverse(self.url_names["name_version"], args=[quote(self.object.pk), instance.revision_id])
            actions.append({"url": url, "label": "Name this version"})
        return actions


class EntriesPaginator(WagtailPaginator):
    verbose_name, verbose_name_plural = "entry", "entries"


class PaperHistory(snippets.HistoryView):
    """Who saved when, the names of versions, and the ways to look at each."""

    name_version_url_name = ""
    verbose_name_plural = "entries"
    paginator_class = EntriesPaginator

    @cached_property
    def columns(self):
        names = dict(self.object.named_versions.values_list("revision", "name"))
        action, user, timestamp = super().columns
        url_names = action.url_names | {"name_version": self.name_version_url_name}
        return [
            VersionActions(
                "message", label="What was done", object=self.object, url_names=url_names, user_can_unschedule=False
            ),
            Column("name", label="Name", accessor=lambda entry: names.get(entry.revision_id, "")),
            user,
            timestamp,
        ]


class ComparePaper(snippets.RevisionsCompareView):
    """Two versions of a paper, section by section, word by word; any two can be chosen."""

    template_name = "reviews/writing/compare.html"
    page_title = "Compare versions"
    revisions_compare_url_name = ""

    def get(self, request, *args, **kwargs):
        chosen = [request.GET.get(name, "") for name in ("from", "to")]
        if all(value.isdecimal() for value in chosen):
            return HttpResponseRedirect(reverse(self.revisions_compare_url_name, args=[quote(self.object.pk), *chosen]))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        old, new = context["revision_a"], context["revision_b"]
        before, after = PaperText.of_revision(old), PaperText.of_revision(new)
        return context | {
            "title": words_apart(before.title, after.title) if before.title != after.title else (),
            "differences": differences_between(before, after),
            "versions": versions_of(self.object),
            "compare_url": self.request.path,
        }

    def _get_comparison(self, revision_a, revision_b):
        return []  # ours takes its place

    def _get_revision_and_heading(self, which: str) -> tuple[Revision, str]:
        revisions = self.object.revisions.select_related("user", "named_version").order_by("created_at", "pk")
        if which == "earliest":
            return get_object_or_404(revisions[:1]), ""
        if which in ("latest", "live"):  # what is stored is the latest version
            return get_object_or_404(revisions, pk=self.object.latest_revision_id), ""
        return get_object_or_404(revisions, pk=which), ""


class NameVersion(WagtailAdminTemplateMixin, UpdateView):
    """Give one version of a paper a name, or another name."""

    model = None
    template_name = "reviews/writing/name_version.html"
    form_class = NameVersionForm
    page_title = "Name this version"
    history_url_name = ""
    extra_context = {"submit_button_label": "Save the name", "submit_button_active_label": "Saving…"}

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.paper = get_object_or_404(Document, pk=kwargs["pk"])
        self.revision = get_object_or_404(self.paper.revisions, pk=kwargs["revision_id"])

    def get_object(self, queryset=None):
        return NamedVersion.objects.filter(revision=self.revision).first() or NamedVersion(
            document=self.paper, revision=self.revision, by=self.request.user
        )

    def get_page_subtitle(self):
        return self.paper.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": "History"},
            {"url": "", "label": self.page_title, "sublabel": self.paper.title},
        ]

    def get_success_url(self):
        return reverse(self.history_url_name, args=[quote(self.paper.pk)])

    def form_valid(self, form):
        messages.success(self.request, f"This version is now called: {form.cleaned_data['name']}")
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"revision": self.revision, "paper": self.paper}


def versions_of(paper: Document) -> list[tuple[int, str]]:
    """(revision, what people call it) of every version, newest first."""
    revisions = paper.revisions.defer("content").select_related("user", "named_version").order_by("-created_at", "-pk")
    return [(revision.pk, called(revision)) for revision in revisions]


def called(revision: Revision) -> str:
    """A version's name if it has one, when it was saved, and by whom."""
    named = getattr(revision, "named_version", None)
    parts = [f"{named.name}:" if named else "", f"{localtime(revision.created_at):%-d %B %Y, %H:%M}"]
    return " ".join(filter(None, [*parts, f"by {revision.user}" if revision.user else ""]))
