"""What is offered where no passage that the filters let through holds all the words: any of them, within these filters.

The words themselves are never widened for a filter, or a count beside it would not be what choosing it gives.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from .answers import search
from .engines.protocol import SearchAnswer
from .headline import headline
from .query import LONGEST_TEXT, SearchQuery
from .text import analyse, is_common


class AnyWord(NamedTuple):
    """`headline` says how much `query` finds."""

    query: SearchQuery
    headline: str


def with_any_word(query: SearchQuery, answer: SearchAnswer, user) -> AnyWord | None:
    """`query` with OR between its words; None where that finds no more. Raises SearchError."""
    if answer.total_units or answer.tree != query.reading.tree or not (text := joined_by_or(query.reading.typed)):
        return None
    asked = query.with_(text=text)
    found = search(replace(asked, size=1), user)
    return AnyWord(asked, headline(found, asked)) if found.total_units else None


_PIECE = re.compile(r'-?"[^"]*"|\S+')


def joined_by_or(typed: str) -> str:
    """`typed`, as `Reading.typed` has it, with OR between all that is to be found; empty where that is no different.

    A name of several words stays one, and words like "the" are left out, for every passage holds them.

    >>> joined_by_or('the housing officer "mental health" -custody')
    'housing OR officer OR "mental health" -custody'
    """
    pieces = _PIECE.findall(typed)
    unwanted = [piece for piece in pieces if piece.startswith("-")]
    wanted: list[str] = []
    for plain, pieces_of_run in groupby([piece for piece in pieces if piece not in unwanted], key=_is_plain):
        run = " ".join(pieces_of_run)
        wanted += _telling(run) if plain else _PIECE.findall(run)
    alternatives = [piece for piece in dict.fromkeys(wanted) if piece != "OR"]
    text = " ".join([" OR ".join(alternatives), *unwanted])
    return text if len(alternatives) > 1 and text != typed and len(text) <= LONGEST_TEXT else ""


def _is_plain(piece: str) -> bool:
    return piece != "OR" and not piece.startswith('"') and not piece.endswith("*")


def _telling(run: str) -> Iterator[str]:
    """The words of `run` that aren't common, and its names of several words, these in quotation marks."""
    tokens = analyse(run)
    end = 0
    for word in re.finditer(r"\S+", run):
        if word.start() < end:  # in a name that has begun
            continue
        terms = {term: to for term, start, to in tokens if word.start() <= start < word.end()}
        end = max([word.end(), *terms.values()])
        piece = run[word.start() : end].rstrip(":")  # `theme:` would take the next word for its value
        if not all(map(is_common, terms)):
            yield f'"{piece}"' if " " in piece else piece
