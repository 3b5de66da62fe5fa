"""What owners and bodies must be told on a day: reckoned over the plain events, without the product.

An address is written to when there is something to tell and the last letter was seven days ago or more. A red action
comes before each body of its chain once in a time of red, when it has been red for as long as that body waits.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from .plain import Day, Script
from .reckoning import Followed, Reckoning

OPEN = {"not-started", "in-progress", "delivered"}
NEVER = datetime.date(9999, 1, 1)


@dataclass(frozen=True)
class Letter:
    """To one address; `told` are the actions, each with why."""

    day: Day
    address: str
    told: frozenset[tuple[int, frozenset[str]]]


@dataclass(frozen=True)
class Brought:
    """An action before a body."""

    day: Day
    action: int
    body: str


class Telling:
    """`letters` and `brought` so far. `live(day)` must be called after the reckoning's, for every day in order."""

    def __init__(self, script: Script, reckoning: Reckoning):
        self.letters: list[Letter] = []
        self.brought: list[Brought] = []
        self._reckoning = reckoning
        self._owners = {owner.key: owner for owner in script.owners}
        self._bodies = {body.key: body for body in script.bodies}
        self._written: dict[str, Day] = {}
        self._told: set[tuple[str, int]] = set()
        self._before: set[tuple[int, str, Day]] = set()

    def live(self, day: Day) -> None:
        self._write(day)
        for followed in self._reckoning.followed.values():
            if followed.red_since:
                self._bring(followed, day)

    def _write(self, day: Day) -> None:
        due = defaultdict(dict)
        for followed in self._reckoning.followed.values():
            if followed.stand.status in OPEN:
                for owner in {followed.owner, *followed.action.contributors} - {""}:
                    address = self._owners[owner].address
                    gone = self._reckoning.left.get(owner, NEVER) <= day
                    why = self._why(followed, address, day)
                    if why and not gone:
                        due[address][followed.action.key] = frozenset(why)
        for address, told in due.items():
            if address not in self._written or (day - self._written[address]).days >= 7:
                self._written[address] = day
                self._told |= {(address, key) for key in told}
                self.letters.append(Letter(day, address, frozenset(told.items())))

    def _why(self, followed: Followed, address: str, day: Day) -> set[str]:
        now, rules = followed.stand, self._reckoning.rules[followed.action.area]
        undelivered = now.status != "delivered"
        reasons = {
            "assigned": (address, followed.action.key) not in self._told,
            "query": now.queried,
            "past": undelivered and now.target and now.target < day,
            "soon": undelivered and now.target and 0 <= (now.target - day).days <= rules.remind_days,
            "milestone": undelivered and followed.next_milestone and followed.next_milestone < day,
        }
        return {reason for reason, holds in reasons.items() if holds}

    def _bring(self, followed: Followed, day: Day) -> None:
        since = followed.red_since
        for body in self._chain(followed):
            case = (followed.action.key, body, since)
            if (day - since).days >= self._bodies[body].after_days and case not in self._before:
                self._before.add(case)
                self.brought.append(Brought(day, followed.action.key, body))

    def _chain(self, followed: Followed) -> list[str]:
        """The lead agency's own body, where it has one in the area, else the area's first; then parent after parent."""
        area, lead = followed.action.area, followed.action.lead
        here = [body for body in self._bodies.values() if body.area == area]
        body = next((body.key for body in here if body.agency == lead), "")
        parents = {body.parent for body in here if not body.agency}
        body = body or next((body.key for body in here if not body.agency and body.key not in parents), "")
        chain = []
        while body:
            chain.append(body)
            body = self._bodies[body].parent
        return chain
