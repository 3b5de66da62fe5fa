"""Makes the script of a year from a seed: what owners, partnerships and time do to 1,500 actions."""

import datetime
import random
from itertools import count

from .plain import (
    Action,
    Body,
    Day,
    HandedOver,
    Left,
    NewRules,
    Overridden,
    Owner,
    Reached,
    Recommendation,
    Rules,
    Script,
    Update,
)
from .reckoning import ASIDE, DONE, REPORTS, stand

FIRST, LAST = datetime.date(2025, 4, 1), datetime.date(2026, 3, 31)
AREAS = {
    "ashby": Rules(),
    "birch": Rules(soon_days=45, half=60, silent_days=61, verify_days=14, remind_days=14),
    "cole": Rules(not_due_days=30),
    "dale": Rules(),
    "eaves": Rules(soon_days=14, silent_days=120, remind_days=45),
    "firth": Rules(),
}
AGENCIES = [f"agency-{n}" for n in range(8)]


def make_script(seed: int, *, reviews: int = 40, recommendations: int = 600, actions: int = 1500) -> Script:
    dice = random.Random(seed)
    script = Script(FIRST, LAST, dict(AREAS), _reviews(dice, reviews), _bodies(), _owners(dice))
    _recommend(dice, script, recommendations)
    keys = count()
    begun = [_action(dice, script, key) for key in range(actions)]
    for action in begun:
        script.events.append(action)
        script.events += Course(dice, action, keys).events()
        script.events += _beside(dice, action)
    script.events += _leave(dice, script, begun)
    script.events.append(NewRules(datetime.date(2025, 10, 8), "ashby", Rules(silent_days=61, soon_days=21)))
    script.events.append(NewRules(datetime.date(2026, 1, 14), "eaves", Rules(half=75, verify_days=45, remind_days=7)))
    script.events.sort(key=lambda event: event.day)  # stable: what one action lives through keeps its order
    return script


def _later(day: Day, days: int) -> Day:
    return day + datetime.timedelta(days=days)


def _reviews(dice: random.Random, number: int) -> list[tuple[str, ...]]:
    return [tuple(dice.sample(list(AREAS), 2 if dice.random() < 0.15 else 1)) for _ in range(number)]


def _bodies() -> list[Body]:
    """A chain in each area but one; the boards of two agencies come before it, each with a pace of its own."""
    made = []
    for n, area in enumerate(list(AREAS)[:5]):
        made.append(Body(f"{area}-pcc", area, "", "", 75 + n, f"pcc-{area}@example.org"))
        made.append(Body(f"{area}-partnership", area, f"{area}-pcc", "", 40, f"partnership-{area}@example.org"))
        made.append(
            Body(f"{area}-subgroup", area, f"{area}-partnership", "", 14, "" if n == 2 else f"sub-{area}@example.org")
        )
        made += [
            Body(f"{area}-{agency}", area, f"{area}-subgroup", agency, 7, f"{agency}-{area}@example.org")
            for agency in AGENCIES[n : n + 2]
        ]
    return made


def _owners(dice: random.Random) -> list[Owner]:
    """Ten an area; every fifth is a person who owns actions in other areas by the same address."""
    return [
        Owner(f"{area}-{n}", area, f"everywhere{n}@example.org" if n % 5 == 0 else f"{area}{n}@example.org")
        for area in AREAS
        for n in range(10)
    ]


def _recommend(dice: random.Random, script: Script, number: int) -> None:
    begun = [FIRST if dice.random() < 0.5 else _later(FIRST, dice.randrange(10, 330)) for _ in script.reviews]
    for key in range(number):
        if key % 15 == 0:
            outside = Recommendation(key, None, dice.choice(list(AREAS)), _later(FIRST, dice.randrange(300)))
            script.recommendations.append(outside)
        else:
            review = dice.randrange(len(script.reviews))
            script.recommendations.append(Recommendation(key, review, script.reviews[review][0], begun[review]))


