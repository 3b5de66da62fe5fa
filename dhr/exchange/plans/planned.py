"""What will become of a row of an action plan, and of all: what is shown before anything is saved, and then saved."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from dhr.actions.enums import UpdateKind
from dhr.actions.models import Action, Recommendation

from ..enums import PlanOutcome
from ..spreadsheets import Difference
from .columns import HEADINGS
from .entries import PlanEntry
from .rows import Passed


@dataclass(frozen=True)
class Conflict:
    """A value that was changed here and in the file since the last plan. Ours stays unless somebody chooses."""

    row: str
    key: str
    ours: str
    theirs: str

    @property
    def name(self) -> str:
        """By which a person's choice names it."""
        return f"{self.row}:{self.key}"

    @property
    def what(self) -> str:
        return HEADINGS[self.key]


@dataclass(frozen=True)
class NewUpdate:
    """An update that will be recorded; None where the day is that of the import."""

    kind: UpdateKind
    text: str
    facts: dict = field(default_factory=dict)


@dataclass
class PlannedRow:
    """One row compared with what is here. Neither `recommendation` nor `action` is saved yet where it is new.

    `sets` are the keys of the columns whose values will be saved; `brings` is the new recommendation, on the first of
    its rows.
    """

    entry: PlanEntry
    recommendation: Recommendation | None = None
    action: Action | None = None
    brings: Recommendation | None = None
    sets: set[str] = field(default_factory=set)
    differences: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    updates: list[NewUpdate] = field(default_factory=list)

    @property
    def new(self) -> bool:
        subject = self.action or self.recommendation
        return subject is not None and subject.pk is None

    @property
    def outcome(self) -> PlanOutcome:
        if self.entry.problems:
            return PlanOutcome.REFUSED
        if self.new:
            return PlanOutcome.NEW
        if self.differences:
            return PlanOutcome.CHANGED
        return PlanOutcome.CONFLICT if self.conflicts else PlanOutcome.UNCHANGED

    def differs(self, key: str, before: str, after: str) -> None:
        self.sets.add(key)
        self.differences.append(Difference(HEADINGS[key], before, after))

    def conflicts_in(self, key: str, ours: str, theirs: str) -> None:
        self.conflicts.append(Conflict(self.entry.key, key, ours, theirs))

    def report(self, update: NewUpdate) -> None:
        self.updates.append(update)
        self.differences.append(Difference(UpdateKind(update.kind).label, "", update.text))


@dataclass(frozen=True)
class Plan:
    """What saving a file would do, row by row; and the rows that are no action (`passed`)."""

    rows: tuple[PlannedRow, ...]
    passed: tuple[Passed, ...] = ()

    @property
    def counts(self) -> dict[PlanOutcome, int]:
        """How many rows come to each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in PlanOutcome}

    def of(self, outcome: PlanOutcome) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def accepted(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome != PlanOutcome.REFUSED]

    @property
    def brought(self) -> list[Recommendation]:
        """The recommendations that will be new."""
        return [row.brings for row in self.rows if row.brings]

    @property
    def conflicts(self) -> list[tuple[PlannedRow, list[Conflict]]]:
        return [(row, row.conflicts) for row in self.accepted if row.conflicts]

    def take(self, names: Collection[str]) -> list[dict]:
        """Have the file's values of these conflicts saved in place of ours.

        Returns how each conflict was decided, as `ActionPlanImport.decided` keeps it.
        """
        for row, conflicts in self.conflicts:
            row.sets |= {conflict.key for conflict in conflicts if conflict.name in names}
        return [
            {
                "review": row.recommendation.review_id,
                "sheet": row.entry.sheet,
                "row": row.entry.number,
                "what": conflict.what,
                "ours": conflict.ours,
                "theirs": conflict.theirs,
                "taken": conflict.name in names,
            }
            for row, conflicts in self.conflicts
            for conflict in conflicts
        ]

    @property
    def digest(self) -> str:
        """The same for the same plan alone: a plan that somebody agreed to is known by it."""
        told = [
            (
                row.entry.key,
                row.outcome.value,
                row.recommendation.pk if row.recommendation else None,
                row.action.pk if row.action else None,
                [(each.what, each.before, each.after) for each in row.differences],
                [(each.key, each.ours, each.theirs) for each in row.conflicts],
                row.entry.problems,
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
