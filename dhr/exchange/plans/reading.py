"""From the rows of an action plan to what each says of a recommendation and an action."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dhr.actions.enums import Scope
from dhr.formats import DateProblem, Value, as_text, says_nothing
from dhr.reviews.models import Review

from ..headings import plain
from ..spreadsheets import check_length
from .columns import HEADINGS
from .dates import read_target
from .entries import TEXTS, ChosenSheet, PlanEntry, text_of
from .reports import read_reports
from .rows import Above, Passed, passed, section
from .steps import Step, lines_in, read_step

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_LABEL = re.compile(
    r"^(?:rec(?:ommendation)?\.?\s*(?:no\.?\s*)?|r)?(?P<number>\d{1,3}(?:\.\d{1,2})*)\s*[.):–—-]\s+", re.IGNORECASE
)
_SAME = re.compile(r"(?:(?:same )?as above|ditto|same|[\"”“″〃]+|-? ?do\.? ?-?)", re.IGNORECASE)
_LONGEST_MILESTONE = 500
_LONGEST_NAME = 250


def read_plan(chosen: ChosenSheet, reviews: Mapping[str, Review], today: datetime.date) -> Iterator[PlanEntry | Passed]:
    """What each row of a sheet says; rows that are no action (titles of parts, totals, notes) come as Passed.

    `reviews` are those that may be named, by plain reference and title. Raises Unreadable for too many rows.
    """
    check_length(chosen.name, len(chosen.sheet.rows))
    headings = chosen.sheet.headings
    places = {key: headings.index(name) for key, name in chosen.columns.items() if name in headings}
    above = Above(review=chosen.review)
    before = None  # the entry that rows with nothing but milestones go on
    previous = 0
    for row in chosen.sheet.rows:
        cells = {key: row.cells[at] for key, at in places.items() if at < len(row.cells) and row.cells[at] is not None}
        gap = previous and row.number > previous + 1
        previous = row.number
        if told := section(row, cells, reviews, gap=gap):
            above.begin(told)
            before = None
            yield Passed(chosen.name, row.number, told.text, told.why)
            continue
        if told := passed(row, cells, chosen, gap=gap):
            yield told
            continue
        entry = PlanEntry(row, chosen.columns, HEADINGS, sheet=chosen.name)
        _Reader(entry, cells, places, above, reviews, today).read()
        if before and _only_adds(entry, cells):
            _add(before, entry)
            continue
        yield entry
        before = entry


class _Reader:
    """One row on its way to an entry."""

    def __init__(self, entry, cells, places, above, reviews, today):
        self.entry, self.cells, self.places, self.above = entry, cells, places, above
        self.reviews, self.today = reviews, today

    def read(self) -> None:
        self._repeat()
        self._drop_struck()
        for key, value in list(self.cells.items()):
            if self.entry.refuse_fault(key, as_text(value)):
                del self.cells[key]
        self._review()
        self._recommendation()
        self._action()
        self._lead_and_owner()
        self._dates()
        read_reports(self.entry, self.cells, self.today)
        for key in TEXTS:
            if key in self.cells:
                self.entry.values[key] = self._text(key)

    def _text(self, key: str) -> str:
        return text_of(self.cells.get(key))

    def _line(self, key: str) -> str:
        return " ".join(self._text(key).split())

    def _repeat(self) -> None:
        """Put what stands above in place of "as above"."""
        for key, value in list(self.cells.items()):
            if isinstance(value, str) and _SAME.fullmatch(value.strip()):
                del self.cells[key]
                if key in self.above.cells:
                    self.cells[key] = self.above.cells[key]
        self.above.cells |= self.cells

    def _drop_struck(self) -> None:
        entry, whole = self.entry, ("action", "recommendation")
        struck = {key for key, at in self.places.items() if at in entry.row.struck and key in self.cells}
        named = next((key for key in whole if key in self.cells), None)
        if named in struck:
            entry.crossed_out, struck = True, set()
        for key in struck:
            entry.note(key, f"“{self._line(key)[:60]}” is crossed out, so it is taken as empty.")
            del self.cells[key]

    def _review(self) -> None:
        entry = self.entry
        entry.review = self.above.review
        if name := self._line("review"):
            entry.review = self.reviews.get(plain(name))
            if entry.review is None:
                entry.refuse("review", f"“{name[:60]}” is no review of this area that you can see.")
                return
            self.above.named(entry.review)
        if entry.review is None and not entry.refused:
            entry.refuse("review", "Nothing says which review this belongs to. Choose one for the sheet, or a column.")

    def _recommendation(self) -> None:
        entry = self.entry
        text, number = self._line("recommendation"), self._line("number")
        label = _LABEL.match(text)
        if label and (number in ("", label["number"]) or plain(number) == plain(label.group())):
            number, text = label["number"], text[label.end() :]
        if text:
            self.above.recommend(number, text)
            self.above.scope_stated = ""
        if not self.above.recommendation:
            if not {"recommendation", "action"} & entry.refused:
                entry.refuse("recommendation", "No recommendation stands here or above.")
            return
        entry.values["number"] = (number or self.above.number)[:20]
        entry.values["recommendation"] = self.above.recommendation
        if scope := self._line("scope"):
            self.above.scope_stated = self._scope(scope)
        entry.scope = self.above.scope_stated or self.above.scope

    def _scope(self, written: str) -> str:
        named = {scope for scope in Scope if re.search(rf"\b{scope.value}(?:ly)?\b", written, re.IGNORECASE)}
        if not named and (short := written.strip(" .").upper()) in ("L", "R", "N"):
            named = {scope for scope in Scope if scope.value.startswith(short.lower())}
        if len(named) == 1:
            return named.pop().value
        said = "names several" if named else "is none"
        self.entry.refuse("scope", f"“{written[:60]}” {said} of local, regional and national. Write one, or nothing.")
        return ""

    def _action(self) -> None:
        entry = self.entry
        if text := self._text("action"):
            entry.values["action"] = text
        elif "action" not in self.places and entry.text("recommendation") and "recommendation" in self.cells:
            entry.values["action"] = entry.text("recommendation")
            entry.notes.append("No column holds actions, so the recommendation stands as its own action.")
        for line in lines_in(as_text(self.cells.get("milestones"))):
            if not says_nothing(line):
                entry.steps.append(self._step(line))

    def _step(self, line: str) -> Step:
        try:
            step = read_step(line)
        except DateProblem as problem:
            self.entry.refuse("milestones", str(problem))
            return Step(line)
        if len(step.text) > _LONGEST_MILESTONE:
            self.entry.refuse("milestones", f"A milestone has at most {_LONGEST_MILESTONE} letters. Write one a line.")
        if step.reached and step.reached > self.today:
            self.entry.refuse("milestones", f"“{line[-60:]}” is in the future. A milestone is reached once it is.")
        return step

    def _lead_and_owner(self) -> None:
        entry = self.entry
        lead = self._line("lead")
        if not lead and self.above.agency:
            lead = self.above.agency
            entry.notes.append(f"Lead agency: “{lead}” is taken from the title above.")
        if len(lead) > _LONGEST_NAME:
            entry.refuse("lead", f"The name of an agency has at most {_LONGEST_NAME} letters.")
        entry.values["lead"] = lead
        written = f"{self._line('owner')} {self._line('email')}"
        addresses = list(dict.fromkeys(address.lower() for address in _EMAIL.findall(written)))
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                entry.refuse("email", f"“{address}” is no e-mail address.")
        if "email" in self.cells and not addresses:
            entry.note("email", f"“{self._line('email')[:60]}” is no e-mail address, so it is left out.")
        if addresses:
            entry.email = addresses[0]
        if len(addresses) > 1:
            entry.note("owner", f"An action has one owner; {', '.join(addresses[1:])} is left out.")
        entry.values["owner"] = _EMAIL.sub("", self._line("owner")).strip(" ,;:()<>[]–-")[:150]

    def _dates(self) -> None:
        entry = self.entry
        for key in ("target", "revised"):
            if key not in self.cells:
                continue
            try:
                target = read_target(self.cells[key])
            except DateProblem as problem:
                entry.refuse(key, str(problem))
                continue
            if target.note:
                entry.note(key, target.note)
            if key == "revised":
                entry.values["revised"] = target.last
            else:
                entry.values["target"], entry.values["revised"] = target.first, target.revised


def _only_adds(entry: PlanEntry, cells: Mapping[str, Value]) -> bool:
    """Whether a row goes on with the milestones of the action above."""
    return bool(entry.steps) and not {"action", "recommendation", "number", "lead"} & cells.keys()


def _add(before: PlanEntry, entry: PlanEntry) -> None:
    for step in entry.steps:
        before.steps.append(replace(step, due=step.due or entry.target))
    before.more.append(entry.number)
    before.problems += [f"Row {entry.number}, {problem}" for problem in entry.problems]
    before.notes += [f"Row {entry.number}, {note}" for note in entry.notes]
