"""Addresses that stand in a row are one: a flat, its house and its street."""

import re
from collections.abc import Iterator, Sequence

Found = tuple[int, int, str]
"""From where to where, and the kind."""

_BETWEEN = re.compile(r",\s{1,3}|\s|,?\s\([^()\n]{1,40}\),?\s")


def joined(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """`found`, in the order of the text, with addresses in a row made one."""
    held: Found | None = None
    for start, end, kind in found:
        if held and held[2] == kind == "address" and _BETWEEN.fullmatch(text, held[1], start):
            held = (held[0], end, kind)
            continue
        if held:
            yield held
        held = (start, end, kind)
    if held:
        yield held
