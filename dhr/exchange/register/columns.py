"""The columns of a register (`columns.toml`) as objects, and how other people's headings are told to be them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from dhr.formats import Sheet, Table
from dhr.reviews.enums import DECISIONS_OF_STATE, Category, ReviewKind, Scheme, State

from .. import headings as headings_of
from ..headings import plain

ORDINALS = {1: "first", 2: "second", 3: "third"}  # of the extensions
CHOICES = {
    "kind": ReviewKind,
    "scheme": Scheme,
    "category": Category,
    "decision": DECISIONS_OF_STATE[State.DECIDED],
    "answer": DECISIONS_OF_STATE[State.HOME_OFFICE_TOLD],
}


class Holds(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"  # the day, or at least the month
    MONTH = "month"  # the month, or at least the year


@dataclass(frozen=True)
class Column:
    """One column. `choices` maps what is kept to what is shown, `words` to other words for it."""

    key: str
    heading: str
    group: str
    note: str
    holds: Holds = Holds.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.heading, *self.synonyms)

    def choice(self, written: str) -> str | None:
        """Which choice `written` names: by its value, its label, the abbreviation in it, or a usual word for it."""
        wanted = plain(written)
        for value, label in self.choices.items():
            full, _, short = label.partition(" (")
            if wanted in {plain(name) for name in (value, label, full, short, *self.words.get(value, ()))} - {""}:
                return value
        return None


def step_key(state: State) -> str:
    """The key of the column with the date of this step."""
    return f"step-{int(state)}"


def extension_key(number: int, name: str) -> str:
    """The key of the column with this field of Extension: agreed_on, until, reason or agreed_by."""
    return f"extension-{number}-{name}"


def _columns() -> Iterator[Column]:
    table = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    for group in table["group"]:
        for entry in group["columns"]:
            yield _step(entry, group["name"]) if "step" in entry else _column(entry, group["name"])
    for number in ORDINALS:
        for entry in table["extension"]["columns"]:
            yield _extension(number, entry, f"{table['extension']['name']} {number}")


def _column(entry: dict, group: str) -> Column:
    facts = {name: value for name, value in entry.items() if name not in ("holds", "synonyms")}
    return Column(
        **facts,
        group=group,
        holds=Holds(entry.get("holds", Holds.TEXT)),
        synonyms=tuple(entry["synonyms"]),
        choices={choice.value: choice.label for choice in CHOICES.get(entry["key"], ())},
    )


def _step(entry: dict, group: str) -> Column:
    state = State(entry["step"])
    return Column(step_key(state), state.label, group, "", Holds.DATE, synonyms=tuple(entry["synonyms"]))


def _extension(number: int, entry: dict, group: str) -> Column:
    before = [group, f"{ORDINALS[number]} extension", *(["extension"] if number == 1 else [])]
    return _column(
        entry
        | {
            "key": extension_key(number, entry["key"]),
            "heading": f"{group}: {entry['heading']}",
            "synonyms": [f"{name} {word}" for name in before for word in (entry["heading"], *entry["synonyms"])],
        },
        group,
    )


COLUMNS = tuple(_columns())
BY_KEY = {column.key: column for column in COLUMNS}
HEADINGS = {column.key: column.heading for column in COLUMNS}


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which of `headings` stands for which of our columns: key -> heading; `remembered` from the area's last file."""
    return headings_of.guess(headings, {column.key: column.names for column in COLUMNS}, remembered)


def likely_sheet(table: Table, remembered: Mapping[str, str]) -> Sheet:
    """The sheet that looks most like a register."""
    return max(table.sheets, key=lambda sheet: len(guess(sheet.headings, remembered)))
