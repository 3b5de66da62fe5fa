"""Rows of an action plan that are no action: titles of parts, headings again, legends, totals and notes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dhr.actions.enums import Scope
from dhr.areas.enums import AgencyKind
from dhr.formats import FAULTS, Row, Value, as_text
from dhr.reviews.models import Review

from ..headings import plain
from ..recipients import recipient_of

_NOTE = re.compile(
    r"^\W*(?:notes?|nb|n\.b|key|legend|source|last updated|updated|prepared by|produced by|version|page \d|end of|"
    r"signed|please note|rag (?:key|rating|status)|document control|approved|completed actions|actions? (?:in|shown|"
    r"shaded|highlighted|marked))\b|^\s*[*†‡©]",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^\W*(?:(?:grand |sub[- ]?)?totals?|number of|count|no\.? of|"
    r"actions? (?:complete|completed|open|outstanding|overdue|in total)|"
    r"of which|complete|completed|open|outstanding|overdue|in progress|on track|% complete)\b",
    re.IGNORECASE,
)
_BARE_TOTAL = re.compile(r"\W*(?:grand |sub[- ]?)?totals?(?: (?:actions|recommendations))?\W*", re.IGNORECASE)
_COUNT = re.compile(
    r"\d+\s*%?(?:\s*(?:of \d+|actions?|recommendations?|recs?|items?|rows?|milestones?|completed?|done|delivered|"
    r"open|closed|overdue|outstanding|in progress|in total|on track|red|amber|green|blue|grey)\b)*",
    re.IGNORECASE,
)
_COLOURS = re.compile(r"^\W*(?:red|amber|green|blue|grey|gray|yellow|purple|white|black|r|a|g|b)\W*$", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:should|must|shall|needs? to|to ensure|ensures?|reviews?|it is recommended|asked to)\b", re.I)
_BAND = re.compile(r"^rec(?:ommendation)?\.?\s*(?:no\.?\s*)?(?P<number>\d[\d.]*)\s*[.:)–—-]\s*(?P<text>\S.+)$", re.I)
_LONGEST_TITLE = 90


@dataclass(frozen=True)
class Passed:
    """A row that is no action, and why it was taken for none."""

    sheet: str
    number: int
    text: str
    why: str


@dataclass(frozen=True)
class Section:
    """A title that holds for the rows below: an agency, a scope, a review, or none of these."""

    text: str
    why: str
    review: Review | None = None
    agency: str = ""
    scope: str = ""
    number: str = ""
    recommendation: str = ""


@dataclass
class Above:
    """What stands above a row and holds for it too."""

    review: Review | None
    agency: str = ""
    scope: str = ""
    number: str = ""
    recommendation: str = ""
    scope_stated: str = ""
    cells: dict[str, Value] = field(default_factory=dict)  # the last of each column, by our keys

    def begin(self, told: Section) -> None:
        """A part begins: what its title names holds, and no recommendation of the part before."""
        self.number, self.recommendation, self.scope_stated = told.number, told.recommendation, ""
        if told.review:
            self.review = told.review
        if told.agency:
            self.agency = told.agency
        if told.scope:
            self.scope = told.scope

    def recommend(self, number: str, text: str) -> None:
        if text != self.recommendation:
            self.number, self.recommendation = number, text
        elif number and not self.number:
            self.number = number

    def named(self, review: Review) -> None:
        """A row names its review, which holds below; a recommendation of another does not."""
        if review != self.review:
            self.review = review
            self.recommendation = self.number = self.scope_stated = ""


def section(row: Row, cells: Mapping[str, Value], reviews: Mapping[str, Review], *, gap: bool) -> Section | None:
    """The title that this row is; None for any other row."""
    text = _only(row)
    if text and (band := _BAND.match(text)):
        return Section(text, "a recommendation over the rows below", number=band["number"], recommendation=band["text"])
    if not text or len(text) > _LONGEST_TITLE or _NOTE.match(text) or _TOTAL.match(text):
        return None
    wide = len(cells) > 1  # one text in several columns: merged over the table
    if not wide and cells and not {"recommendation", "number", "review"} & cells.keys():
        return None
    if not wide and (_ASKS.search(text) or text.rstrip().endswith((".", ";", "?")) or text.isdecimal()):
        return None
    if not cells and gap:
        return None
    name = re.sub(r"^(?:section|part)\s+\w+\s*[:.–-]\s*|[\s:–-]+$", "", text, flags=re.IGNORECASE)
    if review := named_review(name, reviews):
        return Section(text, "the title of a part: a review", review=review)
    scopes = {scope for scope in Scope if re.search(rf"\b{scope.value}\b", name, re.IGNORECASE)}
    if len(scopes) == 1:
        return Section(text, "the title of a part: a scope", scope=scopes.pop().value)
    agency = re.sub(r"\s*(?:single[- ]agency\s+)?(?:recommendations?|actions?)(?: plan)?$", "", name, flags=re.I)
    if recipient_of(agency, None) not in ("", AgencyKind.OTHER):
        return Section(text, "the title of a part: an agency", agency=agency)
    return Section(text, "the title of a part")


def passed(row: Row, cells: Mapping[str, Value], chosen, *, gap: bool) -> Passed | None:
    """Why this row is no action; None for one that is."""
    why = _why(row, cells, chosen, gap=gap)
    shown = " · ".join(dict.fromkeys(" ".join(as_text(cell).split()) for cell in row.cells if cell is not None))
    return Passed(chosen.name, row.number, shown[:120], why) if why else None


def _why(row: Row, cells: Mapping[str, Value], chosen, *, gap: bool) -> str:
    texts = [as_text(cell).strip() for cell in row.cells if cell is not None]
    first, others = texts[0], [cell for cell in row.cells if cell is not None][1:]
    acts = bool(cells.keys() & {"action", "lead", "target", "milestones"})
    if not cells or set(texts) <= FAULTS:
        return "nothing in the columns that are read"
    named = [key for key, value in cells.items() if plain(as_text(value)) == _last(chosen.columns[key])]
    if len(named) >= 2 and len(named) * 2 >= len(cells):
        return "the headings again"
    counted = not others or any(_is_count(cell) for cell in others)
    if _BARE_TOTAL.fullmatch(first) or (_TOTAL.match(first) and counted):
        return "a total"
    if _COLOURS.match(first) and len(texts) <= 3 and not {"target", "lead"} & cells.keys():
        return "a legend"
    if _NOTE.match(first) and len(set(texts)) <= 2:
        return "a note"
    only = _only(row)
    if only and cells.keys() <= {"number", "review"}:
        return "a note"
    if only and gap and not acts and not _ASKS.search(only):
        return "a note"
    if only and len(cells) > 1:
        return "a note"  # over the whole table, and too long for a title
    return ""


def named_review(text: str, reviews: Mapping[str, Review]) -> Review | None:
    """The one review whose reference, title or pseudonym stands in `text`; None where none does, or several do.

    One of two letters ("KM") is a name only by itself: within other words it may be anybody's.
    """
    words = plain(text)
    found = {
        review.pk: review
        for name, review in reviews.items()
        if name == words or (len(name) > 2 and f" {name} " in f" {words} ")
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _only(row: Row) -> str:
    """The text of a row that holds no other, however many cells it is merged over; "" for all others."""
    values = {cell for cell in row.cells if cell is not None}
    only = values.pop() if len(values) == 1 else None
    return " ".join(only.split()) if isinstance(only, str) else ""


def _last(heading: str) -> str:
    return plain(heading.rpartition("›")[2])


def _is_count(cell: Value) -> bool:
    return isinstance(cell, int | float) or cell in FAULTS or bool(_COUNT.fullmatch(as_text(cell).strip()))
