"""The theme taxonomy: rows read once from `taxonomy.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from nlp.types import Theme

FAMILIES = ("headline", "people", "abuse", "practice")
_FILE = Path(__file__).with_name("taxonomy.toml")


@cache
def taxonomy() -> dict[str, Theme]:
    """Every theme by its code, in the order in which they are shown."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["theme"]
    themes = {
        row["code"]: Theme(
            code=row["code"],
            label=row["label"],
            family=row["family"],
            definition=row["definition"],
            subject_bearing=row["family"] != "practice",
            home_office_filter=row.get("home_office_filter"),
            parent=row.get("parent"),
        )
        for row in rows
    }
    if len(themes) != len(rows):
        raise ValueError(f"{_FILE.name}: a theme code occurs twice")
    return themes


THEMES = tuple(taxonomy().values())
