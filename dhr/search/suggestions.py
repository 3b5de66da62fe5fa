"""What a misspelt word may have been meant to be, in words of passages that this person may read and of no others."""

from collections import Counter

from .answers import index_for, readable, viewer_for
from .engines.protocol import Hit, SearchAnswer
from .likeness import changes, edits_allowed, is_like
from .query import SearchQuery
from .reading import OPERATORS
from .text import Token, analyse, runs

MOST_WORDS = 10
"""Words of one query that are looked after."""


def did_you_mean(query: SearchQuery, answer: SearchAnswer, user) -> SearchQuery | None:
    """`query` with words that stand in nothing `user` may read turned into the likest that do; None without any.

    Only where no passage holds all the words as they were typed. Raises SearchError.
    """
    if answer.total_units and answer.tree == query.reading.tree:
        return None
    index, viewer = index_for(user), viewer_for(user)
    text, at = "", 0
    for term, start, end in _words(query.text)[:MOST_WORDS]:
        hits = index.near(term, viewer)
        allowed = readable(hits, user)
        if meant := _likest(query.text[start:end].lower(), term, [hit for hit in hits if hit.key in allowed]):
            text += query.text[at:start] + meant
            at = end
    return query.with_(text=text + query.text[at:]) if at else None


def _words(text: str) -> list[Token]:
    """The words of `text` that may be misspelt: no operators, nothing to leave out, no beginnings with a star."""
    found: list[Token] = []
    for term, start, end in analyse(text):
        if (
            not edits_allowed(term)
            or text[start:end] in OPERATORS
            or text[:start].endswith("-")
            or text[end:][:1] == "*"
        ):
            continue
        if not found or start >= found[-1][2]:  # both halves of a compound stand at one place
            found.append((term, start, end))
    return found


def _likest(word: str, term: str, hits: list[Hit]) -> str:
    """The word of the hits that is the fewest changes away from `word`, the commonest of equals; "" for none."""
    written: Counter[tuple[str, str]] = Counter()
    for hit in hits:
        text = hit.body or hit.title
        for run in runs(text):
            written.update((found, text[start:end].lower()) for found, start, end in run)
    common: Counter[str] = Counter()
    for (found, as_written), times in written.items():
        if " " not in as_written and (is_like(term, found) or is_like(word, as_written)):
            common[as_written] += times
    return min(common, key=lambda each: (changes(word, each), -common[each], each), default="")
