"""A text cut into tokens and sentences, as every other component reads it."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

_HYPHENS = frozenset("-‐‑–")
_SENTENCE_ENDS = frozenset(".!?") | {"...", "…", '."', "?!"}
_BULLETS = frozenset("•-–—*●▪◦") | {"o"}
_OPENERS = frozenset("\"'“‘([")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HYPHENATED = re.compile(r"[^-‐‑–]+")
_known: dict[int, tuple[str, list[tuple[str, int]]]] = {}
"""spaCy's tokens that were read before, by its hash, and their pieces, of white space none; spaCy keeps as many."""


class _Lowered(dict):
    """Tokens that were read before, as rules compare them."""

    def __missing__(self, raw: str) -> str:
        word = self[raw] = raw.lower().replace("’", "'")
        return word


_lowered = _Lowered()


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
    raws: list[str] = []
    starts: list[int] = []
    sentence_starts = [0]
    gap, at = "", 0
    doc = _tokenizer()(_SURROGATE.sub("\ufffd", text))  # spaCy takes only what UTF-8 can hold
    # in bulk: to ask spaCy for an object a token takes longer than all rules
    for word, space in doc.to_array([ORTH, SPACY]).tolist():
        raw, pieces = _known[word] if word in _known else _learn(word, doc)
        for piece, offset in pieces:
            if piece in _HYPHENS and raws and not gap:
                continue
            may_begin = gap and raws and (gap != " " or raws[-1] in _SENTENCE_ENDS)  # few tokens may
            if may_begin and _begins_sentence(raws[-1], gap, piece):
                sentence_starts.append(len(raws))
            raws.append(piece)
            starts.append(at + offset)
            gap = ""
        if not pieces:
            gap += raw
        else:
            gap = " " if space else ""
        at += len(raw) + space
    ends = [start + len(raw) for start, raw in zip(starts, raws, strict=True)]
    sentences = [(a, b) for a, b in pairwise([*sentence_starts, len(raws)]) if a < b]
    return Reading(text, list(map(_lowered.__getitem__, raws)), raws, starts, ends, sentences)


def _learn(word: int, doc: Doc) -> tuple[str, list[tuple[str, int]]]:
    raw = doc.vocab.strings[word]
    known = _known[word] = (raw, [] if raw.isspace() else _pieces(raw))
    return known


def lowered(raw: str) -> str:
    """A token as rules compare it: in lower case, its apostrophes straight."""
    return _lowered[raw]


def _pieces(raw: str) -> list[tuple[str, int]]:
    """Parts of a token that spaCy leaves whole: "72-year", "over-60s", and "A." at the end of a sentence."""
    if len(raw) == 2 and raw[1] == "." and raw[0].isupper():
        return [(raw[0], 0), (".", 1)]
    if len(raw) > 2 and not _HYPHENS.isdisjoint(raw) and raw[0].isalnum():
        return [(part.group(), part.start()) for part in _HYPHENATED.finditer(raw)]
    return [(raw, 0)]


def _begins_sentence(before: str, gap: str, raw: str) -> bool:
    """Whether a token begins a sentence, `gap` being the white space between it and the token before."""
    if gap.count("\n") > 1 or ("\n" in gap and raw in _BULLETS):
        return True
    if before not in _SENTENCE_ENDS:
        return False
    opening = raw[0]
    return opening.isupper() or opening.isdigit() or opening in _OPENERS
