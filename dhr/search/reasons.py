"""Why a passage is among those found, in words that the page and the command line show."""

from collections.abc import Collection

from .documents import ThemeTag
from .engines.protocol import Hit
from .highlight import spans
from .labels import THEMES_BY_CODE
from .query import SearchQuery
from .ranking import themes_meant
from .tree import Tree

MOST_WORDS = 6
"""Different words of a passage that are told."""


def reasons(hit: Hit, query: SearchQuery, tree: Tree, related: Collection[str] = ()) -> tuple[str, ...]:
    """What made `hit` an answer to the query's words, looked for as `tree`; nothing where no words were asked for.

    `related` are the keys of what was found for its meaning.

    >>> query = SearchQuery("drinking")
    >>> reasons(hit, query, query.reading.tree)
    ('“drank” in the text', '“drinking” in the heading', 'theme: Alcohol misuse')
    """
    found = []
    if told := _quoted(hit.body or hit.title, tree):
        found.append(f"{told} in the {'text' if hit.body else 'title'}")
    if hit.body and (told := _quoted(hit.section, tree)):
        found.append(f"{told} in the heading")
    meant = set(themes_meant(query.reading.wanted))
    tags = (ThemeTag.parse(code) for code in hit.themes)
    themes = dict.fromkeys(THEMES_BY_CODE[tag.theme].label for tag in tags if meant.intersection(tag.codes()))
    if themes:
        found.append(f"theme: {', '.join(themes)}")
    if hit.key in related:
        found.append("related wording")
    return tuple(found)


def _quoted(text: str, tree: Tree) -> str:
    words = dict.fromkeys(" ".join(text[start:end].lower().split()) for start, end in spans(text, tree))
    return ", ".join(f"“{word}”" for word in list(words)[:MOST_WORDS])
