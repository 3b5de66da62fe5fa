"""How much alike two words are, and what finds the words that are much like a misspelt one."""

from dhr.search.tree import Near, Or, Prefix, Tree

ALIKE_LETTERS = 4
"""The first letters that a long misspelt word has in common with the one that was meant."""


def edits_allowed(word: str) -> int:
    """How many changes of a letter may lie between a misspelt word and the one that was meant."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def likenesses(term: str) -> list[Tree]:
    """What to look for in the place of `term`, the likest first; nothing for a short one.

    A long word may also just begin alike: the ending of a misspelt word is not cut off as that of the right one is.
    """
    found: list[Tree] = []
    if edits_allowed(term):
        found.append(Near(term, 1))
    if edits_allowed(term) > 1:
        found.append(Or((Near(term, 2), Prefix(term[:ALIKE_LETTERS]))))
    return found


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
