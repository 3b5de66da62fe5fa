"""What happens in the year, as plain data: nothing here knows the product."""

import datetime
from dataclasses import dataclass, field

Day = datetime.date


@dataclass(frozen=True)
class Rules:
    """How an area follows its actions; the numbers of the brief, part 5, and a quarter or a month where it has none."""

    soon_days: int = 30
    half: int = 50
    silent_days: int = 91
    not_due_days: int = 91
    verify_days: int = 30
    remind_days: int = 30


@dataclass(frozen=True)
class Body:
    """Who a red action is brought before after `after_days`; then its `parent`. One of an `agency` is that agency's."""

    key: str
    area: str
    parent: str
    agency: str
    after_days: int
    address: str


@dataclass(frozen=True)
class Owner:
    key: str
    area: str
    address: str


@dataclass(frozen=True)
class Recommendation:
    """Of a review, or of an area where it came from outside."""

    key: int
    review: int | None
    area: str
    day: Day


@dataclass(frozen=True)
class Action:
    key: int
    recommendation: int
    area: str  # which leads, and whose rules hold
    day: Day  # when it was made
    lead: str
    owner: str
    contributors: tuple[str, ...]
    starts_on: Day | None
    target: Day | None
    milestones: tuple[Day, ...]


@dataclass(frozen=True)
class Update:
    """`kind` in the product's words; `corrects` is the key of another one. `refused`: it must not be taken."""

    key: int
    day: Day
    action: int
    kind: str
    on: Day
    percent: int | None = None
    outlook: str = ""
    new_date: Day | None = None
    corrects: int | None = None
    by: str = ""  # an account
    by_owner: str = ""
    evidence: bool = False
    refused: bool = False


@dataclass(frozen=True)
class Reached:
    day: Day
    action: int
    milestone: int  # its place in `milestones`


@dataclass(frozen=True)
class Overridden:
    day: Day
    action: int
    rag: str
    until: Day


@dataclass(frozen=True)
class HandedOver:
    day: Day
    action: int
    owner: str  # "" for nobody


@dataclass(frozen=True)
class Left:
    day: Day
    owner: str


@dataclass(frozen=True)
class NewRules:
    day: Day
    area: str
    rules: Rules


@dataclass
class Script:
    """`events` are in the order in which they happen, actions among them."""

    first: Day
    last: Day
    areas: dict[str, Rules]
    reviews: list[tuple[str, ...]]  # the areas of each, its lead first
    bodies: list[Body]
    owners: list[Owner]
    recommendations: list[Recommendation] = field(default_factory=list)
    events: list = field(default_factory=list)

    def days(self):
        return [self.first + datetime.timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def month_ends(self) -> list[Day]:
        return [day for day in self.days() if (day + datetime.timedelta(days=1)).day == 1]

    def quarter_ends(self) -> list[Day]:
        return [day for day in self.month_ends() if day.month % 3 == 0]

    def by_day(self) -> dict[Day, list]:
        found = {day: [] for day in self.days()}
        for event in self.events:
            found[event.day].append(event)
        return found
