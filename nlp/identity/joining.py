"""Neighbours that are one: a flat and its house, a workplace and its street."""

import re
from collections.abc import Iterator, Sequence

Found = tuple[int, int, str]
"""From where to where, and the kind."""

_BETWEEN = re.compile(r",\s{1,3}|\s|,?\s\([^()\n]{1,40}\),?\s")
_NUMBERED = re.compile(r"\d")


def joined(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """`found`, in the order of the text, with two addresses in a row made one, and a street joined to the school or
    workplace before it."""
    held: Found | None = None
    for start, end, kind in found:
        if held and _belongs(text, held, (start, end, kind)):
            held = (held[0], end, held[2])
            continue
        if held:
            yield held
        held = (start, end, kind)
    if held:
        yield held


def _belongs(text: str, held: Found, following: Found) -> bool:
    if following[2] != "address" or not _BETWEEN.fullmatch(text, held[1], following[0]):
        return False
    if held[2] == "address":
        return True
    of_place = text.startswith(", ", held[1]) and held[2] in ("school", "employer")
    return of_place and not _NUMBERED.match(text, following[0])
