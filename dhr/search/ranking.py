"""What makes one passage that is found a better answer than another, beside how often it holds the words.

The weights were set on the development part of the judged queries (see docs/relevance.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from nlp import THEMES
from nlp import analyse as marks

from .documents import Source, ThemeTag
from .reading import Reading
from .text import analyse, is_common
from .tree import All, Among, And, Heading, Not, Or, Phrase, Prefix, Same, Themed, Word

if TYPE_CHECKING:
    from .engines.protocol import Hit

SAME_THING = 0.7
"""What a word for the same thing counts beside the typed one."""

IN_HEADING = 0.4
NEIGHBOURS = 0.1
THEME = 2.0
THEME_SPOKEN_OF = 2.0
"""Where it isn't said of anybody: guidance, and plans for an area, speak of nothing else."""

FURTHEST = 4
"""Terms of the longest stretch that counts as neighbours, common words between them included."""

RELATED_HITS = 100
LEAST_COSINE = 0.2
"""Passages that count as related wording: so many at most, whose cosine to the words is so much at least."""

WORDS, ALL_WORDS, QUOTED = 0.4, 0.5, 0.9
"""What the words count beside the meaning, of 1: where passages hold but some of them, where passages hold all, and
where some stand in quotation marks, which nobody types who would have other words as well."""

TERSE, OF_TERSE = 10, 0.6
"""Passages of fewer words, and what they count: a heading or a bare entry of a list is near to everything."""

FUSED = 1e7
"""Makes a difference between two places in the fused order more than what words score."""


@dataclass(frozen=True)
class Boost:
    """Adds `weight` times what `part` scores to a passage that was found."""

    part: Word | Phrase | Heading | Themed | Among
    weight: float


def boosts(reading: Reading) -> tuple[Boost, ...]:
    """What raises the passages that a query finds: its words in their heading, its words side by side, its themes."""
    if isinstance(reading.tree, All):
        return ()
    found = [Boost(Heading(part), IN_HEADING) for part in _sought(reading)]
    found += [Boost(phrase, NEIGHBOURS) for phrase in _neighbours(reading.wanted)]
    for code in themes_meant(reading.wanted):
        spoken_of = replace(ThemeTag.parse(code), status="hypothetical")
        found += [Boost(Themed(code), THEME), Boost(Themed(str(spoken_of)), THEME_SPOKEN_OF)]
    return tuple(found)


def fused(
    by_words: "Sequence[Hit]", related: "Sequence[Hit]", reading: Reading, leading: Collection[str] | None
) -> tuple[Boost, ...]:
    """Boosts that put passages in order of what words and meaning give them together, before all others.

    by_words  the best that the words find; `related`: the nearest in meaning, their cosines for scores
    leading   keys of those that hold all the words and come first, since they say what was asked; None for all of
              `by_words`

    Scores are shares of the best by words, and of the nearest, so that neither engine nor corpus matters. Of a passage
    that isn't related, no more is known than that it is no nearer than the last that is, or than would be too far.
    """
    by_word = {hit.key: hit.score for hit in by_words}
    cosines = {hit.key: hit.score for hit in related}
    most = max((hit.score for hit in by_words if hit.sort.has_body), default=1)
    nearest = max(cosines.values())
    beyond = min(cosines.values()) if len(cosines) == RELATED_HITS else LEAST_COSINE
    leading = by_word.keys() if leading is None else leading
    weight = QUOTED if '"' in reading.typed else ALL_WORDS if leading else WORDS
    boosts = []
    for key, hit in {hit.key: hit for hit in (*by_words, *related)}.items():
        said, meant = min(1, by_word.get(key, 0) / most), cosines.get(key, beyond) / nearest
        score = weight * said + (1 - weight) * meant
        if hit.sort.has_body and len(hit.body.split()) < TERSE:
            score *= OF_TERSE
        # rounded, because engines differ in the last digits
        boosts.append(Boost(Among(frozenset({key})), round(score + (key in leading), 6) * FUSED))
    return tuple(boosts)


@lru_cache(maxsize=1_000)
def themes_meant(words: str) -> tuple[str, ...]:
    """Codes of the themes that the tagger finds in the typed words: "empty vodka bottles" is about alcohol."""
    found = dict.fromkeys(mark.theme for mark in marks(words, {}))
    parents = {theme.parent for theme in THEMES if theme.code in found}
    return tuple(str(ThemeTag(code, source=Source.TEXT)) for code in found if code not in parents)


def _sought(reading: Reading) -> list[Word | Phrase]:
    parts = reading.tree.parts if isinstance(reading.tree, And) else (reading.tree,)
    wanted = [part for part in parts if not isinstance(part, Not)]
    groups = [part.parts if isinstance(part, Or | Same) else (part,) for part in wanted]
    # a beginning brings forms with it that no heading needs
    return [each for group in groups if not any(isinstance(each, Prefix) for each in group) for each in group]


def _neighbours(words: str) -> list[Phrase]:
    """The telling words that follow each other in what was typed, each pair with the common words between them."""
    terms = [term for term, _, _ in analyse(words)]
    telling = [at for at, term in enumerate(terms) if not is_common(term)]
    stretches = ((at, to) for at, to in pairwise(telling) if to - at < FURTHEST)
    return list(dict.fromkeys(Phrase(tuple(terms[at : to + 1])) for at, to in stretches))
