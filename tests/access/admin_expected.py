"""What the addresses below /admin/ should answer, and to whom."""

from dataclasses import replace

from .expected import CASE, IMR, OWN_IMR, Expected, who

WRITE = CASE | IMR
FRAME = Expected(who=WRITE | who("administrator", "editor"))
FRAMES_FILES = Expected(who=FRAME.who | who("visitor"), public=True)  # icons and messages, the same for everybody


def framework(*viewers: str) -> Expected:
    """A view of the framework's own, which the sweep asks about nothing: any answer will do, but one that broke."""
    return Expected(who=who(*viewers), examples=((),))


PAGES = framework("administrator", "editor")
PAGE_VIEWS = [
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
]
PAPER = "wagtailsnippets_reviews_document"
# Under /admin/ nothing is there for anybody, but for these.
ADMIN_EXPECTED: dict[str, Expected] = {
    "wagtailadmin_home": FRAME,
    "wagtailadmin_logout": FRAME,
    "wagtailadmin_sprite": FRAMES_FILES,
    "wagtailadmin_javascript_catalog": FRAMES_FILES,
    "wagtailadmin_account": FRAME,
    "own-account": FRAME,
    "wagtailadmin_editing_sessions:ping": Expected(
        who=FRAME.who, examples=(("reviews", "document", "990001", "990002"),)
    ),
    "wagtailadmin_editing_sessions:release": Expected(who=FRAME.who, examples=(("990001",),)),
    f"{PAPER}:list": Expected(who=WRITE),
    f"{PAPER}:list_results": Expected(who=WRITE),
    f"{PAPER}:edit": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:history": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:history_results": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:preview_on_edit": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:lock": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:unlock": Expected(of="paper pk", who=WRITE, only=OWN_IMR),
    f"{PAPER}:revisions_view": Expected(of="revision", who=WRITE),
    f"{PAPER}:revisions_revert": Expected(of="revision", who=WRITE),
    f"{PAPER}:revisions_compare": Expected(of="compared", who=WRITE),
    f"{PAPER}:name_version": Expected(of="revision", who=WRITE),
    # Public pages, and who edits them
    "wagtailadmin_explore_root": PAGES,
    "wagtailadmin_explore": PAGES,
    "wagtailadmin_explore_results": PAGES,
    "wagtailadmin_api:pages:listing": PAGES,
    "wagtailadmin_api:pages:detail": PAGES,
    "wagtailadmin_dismissibles": PAGES,
    "wagtailadmin_choose_page": PAGES,
    "wagtailadmin_choose_page_child": PAGES,
    "wagtailadmin_choose_page_search": PAGES,
    "wagtailadmin_choose_page_external_link": replace(PAGES, breaks_empty=True),
    "wagtailadmin_choose_page_email_link": PAGES,
    "wagtailadmin_choose_page_phone_link": PAGES,
    "wagtailadmin_choose_page_anchor_link": PAGES,
    "wagtailsettings:edit": PAGES,
    **{f"wagtailadmin_pages:{view}": PAGES for view in PAGE_VIEWS},
    **{f"wagtailusers_users:{view}": framework("administrator") for view in ("index", "index_results", "add", "edit")},
}
