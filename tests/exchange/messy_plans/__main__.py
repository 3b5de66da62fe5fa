"""Writes the ten plans into a folder and checks that each stands as its truth says.

python -m tests.exchange.messy_plans FOLDER
"""

import csv
import sys
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from . import MAKERS, MessyPlan, tidy


def cells_of(path: Path) -> Callable[[str, int], list[object]]:
    """A file's cells, by the sheet's name and the row's number."""
    if path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as file:
            records = list(csv.reader(file, delimiter=";"))
        return lambda sheet, row: records[row - 1]
    book = load_workbook(path)
    return lambda sheet, row: [cell.value for cell in book[sheet][row]]


def faults_of(plan: MessyPlan) -> list[str]:
    """Where the file and its truth part: an action is not in its row, or a row is told of twice."""
    cells = cells_of(plan.path)
    faults = [
        f"{row['sheet']} {row['row']}: no such action"
        for row in plan.rows
        if row["action"] not in map(tidy, cells(row["sheet"], row["row"]))
    ]
    places = [(place["sheet"], place["row"]) for place in plan.rows + plan.refusals]
    return faults + [f"{place}: told of twice" for place in set(places) if places.count(place) > 1]


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for make in MAKERS:
        plan = make(folder)
        faults = faults_of(plan)
        wrong += len(faults)
        size = plan.path.stat().st_size // 1024
        told = f"{len(plan.rows)} rows, {len(plan.refusals)} refused, {size} KB"
        sys.stdout.write(f"{plan.path.name}: {told}{''.join(f'; {fault}' for fault in faults)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
