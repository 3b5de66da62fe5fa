"""How every action stands on a day: reckoned from the brief, part 5, over the plain events, without the product.

It goes day by day. What turns red is red since the day on which the first of its reasons began, however these
change, until it is red no longer.
"""

import datetime
from dataclasses import dataclass, field

from .plain import Action, Day, HandedOver, Left, NewRules, Overridden, Reached, Rules, Script, Update

REPORTS = {"progress", "delivered", "date-asked", "answered", "evidence"}
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
    told_on: Day | None = None  # when the partnership heard that it is delivered
    completed_on: Day | None = None
    heard_on: Day | None = None
    waiting: bool = False
    queried: bool = False
    before: int | None = None  # per cent done when it was last at work


def stand(target: Day | None, updates: list[Update]) -> Stand:
    """After `updates`, oldest first. What was corrected counts for nothing, and its correction says nothing more."""
    now = Stand(target)
    corrected = {update.corrects for update in updates}
    for update in updates:
        if update.key not in corrected:
            _say(now, update)
    return now


def _say(now: Stand, said: Update) -> None:
    kind = said.kind
    if now.status in ("not-started", "in-progress"):
        now.before = now.percent
    if kind in REPORTS or kind == "reopened":
        now.heard_on = max(now.heard_on or said.on, said.on)
    if kind in REPORTS and kind != "date-asked":  # which waits for an answer of its own
        now.waiting = True
    if kind == "progress":
        now.status = "in-progress"
        now.percent = now.percent if said.percent is None else said.percent
        now.outlook = said.outlook or now.outlook
    elif kind == "delivered":
        now.status, now.percent, now.outlook, now.delivered_on, now.asked = "delivered", 100, "", said.on, None
        now.told_on = said.day
    elif kind == "date-asked":
        now.asked = said.new_date
    elif kind == "answered":
        now.queried = False
    elif kind in ("accepted", "queried"):
        now.waiting, now.queried = False, kind == "queried"
    elif kind == "date-agreed":
        now.slips += bool(now.target and said.new_date > now.target)
        now.target, now.asked = said.new_date, None
    elif kind == "date-refused":
        now.asked = None
    elif kind == "reopened":
        now.status, now.percent, now.delivered_on, now.completed_on = "in-progress", now.before, None, None
        now.waiting = False
    elif kind == "impact-checked":
        now.status = kind
    elif kind == "verified" or kind in ASIDE:
        now.status = "complete" if kind == "verified" else kind
        now.completed_on = said.on if kind == "verified" else now.completed_on
        now.waiting, now.queried, now.asked = False, False, None


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
            rules = self.rules[followed.action.area]
            followed.rag = rag_of(followed, rules, day)
            followed.red_since = (followed.red_since or since(followed, rules, day)) if followed.rag == "red" else None

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
    """Blue, red, amber, green or grey as the brief has them; `none` for what was set aside.

    What is closed is not overridden. Delivered work is green until it waits too long to be verified, then amber: it
    waits from the day on which the partnership is told.
    """
    now = followed.stand
    if now.status in DONE:
        return "blue"
    if now.status in ASIDE:
        return "none"
    if followed.override and day <= followed.override.until:
        return followed.override.rag
    if now.status == "delivered":
        return "amber" if (day - now.told_on).days > rules.verify_days else "green"
    if reds(followed, rules, day):
        return "red"
    due_from = first_due(followed, rules)
    if followed.next_milestone and followed.next_milestone < day:
        return "amber"
    if now.status == "not-started" and day < due_from:
        return "grey"
    near = now.target and (now.target - day).days <= rules.soon_days and (now.percent or 0) < rules.half
    return "amber" if near or now.outlook == "recoverable" else "green"


def reds(followed: Followed, rules: Rules, day: Day) -> list[Day]:
    """The first day of each reason for red that holds: late, silent since work was due, or out of reach."""
    now = followed.stand
    heard = now.heard_on or followed.action.day
    silent_since = max(heard, first_due(followed, rules))
    first_days = [silent_since + datetime.timedelta(days=rules.silent_days + 1)]
    if now.target:
        first_days.append(now.target + datetime.timedelta(days=1))
    if now.outlook == "cannot":
        first_days.append(heard)
    return [first for first in first_days if first <= day]


def since(followed: Followed, rules: Rules, day: Day) -> Day:
    """From when it is red, as told on its first day of red."""
    override = followed.override
    return override.day if override and day <= override.until else min(reds(followed, rules, day))


def first_due(followed: Followed, rules: Rules) -> Day:
    """From when work on it is expected: its start; before it is begun, a while before its first date; else at once."""
    if followed.action.starts_on:
        return followed.action.starts_on
    dates = [date for date in (followed.stand.target, followed.next_milestone) if date]
    if not dates or followed.stand.status != "not-started":
        return followed.action.day
    return min(dates) - datetime.timedelta(days=rules.not_due_days)
