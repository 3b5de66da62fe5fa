"""How far an action has come, told from the words of a plan's cells for completion, status and progress."""

import datetime
import re
from dataclasses import dataclass

from dhr.formats import DateProblem, Value, as_text, read_date, says_nothing

from .dates import DATE
from .partial import falls_short, in_part, percent_of

_NOT_YET = re.compile(
    r"\b(?:not (?:yet |been |fully )*(?:complete\w*|done|delivered|achieved|implemented|started|begun|due)|incomplete|"
    r"(?:partly|partially|part|nearly|almost|semi)[\s-]*(?:complete\w*|done|delivered|achieved|implemented|met)|"
    r"(?:to be|will be|due to be|due for|due by|due|by|on track (?:for|to)|awaiting|until|expected|when|once) "
    r"(?:be )?(?:complet\w+|done|"
    r"delivered|closed|implemented)|in progress|on-?going|under ?way|on track|open|outstanding|overdue|delayed|"
    r"started|commenced|begun|scheduled|planned|awaiting|pending)\b|^(?:due|by|expected)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\W*(?:action |all |now |fully |recommendation |this (?:is|has been) |has been |100 ?% )*"
    r"(?:complete[d]?|done|delivered|achieved|implemented|closed|discharged|finished|met(?! with)|yes|y|✓|✔|100 ?%)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_DONE_ANYWHERE = re.compile(r"\b(?:complete[d]?|delivered|achieved|implemented|closed|signed off)\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\s*(?:by|when|once|subject to)\b|[\s,(:–—-]*(?:in part|partly|except|excluding|apart from|other than|but not)\b"
    r"|\W*(?:as )?(?:no longer|not (?:yet |fully )*(?:complete|done|delivered|achieved|implemented|met))",
    re.IGNORECASE,
)
# "Closed" may mean done, or dropped: by itself it says neither.
_CLOSED = re.compile(r"^\W*(?:action |now |has been )*closed\b", re.IGNORECASE)
_SAYS_DONE = re.compile(
    r"\b(?:complete[d]?|completion|done|delivered|achieved|implemented|signed off|met|finished)\b", re.I
)
_DONE_THEN = re.compile(
    rf"\b(?P<done>completed?|done|closed|delivered)\s+(?:on\s+)?(?P<date>{DATE.pattern})",
    re.IGNORECASE,
)
_NOT_BEGUN = re.compile(
    r"\W*(?:not (?:yet )?(?:started|begun|commenced|due)|no|n|to do|open|not complete[d]?|new|[-–—]+)\W*",
    re.IGNORECASE,
)
_COLOUR = r"(?:dark |light )?(?:red|amber|green|blue|gr[ae]y|yellow|orange|purple|white|black)"
_RAG = re.compile(
    rf"\W*(?:b?rag(?: rating| status)?\W+)?(?:{_COLOUR}(?:\s*(?:/|→|->|to)\s*{_COLOUR})*"
    r"(?:\W*$|\s+[-–—]\s*|\s*[–—:;(/]\s*)|[brag](?:\s*/\s*[brag])*\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reported:
    """What a plan reports of an action: `delivered` with its day where one stands, or how far it has come.

    `words` are the plan's own; "" where it reports nothing. `closed` where they say so, and not whether it was done;
    `unclear` where they speak of something done, and not plainly of the action as a whole.
    """

    words: str = ""
    delivered: bool = False
    on: datetime.date | None = None
    percent: int | None = None
    closed: bool = False
    unclear: bool = False


def read_completion(value: Value, today: datetime.date) -> Reported:
    """What the column of completion, and outcome, says. Raises DateProblem for a date to come, or of no calendar."""
    words = as_text(value).strip()
    if not words or (says_nothing(words) and not _told(words)) or _NOT_BEGUN.fullmatch(words):
        return Reported()
    if isinstance(value, datetime.date) or _is_date(value):
        return Reported(words, True, _past(read_date(value), words, today))
    if then := _done_then(words):
        return Reported(words, True, _past(read_date(then["date"]), words, today), closed=_is_closed(words))
    dated = (_begins_with_date(words) or _done_on(words)) and _is_whole(words)
    closed, first = _is_closed(words), DATE.search(words)
    if not (dated or _is_done(words)) or (closed and not first):
        return _progress(words, closed=closed)
    day = _past(read_date(first.group()), words, today) if first else None
    return Reported(words, True, day, closed=closed)


def part_rag(value: Value) -> tuple[str, Value]:
    """The RAG with which a cell of status begins, "" where there is none, and the rest of it; a letter by itself."""
    words = as_text(value).strip()
    if not isinstance(value, str) or not (found := _RAG.match(words)):
        return "", value
    return found.group().strip(" -–—:;(/"), words[found.end() :].strip(" )")


def read_status(value: Value) -> Reported:
    """What a column of status says: complete, or words of progress. "Closed" alone is not complete."""
    if isinstance(value, float | int) and not isinstance(value, bool) and 0 < value <= 1:
        value = f"{round(value * 100)}%"
    words = as_text(value).strip()
    if _NOT_BEGUN.fullmatch(words) or (says_nothing(words) and not _told(words)):
        return Reported()
    if _is_closed(words):
        return Reported(words, closed=True)
    if _is_done(words):
        return Reported(words, delivered=True, percent=100)
    return _progress(words)


def read_percent(value: Value) -> int | None:
    """0 to 100 from 0.5, 50 or "50%"; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = value * 100 if 0 < value <= 1 else value
        return round(number) if 0 <= number <= 100 else None
    found = re.fullmatch(r"\s*(\d{1,3})(?:\.\d+)?\s*%?\s*", as_text(value))
    return int(found[1]) if found and int(found[1]) <= 100 else None


def _is_done(words: str) -> bool:
    """Whether it begins with the word for what is done, of the whole, and takes nothing of it back."""
    found = _DONE.match(words)
    return bool(found) and not (_TAKEN_BACK.match(words, found.end()) or falls_short(words, *found.span()))


def _progress(words: str, *, closed: bool = False) -> Reported:
    unclear = not closed and bool(_SAYS_DONE.search(words) and (DATE.search(words) or not _NOT_YET.search(words)))
    return Reported(words, percent=percent_of(words), closed=closed, unclear=unclear)


def _is_closed(words: str) -> bool:
    """Whether it calls the action closed, and nowhere says that it was done."""
    return bool(_CLOSED.match(words)) and not _SAYS_DONE.search(words)


def _told(words: str) -> bool:
    """Whether words that are no date tell of progress all the same: ongoing, in progress."""
    return bool(re.match(r"on-?going|in progress|continu|rolling|outstanding", words, re.IGNORECASE))


def _sentence(words: str) -> str:
    """The first sentence or line, by which it is told whether the whole speaks of something done."""
    return re.split(r"[.;\n]\s|\n| [-–—] ", DATE.sub("", words).strip(" :.,;-–—"), maxsplit=1)[0]


def _is_date(value: Value) -> bool:
    """Whether nothing but a date stands there. "By May 2026" says when it ought to be."""
    if isinstance(value, str) and not (value[:1].isdigit() or _begins_with_date(value)):
        return False
    try:
        read_date(value)
    except DateProblem:
        return False
    return True


def _begins_with_date(words: str) -> bool:
    return bool(DATE.match(words.lstrip(" (")))


def _done_then(words: str) -> re.Match | None:
    """ "Completed on 12/03/2025", said of the whole and of what has happened."""
    return next((each for each in _DONE_THEN.finditer(words) if not falls_short(words, *each.span("done"))), None)


def _is_whole(words: str) -> bool:
    """Whether the first sentence speaks of no part, and of nothing that is still to be done."""
    sentence = _sentence(words)
    if _NOT_YET.search(sentence) or in_part(sentence):
        return False
    return not _DONE_ANYWHERE.search(sentence) or not falls_short(words, *_DONE_ANYWHERE.search(words).span())


def _done_on(words: str) -> bool:
    """ "Training programme completed 12/03/2025": done, and the day with it."""
    return bool(_DONE_ANYWHERE.search(_sentence(words)) and DATE.search(words))


def _past(written, words: str, today: datetime.date) -> datetime.date:
    """The day meant: of a month the last, but none to come."""
    if written.day > today:
        raise DateProblem(f"“{words[:60]}” is in the future. A date of completion says what has happened.")
    return min(written.last_day, today)


def told_on(words: str, today: datetime.date) -> datetime.date:
    """The day for which words of progress hold: where they begin with a date, the latest that is not to come."""
    if not _begins_with_date(words):
        return today
    days = []
    for each in DATE.finditer(words):
        try:
            written = read_date(each.group())
        except DateProblem:
            continue
        if written.day <= today:
            days.append(min(written.last_day, today))
    return max(days, default=today)
