"""What will become of a row, and of all of them: what is shown before anything is saved, and what is then saved."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Model

from dhr.areas.models import Area
from dhr.reviews.models import Review

from ..enums import RowOutcome
from ..spreadsheets import Difference
from .reading import RegisterEntry

FROM_REGISTER = "From the register"


@dataclass
class PlannedRow:
    """One row compared with what is here. `review` is not saved yet where it is `new`; None where none could be made.

    `created` and `corrected` are its events, extensions and pauses, unsaved or changed in memory.
    """

    entry: RegisterEntry
    area: Area | None = None
    review: Review | None = None
    new: bool = False
    differences: list[Difference] = field(default_factory=list)
    facts_differ: bool = False
    created: list[Model] = field(default_factory=list)
    corrected: list[Model] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def reference(self) -> str:
        return self.entry.text("reference")

    @property
    def title(self) -> str:
        return self.entry.text("title")

    @property
    def outcome(self) -> RowOutcome:
        if self.entry.problems:
            return RowOutcome.REFUSED
        if self.new:
            return RowOutcome.NEW
        return RowOutcome.CHANGED if self.differences else RowOutcome.UNCHANGED

    def differs(self, key: str, before: str, after: str) -> None:
        self.differences.append(Difference(self.entry.heading(key), before, after))

    def check(self, record: Model, key_of: dict[str, str]) -> None:
        """Have `record`'s own rules hold for the fields of `key_of`; what they say is told under its columns."""
        exclude = {each.name for each in record._meta.fields} - set(key_of)
        errors = {}
        for rule in (lambda: record.clean_fields(exclude=exclude), record.clean):
            try:
                rule()
            except ValidationError as error:
                errors |= error.update_error_dict({})
        for name, key in key_of.items():
            if key not in self.entry.refused:
                for message in ValidationError(errors.get(name, [])).messages:
                    self.entry.refuse(key, message)


@dataclass(frozen=True)
class Plan:
    """What saving a file would do, row by row."""

    rows: tuple[PlannedRow, ...]

    @property
    def counts(self) -> dict[RowOutcome, int]:
        """How many rows come to each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in RowOutcome}

    def of(self, outcome: RowOutcome) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def digest(self) -> str:
        """The same for the same plan alone: a plan that somebody agreed to is known by it."""
        told = [
            (
                row.number,
                row.outcome.value,
                row.review.pk if row.review else None,
                row.area.pk if row.area else None,
                [(each.what, each.before, each.after) for each in row.differences],
                row.entry.problems,
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
