"""The column table (`columns.toml`) as objects."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TAGGED = "True"


@dataclass(frozen=True)
class Column:
    """One column: `values` maps what may stand in it to what is kept, None where any text may stand."""

    name: str
    values: dict[str, str] | None = None
    fact: str = ""
    themes: tuple[str, ...] = ()
    subject: str = ""
    when: frozenset[str] = frozenset()

    @classmethod
    def from_table(cls, name: str, entry: dict) -> "Column":
        values = entry.get("values")
        if entry.get("tag"):
            values = {TAGGED: "yes", "False": ""}
        elif isinstance(values, list):
            values = {value: value for value in values}
        if values is not None:
            values |= dict.fromkeys(entry.get("unknown", []), "")
        return cls(
            name=name,
            values=values,
            fact=entry.get("fact", ""),
            themes=tuple(entry.get("themes", [])),
            subject=entry.get("subject", ""),
            when=frozenset(entry.get("when", [TAGGED])),
        )

    def takes(self, value: str) -> bool:
        """Whether `value` may stand here; a column of free text (identifiers, names) is never empty."""
        return bool(value) if self.values is None else value in self.values

    def tags(self, value: str) -> tuple[str, ...]:
        """The codes of the themes that `value` tags."""
        return self.themes if value in self.when else ()


def columns() -> dict[str, dict[str, Column]]:
    """The table: file (incidents, victims, perpetrators) -> name -> Column."""
    table = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return {
        file: {name: Column.from_table(name, entry) for name, entry in entries.items()}
        for file, entries in table.items()
    }
