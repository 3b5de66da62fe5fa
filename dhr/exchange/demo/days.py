"""The days of a demo review that is under way: they count back from the day of loading, so that its clocks run."""

import datetime
from collections.abc import Mapping
from string import Template

from django.utils import timezone


class Days:
    """`counts` says how many days ago each named day was; less than none for a day to come."""

    def __init__(self, counts: Mapping[str, int]):
        today = timezone.localdate()
        self._days = {name: today - datetime.timedelta(days=count) for name, count in counts.items()}
        self._words = {name: f"{day:%B %Y}" for name, day in self._days.items()}
        self._words |= {f"{name}_day": f"{day:%-d %B %Y}" for name, day in self._days.items()}

    def __getitem__(self, name: str) -> datetime.date:
        return self._days[name]

    def fill(self, text: str) -> str:
        """`text` with the month for `$name`, and the whole date for `$name_day`. Raises KeyError for any other name."""
        return Template(text).substitute(self._words)
