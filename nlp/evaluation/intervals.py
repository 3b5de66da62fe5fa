"""95% intervals: Wilson's for a share, the bootstrap's for anything computed from passages."""

import math
from collections.abc import Callable, Sequence

import numpy as np

Interval = tuple[float, float]

_Z = 1.959964  # the normal distribution's 97.5% point
_RESAMPLES = 1_000


def wilson(right: int, of: int) -> Interval | None:
    """The interval of the share right / of; None where there is nothing to share (Wilson, 1927)."""
    if of == 0:
        return None
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def bootstrap(rows: Sequence[Sequence[int]], figure: Callable[[np.ndarray], np.ndarray]) -> Interval | None:
    """The interval of `figure` over `rows` of counts, a row a passage, drawn anew with the same seed every time.

    `figure` takes sums of the rows' columns, shape (columns, resamples), and gives the resamples' figures.
    """
    if not rows:
        return None
    table = np.asarray(rows)
    drawn = np.random.default_rng(20).integers(len(table), size=(_RESAMPLES, len(table)))
    figures = figure(table[drawn].sum(axis=1).T)
    low, high = np.nanpercentile(figures, [2.5, 97.5])
    return float(low), float(high)
