"""The columns of the board that may leave the site, as CSV or as a spreadsheet."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from dhr.formats import NewColumn, NewSheet, write_workbook

from .rows import Row

COLUMNS: dict[str, Callable[[Row], object]] = {
    "Review or paper": lambda row: row.title,
    "Recommendation number": lambda row: row.number,
    "Recommendation": lambda row: row.recommendation,
    "Scope": lambda row: row.scope_words,
    "Origin": lambda row: row.origin_words,
    "Recipient": lambda row: row.recipient_words,
    "Recommendation made": lambda row: row.made_on,
    "Action": lambda row: row.text,
    "Lead agency": lambda row: row.lead,
    "Owner": lambda row: row.owner,
    "RAG": lambda row: row.rated.rag.label,
    "Because": lambda row: row.rated.because.label,
    "Red since": lambda row: row.rated.since,
    "Status": lambda row: row.status.label,
    "Percent": lambda row: row.percent,
    "Original target date": lambda row: row.first_target_date,
    "Target date": lambda row: row.target_date,
    "Times put back": lambda row: row.slips,
    "Last reported": lambda row: row.reported_on,
    "Delivered": lambda row: row.delivered_on,
    "Verified": lambda row: row.completed_on,
}
DATES = frozenset(
    {
        "Recommendation made",
        "Red since",
        "Original target date",
        "Target date",
        "Last reported",
        "Delivered",
        "Verified",
    }
)


def values(shown: Iterable[Row]) -> Iterator[tuple]:
    """A row of cells for each action."""
    for row in shown:
        yield tuple(value(row) for value in COLUMNS.values())


def csv_rows(shown: Iterable[Row]) -> Iterator[tuple]:
    """The head, then a row of cells for each action."""
    yield tuple(COLUMNS)
    yield from values(shown)


def workbook(shown: Iterable[Row], day: datetime.date) -> bytes:
    """The rows as an Excel workbook; its sheet is named by the day."""
    columns = tuple(NewColumn(name, is_date=name in DATES) for name in COLUMNS)
    return write_workbook(NewSheet(f"Actions {day:%d %m %Y}", columns, list(values(shown))))
