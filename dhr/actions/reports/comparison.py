"""What is new and what changed from one report to the next: number by number, and action by action."""

from collections.abc import Iterator
from dataclasses import dataclass

from .tables import Column, Figures, Line, Table, shown

NAMES = 3  # the first columns of the register name an action
NOT_THERE = "not in the last report"
GONE = "not in this report"


@dataclass(frozen=True)
class Changed:
    """One value: which, what it was and what it is."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedTable:
    title: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class ChangedAction:
    name: str
    about: str  # review, agency, and how it stands or last stood
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class Comparison:
    """`new` are actions that the last report did not have, `gone` those that this one has no longer."""

    numbers: tuple[ChangedTable, ...]
    new: tuple[ChangedAction, ...]
    gone: tuple[ChangedAction, ...]
    changed: tuple[ChangedAction, ...]


def compare(before: Figures, after: Figures) -> Comparison:
    earlier = {table.key: table for table in before.tables}
    numbers = [
        ChangedTable(table.title, tuple(_numbers(earlier.get(table.key), table)))
        for table in after.tables
        if not table.listing
    ]
    was = {line.key: line for line in before.register.lines}
    now = {line.key: line for line in after.register.lines}
    columns = after.register.columns
    changed = [_action(line, tuple(_values(columns, was[key], line))) for key, line in now.items() if key in was]
    return Comparison(
        numbers=tuple(table for table in numbers if table.changes),
        new=tuple(_action(line, ()) for key, line in now.items() if key not in was),
        gone=tuple(_action(line, ()) for key, line in was.items() if key not in now),
        changed=tuple(action for action in changed if action.changes),
    )


def _numbers(before: Table | None, after: Table) -> Iterator[Changed]:
    """Cells whose words differ; a line that only one report has, by its last number, which is its total."""
    was = {line.key: line for line in before.lines} if before else {}
    now = {line.key: line for line in after.lines}
    for key, line in now.items():
        if key in was and len(was[key].cells) == len(line.cells):
            for column, old, new in zip(after.columns[1:], was[key].cells[1:], line.cells[1:], strict=True):
                old, new = shown(old, column.sort), shown(new, column.sort)
                if old != new:
                    yield Changed(_where(line, column, after), old, new)
        else:
            yield Changed(str(line.cells[0]), NOT_THERE, _last(after, line))
    for key, line in was.items():
        if key not in now:
            yield Changed(str(line.cells[0]), _last(before, line), GONE)


def _where(line: Line, column: Column, table: Table) -> str:
    name = str(line.cells[0])
    return name if len(table.columns) == 2 or name == column.heading else f"{name}: {column.heading}"


def _last(table: Table, line: Line) -> str:
    return shown(line.cells[-1], table.columns[-1].sort)


def _values(columns: tuple[Column, ...], before: Line, after: Line) -> Iterator[Changed]:
    cells = zip(columns[NAMES:], before.cells[NAMES:], after.cells[NAMES:], strict=True)
    for column, old, new in cells:
        if old != new:
            yield Changed(column.heading, shown(old, column.sort) or "–", shown(new, column.sort) or "–")


def _action(line: Line, changes: tuple[Changed, ...]) -> ChangedAction:
    name, review, agency, rag, _, status = line.cells[: NAMES + 3]
    return ChangedAction(str(name), f"{review} · {agency} · {rag} · {status}", changes)
