"""All that Wagtail's admin offers for papers: a list that can grow only here, each view behind `WritableOnly`."""

from django.urls import path
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Document
from .editing import EditPaper, PreviewPaper, PreviewVersion, RestorePaper
from .forms import PaperForm
from .guard import WritableOnly
from .history import ComparePaper, NameVersion, PaperHistory
from .listing import PaperFilters, PaperList
from .panels import PaperPanels, SectionsPanel

# Papers begin on the desk and are never deleted here; Wagtail's views of usage tell of other objects.
OFFERED = frozenset(
    {
        "list",
        "list_results",
        "edit",
        "history",
        "history_results",
        "preview_on_edit",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
        "lock",
        "unlock",
    }
)


class PaperViewSet(SnippetViewSet):
    model = Document
    base_url_path = "papers"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    menu_label = "Papers"
    menu_order = 50
    icon = "doc-full"
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = PaperFilters
    edit_template_name = "reviews/writing/edit.html"
    index_template_name = "reviews/writing/list.html"
    index_view_class = PaperList
    edit_view_class = EditPaper
    history_view_class = PaperHistory
    preview_on_edit_view_class = PreviewPaper
    revisions_view_class = PreviewVersion
    revisions_revert_view_class = RestorePaper
    revisions_compare_view_class = ComparePaper
    edit_handler = PaperPanels(
        [FieldPanel("title"), FieldPanel("dated"), SectionsPanel()],
        base_form_class=PaperForm,
    )

    def construct_view(self, view_class, **kwargs):
        guarded = type(view_class.__name__, (WritableOnly, view_class), {"__module__": view_class.__module__})
        return super().construct_view(guarded, **kwargs)

    def get_history_view_kwargs(self, **kwargs):
        return super().get_history_view_kwargs(name_version_url_name=self.get_url_name("name_version"), **kwargs)

    @property
    def name_version_view(self):
        return self.construct_view(NameVersion)

    def get_urlpatterns(self):
        offered = [pattern for pattern in super().get_urlpatterns() if pattern.name in OFFERED]
        name = path("history/<int:pk>/revisions/<int:revision_id>/name/", self.name_version_view, name="name_version")
        return [*offered, name]

    def register_chooser_viewset(self):
        """None: a chooser of papers is another list of titles."""
