"""How every action stands on a day: reckoned from the brief, part 5, over the plain events, without the product.

It goes day by day, and a red action is red since the first day of its present run of red days.
"""

import datetime
from dataclasses import dataclass, field

from .plain import Action, Day, HandedOver, Left, NewRules, Overridden, Reached, Rules, Script, Update

REPORTS = {"progress", "delivered", "date-asked", "answered"}
ASIDE = {"not-accepted", "superseded", "transferred"}
DONE = {"complete", "impact-checked"}


@dataclass
class Stand:
    """Where an action's updates say that it stands."""

    target: Day | None
    status: str = "not-started"
    percent: int | None = None
    outlook: str = ""
    slips: int = 0
    asked: Day | None = None
    delivered_on: Day | None = None
    completed_on: Day | None = None
    heard_on: Day | None = None
    waiting: bool = False
    queried: bool = False


def stand(target: Day | None, updates: list[Update]) -> Stand:
    """After `updates`, oldest first. What is corrected is read as its correction says, where it stood."""
    now = Stand(target)
    better = {update.corrects: update for update in updates if update.kind == "corrected"}
    for update in updates:
        if update.kind != "corrected":
            _say(now, update.kind, better.get(update.key, update))
    return now


def _say(now: Stand, kind: str, said: Update) -> None:
    if kind in REPORTS:
        now.heard_on = max(now.heard_on or said.on, said.on)
    if kind == "progress":
        now.status, now.waiting = "in-progress", True
        if said.percent is not None:
            now.percent = said.percent
        if said.outlook:
            now.outlook = said.outlook
    elif kind == "delivered":
        now.status, now.waiting, now.delivered_on = "delivered", True, said.on
    elif kind == "date-asked":
        now.asked = said.new_date
    elif kind == "answered":
        now.queried, now.waiting = False, True
    elif kind == "accepted":
        now.waiting = False
    elif kind == "queried":
        now.queried, now.waiting = True, False
    elif kind == "date-agreed":
        now.slips += bool(now.target and said.new_date > now.target)
        now.target, now.asked = said.new_date, None
    elif kind == "date-refused":
        now.asked = None
    elif kind == "reopened":
        now.status, now.delivered_on, now.completed_on = "in-progress", None, None
    else:
        now.status = {"verified": "complete"}.get(kind, kind)
        now.waiting = now.queried = False
        now.asked = None
        if kind == "verified":
            now.completed_on = said.on


@dataclass
class Followed:
    """One action, all that is known of it so far, and how it was rated on the last day reckoned."""

    action: Action
    stand: Stand
    owner: str
    updates: list[Update] = field(default_factory=list)
    reached: set[int] = field(default_factory=set)
    override: Overridden | None = None
    rag: str = ""
    red_since: Day | None = None

    @property
    def next_milestone(self) -> Day | None:
        return min((due for n, due in enumerate(self.action.milestones) if n not in self.reached), default=None)


class Reckoning:
    """The region so far. `live(day)` must be called for every day, in order."""

    def __init__(self, script: Script):
        self.rules = dict(script.areas)
        self.followed: dict[int, Followed] = {}
        self.left: dict[str, Day] = {}
        self._events = script.by_day()

    def live(self, day: Day) -> None:
        for event in self._events[day]:
            self._happens(event)
        for followed in self.followed.values():
            followed.rag = rag_of(followed, self.rules[followed.action.area], day)
            followed.red_since = (followed.red_since or day) if followed.rag == "red" else None

    def _happens(self, event) -> None:
        match event:
            case Action():
                self.followed[event.key] = Followed(event, Stand(event.target), event.owner)
            case Update(refused=False):
                followed = self.followed[event.action]
                followed.updates.append(event)
                followed.stand = stand(followed.action.target, followed.updates)
            case Reached():
                self.followed[event.action].reached.add(event.milestone)
            case Overridden():
                self.followed[event.action].override = event
            case HandedOver():
                self.followed[event.action].owner = event.owner
            case Left():
                self.left[event.owner] = event.day
            case NewRules():
                self.rules[event.area] = event.rules


def rag_of(followed: Followed, rules: Rules, day: Day) -> str:
    """Blue, red, amber, green or grey as the brief has them; `none` for what was set aside."""
    if followed.override and day <= followed.override.until:
        return followed.override.rag
    now = followed.stand
    if now.status in DONE:
        return "blue"
    if now.status in ASIDE:
        return "none"
    if now.status == "delivered":
        return "red" if (day - now.delivered_on).days > rules.verify_days else "amber"
    due_from = first_due(followed, rules)
    heard = max(now.heard_on or due_from, due_from, followed.action.day)
    if now.outlook == "cannot" or (now.target and day > now.target):
        return "red"
    if now.status == "not-started" and day < due_from:
        return "grey"
    if (day - heard).days > rules.silent_days:
        return "red"
    missed = followed.next_milestone and followed.next_milestone < day
    near = now.target and (now.target - day).days <= rules.soon_days and (now.percent or 0) < rules.half
    return "amber" if missed or near or now.outlook == "recoverable" else "green"


def first_due(followed: Followed, rules: Rules) -> Day:
    """From when something is due: its start, or a while before its first date; at once where it has neither."""
    if followed.action.starts_on:
        return followed.action.starts_on
    dates = [date for date in (followed.stand.target, followed.next_milestone) if date]
    if not dates:
        return followed.action.day
    return min(dates) - datetime.timedelta(days=rules.not_due_days)
