"""Which words of a passage answer a query, by the same analysis that found it."""

from collections.abc import Iterator
from typing import NamedTuple

from dhr.search.text import Token, runs
from dhr.search.tree import And, Not, Or, Phrase, Prefix, Same, Tree, Word

Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of a passage's text, unescaped: the page escapes it and marks what matches."""

    text: str
    is_match: bool


def highlight(text: str, tree: Tree, length: int = 600) -> list[Piece]:
    """`text` cut into pieces that match and pieces that don't; joined they give the text.

    A text of more than `length` code points is cut to about that much around its most telling part, with `…` where
    something was left out. What a query leaves out (`Not`) is never marked.
    """
    found = spans(text, tree)
    start, end = _window(text, found, length)
    pieces = [Piece("… ", False)] if start else []
    at = start
    for first, last in found:
        if first < start or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first], False))
        pieces.append(Piece(text[first:last], True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return [*pieces, Piece(" …", False)] if end < len(text) else pieces


def spans(text: str, tree: Tree) -> list[Span]:
    """Where `text` matches, in code points: sorted, none overlapping another."""
    words, starts, phrases = set(), set(), set()
    for part in _sought(tree):
        match part:
            case Word(term):
                words.add(term)
            case Prefix(start):
                starts.add(start)
            case Phrase(terms):
                phrases.add(terms)
    if not (words or starts or phrases):
        return []
    beginnings = tuple(starts)
    found: list[Span] = []
    for run in runs(text):
        found += [(start, end) for term, start, end in run if term in words]
        if beginnings:
            found += [(start, end) for term, start, end in run if term.startswith(beginnings)]
        if phrases:
            found += _phrase_spans(run, phrases)
    return _merged(found)


def _sought(tree: Tree | Not) -> Iterator[Word | Prefix | Phrase]:
    """The words, beginnings and phrases that a query looks for."""
    match tree:
        case Word() | Prefix() | Phrase():
            yield tree
        case And(parts) | Or(parts) | Same(parts):
            for part in parts:
                yield from _sought(part)
        case _:  # what is to be left out, and what nobody typed
            return


def _phrase_spans(run: list[Token], phrases: set[tuple[str, ...]]) -> list[Span]:
    terms = [term for term, _, _ in run]
    found = []
    for phrase in phrases:
        first = phrase[0]
        for at, term in enumerate(terms):
            if term == first and tuple(terms[at : at + len(phrase)]) == phrase:
                found.append((run[at][1], run[at + len(phrase) - 1][2]))
    return found


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _window(text: str, found: list[Span], length: int) -> Span:
    """The stretch of about `length` code points with most different matches, the earliest of equals."""
    if len(text) <= length:
        return 0, len(text)
    best, start = (0, 0), 0
    for at, (first, _) in enumerate(found):
        inside = [text[a:b].casefold() for a, b in found[at:] if b <= first + length * 3 // 4]
        richness = (len(set(inside)), len(inside))
        if richness > best:
            best, start = richness, first
    start = max(0, min(start - length // 4, len(text) - length))
    end = min(len(text), start + length)
    if start:  # at a word's beginning
        start = max(text.find(" ", start, start + 40) + 1, start)
    if end < len(text):
        end = max(text.rfind(" ", end - 40, end), end - 40)
    return start, end
