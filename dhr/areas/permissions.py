"""What each role may *do*. What one may *see* is decided by audiences, never here."""

from enum import StrEnum

from .enums import Role
from .models.area import with_predecessors


class Permission(StrEnum):
    ADD_PAPERS = "add-papers"  # read a paper into an area or a review
    DECIDE_MENTIONS = "decide-mentions"  # confirm, refuse, add or re-assign a theme mark
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REGISTER_REVIEWS = "register-reviews"  # a new review of an area, one by one or from a spreadsheet
    RUN_REVIEW = "run-review"  # its facts, people, states, extensions
    WRITE_CASE = "write-case"  # key lines of enquiry, equality, lessons, recommendations
    BEGIN_PAPERS = "begin-papers"  # any paper of a review, from a template
    WRITE_PAPER = "write-paper"  # the words of a paper
    RELEASE = "release"  # let the panel read a paper, or no longer
    EDIT_TEMPLATES = "edit-templates"  # an area's own templates
    MANAGE_ACCESS = "manage-access"  # invite people, and end their access
    PLAN_ACTIONS = "plan-actions"  # what is done about a recommendation: actions, milestones, owners
    FOLLOW_ACTIONS = "follow-actions"  # accept, query, agree dates, override a RAG, send, escalate
    VERIFY_ACTIONS = "verify-actions"  # that delivered work is complete; read issued board reports
    ISSUE_REPORTS = "issue-reports"  # to the board, and statements to the public


PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(Permission),
    Role.CSP_CHAIR: frozenset({Permission.PUBLISH, Permission.WITHDRAW, Permission.VERIFY_ACTIONS}),
    Role.CHAIR: frozenset(
        {
            Permission.ADD_PAPERS,
            Permission.DECIDE_MENTIONS,
            Permission.RUN_REVIEW,
            Permission.WRITE_CASE,
            Permission.BEGIN_PAPERS,
            Permission.WRITE_PAPER,
            Permission.RELEASE,
            Permission.PLAN_ACTIONS,
        }
    ),
    Role.AUTHOR: frozenset(
        {
            Permission.ADD_PAPERS,
            Permission.DECIDE_MENTIONS,
            Permission.WRITE_CASE,
            Permission.BEGIN_PAPERS,
            Permission.WRITE_PAPER,
            Permission.PLAN_ACTIONS,
        }
    ),
    # on its own agency's papers alone, see Document.roles_of
    Role.IMR_AUTHOR: frozenset({Permission.WRITE_PAPER, Permission.PLAN_ACTIONS}),
}


def has_permission(user, permission: Permission, *, on) -> bool:
    """Whether `user` may do this on `on`: an Area, or anything else with `roles_of(user) -> set of roles`."""
    if not user.is_authenticated or not user.is_active:
        return False
    return any(permission in PERMISSIONS.get(role, ()) for role in on.roles_of(user))


def roles_with(permission: Permission) -> list[str]:
    return [role for role, permissions in PERMISSIONS.items() if permission in permissions]


def areas_with(user, permission: Permission) -> set[int]:
    """The primary keys of the areas, predecessors included, in which `user` may do this everywhere."""
    places = user.memberships.current().filter(role__in=roles_with(permission), area__isnull=False)
    return with_predecessors(places.values_list("area", flat=True))
