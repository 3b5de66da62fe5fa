"""A text cut into tokens and sentences, as every other component reads it."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy

_HYPHENS = frozenset("-‐‑–")
_SENTENCE_ENDS = frozenset(".!?") | {"...", "…", '."', "?!"}
_BULLETS = frozenset("•-–—*●▪◦") | {"o"}
_OPENERS = frozenset("\"'“‘([")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HYPHENATED = re.compile(r"[^-‐‑–]+")


@cache
def _tokenizer():
    return spacy.blank("en").tokenizer


@dataclass(frozen=True)
class Reading:
    """Tokens without white space and without the hyphens inside words ("self-harm" is two tokens).

    `words` are lower-cased with straight apostrophes, `raws` as written; `starts` and `ends` are code
    points of `text`; `sentences` are (first, past-the-last) token numbers, in order, leaving none out.
    """

    text: str
    words: list[str]
    raws: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]


def read(text: str) -> Reading:
    """Tokenise `text` with spaCy's English rules and find its sentences."""
    raws, starts, breaks = [], [], []
    gap = ""
    for token in _tokenizer()(_SURROGATE.sub("\ufffd", text)):  # spaCy takes only what UTF-8 can hold
        raw = token.text
        if raw.isspace():
            gap += raw
            continue
        for piece, offset in _pieces(raw):
            start = token.idx + offset
            if piece in _HYPHENS and starts and starts[-1] + len(raws[-1]) == start and not gap:
                continue
            raws.append(piece)
            starts.append(start)
            breaks.append(gap)
            gap = ""
        gap = token.whitespace_
    ends = [start + len(raw) for start, raw in zip(starts, raws, strict=True)]
    words = [raw.lower().replace("’", "'") for raw in raws]
    return Reading(text, words, raws, starts, ends, _sentences(raws, breaks))


def _pieces(raw: str) -> list[tuple[str, int]]:
    """Parts of a token that spaCy leaves whole: "72-year", "over-60s", and "A." at the end of a sentence."""
    if len(raw) == 2 and raw[1] == "." and raw[0].isupper():
        return [(raw[0], 0), (".", 1)]
    if len(raw) > 2 and not _HYPHENS.isdisjoint(raw) and raw[0].isalnum():
        return [(part.group(), part.start()) for part in _HYPHENATED.finditer(raw)]
    return [(raw, 0)]


def _sentences(raws: list[str], breaks: list[str]) -> list[tuple[int, int]]:
    starts = [i for i in range(1, len(raws)) if _begins_sentence(raws, breaks, i)]
    bounds = [0, *starts, len(raws)]
    return [(a, b) for a, b in pairwise(bounds) if a < b]


def _begins_sentence(raws: list[str], breaks: list[str], i: int) -> bool:
    gap = breaks[i]
    if gap.count("\n") > 1 or ("\n" in gap and raws[i] in _BULLETS):
        return True
    if not gap or raws[i - 1] not in _SENTENCE_ENDS:
        return False
    opening = raws[i][0]
    return opening.isupper() or opening.isdigit() or opening in _OPENERS
