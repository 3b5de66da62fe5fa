"""The order of a list of recommendations, and its numbers."""

from .models import Recommendation


def is_numbered_by_place(rows: list[Recommendation]) -> bool:
    """Whether these are numbered 1, 2, 3... here. A list that a paper printed may have any numbers, and keeps them."""
    return all(row.number == str(place) and not row.source_paragraph for place, row in enumerate(rows, start=1))


def keep_order(rows: list[Recommendation], *, by_place: bool) -> None:
    """Store the order of `rows`, and number them by it where they are numbered `by_place`."""
    for place, row in enumerate(rows, start=1):
        number = str(place) if by_place else row.number
        if (row.order, row.number) != (place, number):
            row.order, row.number = place, number
            row.save(update_fields=["order", "number"])
