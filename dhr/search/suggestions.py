"""What a misspelt word may have been meant to be, in words of passages that this person may read and of no others.

A word before a colon that is much like a field word may have been meant as that.
"""

import re
from collections import Counter
from collections.abc import Iterable

from .answers import index_for, readable, viewer_for
from .engines.protocol import Hit, SearchAnswer
from .expansions import is_of_the_field
from .fields import Unclear
from .likeness import changes, edits_allowed, is_like
from .pieces import FIELDS
from .query import SearchQuery
from .reading import OPERATORS
from .text import Token, analyse, runs

MOST_WORDS = 10
"""Words of one query that are looked after."""

LONGEST_SHORT = 4
"""Letters of a word that is like too many others to be taken for a slip of a field word."""

MOST_CHANGES = 2
"""Letters in which a word may differ from another form of what was meant."""


def did_you_mean(query: SearchQuery, answer: SearchAnswer, user, unclear: Iterable[Unclear] = ()) -> SearchQuery | None:
    """`query` with words that stand in nothing `user` may read turned into the likest that do; None without any.

    Words are mended only where no passage holds all of them as they were typed; those of a filter that is `unclear`
    are not, since names are offered for it. Raises SearchError.
    """
    text = _with_field_words(query.text)
    if not answer.all_words:
        offered = {each.typed[start:end].lower() for each in unclear for _, start, end in analyse(each.typed)}
        text = _mended(text, offered, user)
    return query.with_(text=text) if text != query.text else None


_POSSESSIVE = re.compile(r"['\u2019\u02bc]s$")
_BEFORE_COLON = re.compile(r'"[^"]*(?:"|$)|(?<!\w)[^\W\d_]+(?=:\s*[^\s/])')


def _with_field_words(text: str) -> str:
    """`themes:alcohol` is `theme:alcohol`; nothing in quotation marks is a field word."""

    def likest(found: re.Match) -> str:
        word = found[0].lower()
        alike = [field for field in FIELDS if _is_like_field(word, field)]
        return found[0] if word in FIELDS else min(alike, key=lambda field: changes(word, field), default=found[0])

    return _BEFORE_COLON.sub(likest, text)


def _is_like_field(word: str, field: str) -> bool:
    """Short words must be another form of it: "dear:" is no slip of "year:"."""
    return analyse(word) == analyse(field) or (len(word) > LONGEST_SHORT and is_like(word, field))


def _mended(text: str, offered: set[str], user) -> str:
    index, viewer = index_for(user), viewer_for(user)
    mended, at = "", 0
    for term, start, end in _words(text)[:MOST_WORDS]:
        word = text[start:end].lower()
        if word in offered:
            continue
        hits = index.near(word, viewer)
        allowed = readable(hits, user)
        if meant := _likest(word, term, [hit for hit in hits if hit.key in allowed]):
            mended += text[at:start] + meant
            at = end
    return mended + text[at:]


def _words(text: str) -> list[Token]:
    """The words of `text` that may be misspelt.

    No operators, nothing to leave out, no beginnings with a star, no names, nothing that is or may be a field word, and
    no values of one.
    """
    found: list[Token] = []
    for term, start, end in analyse(text):
        before, after = text[:start], text[end:]
        if (
            not edits_allowed(text[start:end])
            or is_of_the_field(term)
            or text[start:end] in OPERATORS
            or before.rstrip().endswith(tuple(f"{field}:" for field in FIELDS))
            or before.endswith("-")
            or after.startswith(("*", ":"))
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
            written.update((found, _POSSESSIVE.sub("", text[start:end].lower())) for found, start, end in run)
    common: Counter[str] = Counter()
    for (found, as_written), times in written.items():
        if " " not in as_written and _may_be(word, term, as_written, found):
            common[as_written] += times
    return min(common, key=lambda each: (changes(word, each), -common[each], each), default="")


def _may_be(word: str, term: str, as_written: str, found: str) -> bool:
    """Whether `word` is like a word as it is written, or is like another form of it: "victms" of "victim"."""
    return is_like(word, as_written) or (is_like(term, found) and changes(word, as_written) <= MOST_CHANGES)
