"""What each role may *do*. What one may *see* is decided by audiences, never here."""

from enum import StrEnum

from .enums import Role


class Permission(StrEnum):
    ADD_PAPERS = "add-papers"  # read a paper into an area or a review
    DECIDE_MENTIONS = "decide-mentions"  # confirm, refuse, add or re-assign a theme mark
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(Permission),
    Role.CSP_CHAIR: frozenset({Permission.PUBLISH, Permission.WITHDRAW}),
    Role.CHAIR: frozenset({Permission.ADD_PAPERS, Permission.DECIDE_MENTIONS}),
    Role.AUTHOR: frozenset({Permission.ADD_PAPERS, Permission.DECIDE_MENTIONS}),
}


def has_permission(user, permission: Permission, *, on) -> bool:
    """Whether `user` may do this on `on`: an Area, or anything else with `roles_of(user) -> set of roles`."""
    if not user.is_authenticated or not user.is_active:
        return False
    return any(permission in PERMISSIONS.get(role, ()) for role in on.roles_of(user))
