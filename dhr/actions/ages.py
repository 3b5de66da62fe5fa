"""How old a recommendation is, in one way for board, reports and region: in months as people count them."""

import datetime
from collections.abc import Iterable
from typing import TypeVar

from dhr.reviews.clocks import months_after

Band = TypeVar("Band")


def age_band(
    made_on: datetime.date | None, day: datetime.date, bands: Iterable[tuple[int, Band]], *, oldest: Band, unknown: Band
) -> Band:
    """In which of `bands`, each with the months that it ends before, the youngest first, one stands on `day`.

    It is six months old on the same day six months later, as the clocks of a review are counted; where that month has
    no such day, on its last: made on 31 August, on 28 or 29 February.
    """
    if made_on is None:
        return unknown
    return next((band for months, band in bands if day < months_after(made_on, months)), oldest)
