"""The product lives the script: rows are made in bulk, updates and the worker's jobs go through their own doors."""

import datetime
from zoneinfo import ZoneInfo

import time_machine
from simple_history.utils import bulk_create_with_history

from dhr.actions import models
from dhr.actions.enums import BodyKind
from dhr.actions.updates import NewEvidence, Refused, record
from dhr.areas.enums import Role
from dhr.areas.models import Membership
from dhr.reviews.models import Review, ReviewArea
from tests.factories import AgencyFactory, AreaFactory, UserFactory

from .make import AGENCIES
from .plain import (
    Action,
    Day,
    HandedOver,
    Left,
    NewRules,
    Overridden,
    Reached,
    Recommendation,
    Rules,
    Script,
    Update,
)

LONDON = ZoneInfo("Europe/London")
MORNING, EVENING = datetime.time(8), datetime.time(20)


class Replay:
    """The region in the database. `live(day)` does what happens on `day`, and leaves the clock at its evening."""

    def __init__(self, script: Script, clock: time_machine.Traveller):
        self.script, self.clock = script, clock
        self._events = script.by_day()
        self._go(script.first, datetime.time(6))
        self.areas = {key: AreaFactory(name=key.title(), slug=key) for key in script.areas}
        self.agencies = {key: AgencyFactory(slug=key) for key in AGENCIES}
        self.accounts = {}
        for key, area in self.areas.items():
            for name, role in (("coordinator", Role.COORDINATOR), ("chair", Role.CSP_CHAIR)):
                self.accounts[f"{name}-{key}"] = UserFactory(username=f"{name}-{key}")
                Membership.objects.create(user=self.accounts[f"{name}-{key}"], area=area, role=role)
        for key, rules in script.areas.items():
            self._set_rules(key, rules)
        self._make_bodies()
        self._make_owners()
        self._make_reviews()
        self.recommendations: dict[int, models.Recommendation] = {}
        self.actions: dict[int, models.Action] = {}
        self.milestones: dict[tuple[int, int], models.Milestone] = {}
        self.updates: dict[int, models.Update] = {}
        self.wrong: list[Update] = []  # taken though it must be refused, or the other way round

    def live(self, day: Day) -> None:
        self._go(day, MORNING)
        today = self._events[day]
        self._make_recommendations([made for made in self.script.recommendations if made.day == day])
        self._make_actions([event for event in today if isinstance(event, Action)])
        for event in today:
            self.clock.shift(1)
            self._happens(event)
        self._go(day, EVENING)

    def _go(self, day: Day, time: datetime.time) -> None:
        self.clock.move_to(datetime.datetime.combine(day, time, tzinfo=LONDON))

    def _happens(self, event) -> None:
        match event:
            case Update():
                self._record(event)
            case Reached():
                milestone = self.milestones[event.action, event.milestone]
                milestone.reached_on = event.day
                milestone.save()
            case Overridden():
                models.RagOverride.objects.create(
                    action=self.actions[event.action],
                    rag=event.rag,
                    reason="As the group agreed.",
                    until=event.until,
                    by=self.accounts["coordinator-ashby"],
                )
            case HandedOver():
                action = self.actions[event.action]
                action.owner = self.owners.get(event.owner)
                action.save(update_fields=["owner"])
            case Left():
                self.owners[event.owner].retired_on = event.day
                self.owners[event.owner].save()
            case NewRules():
                self._set_rules(event.area, event.rules)

    def _record(self, said: Update) -> None:
        evidence = [
            NewEvidence(kind="practice-audit", dated=said.on, shows="Ten files.", link="https://example.org/audit")
        ]
        try:
            self.updates[said.key] = record(
                self.actions[said.action],
                said.kind,
                on=said.on,
                text="What was said.",
                percent=said.percent,
                outlook=said.outlook,
                new_date=said.new_date,
                corrects=self.updates.get(said.corrects),
                by=self.accounts.get(said.by),
                by_owner=self.owners.get(said.by_owner),
                evidence=evidence if said.evidence else (),
            )
            refused = False
        except Refused:
            refused = True
        if refused != said.refused:
            self.wrong.append(said)

    def _set_rules(self, area: str, rules: Rules) -> None:
        row = models.TrackingRules.of(self.areas[area])
        for name, value in vars(rules).items():
            setattr(row, name, value)
        row.save()

    def _make_bodies(self) -> None:
        self.bodies = {}
        for body in self.script.bodies:
            self.bodies[body.key] = models.Body.objects.create(
                area=self.areas[body.area],
                name=body.key,
                kind=BodyKind.AGENCY if body.agency else BodyKind.PARTNERSHIP,
                agency=self.agencies.get(body.agency),
                parent=self.bodies.get(body.parent),
                after_days=body.after_days,
                email=body.address,
            )

    def _make_owners(self) -> None:
        rows = [
            models.Owner(area=self.areas[owner.area], name=owner.key, email=owner.address)
            for owner in self.script.owners
        ]
        made = bulk_create_with_history(rows, models.Owner)
        self.owners = {owner.key: row for owner, row in zip(self.script.owners, made, strict=True)}

    def _make_reviews(self) -> None:
        self.reviews = Review.objects.bulk_create(
            Review(title=f"Review {n}", reference=f"R{n}", scheme="dhr", death_year=2023)
            for n in range(len(self.script.reviews))
        )
        places = [
            ReviewArea(review=review, area=self.areas[area], lead=n == 0)
            for review, areas in zip(self.reviews, self.script.reviews, strict=True)
            for n, area in enumerate(areas)
        ]
        bulk_create_with_history(places, ReviewArea)

    def _make_recommendations(self, begun: list[Recommendation]) -> None:
        rows = [
            models.Recommendation(
                review=None if made.review is None else self.reviews[made.review],
                area=self.areas[made.area] if made.review is None else None,
                origin="inspection" if made.review is None else "panel",
                text=f"The service should change its practice {made.key}.",
                made_on=made.day,
            )
            for made in begun
        ]
        for made, row in zip(begun, bulk_create_with_history(rows, models.Recommendation), strict=True):
            self.recommendations[made.key] = row

    def _make_actions(self, begun: list[Action]) -> None:
        rows = [
            models.Action(
                recommendation=self.recommendations[action.recommendation],
                text=f"Train the team {action.key}.",
                lead=self.agencies[action.lead],
                owner=self.owners.get(action.owner),
                starts_on=action.starts_on,
                first_target_date=action.target,
                target_date=action.target,
            )
            for action in begun
        ]
        made = dict(zip([action.key for action in begun], bulk_create_with_history(rows, models.Action), strict=True))
        self.actions |= made
        through = models.Action.contributors.through
        through.objects.bulk_create(
            through(action=made[action.key], owner=self.owners[owner])
            for action in begun
            for owner in action.contributors
        )
        steps = [(action.key, n, due) for action in begun for n, due in enumerate(action.milestones)]
        rows = [models.Milestone(action=made[key], order=n, text=f"Step {n}", due=due) for key, n, due in steps]
        for (key, n, _), row in zip(steps, bulk_create_with_history(rows, models.Milestone), strict=True):
            self.milestones[key, n] = row
