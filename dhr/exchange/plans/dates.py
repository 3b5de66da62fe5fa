"""Dates in an action plan's cells, which say more than a date: a slip, a range, what was done."""

import datetime
import re
from dataclasses import dataclass

from dhr.formats import MONTHS, DateProblem, NoDateYet, Value, as_text, read_date

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:\d{4}|['’]?\d{2})"
# Dates among other words: the longest form first.
DATE = re.compile(
    rf"(?<![\w/])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{_MONTH})\.?,?[\s-]+{_YEAR}"
    rf"|(?:{_MONTH})\.?[\s-]+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?,?[\s-]+{_YEAR}|q[1-4]\s+\d{{4}}[/-]\d{{2,4}}|(?<![-/.\d])(?:{_MONTH})\.?['’]?\d{{2}})(?![\w/])",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(?:revis\w+|extend\w*|extension|now|amend\w+|moved|new date|changed|slipped)\b", re.IGNORECASE
)
# What is meant as a date, and is none: 13.13.24, 14th Octember 2025. "Within six months" is not even meant as one.
_LIKE_A_DATE = re.compile(
    rf"\d\s*[./-]\s*\d|\b(?:19|20)\d{{2}}\b|\d(?:st|nd|rd|th)\b|\b(?:{_MONTH})\b|['’]\d{{2}}\b|^\d+$", re.IGNORECASE
)
_SEASON = re.compile(r"(?:by |in |early |late |end of )*(?:spring|summer|autumn|winter)\b", re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:[-–—]|to|until|till)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A target date as a cell gives it: `first`, and the `revised` one that took its place.

    `note` says in a sentence what was made of words that are no date.
    """

    first: datetime.date | None = None
    revised: datetime.date | None = None
    note: str = ""

    @property
    def last(self) -> datetime.date | None:
        return self.revised or self.first


def read_target(value: Value) -> Target:
    """The target date in a cell; of a month or a quarter its last day. Raises DateProblem for what is none."""
    written = " ".join(as_text(value).split())
    try:
        return _whole(value, written)
    except NoDateYet:
        return Target(note=f"“{_short(written)}” is no date, so none is kept.")
    except DateProblem as problem:
        found = list(DATE.finditer(written))
        days = [read_date(each.group()).last_day for each in found]  # a date of no calendar is refused here
        if not days and (_SEASON.match(written) or not _LIKE_A_DATE.search(written)):
            return Target(note=f"“{_short(written)}” is no date, so none is kept.")
        if not days:
            raise problem from None
    if len(days) == 1:
        return Target(days[0], note=f"Of “{_short(written)}” the date is kept.")
    between = written[found[0].end() : found[1].start()]
    if len(days) == 2 and _REVISED.search(written):
        first, revised = days if days[0] <= days[1] else reversed(days)
        return Target(first, revised, f"Of “{_short(written)}” the first is the first target date, the second the new.")
    if len(days) == 2 and _RANGE.match(between):
        return Target(max(days), note=f"Of “{_short(written)}” the end is kept.")
    raise DateProblem(f"“{_short(written)}” holds {len(days)} dates. Keep the one that is meant.")


def _whole(value: Value, written: str) -> Target:
    found = read_date(value)
    day = found.last_day
    if found.about:
        return Target(day, note=f"“{_short(written)}” is kept as {day:%d/%m/%Y}, without the doubt.")
    if day != found.day:
        return Target(day, note=f"“{_short(written)}” is kept as its last day, {day:%d/%m/%Y}.")
    return Target(day)


def date_in(text: str) -> datetime.date | None:
    """The only date among the words of `text`, of a month its last day; None where there is none, or several.

    Raises DateProblem for one that no calendar has.
    """
    days = {read_date(each.group()).last_day for each in DATE.finditer(text)}
    return days.pop() if len(days) == 1 else None


def _short(written: str) -> str:
    return written if len(written) <= 60 else f"{written[:60]}…"
