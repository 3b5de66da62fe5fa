"""Small numbers of people and of reviews are not printed, and nothing that is printed lets one work them out.

A number from 1 to below the area's `small_number` is printed as "1 to 4", or whatever the bound is; where it could
still be had by taking others from a total, others are withheld too. Who reads is thought to know how it is done: that
a number "not shown" inside a breakdown is no small one. What is told in two reports of different days can still be
compared by whoever holds both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WITHHELD = "not shown"
Printed = int | str


@dataclass(frozen=True)
class Printable:
    """`total` and, in the order given, its breakdowns as they may be printed; None for one that may not be at all."""

    total: Printed
    breakdowns: tuple[tuple[Printed, ...] | None, ...]


def printable(total: int, breakdowns: Iterable[Sequence[int]], small_number: int) -> Printable:
    """`total` and its `breakdowns`, the numbers of each adding up to it, with the small ones suppressed."""
    breakdowns = [list(each) for each in breakdowns]
    if any(sum(each) != total for each in breakdowns):
        raise ValueError("A breakdown adds up to its total.")
    if 0 < total < small_number:
        return Printable(small(small_number), tuple(None for _ in breakdowns))
    numbers = _Numbers(total, breakdowns, small_number)
    while told := numbers.told():
        numbers.withhold_one_more(told[0])
    return Printable(
        WITHHELD if numbers.total_withheld else total,
        tuple(numbers.printed(at) for at in range(len(breakdowns))),
    )


def small(small_number: int) -> str:
    """What stands in place of a small number."""
    return f"1 to {small_number - 1}" if small_number > 2 else WITHHELD


class _Numbers:
    """A total and its breakdowns, and what of them is withheld so far."""

    def __init__(self, total: int, breakdowns: list[list[int]], small_number: int):
        self.total, self.breakdowns, self.small_number = total, breakdowns, small_number
        self.total_withheld = False
        self.dropped: set[int] = set()
        self.withheld: list[set[int]] = [set() for _ in breakdowns]
        self.enough = total + 2 * small_number + 2  # nobody needs to think of larger numbers

    def is_small(self, number: int) -> bool:
        return 0 < number < self.small_number

    def printed(self, at: int) -> tuple[Printed, ...] | None:
        if at in self.dropped:
            return None
        return tuple(
            small(self.small_number) if self.is_small(number) else WITHHELD if n in self.withheld[at] else number
            for n, number in enumerate(self.breakdowns[at])
        )

    def told(self) -> list[int]:
        """The breakdowns with a small number that a reader could work out."""
        printed = [at for at in range(len(self.breakdowns)) if at not in self.dropped]
        totals = {self.total} if not self.total_withheld else set(range(self.enough))
        for at in printed:
            totals &= self._sums(at)
        return [at for at in printed if self._small(at) and self._has_one_value(at, totals)]

    def withhold_one_more(self, at: int) -> None:
        """The smallest number of breakdown `at` that is printed, else the total, else one of another breakdown.

        Where nothing is left, the number of lines itself tells too much, and the longest breakdown is dropped.
        """
        if self._withhold_in(at):
            return
        if not self.total_withheld:
            self.total_withheld = True
            return
        others = [other for other in range(len(self.breakdowns)) if other not in self.dropped]
        if any(self._withhold_in(other) for other in others):
            return
        self.dropped.add(max(others, key=lambda other: len(self.breakdowns[other])))

    def _withhold_in(self, at: int) -> bool:
        left = [
            (number == 0, number, n)
            for n, number in enumerate(self.breakdowns[at])
            if not self.is_small(number) and n not in self.withheld[at]
        ]
        if left:
            self.withheld[at].add(min(left)[2])
        return bool(left)

    def _small(self, at: int) -> int:
        return sum(map(self.is_small, self.breakdowns[at]))

    def _sums(self, at: int, *, less: int = 0) -> set[int]:
        """What breakdown `at` may add up to for a reader, leaving out `less` of its small numbers."""
        known = sum(
            number
            for n, number in enumerate(self.breakdowns[at])
            if not self.is_small(number) and n not in self.withheld[at]
        )
        count, withheld = self._small(at) - less, len(self.withheld[at])
        if self.small_number == 2:  # a small number and one that is withheld look alike
            return set(range(known, self.enough)) if count + withheld else {known}
        sums = set(range(known + count, min(known + count * (self.small_number - 1), self.enough) + 1))
        if withheld:
            sums |= set(range(min(sums) + self.small_number, self.enough))
        return sums

    def _has_one_value(self, at: int, totals: set[int]) -> bool:
        rest = self._sums(at, less=1)
        values = range(1, self.small_number) if self.small_number > 2 else range(self.enough)
        possible = (value for value in values if any(total - value in rest for total in totals))
        next(possible, None)
        return next(possible, None) is None
