"""Dates as people in Britain write them into tables.

A general date parser won't do: it fills in today's day where none is written, and turns day and month round where
that makes sense of a mistake.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils.datetime import from_excel


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"  # three months of a financial year
    YEAR = "year"
    FINANCIAL_YEAR = "financial-year"  # from April to March


_MONTHS_IN = {
    Precision.MONTH: 1,
    Precision.QUARTER: 3,
    Precision.YEAR: 12,
    Precision.FINANCIAL_YEAR: 12,
}


@dataclass(frozen=True)
class WrittenDate:
    """A date as far as it was written: `day` is the first day of what is known. `about`: written as a guess."""

    day: datetime.date
    precision: Precision = Precision.DAY
    about: bool = False

    @property
    def last_day(self) -> datetime.date:
        """The last day of what is known: of "by March 2025", the 31st."""
        if self.precision == Precision.DAY:
            return self.day
        years, month = divmod(self.day.month + _MONTHS_IN[self.precision] - 2, 12)
        year = self.day.year + years
        return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


class DateProblem(ValueError):
    """What is written is no date. ``str()`` is a sentence for the person who wrote it."""


class NoDateYet(DateProblem):
    """What is written says that there is no date: to be confirmed, not applicable, unknown."""


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_NOTHING = re.compile(
    r"(?:(?:t\.?b\.?[acd]\.?|to be (?:confirmed|agreed|decided|arranged|determined))(?:\s*[-–—(:,].*)?|n/?a|n\.a\."
    r"|not (?:known|applicable|yet|recorded)|unknown|unclear|pending|awaited|awaiting.*|in progress|outstanding|none"
    r"|(?:ongoing|on-going|continuous|continuing|rolling|annual(?:ly)?|monthly|quarterly)(?:\s*[-–—(:,/].*)?"
    r"|a\.?s\.?a\.?p\.?|as soon as (?:possible|practicable)|immediate(?:ly)?|with immediate effect|not set|nil"
    r"|[-–—?.]+)"
)
_GUESS = re.compile(
    r"^(?:c\.|ca\.?|c(?=\s|\d)|circa|about|around|approx\.?|approximately|early|mid|late|est\.?)[\s-]*|\s*\?$"
)
_BY = re.compile(
    r"^(?:(?:due|by|before|until|no later than|not later than|to be completed by|complete by|target:?)\s+)+"
)
_END = re.compile(r"^(?:by\s+)?(?:the\s+)?end[\s-]+(?:of\s+)?(?:the\s+)?")
_FINANCIAL = r"(?P<first>\d{4}|\d{2})\s?[/–-]\s?(?P<second>\d{4}|\d{2})"
_QUARTER = r"(?:q|qtr|quarter)\.?\s?(?P<quarter>[1-4])"
_FINANCIAL_FORMS = [
    re.compile(form)
    for form in (
        rf"{_QUARTER}\s*(?:of\s+)?[,(]?\s*(?:fy\s?)?{_FINANCIAL}\)?",
        rf"(?:fy\s?)?{_FINANCIAL}\s*,?\s*[(]?{_QUARTER}[)]?",
        rf"(?:financial year|fy)\s*{_FINANCIAL}",
        r"(?P<first>\d{4})(?:\s?[/–]\s?|-(?!0|1[0-2]$))(?P<second>\d{4}|\d{2})(?:\s+(?:financial year|fy))?",
    )
]
_BARE_QUARTER = re.compile(rf"(?:{_QUARTER}\s*(?:of\s+)?(?:\d{{4}})?|\d{{4}}\s*{_QUARTER.replace('quarter>', 'q>')})")
_NOISE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|(?<=\d)(?:st|nd|rd|th)\b|\bof\b|,"
)
_TIME = re.compile(r"[t\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_SEPARATOR = r"[\s./'’–-]+"
_MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))}|\\d{{1,2}})"
_MONTH_NAME = _MONTH.replace("|\\d{1,2}", "")
_YEAR = r"(?P<year>\d{4}|\d{2})"
# The first that fits decides.
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}}){_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})(?:{_SEPARATOR})?{_MONTH_NAME}\.?(?:{_SEPARATOR})?{_YEAR}",
        rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}{_YEAR}",
        rf"{_MONTH_NAME}\.?{_SEPARATOR}(?P<day>\d{{1,2}}){_SEPARATOR}(?P<year>\d{{4}})",
        rf"{_MONTH_NAME}\.?(?:{_SEPARATOR})?{_YEAR}",
        r"(?P<month>\d{1,2})[\s./-](?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        r"(?P<year>(?:19|20)\d{2})",
    )
]
# Days since 1899-12-30, as spreadsheets count: 1954 to 2064. Below, a number is rather a year or a count.
_SERIALS = range(20_000, 60_001)
_YEARS = range(1900, 2101)


def read_date(value: object) -> WrittenDate:
    """The date in a cell: a date, a spreadsheet's serial number, or text with the day first.

    "By the end of March 2025" is March 2025. A quarter needs its financial year: Q2 2025/26 begins on 1 July 2025.
    Raises NoDateYet for "TBC" and its like, DateProblem for anything else that is no date.
    """
    if isinstance(value, datetime.datetime):
        return _checked(value.year, value.month, value.day, written=str(value.date()))
    if isinstance(value, datetime.date):
        return _checked(value.year, value.month, value.day, written=str(value))
    written = " ".join(str(value).split())
    if (isinstance(value, int | float) and not isinstance(value, bool)) or re.fullmatch(r"\d{5}(?:\.\d+)?", written):
        return _of_number(float(value), written)
    return _of_text(written)


def says_nothing(written: str) -> bool:
    """Whether a cell is filled only to say that it is empty: to be confirmed, not applicable, unknown."""
    return bool(_NOTHING.fullmatch(written.casefold()))


def _of_number(number: float, written: str) -> WrittenDate:
    if int(number) in _SERIALS:
        return WrittenDate(from_excel(int(number)).date())
    if number in _YEARS:
        return WrittenDate(datetime.date(int(number), 1, 1), Precision.YEAR)
    raise _no_date(written)


def _of_text(written: str) -> WrittenDate:
    text = written.casefold()
    if says_nothing(text):
        raise NoDateYet(f"“{written}” is no date yet.")
    text = _END.sub("", _BY.sub("", text))
    plain = _GUESS.sub("", text)
    about = plain != text
    if financial := _of_financial_year(plain, written, about):
        return financial
    plain = " ".join(_NOISE.sub(" ", _TIME.sub("", plain)).split())
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = parts.get("month")
            month = MONTHS.get(month) or int(month) if month else None
            day = int(parts["day"]) if parts.get("day") else None
            return _checked(_full_year(parts["year"]), month, day, written=written, about=about)
    raise _no_date(written)


def _of_financial_year(text: str, written: str, about: bool) -> WrittenDate | None:
    """A financial year (2025/26), or a quarter of one."""
    for form in _FINANCIAL_FORMS:
        if found := form.fullmatch(text):
            first = _full_year(found["first"])
            if (first + 1) % 100 != int(found["second"]) % 100:
                continue  # 03/2025, or 2025-07
            quarter = found.groupdict().get("quarter")
            year, month = (first, int(quarter or 1) * 3 + 1) if quarter != "4" else (first + 1, 1)
            precision = Precision.QUARTER if quarter else Precision.FINANCIAL_YEAR
            return WrittenDate(datetime.date(year, month, 1), precision, about)
    if _BARE_QUARTER.fullmatch(text):
        raise DateProblem(f"“{written}” could be a quarter of two years. Write Q2 2025/26, or the month.")
    return None


def _checked(year: int, month: int | None, day: int | None, *, written: str, about: bool = False) -> WrittenDate:
    precision = Precision.DAY if day is not None else Precision.MONTH if month else Precision.YEAR
    if year not in _YEARS:
        raise DateProblem(f"“{written}”: the year {year} cannot be right.")
    try:
        return WrittenDate(datetime.date(year, month or 1, 1 if day is None else day), precision, about)
    except ValueError:
        pass
    if month and month > 12 and day and day <= 12:
        raise DateProblem(f"“{written}”: the day comes first. Write {month}/{day}/{year}.")
    raise DateProblem(f"“{written}” is no day of the calendar.")


def _full_year(digits: str) -> int:
    """Of two digits, 69 to 99 are of the last century."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 69 else 2000)


def _no_date(written: str) -> DateProblem:
    shown = written if len(written) <= 40 else f"{written[:40]}…"
    return DateProblem(f"“{shown}” is no date. Write the day first, for example 3/4/2023 or April 2023.")
