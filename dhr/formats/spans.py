"""Text and what holds for stretches of it: brought into one normal form, cut into pieces to be printed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from .paper import Span, SpanKind

_ORDER = list(SpanKind)
_UNTIDY = re.compile(r"\s{2}|[^\S ]|^\s|\s$|[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Where a link may lead: to a page, a mailbox or a telephone, and to nothing that a program would run.
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f\x7f]+", re.IGNORECASE)


class Piece(NamedTuple):
    """A stretch of text under the same spans. A footnote is a piece without text; ``note`` are its words."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str | None = None


def tidy(text: str, spans: Iterable[Span] = ()) -> tuple[str, tuple[Span, ...]]:
    """``text`` with single spaces and without control characters, and ``spans`` where their words now stand.

    Neighbours of one kind become one span; spans that hold for nothing go.
    """
    spans = [replace(span, value=tidy(span.value)[0]) if span.kind == SpanKind.FOOTNOTE else span for span in spans]
    if not _UNTIDY.search(text):
        return text, moved(spans, 0, len(text))
    kept: list[str] = []
    places = []
    for letter in text:
        places.append(len(kept))
        if letter.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
        elif unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in "\ufffe\uffff":
            kept.append(letter)
    places.append(len(kept))
    if kept and kept[-1] == " ":
        kept.pop()
    last = len(kept)
    settled = [
        replace(
            span,
            start=min(places[min(span.start, len(text))], last),
            end=min(places[min(span.end, len(text))], last),
        )
        for span in spans
    ]
    return "".join(kept), in_order(settled)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` by their places, neighbours of one kind joined; a footnote is never joined."""
    found = [span for span in spans if span.kind == SpanKind.FOOTNOTE]
    for kind in (SpanKind.BOLD, SpanKind.ITALIC, SpanKind.LINK):
        joined: list[Span] = []
        own = (span for span in spans if span.kind == kind and span.start < span.end)
        for span in sorted(own, key=lambda span: (span.start, span.end)):
            before = joined[-1] if joined else None
            if before and span.start <= before.end and span.value == before.value:
                joined[-1] = replace(before, end=max(before.end, span.end))
            else:
                joined.append(span)
        found += joined
    return tuple(sorted(found, key=lambda span: (span.start, span.end, _ORDER.index(span.kind))))


def moved(spans: Iterable[Span], by: int, length: int) -> tuple[Span, ...]:
    """``spans`` moved by ``by`` characters, kept inside a text of ``length``."""

    def place(at: int) -> int:
        return min(max(at + by, 0), length)

    return in_order([replace(span, start=place(span.start), end=place(span.end)) for span in spans])


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """``text`` in normal form, cut where spans begin and end, its footnotes between the pieces.

    A link with an address that is not safe to follow is plain text.
    """
    text, spans = tidy(text, spans)
    notes = [span for span in spans if span.kind == SpanKind.FOOTNOTE]
    cuts = sorted({0, len(text), *(place for span in spans for place in (span.start, span.end))})
    for at, start in enumerate(cuts):
        yield from (Piece("", note=note.value) for note in notes if note.start == start)
        if at + 1 < len(cuts):
            end = cuts[at + 1]
            over = {span.kind: span.value for span in spans if span.start <= start and end <= span.end}
            link = over.get(SpanKind.LINK, "")
            link = link if _ADDRESS.fullmatch(link) else ""
            yield Piece(text[start:end], SpanKind.BOLD in over, SpanKind.ITALIC in over, link)