def _action(dice: random.Random, script: Script, key: int) -> Action:
    made = script.recommendations[key % len(script.recommendations)]
    day = made.day if dice.random() < 0.8 else min(_later(made.day, dice.randrange(60)), LAST)
    owners = [owner.key for owner in script.owners if owner.area == made.area]
    target = _later(day, dice.randrange(20, 300)) if dice.random() < 0.95 else None
    steps = sorted(dice.randrange(10, 250) for _ in range(dice.choice([0, 0, 1, 2, 3])))
    return Action(
        key=key,
        recommendation=made.key,
        area=made.area,
        day=day,
        lead=dice.choice(AGENCIES),
        owner=dice.choice(owners) if dice.random() < 0.93 else "",
        contributors=tuple(dice.sample(owners, 1)) if dice.random() < 0.1 else (),
        starts_on=_later(day, dice.randrange(0, 120)) if dice.random() < 0.25 else None,
        target=target,
        milestones=tuple(_later(day, step) for step in steps),
    )


def _beside(dice: random.Random, action: Action) -> list:
    """What befalls an action beside its updates: milestones are reached, in time or late, and somebody sets its RAG."""
    events = []
    for n, due in enumerate(action.milestones):
        day = _later(due, dice.randrange(-30, 40))
        if dice.random() < 0.75 and action.day < day <= LAST:
            events.append(Reached(day, action.key, n))
    if dice.random() < 0.06:
        day = _later(action.day, dice.randrange(5, 300))
        if day <= LAST:
            rag = dice.choice(["red", "amber", "green", "grey", "blue"])
            events.append(Overridden(day, action.key, rag, _later(day, dice.randrange(0, 90))))
    return events


def _leave(dice: random.Random, script: Script, actions: list[Action]) -> list:
    """Owners leave; most of what they owned goes to somebody else on the same day or weeks later, some to nobody."""
    events = []
    for owner in dice.sample(script.owners, 15):
        day = _later(FIRST, dice.randrange(30, 330))
        events.append(Left(day, owner.key))
        staying = [other.key for other in script.owners if other.area == owner.area and other.key != owner.key]
        for action in actions:
            if action.owner == owner.key and action.day <= day:
                after = _later(day, dice.choice([0, 0, 20]))
                events.append(HandedOver(after, action.key, dice.choice([*staying, ""])))
    return events


