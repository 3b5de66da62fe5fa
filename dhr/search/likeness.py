"""How much alike two words are, and what finds the words that are much like a misspelt one."""

from functools import lru_cache
from string import ascii_lowercase

from dhr.search.text import analyse
from dhr.search.tree import Near, OneOf, Or, Prefix, Tree

ALIKE_LETTERS = 4
"""The first letters that a long misspelt word has in common with the one that was meant."""

LONGEST_WORD = 40
"""Letters; more is no slip of a word, and what is near it takes long to work out."""


def edits_allowed(word: str) -> int:
    """How many changes of a letter may lie between a misspelt word and the one that was meant."""
    return 0 if len(word) < 4 or len(word) > LONGEST_WORD else 1 if len(word) < 8 else 2


def likenesses(word: str) -> list[Tree]:
    """What to look for in the place of `word`, the likest first; nothing for a short one.

    A long word may also be two changes away, or just begin alike.
    """
    edits = edits_allowed(word)
    found: list[Tree] = [OneOf(terms_near(word))] if edits else []
    if edits > 1:
        terms = dict.fromkeys((word, *(term for term, _, _ in analyse(word) if edits_allowed(term))))
        found.append(Or((*(Near(term, edits) for term in terms), Prefix(word[:ALIKE_LETTERS]))))
    return found


@lru_cache(maxsize=100)
def terms_near(word: str) -> frozenset[str]:
    """The terms of all words that are one change away from `word` as it is written.

    The ending is cut off a misspelt word otherwise than off the right one, so the terms themselves may lie far apart:
    "comunity" comes to `comun` and "community" to `communiti`.
    """
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    written = {start + end[1:] for start, end in halves}
    written |= {start + end[1] + end[0] + end[2:] for start, end in halves if len(end) > 1}
    written |= {start + letter + rest for start, end in halves for letter in ascii_lowercase for rest in (end, end[1:])}
    analysed = (analyse(each) for each in written - {word})
    return frozenset(tokens[0][0] for tokens in analysed if len(tokens) == 1)


def changes(one: str, other: str) -> int:
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


def is_like(word: str, other: str) -> bool:
    """Whether `word` may be `other`, misspelt."""
    allowed = edits_allowed(word)
    return abs(len(word) - len(other)) <= allowed and changes(word, other) <= allowed
