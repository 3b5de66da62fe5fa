"""What a row of an action plan says, and where the row stands."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr.formats import Sheet, Value, as_text
from dhr.reviews.models import Review

from ..spreadsheets import Entry
from .set_aside import Aside
from .standing import Reported
from .steps import Step, written

TEXTS = ("expected", "seen")


@dataclass(frozen=True)
class ChosenSheet:
    """A sheet to be read: which heading is which of our columns, and whose rows they are where none says so."""

    sheet: Sheet
    columns: Mapping[str, str]
    review: Review | None = None

    @property
    def name(self) -> str:
        return self.sheet.name


@dataclass
class PlanEntry(Entry):
    """What a row says of one action, or of a recommendation without any.

    `values` are texts, but for `target` and `revised` (dates). `more` are rows below it that only add milestones.
    """

    sheet: str = ""
    review: Review | None = None
    steps: list[Step] = field(default_factory=list)
    delivered: Reported | None = None
    set_aside: Aside | None = None
    progress: list[Reported] = field(default_factory=list)
    progress_on: datetime.date | None = None
    scope: str = ""
    email: str = ""
    crossed_out: bool = False
    more: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Which row of the file it is."""
        return f"{self.sheet}:{self.number}"

    @property
    def target(self) -> datetime.date | None:
        return self.values.get("target")

    @property
    def revised(self) -> datetime.date | None:
        return self.values.get("revised")

    @property
    def said(self) -> dict[str, str]:
        """All that the row says, as texts: to be compared with what the file says another time."""
        last = self.revised or self.target
        told = {
            **{key: self.text(key) for key in ("number", "recommendation", "action", "lead", *TEXTS)},
            "scope": self.scope,
            "owner": self.email or self.text("owner"),
            "target": last.isoformat() if last else "",
            "milestones": written(self.steps),
            "completion": self.delivered.words if self.delivered else "",
            "progress": "\n".join(each.words for each in self.progress),
            "set_aside": self.set_aside.words if self.set_aside else "",
            "crossed_out": "yes" if self.crossed_out else "",
        }
        return {key: value for key, value in told.items() if value}


def text_of(value: Value) -> str:
    """A cell as text, its lines kept apart, without spaces at their ends."""
    lines = (" ".join(line.split()) for line in as_text(value).splitlines())
    return "\n".join(line for line in lines if line)