class Course:
    """What is said of one action, one update after another, none of them impossible but those marked as refused."""

    def __init__(self, dice: random.Random, action: Action, keys):
        self.dice, self.action, self.keys = dice, action, keys
        self.said: list[Update] = []
        self.pace = dice.choice([60, 110, 160, 220])
        self.coordinator, self.chair = f"coordinator-{action.area}", f"chair-{action.area}"

    def events(self) -> list[Update]:
        day = _later(self.action.day, self.dice.randrange(3, self.pace))
        while day <= LAST:
            self._say(day)
            day = _later(day, self.dice.randrange(2, self.pace))
        return self.said

    @property
    def taken(self) -> list[Update]:
        return [update for update in self.said if not update.refused]

    def _say(self, day: Day) -> None:
        now = stand(self.action.target, self.taken)
        if now.status in DONE:
            self._closed(day, now)
        elif now.status in ASIDE:
            self._partnership(day, "reopened" if self.dice.random() < 0.2 else None)
        elif now.status == "delivered":
            self._delivered(day, now)
        elif now.asked and self.dice.random() < 0.6:
            if self.dice.random() < 0.7:
                self._partnership(day, "date-agreed", new_date=now.asked)
            else:
                self._partnership(day, "date-refused")
        elif now.queried:
            self._owner(day, "answered")
        else:
            self._working(day, now)

    def _working(self, day: Day, now) -> None:
        luck = self.dice.random()
        if luck < 0.55:
            percent = self.dice.choice([None, 10, 25, 40, 50, 60, 80, 95])
            outlook = self.dice.choice(["", "", "", "on-track", "recoverable", "cannot"])
            self._owner(day, "progress", percent=percent, outlook=outlook)
        elif luck < 0.7:
            self._owner(day, "delivered", evidence=self.dice.random() < 0.5)
        elif luck < 0.78:
            self._owner(day, "date-asked", new_date=_later(max(day, now.target or day), self.dice.randrange(20, 120)))
        elif luck < 0.81:
            self._owner(day, "evidence", evidence=True)
        elif luck < 0.84:
            self._partnership(day, self.dice.choice(["queried", "accepted"]))
        elif luck < 0.88:
            self._partnership(day, "date-agreed", new_date=_later(day, self.dice.randrange(-5, 120)))
        elif luck < 0.91:
            self._partnership(day, self.dice.choice(sorted(ASIDE)))
        elif luck < 0.94:
            self._add(day, "verified", by=self.chair, evidence=True, refused=True)  # nothing is delivered
        else:
            self._correct(day)

    def _delivered(self, day: Day, now) -> None:
        luck = self.dice.random()
        if luck < 0.1:
            self._correct(day)
        elif luck < 0.2:
            self._partnership(day, "reopened")
        elif now.queried and luck < 0.8:
            self._owner(day, "answered", evidence=True)
        elif not now.queried and luck < 0.35:
            self._partnership(day, "queried")
        else:
            self._verify(day, now)

    def _verify(self, day: Day, now) -> None:
        """By the chair or the coordinator: not by who reported it, not before a query is answered, never unshown."""
        by = self.dice.choice([self.chair, self.coordinator])
        evidence = self.dice.random() < 0.5
        undone = {update.corrects for update in self.taken}
        counting = [update for update in self.taken if update.key not in undone]
        reported = any(update.by == by and update.kind in REPORTS for update in counting)
        shown = evidence or any(update.evidence for update in counting)
        self._add(day, "verified", by=by, evidence=evidence, refused=reported or not shown or now.queried)

    def _closed(self, day: Day, now) -> None:
        luck = self.dice.random()
        if luck < 0.1:
            self._partnership(day, "reopened")
        elif luck < 0.2:
            self._correct(day)
        elif luck < 0.4 and now.status == "complete":
            self._partnership(day, "impact-checked")
        elif luck < 0.5:
            self._add(day, "progress", by=self.coordinator, refused=True)

    def _correct(self, day: Day) -> None:
        """The last that counts; what something later rests on can't be taken back."""
        undone = {update.corrects for update in self.taken}
        counting = [update for update in self.taken if update.key not in undone and update.kind != "corrected"]
        if not counting:
            return
        wrong = counting[-1]
        under = {"impact-checked": "verified", "verified": "delivered"}.get(wrong.kind)
        if under and counting[-2].kind == under and self.dice.random() < 0.5:
            self._add(day, "corrected", by=self.coordinator, corrects=counting[-2].key, refused=True)
        else:
            self._add(day, "corrected", by=self.coordinator, corrects=wrong.key)

    def _owner(self, day: Day, kind: str, **facts) -> None:
        """By the owner through a link, through their account, or told to the coordinator."""
        owner = self.action.owner
        if not owner or self.dice.random() < 0.15:
            facts["by"] = self.coordinator
        self._add(day, kind, by_owner=owner, **facts)

    def _partnership(self, day: Day, kind: str | None, **facts) -> None:
        if kind:
            self._add(day, kind, by=self.coordinator, **facts)

    def _add(self, day: Day, kind: str, **facts) -> None:
        back = self.dice.choice([0, 0, 0, 0, 1, 5, 12])
        on = max(_later(day, -back), self.action.day)
        now = stand(self.action.target, self.taken)
        first = {"verified": now.delivered_on, "impact-checked": now.completed_on}.get(kind)
        if first and on < first:  # nobody looks at what is not there yet
            facts["refused"] = True
        self.said.append(Update(next(self.keys), day, self.action.key, kind, on=on, **facts))
