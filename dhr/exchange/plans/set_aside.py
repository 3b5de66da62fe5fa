"""Actions that a plan sets aside: not accepted, superseded or transferred, told from the words of its cells."""

import datetime
import re
from dataclasses import dataclass

from dhr.actions.enums import UpdateKind
from dhr.formats import DateProblem, Value, as_text, read_date

from .dates import DATE

# What a plan calls cancelled, withdrawn or no longer required is kept as superseded, in the plan's own words.
_KINDS = {
    UpdateKind.NOT_ACCEPTED: r"not (?:accepted|adopted|agreed|approved|supported)|rejected|declined|refused",
    UpdateKind.TRANSFERRED: r"transferred|handed over",
    UpdateKind.SUPERSEDED: r"superseded|cancell?ed|withdrawn|abandoned|discontinued|obsolete|redundant|duplicate[ds]?|"
    r"(?:dropped|removed|deleted)(?=\W*$| from)|(?:replaced|overtaken)(?= by)|"
    r"(?:merged|incorporated)(?= (?:in|into|with) (?:action|another|rec))|"
    r"no longer (?:being )?(?:applicable|applies|appropriate|going ahead|necessary|needed|possible|proceeding|pursued|"
    r"relevant|required|taken forward|valid|viable)|"
    r"not (?:being )?(?:going ahead|needed|proceeding|progressed|pursued|required|taken forward)",
}
_OPENS = r"^\W*(?:(?:actions?|agreed|as|because|been|closed|formally|has|is|it|now|recommendation|this|was)\b\W*)*"
_GOES_ON = (
    r"(?=\s*$|\s*[-–—:;,.(/!]|\s+(?:after|and|as|at|because|by|due|following|in|into|of|on|since|to|under|with|"
    r"from (?:the )?(?:action )?plan)\b|\s+\d)"
)
_WORDS = {
    kind: re.compile(rf"{_OPENS}(?:{words}){_GOES_ON}(?:\s+on)?\s*(?P<date>{DATE.pattern})?", re.IGNORECASE)
    for kind, words in _KINDS.items()
}
# A course that was cancelled and booked again goes on.
_AGAIN = re.compile(r"\b(?:re-?(?:arrang|book|instat|launch|open|schedul)\w*|postpon\w+|resum\w+)\b", re.IGNORECASE)
_LABELS = "|".join(kind.label for kind in _KINDS)
_OWN = re.compile(rf"(?P<kind>{_LABELS}) on (?P<date>\d{{2}}/\d{{2}}/\d{{4}}): (?P<words>.+)", re.DOTALL)


@dataclass(frozen=True)
class Aside:
    """That an action was set aside: as which kind of update says so, why in the plan's words, and when if it says."""

    kind: UpdateKind
    words: str
    on: datetime.date | None = None


def own_words(kind: str, on: datetime.date, why: str) -> str:
    """How our own plan says it."""
    return f"{UpdateKind(kind).label} on {on:%d/%m/%Y}: {why}"


def read_set_aside(value: Value, today: datetime.date) -> Aside | None:
    """What a cell that begins by setting the action aside says of it; None for any other."""
    words = as_text(value).strip()
    if own := _OWN.fullmatch(words):
        kind = next(kind for kind in _KINDS if kind.label == own["kind"])
        return Aside(kind, own["words"], _past(own["date"], today))
    if _AGAIN.search(words):
        return None
    for kind, pattern in _WORDS.items():
        if found := pattern.match(words):
            return Aside(kind, words, _past(found["date"], today))
    return None


def _past(written: str | None, today: datetime.date) -> datetime.date | None:
    """The day; None for one to come, and for none of the calendar."""
    try:
        day = read_date(written).day if written else None
    except DateProblem:
        return None
    return day if day and day <= today else None
