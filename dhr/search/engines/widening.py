"""What is looked for where no passage holds all of the words, and what a person is told of it."""

from dhr.search.documents import ThemeTag
from dhr.search.query import SearchQuery
from dhr.search.ranking import themes_meant
from dhr.search.tree import Tree, any_of
from nlp import THEMES

NOTHING_RELATED = "No related wording was found, or it can’t be looked for here, so words alone were searched."
ONLY_RELATED = "No passage holds these words, so only passages that mean nearly the same are shown."

SOME_WORDS = "No passage holds all of these words, so those with any of them are shown, the best first."
ITS_THEME = "No passage holds this, so those on the same theme are shown: {}."
SOME_WORDS_OR_THEME = "No passage holds all of these words, so those with any of them or on their theme are shown: {}."
RELATED_TOO = "Passages that mean nearly the same are shown too."
"""Said after any of these three."""

_LABELS = {theme.code: theme.label for theme in THEMES}


def loosened(query: SearchQuery) -> Tree | None:
    """Any of the words or their themes in place of all words; None where that is no different."""
    return any_of(query.reading.tree, themes_meant(query.reading.wanted))


def widening(query: SearchQuery, *, related: bool = False) -> str:
    """What a person is told where passages are shown that don't hold all of the words, and `related` ones beside."""
    themes = ", ".join(_LABELS[ThemeTag.parse(code).theme] for code in themes_meant(query.reading.wanted))
    if not themes:
        told = SOME_WORDS
    else:
        told = (SOME_WORDS_OR_THEME if any_of(query.reading.tree) else ITS_THEME).format(themes)
    return f"{told} {RELATED_TOO}" if related else told
