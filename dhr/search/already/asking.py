"""Likeness from the other side: how much alike one earlier recommendation is to each of many that ask.

The same numbers as `alike.likenesses`, which reads all earlier ones for each that asks. Here those that ask are laid
out once by their terms and facts, so that an earlier one costs no more than what it shares with them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

from .alike import LENGTH, SATURATION, WEIGHTS, WEIGHTS_WITH_MEANING, cosines, rarity, weighted
from .compared import Compared

WORD = "word"
"""The kind of a term, beside the kinds of facts."""
NOBODY = np.array([], dtype=int)


class Asking:
    """Many recommendations that ask; `earlier` are those among which it is counted how rare a word or a fact is."""

    def __init__(self, asking: Sequence[Compared], earlier: Sequence[Compared]):
        self._asking = asking
        self._many = len(earlier)
        self._usual = max(1.0, sum(len(each.terms) for each in earlier) / max(1, len(earlier)))
        self._among = Counter(key for each in earlier for key in _keys(each))
        self._meant = np.array([each.vector is not None for each in asking], dtype=bool)
        holders = defaultdict(list)
        for at, each in enumerate(asking):
            for key in _keys(each):
                holders[key].append(at)
        self._holders = {key: np.array(places) for key, places in holders.items()}
        self._stated, self._named = self._number("theme") > 0, self._number("body")
        self._most = cache(self._summed)

    def likenesses_to(self, earlier: Compared) -> np.ndarray:
        """How much alike `earlier` is to each that asks, in their order: 0 to 1."""
        facts = defaultdict(set)
        for fact in earlier.facts:
            kind, code = fact.split(":", 1)
            facts[kind].add(code)
        found = {kind: self._shared(kind, kind, facts) for kind in ("ask", "library", "to")}
        found |= {"words": self._words(earlier), "theme": self._themes(facts), "body": self._body(facts["body"])}
        by_words = weighted(found, WEIGHTS)
        if not self._meant.any():
            return by_words
        found["meaning"] = cosines(earlier.vector, self._asking) if earlier.vector else np.zeros(len(self._asking))
        return np.where(self._meant, weighted(found, WEIGHTS_WITH_MEANING), by_words)

    def _words(self, earlier: Compared) -> np.ndarray:
        room = SATURATION * (1 - LENGTH + LENGTH * len(earlier.terms) / self._usual)
        scores = np.zeros(len(self._asking))
        for term, n in Counter(earlier.terms).items():
            scores[self._who(WORD, term)] += self._rare(WORD, term) * n * (SATURATION + 1) / (n + room)
        return scores / (self._most(WORD, WORD) * (SATURATION + 1))

    def _themes(self, facts: dict[str, set[str]]) -> np.ndarray:
        by_words = self._shared("read", "read", facts)
        if facts["theme"]:
            by_stated = self._shared("theme", "theme", facts)
        else:
            by_stated = (self._shared("theme", "read", facts) + by_words) / 2
        return np.where(self._stated, by_stated, by_words)

    def _body(self, named: set[str]) -> np.ndarray:
        scores = np.zeros(len(self._asking))
        for term in named:
            scores[self._who("body", term)] += 1
        return scores / np.maximum(self._named, 1)

    def _shared(self, wanted: str, held: str, facts: dict[str, set[str]]) -> np.ndarray:
        """The share of what each wants of the kind `wanted` that `facts` hold as `held`, weighed by rarity."""
        scores = np.zeros(len(self._asking))
        for code in facts[held]:
            scores[self._who(wanted, code)] += self._rare(held, code)
        return scores / self._most(wanted, held)

    def _who(self, kind: str, code: str) -> np.ndarray:
        return self._holders.get((kind, code), NOBODY)

    def _rare(self, kind: str, code: str) -> float:
        return rarity(self._among[kind, code], self._many)

    def _summed(self, wanted: str, held: str) -> np.ndarray:
        """What all that each wants comes to; 1 where nothing is wanted, and so nothing shared."""
        most = np.zeros(len(self._asking))
        for (kind, code), who in self._holders.items():
            if kind == wanted:
                most[who] += self._rare(held, code)
        return np.where(most > 0, most, 1.0)

    def _number(self, wanted: str) -> np.ndarray:
        """How many facts of this kind each has."""
        number = np.zeros(len(self._asking))
        for (kind, _), who in self._holders.items():
            if kind == wanted:
                number[who] += 1
        return number


def _keys(one: Compared) -> set[tuple[str, ...]]:
    """(kind, code) of each fact, and of each term."""
    return {tuple(fact.split(":", 1)) for fact in one.facts} | {(WORD, term) for term in one.terms}
