"""What a misspelt word may have been meant to be, in words of passages that this person may read and of no others."""

from collections import Counter

from .answers import index_for, readable_owners, viewer_for
from .engines.answering import edits_allowed
from .engines.protocol import Hit, SearchAnswer
from .query import SearchQuery
from .text import analyse, runs

MOST_MENDED = 5
"""Words of one query that are looked after."""

_OPERATORS = ("AND", "OR", "NOT")


def did_you_mean(query: SearchQuery, answer: SearchAnswer, user) -> SearchQuery | None:
    """`query` with words that stand in nothing `user` may read turned into the likest that do; None without any.

    Only where no passage holds all the words as they were typed. Raises SearchError.
    """
    if answer.total_units and answer.tree == query.reading.tree:
        return None
    index, viewer = index_for(user), viewer_for(user)
    text, at, mended = "", 0, 0
    for term, start, end in analyse(query.text):
        word = query.text[start:end]
        if start < at or mended == MOST_MENDED or word in _OPERATORS or not edits_allowed(term):
            continue
        hits = index.near(term, viewer)
        allowed = readable_owners(hits, user)
        if meant := _likest(word, term, [hit for hit in hits if hit.owner in allowed]):
            text += query.text[at:start] + meant
            at = end
            mended += 1
    return query.with_(text=text + query.text[at:]) if mended else None


def _likest(word: str, term: str, hits: list[Hit]) -> str:
    """The word of the hits that is the fewest changes away from `word`, the commonest of equals; "" for none."""
    written: Counter[str] = Counter()
    for hit in hits:
        text = hit.body or hit.title
        for run in runs(text):
            written.update(
                text[start:end].lower() for found, start, end in run if _changes(term, found) <= edits_allowed(term)
            )
    words = [each for each in written if " " not in each]
    return min(words, key=lambda each: (_changes(word.lower(), each), -written[each], each), default="")


def _changes(one: str, other: str) -> int:
    """How many letters must be added, dropped, replaced or swapped with the next to turn one word into the other."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, another in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != another))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == another:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
