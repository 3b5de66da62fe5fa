"""From the dataset's three CSV files to cases. Everything is checked before anything is loaded."""

import calendar
import csv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from dhr.reviews.enums import Category, PersonRole

from .columns import TAGGED, Column, columns

# Verdicts that convicted somebody. After any other, the person is called the alleged perpetrator.
CONVICTIONS = frozenset({"Murder", "Manslaughter", "Manslaughter w/ diminished responsibility"})
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
PERSON_FILES = {"victims": "victim", "perpetrators": "perpetrator"}


class DatasetError(Exception):
    """The files do not fit the column table. `problems` are sentences, each with file, row and column."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Case:
    """One incident with its people. Facts are fields of Review and Person; blank means unknown.

    `people` maps a Person's key to its facts; `tags` maps (theme code, subject, person key) to the columns
    that carry it, as "file.column".
    """

    external_id: str
    area: str
    region: str
    facts: dict
    people: dict[str, dict] = field(default_factory=dict)
    tags: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        year, month = self.facts["death_year"], self.facts["death_month"]
        return f"{self.area}, {calendar.month_name[month]} {year}" if month else f"{self.area}, {year}"


@dataclass(frozen=True)
class Row:
    """One line of a file, by its line number there; `values` are stripped of outer spaces."""

    file: str
    line: int
    values: dict[str, str]

    @property
    def where(self) -> str:
        return f"{self.file}.csv, row {self.line}"


def read(folder: Path) -> list[Case]:
    """The cases of the three files in `folder`, in the order of incidents.csv. Raises DatasetError."""
    table = columns()
    problems: list[str] = []
    rows = {file: _rows(folder / f"{file}.csv", file, table[file], problems) for file in table}
    incidents = {row.values.get("incident_id", ""): row for row in rows["incidents"]}
    _check_links(rows, incidents, problems)
    if problems:
        raise DatasetError(problems)
    people: dict[str, dict[str, Row]] = defaultdict(dict)
    for file, key in PERSON_FILES.items():
        for row in rows[file]:
            people[row.values["incident_id"]][key] = row
    return [_case(row, people[external_id], table) for external_id, row in incidents.items()]


def _rows(path: Path, file: str, table: dict[str, Column], problems: list[str]) -> list[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(f"{path.name} is missing in {path.parent}.")
        return []
    except (UnicodeDecodeError, OSError):
        problems.append(f"{path.name} cannot be read as UTF-8 text.")
        return []
    reader = csv.DictReader(text.splitlines(keepends=True))
    given = reader.fieldnames or []
    problems += [f"{file}.csv, row 1: column {name!r} is unknown." for name in given if name not in table]
    problems += [f"{file}.csv, row 1: column {name!r} is missing." for name in table if name not in given]
    rows = []
    for cells in reader:
        row = Row(file, reader.line_num, {name: (cells[name] or "").strip() for name in given})
        if None in cells or None in cells.values():
            problems.append(f"{row.where}: it has {'more' if None in cells else 'fewer'} cells than row 1.")
        else:
            problems += _wrong_values(row, table)
        rows.append(row)
    return rows


def _wrong_values(row: Row, table: dict[str, Column]) -> list[str]:
    wrong = [name for name, value in row.values.items() if name in table and not table[name].takes(value)]
    if row.values.get("death_date") and _month(row.values["death_date"]) is None:
        wrong.append("death_date")
    return [
        f"{row.where}, column {name!r}: "
        + (f"unknown value {row.values[name]!r}." if row.values[name] else "no value.")
        for name in wrong
    ]


def _check_links(rows: dict[str, list[Row]], incidents: dict[str, Row], problems: list[str]) -> None:
    """Each incident once, each person in an incident that there is, at most one of a kind in each."""
    for file in rows:
        seen: set[str] = set()
        for row in rows[file]:
            incident = row.values.get("incident_id", "")
            if not incident:
                continue  # said already
            if incident in seen:
                problems.append(f"{row.where}, column 'incident_id': {incident!r} stands here twice.")
            elif incidents and incident not in incidents:
                problems.append(f"{row.where}, column 'incident_id': {incident!r} is no incident.")
            seen.add(incident)


def _case(row: Row, people: dict[str, Row], table: dict[str, dict[str, Column]]) -> Case:
    values = row.values
    year, month = _month(values["death_date"])
    case = Case(
        external_id=values["incident_id"],
        area=values["csp"],
        region=values["region"],
        facts={
            "death_year": year,
            "death_month": month,
            "several_victims": values["multiple_victims"] == "True",
            "category": _category(values, people.get("victim")),
        }
        | _facts(row, table["incidents"]),
    )
    _add_tags(case, row, table["incidents"], people)
    for key, person in people.items():
        case.people[key] = _facts(person, table[person.file]) | {"role": _role(person)}
        _add_tags(case, person, table[person.file], people)
    if "perpetrator" in case.people:
        died = values["homicide_suicide"] == TAGGED
        case.people["perpetrator"]["died_by_suicide"] = "yes" if died else ""
    return case


def _facts(row: Row, table: dict[str, Column]) -> dict[str, str]:
    return {column.fact: column.values[row.values[column.name]] for column in table.values() if column.fact}


def _role(person: Row) -> PersonRole:
    if person.file == "victims":
        return PersonRole.VICTIM
    convicted = person.values["court_verdict"] in CONVICTIONS
    return PersonRole.PERPETRATOR if convicted else PersonRole.ALLEGED_PERPETRATOR


def _add_tags(case: Case, row: Row, table: dict[str, Column], people: dict[str, Row]) -> None:
    """Lay the tags of one row on `case`, about the person where that person has a row."""
    for column in table.values():
        for theme in column.tags(row.values[column.name]):
            person = column.subject if column.subject in people else ""
            case.tags.setdefault((theme, column.subject, person), []).append(f"{row.file}.{column.name}")


def _category(values: dict[str, str], victim: Row | None) -> Category:
    """A death in one category, although the library ticks several.

    In this order: the victim died by suicide; homicide-suicide; parricide; partner; family; neither. So the one
    that tells most about the death wins; the others stay as tags.
    """
    if victim and victim.values["victim_suicide"] == TAGGED:
        return Category.VICTIM_SUICIDE
    for column, category in (
        ("homicide_suicide", Category.HOMICIDE_SUICIDE),
        ("parricide", Category.PARRICIDE),
        ("intimate_partner_violence", Category.INTIMATE_PARTNER),
        ("familial_homicide", Category.FAMILIAL),
    ):
        if values[column] == TAGGED:
            return category
    return Category.OTHER


def _month(text: str) -> tuple[int, int | None] | None:
    """(2018, 9) of "September 2018", (2018, None) of "2018", None of anything else."""
    *month, year = text.split()
    if not (year.isdecimal() and len(year) == 4) or len(month) > 1 or (month and month[0] not in MONTHS):
        return None
    return int(year), MONTHS[month[0]] if month else None
