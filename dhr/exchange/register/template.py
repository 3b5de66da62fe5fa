"""The register's template, to fill in: a workbook with lists to choose from and an explanation of each column."""

from collections.abc import Iterator

from dhr.formats import NewColumn, NewSheet, write_workbook

from .columns import COLUMNS, Column, Holds

_EXPLANATION = {
    Holds.TEXT: "Text",
    Holds.CHOICE: "One from the list",
    Holds.DATE: "Date, day first: 3/4/2023. Or a month: April 2023",
    Holds.MONTH: "Month: April 2023. Or a year: 2023",
}


def template_workbook() -> bytes:
    """An empty register as .xlsx: its columns, and on a second sheet what each is for."""
    register = NewSheet(
        "Register",
        tuple(
            NewColumn(column.heading, tuple(column.choices.values()), column.holds == Holds.DATE) for column in COLUMNS
        ),
    )
    headings = ("Column", "Part", "Needed", "What to write", "About it", "Choices")
    notes = NewSheet("Notes", tuple(map(NewColumn, headings)), [_explained(column) for column in COLUMNS])
    return write_workbook(register, notes)


def template_rows() -> Iterator[list[str]]:
    """An empty register for CSV."""
    yield [column.heading for column in COLUMNS]


def _explained(column: Column) -> list[str]:
    return [
        column.heading,
        column.group,
        "Yes" if column.required else "",
        _EXPLANATION[column.holds],
        column.note,
        "\n".join(column.choices.values()),
    ]
