"""One change to many actions: looked at row by row first, then made of all of them or of none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from ..models import Action
from ..updates import Refused
from .edits import Edit
from .places import Places

MOST = 500  # at once
NOT_ALLOWED = "You may see this action, but not change this of it."


@dataclass(frozen=True, repr=False)
class Line:
    """What a change does to one action: `refused` says why it does nothing, "" where it can be made."""

    action: Action
    now: str
    then: str = ""
    refused: str = ""
    state: str = ""
    moved: bool = False  # somebody changed the same since it was looked at


class Moved(Exception):
    """What stands is no longer what was looked at, so nothing is changed; `lines` are what stands now."""

    def __init__(self, lines: list[Line]):
        super().__init__("Something changed since the preview.")
        self.lines = lines


def picked(user, pks: Iterable[int]):
    """The actions of these that `user` may see, with what an edit looks at."""
    return (
        Action.objects.visible_to(user)
        .filter(pk__in=pks)
        .with_lead_area()
        .with_next_milestone()
        .select_related("recommendation__review", "recommendation__document", "recommendation__area")
        .select_related("lead", "owner__agency")
        .prefetch_related("recommendation__priorities")
        .order_by("pk")
    )


def preview(actions: Iterable[Action], edit: Edit, places: Places) -> list[Line]:
    """What `edit`, which is valid, would do to each of `actions`."""
    return [_line(action, edit, places) for action in actions]


@transaction.atomic
def change(user, pks: Iterable[int], edit: Edit, seen: dict[str, str]) -> list[Line]:
    """Make the change that was previewed: of every action in `seen` (primary key -> state), or of none.

    Raises:
        Moved: what can be changed now, or what stands there, is not what was seen.
        Refused: an action can't be changed so.
    """
    locked = picked(user, pks).select_for_update(of=("self",))
    lines = preview(locked, edit, Places(user))
    changing = [line for line in lines if not line.refused]
    if {str(line.action.pk): line.state for line in changing} != seen:
        raise Moved([_compared(line, seen) for line in lines])
    for line in changing:
        try:
            edit.apply(line.action, user)
        except Refused as refused:
            raise Refused(f"“{line.action}”: {refused}") from refused
    return changing


def _line(action: Action, edit: Edit, places: Places) -> Line:
    now = edit.now(action)
    if not places.may(edit.permission, action.recommendation):
        return Line(action, now, refused=NOT_ALLOWED)
    if refused := edit.refusal(action):
        return Line(action, now, refused=refused)
    return Line(action, now, edit.then(action), state=edit.state(action))


def _compared(line: Line, seen: dict[str, str]) -> Line:
    was = seen.get(str(line.action.pk))
    moved = was is not None and (line.refused != "" or was != line.state)
    return Line(line.action, line.now, line.then, line.refused, line.state, moved)
