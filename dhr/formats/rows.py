"""From raw cells to rows that hold something, the same for every sort of file."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import PaperError, PaperProblem
from .table import Row, Value

MAX_COLUMNS = 300


@dataclass(frozen=True)
class Struck:
    """A cell's value that is crossed out."""

    value: object


# Control characters say nothing, and databases refuse some.
_PLAIN = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10}) | {0xA0: " "}


def filled_rows(rows: Iterable[Iterable[object]], *, max_rows: int, start: int = 1) -> tuple[Row, ...]:
    """The rows that hold something, numbered as they stand in the file. Raises PaperError where there are too many."""
    found = []
    for number, values in enumerate(rows, start=start):
        values = list(values)
        struck = frozenset(place for place, value in enumerate(values) if isinstance(value, Struck))
        cells = [_value(value.value if isinstance(value, Struck) else value) for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise PaperError(
                PaperProblem.TOO_LARGE,
                f"Row {number} has more than {MAX_COLUMNS} columns. Leave out what stands beside the table.",
            )
        if cells:
            found.append(Row(number, tuple(cells), struck))
        if len(found) > max_rows:
            raise PaperError(
                PaperProblem.TOO_LARGE,
                f"The table has more than {max_rows:,} rows, the most that are read at once. "
                "Divide it and send the parts.",
            )
    return tuple(found)


def _value(value: object) -> Value:
    if isinstance(value, str):
        return value.translate(_PLAIN).strip() or None
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value
