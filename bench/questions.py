"""What the benchmarks ask: forty queries of each kind, the same every time."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

from bench.passages import NAMES, PAPERS, REGIONS, followers, name, paragraphs
from dhr.areas import audiences
from dhr.search.engines.protocol import Viewer
from dhr.search.query import SearchQuery
from dhr.search.text import analyse, is_common

A_KIND = 40
SEED = 3

VIEWER = Viewer(frozenset({audiences.PUBLIC, audiences.area(3), audiences.oversight(3)}))
"""Whoever asks: the coordinator of one area, who may read what is published and that area's confidential work."""


@cache
def words() -> tuple[str, ...]:
    """The demo's words that mean something, one for each term, the most frequent first."""
    counted = Counter(word.strip(".,;:()“”‘’\"'").lower() for each in paragraphs() for word in each.words)
    by_term: dict[str, str] = {}
    for word, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        terms = [term for term, _, _ in analyse(word)]
        if word.isalpha() and len(word) > 3 and len(terms) == 1 and not is_common(terms[0]):
            by_term.setdefault(terms[0], word)
    return tuple(by_term.values())


@cache
def phrases() -> tuple[str, ...]:
    """Pairs of such words that follow each other in the demo, the most frequent first."""
    known = set(words()[:1_000])
    pairs = Counter(
        (word, following)
        for word, after in followers().items()
        if word in known
        for following in after
        if following in known
    )
    return tuple(" ".join(pair) for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])))


def questions() -> dict[str, list[SearchQuery]]:
    """Kind -> its queries."""
    random_ = random.Random(SEED)
    common, middle = words()[:60], words()[60:1_000]

    def many(make: Callable[[], SearchQuery]) -> list[SearchQuery]:
        return [make() for _ in range(A_KIND)]

    return {
        "rare word": many(lambda: SearchQuery(name(random_.randint(NAMES // 400, NAMES // 100)))),
        "common word": many(lambda: SearchQuery(random_.choice(common))),
        "phrase": many(lambda: SearchQuery(f'"{random_.choice(phrases()[:200])}"')),
        "ten-way OR": many(lambda: SearchQuery(" OR ".join(random_.sample(middle, 10)))),
        "word and filters": many(
            lambda: SearchQuery(
                random_.choice(words()[:300]),
                kind=(random_.choice(PAPERS),),
                region=(f"region-{random_.randrange(REGIONS)}",),
                theme=(random_.choice(THEMES),),
            )
        ),
        "beginning": many(lambda: SearchQuery(f"{random_.choice(middle)[:5]}*")),
    }


THEMES = ("alcohol", "mental-health.victim", "housing", "risk-assessment", "previous-abuse", "text:police-response")
