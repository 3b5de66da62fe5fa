"""The views in which a paper is written: editing it, bringing back an earlier version, and seeing it printed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import snippets

from ..models import Document, Section
from ..paragraphs import paragraphs_of
from .conflict import Conflict
from .differences import PaperText
from .forms import field_name
from .restoring import came_since, labels_of, sections_of
from .saving import NotSaved, save_paper


class EditPaper(snippets.EditView):
    """Wagtail's editor with its autosave, lock and editing sessions, around `save_paper`."""

    restores = None
    conflict = None
    error_message = "Nothing was saved. Please see what is wrong below."

    def get_queryset(self):
        return Document.objects.select_related("latest_revision__user", "review", "area", "agency", "locked_by")

    def get_usage_url(self):
        return None

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_message(self, instance=None):
        return f"Saved: {self.object}"

    def get_success_buttons(self):
        return []

    def get_side_panels(self):
        # Wagtail's checks of contents are made for public pages.
        return MediaContainer([panel for panel in super().get_side_panels() if not isinstance(panel, ChecksSidePanel)])

    @cached_property
    def header_buttons(self):
        paper = [self.object.public_id]
        return [
            HeaderButton("Read", url=reverse("work-paper", args=paper), icon_name="view"),
            HeaderButton("Bring back a Word draft", url=reverse("word-draft-send", args=paper), icon_name="upload"),
        ]

    @cached_property
    def is_out_of_date(self):
        """Stale also where a post names no revision although there is one: somebody else wrote the first."""
        posted = self.request.POST.get("overwrite_revision_id") or self.request.POST.get("loaded_revision_id")
        return super().is_out_of_date or bool(self.latest_revision and not posted)

    def is_valid(self, form):
        if self.is_out_of_date:
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = "Not saved yet: somebody saved a newer version. Save to see what differs."
            if not self.expects_json_response:
                self.refuse_once(form)
            return False
        return super().is_valid(form)

    def refuse_once(self, form):
        """Show what the other one wrote. The page that comes now knows of it, so the next save goes on top."""
        form.is_valid()
        self.conflict = Conflict.between(self.object, form, loaded_id=self.request.POST.get("loaded_revision_id"))
        form.data = self.conflict.taken_over(form)
        self.produced_error_message = "Not saved yet: somebody saved a newer version while you were writing."

    def save_instance(self):
        self.new_revision = save_paper(
            self.object,
            by=self.request.user,
            bodies=self.form.bodies,
            facts=self.form.facts,
            on_top_of=self.latest_revision or None,
            overwrite=self.overwrite_revision,
            restores=self.restores,
        )
        return self.get_queryset().get(pk=self.object.pk)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except NotSaved as error:  # in the moment between looking and saving
            self.produced_error_code = "invalid_revision"
            self.produced_error_message = str(error)
            return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"conflict": self.conflict}
        if self.conflict:  # the person decides, and no autosave before
            context["autosave_enabled"] = False
        return context


class RestorePaper(RevisionsRevertMixin, EditPaper):
    """The editor filled with an earlier version, sections that went since included. Those that came since stay.

    Who may see the paper stays as it is now.
    """

    view_name = "revisions_revert"

    def get_object(self, queryset=None):
        paper = super(RevisionsRevertMixin, self).get_object(queryset)
        self.restores = self.revision = get_object_or_404(paper.revisions, pk=self.revision_id)
        return paper

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"restores": self.revision}

    def get_initial(self):
        earlier = PaperText.of_revision(self.revision)
        return {"title": earlier.title} | {field_name(key): text.body for key, text in earlier.sections.items()}

    def get_warning_message(self):
        when = localtime(self.revision.created_at)
        return (
            f"This is the version of {when:%-d %B %Y, %H:%M}, saved by {self.revision.user or 'nobody'}. "
            f"It takes the place of the present one only when you save it.{self.told_of_later_sections()}"
        )

    def told_of_later_sections(self):
        later = came_since(self.object, self.revision)
        return f" Sections that came since then stay: {', '.join(map(str, later))}." if later else ""

    def save_instance(self):
        return EditPaper.save_instance(self)

    def get_success_message(self, instance=None):
        when = localtime(self.revision.created_at)
        return f"Brought back: the version of {when:%-d %B %Y, %H:%M}.{self.told_of_later_sections()}"


class PreviewPaper(snippets.PreviewOnEditView):
    """The paper as its readers will see it, with what is in the editor and not saved yet."""

    def get_object(self):
        return get_object_or_404(Document.objects.select_related("review", "area", "agency"), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        form = self.get_form(self._get_form_data(self._get_form_state()))
        if not form.is_bound:
            return printed(request, self.object, _with(self.object, {}), title=self.object.title)
        if not self.validate_form(form):
            return self.error_response()
        return printed(request, self.object, _with(self.object, form.bodies), title=form.cleaned_data["title"])


class PreviewVersion(snippets.PreviewRevisionView):
    """An earlier version as its readers would have seen it."""

    def get_revision_object(self):
        self.revision = get_object_or_404(self.object.revisions, pk=self.revision_id)
        return self.object

    def get(self, request, *args, **kwargs):
        sections, title = sections_of(self.revision), self.revision.content["title"]
        return printed(request, self.object, sections, title=title, version=self.revision)


def _with(paper: Document, bodies: dict[str, str]) -> list[Section]:
    """The stored sections, not changed there, with these words in place of theirs."""
    sections = list(Section.objects.filter(document=paper).order_by("sort_order"))
    for section in sections:
        section.body = bodies.get(section.key, section.body)
    return sections


def printed(request, paper: Document, sections: list[Section], *, title: str, version=None) -> HttpResponse:
    """The reader's page with these words in place of the stored ones. Nothing is stored."""
    labels = dict(paper.paragraphs.values_list("key", "label")) | (labels_of(version) if version else {})
    taken: set[str] = set()
    laid = []
    for section in sections:
        section.document = paper
        rows = paragraphs_of(section, taken)
        for row in rows:
            row.label = row.label or labels.get(row.key, "")
        laid.append((section, rows))
    paper.title = title
    context = {"document": paper, "version": version, "sections": laid, "marks": {}}
    return render(request, "reviews/writing/preview.html", context)
