"""What makes one passage that is found a better answer than another, beside how often it holds the words.

The weights were set on the development part of the judged queries (see docs/relevance.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from nlp import THEMES
from nlp import analyse as marks

from .documents import Source, ThemeTag
from .reading import Reading
from .text import analyse, is_common
from .tree import All, Among, And, Heading, Not, Or, Phrase, Prefix, Same, Themed, Word

SAME_THING = 0.7
"""What a word for the same thing counts beside the typed one."""

IN_HEADING = 0.4
NEIGHBOURS = 0.1
THEME = 2.0
THEME_SPOKEN_OF = 2.0
"""Where it isn't said of anybody: guidance, and plans for an area, speak of nothing else."""

FURTHEST = 4
"""Terms of the longest stretch that counts as neighbours, common words between them included."""

RANK_CONSTANT = 5
RELATED_BESIDE_ALL_WORDS = 0.4
"""What a rank among related wording counts where passages hold all the words: said as asked, they lead."""

ANY_WORDS_BESIDE_RELATED = 0.7
"""What a rank by words counts where passages hold but some of them: what means the same leads then."""

FUSED = 1e7
"""Makes the least difference between reciprocal ranks more than what words score."""


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


def fused(by_words: Iterable[str], related: Iterable[str], *, all_words: bool) -> tuple[Boost, ...]:
    """Boosts that put passages in the order of their reciprocal ranks in these lists of keys, before all others.

    `all_words` tells that passages hold all that was typed. Cormack, Clarke and Büttcher 2009, "Reciprocal rank fusion
    outperforms Condorcet".
    """
    weights = (1, RELATED_BESIDE_ALL_WORDS) if all_words else (ANY_WORDS_BESIDE_RELATED, 1)
    scores: dict[str, float] = {}
    for keys, weight in zip((by_words, related), weights, strict=True):
        for rank, key in enumerate(keys, start=1):
            scores[key] = scores.get(key, 0) + weight / (RANK_CONSTANT + rank)
    return tuple(Boost(Among(frozenset({key})), score * FUSED) for key, score in scores.items())


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
