"""Milestones: as a plan gives them, as our own plan writes them, and as they are held here."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dhr.actions.models import Milestone
from dhr.formats import DateProblem, read_date

from .dates import date_in

BULLET = re.compile(r"^\s*(?:[•▪●◦*·\uf0b7\uf0a7✓✔☐☑✗–—-]|\(?\d{1,2}[.)]|\(?(?:[a-z]|[ivx]{1,4})[.)])\s+")
_INLINE = re.compile(r"\s+(?=[•▪●◦\uf0b7\uf0a7✓✔☐☑]\s)|;\s+(?=\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)")
# How our own plan ends a milestone: the day stands behind its words.
_DAY = re.compile(r"(?P<text>.*\S)\s*\((?P<what>by|reached) (?P<day>\d{2}/\d{2}/\d{4})\)")


@dataclass(frozen=True)
class Step:
    """A milestone: its words, when it is due and when it was reached; None where nothing says so."""

    text: str
    due: datetime.date | None = None
    reached: datetime.date | None = None

    def __str__(self):
        """As our own plan writes it: with the day that its words don't tell."""
        if self.reached:
            return f"{self.text} (reached {self.reached:%d/%m/%Y})"
        if self.due and self.due != _told(self.text):
            return f"{self.text} (by {self.due:%d/%m/%Y})"
        return self.text

    def agrees(self, held: "Step") -> bool:
        """Whether it says nothing else than `held` does; a day that it leaves out says nothing."""
        return self.text == held.text and self.due in (None, held.due) and self.reached in (None, held.reached)


def written(steps: Sequence[Step]) -> str:
    """As they stand in a cell, one a line."""
    return "\n".join(map(str, steps))


def lines_in(cell: str) -> list[str]:
    """The points of a cell, without their bullets; a line that is indented goes on with the bulleted one above."""
    lines: list[str] = []
    bulleted = False
    for line in cell.splitlines():
        goes_on = bulleted and lines and line[:1] in " \t" and not BULLET.match(line)
        if goes_on:
            lines[-1] += f" {' '.join(line.split())}"
            continue
        bulleted = bool(BULLET.match(line))
        for piece in _INLINE.split(line):
            if text := " ".join(BULLET.sub("", piece).split()):
                lines.append(text)
    return lines


def read_step(line: str) -> Step:
    """The milestone that a line gives, as our own plan writes it or with a day among its words.

    Raises DateProblem for a day that no calendar has.
    """
    if not (ended := _DAY.fullmatch(line)):
        return Step(line, date_in(line))
    text, day = ended["text"], read_date(ended["day"]).day
    if ended["what"] == "by":
        return Step(text, due=day)
    return Step(text, due=_told(text), reached=day)


def held(milestone: Milestone) -> Step:
    """A milestone here, its words as whoever reads our own plan finds them."""
    own = Step(milestone.text, milestone.due, milestone.reached_on)
    try:
        [read] = map(read_step, lines_in(str(own)))
    except (DateProblem, ValueError):  # its words are none, or several, to whoever reads them
        return own
    return Step(read.text, milestone.due or read.due, milestone.reached_on)


def agree(steps: Sequence[Step], milestones: Sequence[Step]) -> bool:
    """Whether a plan's milestones say nothing else than those held here."""
    return len(steps) == len(milestones) and all(map(Step.agrees, steps, milestones))


def _told(text: str) -> datetime.date | None:
    """The day among the words; None where there is none, or none of the calendar."""
    try:
        return date_in(text)
    except DateProblem:
        return None
