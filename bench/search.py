"""What our search costs, side by side in one run: `make bench-search`, or `python -m bench.search --help`.

Generated passages (`bench.passages`) and queries of fixed seeds (`bench.questions`), forty of a kind. Printed are

building   passages a second, analysis included and the making up of passages taken off; the size of the index; the
           peak memory of the building process (a cluster's own memory comes on top)
ours       a page of our search: 20 reviews with up to three passages each, totals, and every facet counted exactly;
           beside the bare query (`bench.bare`) on the same index. `first` is the first search after an index has
           changed, when the case book has to be made
engines    the embedded engine, a cluster, and Wagtail's own search in the database (`bench.wagtail_database`)
growth     our medians as the index grows tenfold, and tenfold again
users      searches of all kinds mixed, from one thread and from twenty of one process

Times are milliseconds; each query's is the best of `ROUNDS`, of which p50 and p95 over the queries of a kind are given.
Ends with an error where a bar isn't met; bars hold from 100,000 passages on.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from bench.bare import BareElasticsearch, BareTantivy
from bench.building import Built, Place, built
from bench.measuring import best_of, milliseconds, p50, p95
from bench.passages import documents
from bench.questions import VIEWER, questions
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.protocol import SearchAnswer
from dhr.search.query import SearchQuery

ENGINES = ("tantivy", "elasticsearch", "wagtail")
ADDRESS = "DHR_TEST_ELASTICSEARCH_URL"
STEPS = (10_000, 100_000)
"""Smaller indexes that growth is told from."""

ROUNDS = 3
FIRSTS = 3
USERS, SEARCHES_EACH = 20, 30

HIGHEST_RATIO = {"tantivy": 1.5, "elasticsearch": 1.3}
HIGHEST_GROWTH = 10
LOWEST_RATE = 2_000
BARS_FROM = 100_000
MB = 1_000_000

Times = dict[str, list[float]]
"""Kind of query -> milliseconds of each query."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.search", description="What our search costs, side by side.")
    parser.add_argument("--size", type=int, default=100_000, help="passages of the largest index")
    parser.add_argument("--engines", default="tantivy", help=f"some of {','.join(ENGINES)}")
    options = parser.parse_args(arguments)
    names = options.engines.split(",")
    if strangers := set(names) - set(ENGINES):
        parser.error(f"there is no engine {', '.join(sorted(strangers))}")
    if "elasticsearch" in names and not os.environ.get(ADDRESS):
        parser.error(f"{ADDRESS} must name a cluster; `scripts/elasticsearch start` prints one")
    print(f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f} before the run")
    with tempfile.TemporaryDirectory(prefix="dhr-bench-") as folder:
        places = [
            Place(name, Path(folder) / name, os.environ[ADDRESS] if name == "elasticsearch" else "")
            for name in names
            if name != "wagtail"
        ]
        for place in places:
            place.clear()  # what a run that broke off may have left
        try:
            missed = measured(places, options.size, wagtail="wagtail" in names)
        finally:
            for place in places:
                place.clear()
    if options.size < BARS_FROM:
        return 0
    for bar in missed:
        print(f"Not met: {bar}", file=sys.stderr)
    return int(bool(missed))


def measured(places: list[Place], size: int, *, wagtail: bool) -> list[str]:
    """Prints the tables; the bars that aren't met."""
    missed: list[str] = []
    sizes = [*(step for step in STEPS if step < size), size]
    print(f"\nbuilding {'passages':>22}{'a second':>10}{'MB':>8}{'peak MB':>9}")
    for place in places:
        for passages in sizes:
            rate = print_built(place.name, passages, built(place, passages))
            if passages == size and rate < LOWEST_RATE:
                missed.append(f"{place.name} indexes {rate:,.0f} passages a second, not {LOWEST_RATE:,}")
    theirs: Times = {}
    if wagtail:
        told = subprocess.run(
            [sys.executable, "-m", "bench.wagtail_database", str(size)], check=True, stdout=subprocess.PIPE
        )
        told = json.loads(told.stdout)
        theirs = told.pop("times")
        print_built(f"wagtail on {told.pop('database')}", size, Built(**told))
    ours: dict[str, Times] = {}
    for place in places:
        ours[place.name], slow = beside_bare(place, size)
        missed += slow
    print_engines(ours, theirs)
    for place in places if len(sizes) > 1 else ():
        missed += print_growth(place, sizes, ours[place.name])
    for place in places:
        print_users(place.name, place.engine(size))
    return missed


