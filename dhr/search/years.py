"""Years and ranges of years, as they are typed after a field word."""

import re
from collections.abc import Mapping

from django.utils import timezone

from .reading import DASHES

YEAR_FIELDS = ("year", "made")

EARLIEST_YEAR = 1980
"""No range of years reaches further back."""

_TO = rf"(?:\.\.+|…|[{DASHES}]|to)"
_YEARS = re.compile(rf"(\d{{4}})|(\d{{4}})?\s*{_TO}\s*(\d{{4}})?", re.ASCII | re.IGNORECASE)

SPACED_RANGE = rf"(?:\d{{4}}\s*{_TO}\s*\d{{4}}|\d{{4}}\s+(?:\.\.+|…)|(?:\.\.+|…|[{DASHES}])\s+\d{{4}})"
"""A range with spaces in it: "2021 to 2023", "2021 ..", ".. 2023"."""

ONE_YEAR_ONLY = re.compile(rf"-?\w+:\s*\d{{4}}\s+(?:[{DASHES}]|to)(?!\S)", re.IGNORECASE)
"""A field word with a range that somebody began and gave no second year."""


def years(value: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """A year, or each year of a range, as far as it lies between `EARLIEST_YEAR` and today.

    An open range reaches back to the earliest of the years that are `known` to this person.
    """
    if not (match := _YEARS.fullmatch(value)) or not any(match.groups()):
        return ()
    if match[1]:
        return (match[1],)
    today = timezone.localdate().year
    earliest = int(min(known, default=EARLIEST_YEAR))
    first, last = sorted((int(match[2] or min(earliest, int(match[3] or today))), int(match[3] or today)))
    return tuple(str(year) for year in range(max(first, EARLIEST_YEAR), min(last, today) + 1))
