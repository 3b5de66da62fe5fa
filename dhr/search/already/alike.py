"""How much alike recommendations are: by wording, by what they ask for and of whom, and by what they mean.

Each part is the share of what the asked one has that the earlier one has too, the rare counting more, so that every
part lies between 0 and 1. The weights were set on the development part of the judged recommendations
(docs/relevance.md).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

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


def likenesses(asked: Compared, earlier: Sequence[Compared]) -> np.ndarray:
    """How much alike each of `earlier` is to `asked`: 0 to 1.

    How rare a word or a fact is, is counted among `earlier` alone: among what the reader may see.
    """
    if not earlier:
        return np.zeros(0)
    return weighted(parts(asked, earlier), WEIGHTS_WITH_MEANING if asked.vector else WEIGHTS)


def weighted(found: Mapping[str, np.ndarray], weights: Mapping[str, float]) -> np.ndarray:
    return sum(found[name] * weight for name, weight in weights.items()) / sum(weights.values())


def parts(asked: Compared, earlier: Sequence[Compared]) -> dict[str, np.ndarray]:
    """Part -> one number for each of `earlier`; `meaning` only where `asked` has a vector."""
    found = {"words": _words(asked.terms, earlier)}
    facts = [each.facts for each in earlier]
    for kind in ("ask", "library", "to"):
        found[kind] = _shared(_of_kind(kind, asked), facts)
    found["theme"] = _themes(asked, facts)
    # The rare words of a name are places, and what is asked of two councils is the same.
    named = _of_kind("body", asked)
    found["body"] = np.array([len(named & each.facts) / (len(named) or 1) for each in earlier])
    if asked.vector:
        found["meaning"] = cosines(asked.vector, earlier)
    return found


def _of_kind(kind: str, asked: Compared) -> frozenset[str]:
    return frozenset(fact for fact in asked.facts if fact.startswith(f"{kind}:"))


def _themes(asked: Compared, earlier: Sequence[frozenset]) -> np.ndarray:
    """By the themes that people stated of both; where nobody stated any of one, by what is read from its words."""
    stated, read = _codes("theme", asked.facts), _codes("read", asked.facts)
    held_stated = [_codes("theme", facts) for facts in earlier]
    held_read = [_codes("read", facts) for facts in earlier]
    by_words = _shared(read, held_read)
    if not stated:
        return by_words
    tagged = np.array([bool(codes) for codes in held_stated])
    return np.where(tagged, _shared(stated, held_stated), (_shared(stated, held_read) + by_words) / 2)


def _codes(kind: str, facts: frozenset[str]) -> frozenset[str]:
    return frozenset(fact.removeprefix(f"{kind}:") for fact in facts if fact.startswith(f"{kind}:"))


def _words(terms: tuple[str, ...], earlier: Sequence[Compared]) -> np.ndarray:
    """BM25, each distinct term of what is asked once, as a share of what it could come to."""
    wanted = frozenset(terms)
    held = [Counter(term for term in each.terms if term in wanted) for each in earlier]
    rare = _rarity(wanted, held)
    usual = max(1.0, sum(len(each.terms) for each in earlier) / max(1, len(earlier)))
    most = sum(rare.values()) * (SATURATION + 1) or 1.0
    scores = np.zeros(len(earlier))
    for at, counts in enumerate(held):
        if counts:
            room = SATURATION * (1 - LENGTH + LENGTH * len(earlier[at].terms) / usual)
            scores[at] = sum(rare[term] * n * (SATURATION + 1) / (n + room) for term, n in counts.items()) / most
    return scores


def _shared(wanted: frozenset, held: Sequence[frozenset]) -> np.ndarray:
    """The share of `wanted` in each of `held`, weighed by rarity; 0 where nothing is wanted."""
    if not wanted:
        return np.zeros(len(held))
    common = [wanted & each for each in held]
    rare = _rarity(wanted, common)
    most = sum(rare.values())
    return np.array([sum(rare[each] for each in both) / most for both in common])


def _rarity(wanted: frozenset, held: Sequence) -> dict:
    """The rarity of each of `wanted`."""
    among = Counter(each for one in held for each in one)
    return {each: rarity(among[each], len(held)) for each in wanted}


def rarity(holding: int, of: int) -> float:
    """BM25's inverse document frequency of what so many hold."""
    return math.log(1 + (of - holding + 0.5) / (holding + 0.5))


def cosines(vector: bytes, earlier: Sequence[Compared]) -> np.ndarray:
    """The cosine, 0 where it is less or where one has no vector yet."""
    size = len(vector)
    vectors = (each.vector if each.vector and len(each.vector) == size else bytes(size) for each in earlier)
    matrix = np.frombuffer(b"".join(vectors), np.float16).reshape(len(earlier), -1)
    return np.clip(matrix.astype(np.float32) @ np.frombuffer(vector, np.float16).astype(np.float32), 0, 1)
