"""The columns of a register (`columns.toml`) as objects, and how other people's headings are told to be them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from dhr.formats import Sheet, Table
from dhr.reviews.enums import DECISIONS_OF_STATE, Category, ReviewKind, Scheme, State

ORDINALS = {1: "first", 2: "second", 3: "third"}  # of the extensions
CHOICES = {
    "kind": ReviewKind,
    "scheme": Scheme,
    "category": Category,
    "decision": DECISIONS_OF_STATE[State.DECIDED],
    "answer": DECISIONS_OF_STATE[State.HOME_OFFICE_TOLD],
}
# Words in a heading that don't tell it from others.
_EMPTY_WORDS = frozenset({"date", "dates", "of", "the", "a", "an", "dd", "mm", "yy", "yyyy"})
_CLOSE = 0.87  # of 1, how alike two headings are that are taken for the same


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
        wanted = _plain(written)
        for value, label in self.choices.items():
            full, _, short = label.partition(" (")
            if wanted in {_plain(name) for name in (value, label, full, short, *self.words.get(value, ()))} - {""}:
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


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Which of `headings` stands for which of our columns: key -> heading, each heading once at most.

    First as `remembered` from the area's last file, then by names that are the same, then by those that are the same
    but for empty words, then by those that are close.
    """
    found: dict[str, str] = {}

    def take(key: str, heading: str | None) -> None:
        if heading and key not in found and heading not in found.values():
            found[key] = heading

    plain = {_plain(heading): heading for heading in reversed(headings)}
    for key in BY_KEY:
        take(key, plain.get(_plain(remembered.get(key, ""))))
    for column in COLUMNS:
        take(column.key, next((plain[_plain(name)] for name in column.names if _plain(name) in plain), None))
    bare = {_bare(heading): heading for heading in reversed(headings)}
    for column in COLUMNS:
        take(column.key, next((bare[_bare(name)] for name in column.names if _bare(name) in bare), None))
    for column in COLUMNS:
        free = [name for name, heading in bare.items() if heading not in found.values()]
        close = (get_close_matches(_bare(name), free, n=1, cutoff=_CLOSE) for name in column.names)
        take(column.key, next((bare[match[0]] for match in close if match), None))
    return found


def likely_sheet(table: Table, remembered: Mapping[str, str]) -> Sheet:
    """The sheet that looks most like a register."""
    return max(table.sheets, key=lambda sheet: len(guess(sheet.headings, remembered)))


def _plain(text: str) -> str:
    """`text` by its words alone."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace("'", "")))


def _bare(heading: str) -> str:
    plain = _plain(heading)
    return " ".join(word for word in plain.split() if word not in _EMPTY_WORDS) or plain
