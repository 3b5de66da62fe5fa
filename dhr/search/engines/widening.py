"""What is looked for where no passage holds all of the words, and what a person is told of it."""

from dhr.search.documents import ThemeTag
from dhr.search.query import SearchQuery
from dhr.search.ranking import themes_meant
from dhr.search.tree import Tree, any_of
from nlp import THEMES

NOTHING_RELATED = "No related wording was found, or it can’t be looked for here, so words alone were searched."
ONLY_RELATED = "No passage holds these words, so only passages that mean nearly the same are shown."

ALL_WORDS = "No passage holds all of these words"
THE_PHRASE = "No passage holds exactly this phrase"
THIS = "No passage holds this"

SOME_WORDS = f"{ALL_WORDS}, so those with any of them are shown, the best first."
SOME_OF_PHRASE = f"{THE_PHRASE}, so those with any of its words are shown, the best first."
ITS_THEME = f"{THIS}, so those on the same theme are shown: {{}}."
SOME_WORDS_OR_THEME = f"{ALL_WORDS}, so those with any of them or on their theme are shown: {{}}."
SOME_OF_PHRASE_OR_THEME = f"{THE_PHRASE}, so those with any of its words or on its theme are shown: {{}}."
TOO_FEW = "Few passages hold all that was asked for, so others with any of the words or on their theme are listed too."
RELATED_TOO = "Passages that mean nearly the same are shown too."
"""Said after any of these."""

_LABELS = {theme.code: theme.label for theme in THEMES}


def loosened(query: SearchQuery) -> Tree | None:
    """Any of the words or their themes in place of all words; None where that is no different."""
    return any_of(query.reading.tree, themes_meant(query.reading.wanted))


def widening(query: SearchQuery, *, few: bool = False, related: bool = False) -> str:
    """What a person is told where passages are shown that don't hold all of the words.

    few      some do, and the others are shown after them
    related  related ones are shown beside
    """
    told = TOO_FEW if few else _widening(query)
    return f"{told} {RELATED_TOO}" if related else told


def _widening(query: SearchQuery) -> str:
    themes = ", ".join(_LABELS[ThemeTag.parse(code).theme] for code in themes_meant(query.reading.wanted))
    phrase = _is_phrase(query)
    if not themes:
        return SOME_OF_PHRASE if phrase else SOME_WORDS
    if not any_of(query.reading.tree):
        return ITS_THEME.format(themes)
    return (SOME_OF_PHRASE_OR_THEME if phrase else SOME_WORDS_OR_THEME).format(themes)


def missing(query: SearchQuery) -> str:
    """What no passage holds, where `widening` says what is shown instead."""
    if not any_of(query.reading.tree):
        return THIS
    return THE_PHRASE if _is_phrase(query) else ALL_WORDS


def _is_phrase(query: SearchQuery) -> bool:
    """Whether all that is wanted stands in one pair of quotation marks."""
    return f'"{query.reading.wanted}"' in query.reading.typed
