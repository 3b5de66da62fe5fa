"""How much alike recommendations are: by wording, by what they ask for and of whom, and by what they mean.

Each part is the share of what the asked one has that the earlier one has too, the rare counting more, so that every
part lies between 0 and 1. The weights were set on the development part of the judged recommendations
(docs/relevance.md).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from .compared import Compared

SATURATION, LENGTH = 1.2, 0.4
"""k1 and b of BM25 (Robertson and Zaragoza 2009); recommendations differ little in length."""

WEIGHTS = {"words": 1.0, "ask": 0.15, "theme": 0.35, "library": 0.02, "to": 0.05, "body": 0.08}
"""Where words are all there is."""

WEIGHTS_WITH_MEANING = {
    "words": 0.3,
    "ask": 0.3,
    "theme": 0.45,
    "library": 0.03,
    "to": 0.06,
    "body": 0.11,
    "meaning": 1.0,
}


Holders = dict[str, np.ndarray]
"""A term or a fact -> the places of those that have it."""


def likenesses(
    asking: Sequence[Compared], earlier: Sequence[Compared], *, among: Sequence[Compared] | None = None
) -> np.ndarray:
    """How much alike each of `earlier` is to each of `asking`, a row for each that asks: 0 to 1.

    How rare a word or a fact is, is counted among `among`, or else among `earlier`: only among what the reader may see.
    """
    found = parts(asking, earlier, among=among)
    by_words = weighted(found, WEIGHTS)
    if "meaning" not in found:
        return by_words
    meant = [[bool(each.vector)] for each in asking]
    return np.where(meant, weighted(found, WEIGHTS_WITH_MEANING), by_words)


def weighted(found: Mapping[str, np.ndarray], weights: Mapping[str, float]) -> np.ndarray:
    return sum(found[name] * weight for name, weight in weights.items()) / sum(weights.values())


def parts(
    asking: Sequence[Compared], earlier: Sequence[Compared], *, among: Sequence[Compared] | None = None
) -> dict[str, np.ndarray]:
    """Part -> a row for each that asks, a column for each earlier one; `meaning` only where one has a vector."""
    among = earlier if among is None else among
    facts = _Facts(asking, earlier, among)
    found = {kind: facts.shared(kind) for kind in ("ask", "library", "to")}
    found |= {"words": _words(asking, earlier, among), "theme": _themes(facts)}
    # The rare words of a name are places, and what is asked of two councils is the same.
    found["body"] = facts.shared("body", rare=lambda _: 1.0)
    if any(each.vector for each in asking):
        found["meaning"] = _cosines(asking, earlier)
    return found


class _Facts:
    """The facts of those that ask, and who of the earlier ones holds them."""

    def __init__(self, asking: Sequence[Compared], earlier: Sequence[Compared], among: Sequence[Compared]):
        self._shape = len(asking), len(earlier)
        self._asking = _holders(each.facts for each in asking)
        wanted = self._asking.keys() | {fact.replace("theme:", "read:", 1) for fact in self._asking}
        self._earlier = _holders(each.facts & wanted for each in earlier)
        self._rare = _rarities(each.facts & wanted for each in among)
        self.stated = np.array([_has_stated_themes(each) for each in asking], dtype=bool).reshape(-1, 1)
        self.earlier_stated = np.array([_has_stated_themes(each) for each in earlier], dtype=bool)

    def shared(self, wanted: str, held: str = "", rare: Callable[[str], float] | None = None) -> np.ndarray:
        """The share of what each wants of this kind that each earlier one holds (as `held`), weighed by rarity."""
        asking = {
            fact.replace(wanted, held or wanted, 1): rows
            for fact, rows in self._asking.items()
            if fact.startswith(f"{wanted}:")
        }
        return _share(asking, {fact: (at, 1.0) for fact, at in self._earlier.items()}, rare or self._rare, self._shape)


def _themes(facts: _Facts) -> np.ndarray:
    """By the themes that people stated of both; where nobody stated any of one, by what is read from its words."""
    by_words = facts.shared("read")
    by_stated = np.where(
        facts.earlier_stated, facts.shared("theme"), (facts.shared("theme", held="read") + by_words) / 2
    )
    return np.where(facts.stated, by_stated, by_words)


def _has_stated_themes(one: Compared) -> bool:
    return any(fact.startswith("theme:") for fact in one.facts)


def _words(asking: Sequence[Compared], earlier: Sequence[Compared], among: Sequence[Compared]) -> np.ndarray:
    """BM25, each distinct term of what is asked once, as a share of what it could come to."""
    wanted = _holders(set(each.terms) for each in asking)
    usual = max(1.0, sum(len(each.terms) for each in among) / max(1, len(among)))
    found = defaultdict(list)
    for at, each in enumerate(earlier):
        room = SATURATION * (1 - LENGTH + LENGTH * len(each.terms) / usual)
        for term, n in Counter(term for term in each.terms if term in wanted).items():
            found[term].append((at, n / (n + room)))
    held = {}
    for term, pairs in found.items():
        at, weights = zip(*pairs, strict=True)
        held[term] = np.array(at), np.array(weights)
    rare = _rarities({term for term in each.terms if term in wanted} for each in among)
    return _share(wanted, held, rare, (len(asking), len(earlier)))


def _share(
    wanted: Holders,
    held: Mapping[str, tuple[np.ndarray, np.ndarray | float]],
    rare: Callable[[str], float],
    shape: tuple[int, int],
) -> np.ndarray:
    """The share of what each row wants that each column holds, weighed by rarity; 0 where nothing is wanted."""
    scores, most = np.zeros(shape), np.zeros(shape[0])
    for key, rows in wanted.items():
        most[rows] += rare(key)
        if key in held:
            columns, weights = held[key]
            scores[np.ix_(rows, columns)] += rare(key) * weights
    return scores / np.where(most > 0, most, 1.0)[:, None]


def _holders(keys_of_each: Iterable[Iterable[str]]) -> Holders:
    found = defaultdict(list)
    for at, keys in enumerate(keys_of_each):
        for key in keys:
            found[key].append(at)
    return {key: np.array(places) for key, places in found.items()}


def _rarities(keys_of_each: Iterable[Iterable[str]]) -> Callable[[str], float]:
    """BM25's inverse document frequency of a key, among these."""
    each = list(keys_of_each)
    among = Counter(key for keys in each for key in keys)
    return lambda key: math.log(1 + (len(each) - among[key] + 0.5) / (among[key] + 0.5))


def _cosines(asking: Sequence[Compared], earlier: Sequence[Compared]) -> np.ndarray:
    """The cosine, 0 where it is less or where one has no vector yet."""
    size = max(len(each.vector or b"") for each in asking)
    return np.clip(_matrix(asking, size) @ _matrix(earlier, size).T, 0, 1)


def _matrix(many: Sequence[Compared], size: int) -> np.ndarray:
    """A row for each, zeros for one without a vector of so many bytes."""
    vectors = (each.vector if len(each.vector or b"") == size else bytes(size) for each in many)
    return np.frombuffer(b"".join(vectors), np.float16).reshape(len(many), size // 2).astype(np.float32)
