"""Small numbers: not printed, and not to be worked out, by somebody who tries every number that fits."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhr.actions.reports.suppression import WITHHELD, printable, small


@st.composite
def counted(draw):
    """A total and up to three breakdowns of it, and the bound below which a number is small."""
    first = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4))
    total = sum(first)
    breakdowns = [first]
    for _ in range(draw(st.integers(0, 2))):
        cuts = sorted(draw(st.lists(st.integers(0, total), max_size=3)))
        breakdowns.append([end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)])
    return total, breakdowns, draw(st.integers(0, 6))


def could_be(printed, total: bool, bound: int, most: int) -> list[int]:
    """The numbers that a reader must think possible where `printed` stands."""
    if isinstance(printed, int):
        return [printed]
    if bound == 2 or (total and printed == WITHHELD):
        return list(range(most + 1))
    return list(range(1, bound)) if printed == small(bound) else [0, *range(bound, most + 1)]


def worlds(result, bound: int, most: int) -> list[list[set[tuple[int, ...]]]]:
    """For each breakdown that is printed, the rows of numbers that fit everything that is printed."""
    shown = [cells for cells in result.breakdowns if cells is not None]
    fits = [list(product(*(could_be(cell, False, bound, most) for cell in cells))) for cells in shown]
    totals = set(could_be(result.total, True, bound, most))
    for rows in fits:
        totals &= {sum(row) for row in rows}
    return [[row for row in rows if sum(row) in totals] for rows in fits]


@settings(max_examples=150, deadline=None)
@given(counted())
def test_no_small_number_is_printed_or_can_be_worked_out(case):
    total, breakdowns, bound = case
    result = printable(total, breakdowns, bound)
    assert result.total == total or isinstance(result.total, str)
    assert not (isinstance(result.total, int) and 0 < total < bound)
    printed = [(cells, truth) for cells, truth in zip(result.breakdowns, breakdowns, strict=True) if cells is not None]
    for cells, truth in printed:
        assert all(cell == number for cell, number in zip(cells, truth, strict=True) if isinstance(cell, int))
    for (_, truth), fits in zip(printed, worlds(result, bound, total + 2 * bound), strict=True):
        for at, number in enumerate(truth):
            if 0 < number < bound:
                assert len({row[at] for row in fits}) > 1


@given(counted())
def test_without_small_numbers_everything_is_printed(case):
    total, breakdowns, _ = case
    for bound in (0, 1):
        assert printable(total, breakdowns, bound).total == total
        assert printable(total, breakdowns, bound).breakdowns == tuple(map(tuple, breakdowns))


def test_a_lone_small_number_takes_the_next_one_with_it():
    assert printable(20, [[3, 9, 8, 0]], 5).breakdowns == (("1 to 4", 9, WITHHELD, 0),)
    assert printable(20, [[3, 2, 15, 0]], 5).breakdowns == (("1 to 4", "1 to 4", 15, 0),)


def test_of_a_small_total_nothing_is_broken_down():
    assert printable(3, [[1, 2], [3, 0]], 5).breakdowns == (None, None)
    assert printable(3, [], 5).total == "1 to 4"
    assert printable(0, [[0, 0]], 5).breakdowns == ((0, 0),)


def test_a_total_printed_elsewhere_does_not_give_a_number_away():
    """One of six is in the first state; that the second breakdown shows all six would tell it."""
    result = printable(6, [[1, 5], [6]], 5)
    assert (result.total, *result.breakdowns) == (WITHHELD, ("1 to 4", WITHHELD), (WITHHELD,))


def test_a_breakdown_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="adds up"):
        printable(5, [[1, 2]], 5)
