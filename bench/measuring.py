"""Times, and what they come to."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Given = TypeVar("Given")


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000


def best_of(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """Of each call its shortest time in milliseconds; the calls take turns, so that what disturbs one disturbs all."""
    times = [[milliseconds(call) for call in calls] for _ in range(rounds)]
    return [min(of_call) for of_call in zip(*times, strict=True)]


def p50(times: Iterable[float]) -> float:
    return statistics.median(times)


def p95(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


class Timed(Iterator[Given]):
    """What `given` yields; `seconds` is how long that took, which is not the time of whoever takes it."""

    def __init__(self, given: Iterable[Given]):
        self._given = iter(given)
        self.seconds = 0.0

    def __next__(self) -> Given:
        begun = time.perf_counter()
        try:
            return next(self._given)
        finally:
            self.seconds += time.perf_counter() - begun
