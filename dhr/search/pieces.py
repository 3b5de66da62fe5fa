"""The typed text in pieces: words, phrases, operators, and field words with as much as belongs to their value.

A value of several words needs no quotation marks where it is a name in full (`agency:Tidewell Trust`, longest first)
or a range of years (`year:2019 to 2022`). Otherwise it is one word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .names import Names
from .reading import DASHES, OPERATORS, plain
from .text import analyse
from .years import ONE_YEAR_ONLY, SPACED_RANGE, YEAR_FIELDS

FIELDS = ("theme", "about", "area", "agency", "recipient", "year", "kind", "rag", "made")

LONGEST_NAME = 12
"""Words that a name may run on over."""


@dataclass(frozen=True)
class Piece:
    """A word, a quoted phrase, an operator or, with `field`, a field word."""

    typed: str
    field: str = ""
    value: str = ""
    unwanted: bool = False
    values: tuple[str, ...] = ()
    """What a field word was understood to mean: values of its facet."""

    @property
    def words(self) -> str:
        """The value of a field word as words to search for, in which no field word or dash is read again."""
        value = _LEADING_DASHES.sub("", " ".join(self.value.replace(":", " ").split()))
        words = f'"{value}"' if " " in value else value
        return f"-{words}" if self.unwanted and words else words


_QUOTED = r'"[^"]*(?:"|$)'
_WORD = re.compile(
    rf"-?{_QUOTED}"
    rf'|(?<![^\s"])(?P<sign>-?)(?:(?P<year>{"|".join(YEAR_FIELDS)}):\s*(?P<range>{SPACED_RANGE})(?![^\s"])'
    rf'|(?P<field>{"|".join(FIELDS)}):\s*(?P<value>{_QUOTED}|[^\s"]+))'
    r'|(?P<other>[^\W\d_]+):[^\s"/]+|[^\s"]+',
    re.IGNORECASE,
)
_LEADING_DASHES = re.compile(rf"^[{DASHES}]++(?=\S)")
_FOLLOWING = re.compile(r'\s+([^\s"]+)(?!\S)')
_EMPTY = tuple(f"{field}:" for field in FIELDS)


def pieces_of(text: str, names: Names, notes: list[str]) -> Iterator[Piece]:
    """`notes` is told of field words that there are not, or that have no value."""
    text = plain(text)
    at, unwanted = 0, False
    while match := _WORD.search(text, at):
        at = match.end()
        if field := (match["field"] or match["year"] or "").lower():
            value = match["value"] or match["range"]
            piece = Piece(match[0], field, " ".join(value.strip('"').split()), bool(match["sign"]) or unwanted)
            if match["range"] is None and field in YEAR_FIELDS and (more := ONE_YEAR_ONLY.match(text, match.start())):
                notes.append(f"“{more[0]}” needs a year at its end, so {value} alone was taken.")
            elif field not in YEAR_FIELDS and not value.startswith('"'):
                piece, at = _run_on(piece, text, at, names)
            yield piece
            unwanted = False
            continue
        if match["other"]:
            notes.append(f"There is no field word “{match['other'][:60]}:”, so it was searched as a word.")
        elif match[0].lower() in _EMPTY:
            notes.append(f"“{match[0]}” needs a value after it, so it was searched as a word.")
        unwanted = match[0] == "NOT"
        yield Piece(match[0])


def _run_on(piece: Piece, text: str, at: int, names: Names) -> tuple[Piece, int]:
    """`piece` with the words after it that make its value a name in full, the most of them; and where these end."""
    longest, end, value = piece, at, piece.value
    for _ in range(LONGEST_NAME - 1):
        following = _FOLLOWING.match(text, at)
        if not following or following[1] in OPERATORS or _opens_another(text, following.start(1)):
            break
        at, value = following.end(), f"{value} {following[1]}"
        if analyse(following[1]) and names.in_full(piece.field, value):
            longest, end = replace(piece, typed=f"{longest.typed}{text[end:at]}", value=value), at
    return longest, end


def _opens_another(text: str, at: int) -> bool:
    """Whether a field word or something to leave out begins at `at`."""
    match = _WORD.match(text, at)
    return bool(match["field"] or match["year"]) or (match[0][0] == "-" and bool(match[0].strip(DASHES)))
