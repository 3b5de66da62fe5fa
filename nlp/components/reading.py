"""A text cut into tokens and sentences, as every other component reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.attrs import ORTH, SPACY

_HYPHENS = frozenset("-‐‑–")
_SENTENCE_ENDS = frozenset(".!?") | {"...", "…", '."', "?!"}
_BULLETS = frozenset("•-–—*●▪◦") | {"o"}
_OPENERS = frozenset("\"'“‘([")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HYPHENATED = re.compile(r"[^-‐‑–]+")
_known: dict[int, str] = {}
_lowered: dict[str, str] = {}
"""Words that were read before, by their hash, and in lower case: spaCy keeps as many."""


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
    raws, starts, sentence_starts = [], [], [0]
    gap, at = "", 0
    for raw, space in _tokens(_SURROGATE.sub("\ufffd", text)):  # spaCy takes only what UTF-8 can hold
        after = at + len(raw) + space
        if raw.isspace():
            gap += raw
        elif raw.isalpha():
            if gap and raws and _begins_sentence(raws[-1], gap, raw):
                sentence_starts.append(len(raws))
            raws.append(raw)
            starts.append(at)
            gap = " " if space else ""
        else:
            for piece, offset in _pieces(raw):
                if piece in _HYPHENS and raws and not gap:
                    continue
                if gap and raws and _begins_sentence(raws[-1], gap, piece):
                    sentence_starts.append(len(raws))
                raws.append(piece)
                starts.append(at + offset)
                gap = ""
            gap = " " if space else ""
        at = after
    ends = [start + len(raw) for start, raw in zip(starts, raws, strict=True)]
    sentences = [(a, b) for a, b in pairwise([*sentence_starts, len(raws)]) if a < b]
    return Reading(text, list(map(lowered, raws)), raws, starts, ends, sentences)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Each token of spaCy's, and whether a space follows; in bulk, for an object a token takes longer than rules."""
    doc = _tokenizer()(text)
    strings = doc.vocab.strings
    for word, space in doc.to_array([ORTH, SPACY]).tolist():
        raw = _known.get(word)
        if raw is None:
            raw = _known[word] = strings[word]
        yield raw, space


def lowered(raw: str) -> str:
    """A token as rules compare it: in lower case, its apostrophes straight."""
    word = _lowered.get(raw)
    if word is None:
        word = _lowered[raw] = raw.lower().replace("’", "'")
    return word


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
