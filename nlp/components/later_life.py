"""Ages of later life in a text: "aged 72", "in her eighties"."""

import re
from collections.abc import Mapping
from functools import cache

from nlp.components.reading import Reading
from nlp.components.rules import settings_of

_OLDEST = 115
_TENS = {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}


@cache
def _age_from() -> int:
    return settings_of("older-victims")["age_from"]


def in_later_life(age_band: str | None) -> bool:
    """Whether a band such as "65-74" or "60+" is one of later life."""
    first = re.match(r"\d+", age_band or "")
    return first is not None and int(first.group()) >= _age_from()


def find_ages(reading: Reading) -> Mapping[int, int]:
    """Where a number that may be an age of later life begins, and the token past its last.

    Only rules say whether it is one ("aged {age}"). Later life begins at `age_from` years, a setting in
    `patterns/headline/older-victims.toml`.
    """
    ages = {}
    words = reading.words
    for i, word in enumerate(words):
        if not word[0].isdigit() and word not in _TENS:
            continue
        if word in _TENS:
            units = _UNITS.get(words[i + 1], 0) if i + 1 < len(words) else 0
            years, past = _TENS[word] + units, i + 1 + (units > 0)
        elif len(word) in (2, 3) and word.isascii() and word.isdigit():
            years, past = int(word), i + 1
        else:
            continue
        if _age_from() <= years <= _OLDEST:
            ages[i] = past
    return ages