def print_built(name: str, passages: int, built: Built) -> float:
    rate = passages / built.seconds
    print(f"  {name:<19}{passages:>10,}{rate:>10,.0f}{built.bytes / MB:>8,.0f}{built.peak / MB:>9,.0f}", flush=True)
    return rate


def beside_bare(place: Place, size: int) -> tuple[Times, list[str]]:
    """Our times, and the bars that aren't met, after a table of them beside the bare query's."""
    engine = place.engine(size)
    alone = (BareElasticsearch if place.address else BareTantivy)(engine, documents(size))
    print(f"\n{place.name}, {size:,} passages: the bare query's hits; with the page's facets; our page")
    print(f"{'':<18}{'hits p50':>9}{'p95':>8}{'facets p50':>12}{'p95':>8}{'ours p50':>10}{'p95':>8}", end="")
    print(f"{'/hits':>8}{'/facets':>8}{'reviews':>9}{'first':>8}")
    ours: Times = {}
    missed = []
    for kind, queries in questions().items():
        reviews = [engine.search(query, VIEWER).total_units for query in queries]
        rows = [best_of(ROUNDS, *alone.calls(query), ours_of(engine, query)) for query in queries]
        hits, facets, ours[kind] = (list(column) for column in zip(*rows, strict=True))
        first = p50([milliseconds(ours_of(place.engine(size), query)) for query in queries[:FIRSTS]])
        ratio = p50(ours[kind]) / p50(facets)
        print(f"{kind:<18}{p50(hits):>9.2f}{p95(hits):>8.2f}{p50(facets):>12.2f}{p95(facets):>8.2f}", end="")
        print(f"{p50(ours[kind]):>10.2f}{p95(ours[kind]):>8.2f}{p50(ours[kind]) / p50(hits):>8.2f}", end="")
        print(f"{ratio:>8.2f}{p50(reviews):>9.0f}{first:>8.0f}", flush=True)
        if ratio > HIGHEST_RATIO[place.name]:
            missed.append(f"{kind} on {place.name} takes {ratio:.2f} times the bare query with facets")
    return ours, missed


def ours_of(engine: AnsweringEngine, query: SearchQuery):
    def call() -> SearchAnswer:
        return engine.search(query, VIEWER)

    return call


def print_engines(ours: dict[str, Times], wagtail: Times) -> None:
    every = ours | ({"wagtail": wagtail} if wagtail else {})
    print(f"\n{'engines, p50 p95':<18}{''.join(f'{name:>22}' for name in every)}")
    for kind in questions():
        times = (
            f"{p50(of[kind]):>13.2f}{p95(of[kind]):>9.2f}" if kind in of else f"{'-':>22}" for of in every.values()
        )
        print(f"{kind:<18}{''.join(times)}")


def print_growth(place: Place, sizes: list[int], largest: Times) -> list[str]:
    """Returns the bars that aren't met."""
    print(f"\n{'growth, ' + place.name:<24}{''.join(f'{size:>12,}        ' for size in sizes)}")
    missed = []
    engines = [place.engine(size) for size in sizes[:-1]]
    for kind, queries in questions().items():
        medians = []
        for engine in engines:
            engine.search(queries[0], VIEWER)  # makes the case book
            medians.append(p50([best_of(ROUNDS, ours_of(engine, query))[0] for query in queries]))
        medians.append(p50(largest[kind]))
        factors = [after / before for before, after in pairwise(medians)]
        cells = (
            f"{median:>12.2f}{f'  x{factor:.1f}' if factor else '':<8}"
            for median, factor in zip(medians, [None, *factors], strict=True)
        )
        print(f"{kind:<24}{''.join(cells)}", flush=True)
        if factors[-1] >= HIGHEST_GROWTH:
            missed.append(f"{kind} on {place.name} takes {factors[-1]:.1f} times as long as on the smaller index")
    return missed


def print_users(name: str, engine: AnsweringEngine) -> None:
    """Each user asks queries of all kinds in an order of their own, one after the other."""
    every = [query for queries in questions().values() for query in queries]
    engine.search(every[0], VIEWER)

    def session(user: int) -> list[float]:
        asked = random.Random(user).sample(every, SEARCHES_EACH)
        return [milliseconds(ours_of(engine, query)) for query in asked]

    for users in (1, USERS):
        begun = perf_counter()
        with ThreadPoolExecutor(users) as threads:
            times = [each for of_user in threads.map(session, range(users)) for each in of_user]
        rate = len(times) / (perf_counter() - begun)
        print(f"users, {name}: {users:>2} at once, {rate:.0f} a second, p50 {p50(times):.1f} p95 {p95(times):.1f}")


if __name__ == "__main__":
    sys.exit(main())
