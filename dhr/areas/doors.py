"""Which views of the editor's admin answer whom. Whatever is not listed here is a 404, for administrators too.

Three sorts of people come in: those who write papers, those who edit public pages, and administrators, who may
also say who edits public pages. To everybody else who is signed in, nothing is there.
"""

from django.http import Http404
from wagtail.admin.auth import user_has_any_page_permission

# A view by its name, or all the views of a namespace.
FRAME = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "own-account",
    }
)
WRITING = frozenset({"wagtailsnippets_reviews_document", "wagtailadmin_editing_sessions"})
PUBLIC_PAGES = frozenset(
    {
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_api:pages:listing",  # these two feed the tree in the menu
        "wagtailadmin_api:pages:detail",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailsettings:edit",  # helplines and the way out
        *(
            f"wagtailadmin_pages:{view}"
            for view in (
                "add",
                "add_subpage",
                "preview_on_add",
                "edit",
                "preview_on_edit",
                "view_draft",
                "delete",
                "unpublish",
                "search",
                "search_results",
                "move",
                "move_confirm",
                "set_page_position",
                "lock",
                "unlock",
                "history",
                "history_results",
                "revisions_index",
                "revisions_view",
                "revisions_revert",
                "revisions_compare",
                "revisions_unschedule",
                "workflow_action",
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
                "workflow_preview",
            )
        ),
    }
)
ADMINISTRATION = frozenset(f"wagtailusers_users:{view}" for view in ("index", "index_results", "add", "edit"))

ALL = FRAME | WRITING | PUBLIC_PAGES | ADMINISTRATION


def opens_to(user, match) -> bool:
    """Whether the admin's view at `match` (a ResolverMatch) is there for `user`."""
    if not {match.view_name, match.namespace} & ALL or not user.has_perm("wagtailadmin.access_admin"):
        return False
    doors = set(FRAME)
    if user.has_perm("reviews.change_document") and not user.is_superuser:  # who has every permission, and no papers
        doors |= WRITING
    if user_has_any_page_permission(user):
        doors |= PUBLIC_PAGES
    if user.is_superuser:
        doors |= ADMINISTRATION
    return match.view_name in doors or match.namespace in doors


class AdminDoors:
    """Middleware: a 404 under /admin/ for people who are signed in, unless the view opens to them.

    A new view of the framework's begins closed. Visitors go on to the log-in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            request.path_info.startswith("/admin/")
            and request.user.is_authenticated
            and not opens_to(request.user, request.resolver_match)
        ):
            raise Http404
