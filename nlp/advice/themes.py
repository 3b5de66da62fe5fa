"""Which themes of the library of reviews a recommendation belongs to."""

import re
from functools import cache

from nlp.advice.recipients import compiled, load

_MOST = 2
_SECOND = 0.6  # a second theme weighs at least this share of the first


@cache
def _themes() -> dict[str, tuple[re.Pattern, re.Pattern]]:
    return {theme: (compiled(words["strong"]), compiled(words["weak"])) for theme, words in load("themes").items()}


def library_themes(text: str) -> tuple[str, ...]:
    """One or two of LIBRARY_THEMES, the weightier first; `other` where no word speaks for any."""
    weights = {}
    for theme, (strong, weak) in _themes().items():
        named = {match[0].lower() for match in strong.finditer(text)}
        hinted = {match[0].lower() for match in weak.finditer(text)} - named
        weights[theme] = 2 * len(named) + min(len(hinted), 2) * (1 if named else 0.6)
    ranked = sorted((theme for theme in weights if weights[theme] >= 1), key=weights.get, reverse=True)
    if not ranked:
        return ("other",)
    return tuple(theme for theme in ranked[:_MOST] if weights[theme] >= _SECOND * weights[ranked[0]])
