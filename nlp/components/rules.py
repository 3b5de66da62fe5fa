"""The rules of every theme, read from `nlp/patterns/` and compiled once."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.components.phrases import PhraseTable
from nlp.taxonomy import taxonomy
from nlp.types import STATUSES, SUBJECTS, Theme

PATTERNS = Path(__file__).parent.parent / "patterns"
_RULE_FIELDS = {"name", "phrases", "subject", "status", "score", "harm", "possessor", "later_life", "about"}
_FILE_FIELDS = {"rule", "exclude", "settings"}
_HARMS = (None, "verb", "noun", "trait", "couple")
_POSSESSORS = ("holder", "ignore")


@dataclass(frozen=True)
class Rule:
    """One rule of one theme; what each field means is told in `nlp/patterns/README.md`."""

    theme: str
    name: str
    subject: str | None
    status: str | None
    score: float
    harm: str | None
    possessor: str
    later_life: bool = False
    about: tuple[str, ...] = SUBJECTS


@dataclass(frozen=True)
class Exclusion:
    """A wording inside which a theme is not meant; `theme` None means no theme at all."""

    theme: str | None


@cache
def word_lists() -> dict[str, list[str]]:
    """The lists that phrases name in braces."""
    return _load(PATTERNS / "words.toml")


@cache
def rule_table() -> PhraseTable:
    """The phrases of every rule and exclusion. Raises ValueError naming the file that is wrong."""
    table = PhraseTable(word_lists())
    for phrase in _load(PATTERNS / "boilerplate.toml")["phrases"]:
        table.add(phrase, Exclusion(None))
    for theme, path in _theme_files():
        try:
            for key, phrase in _phrases_of(theme.code, _load(path)):
                table.add(phrase, key)
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError(f"{path.name}: {problem}") from problem
    return table


@cache
def settings_of(code: str) -> dict:
    """The [settings] of a theme's file."""
    contents = (_load(path) for theme, path in _theme_files() if theme.code == code)
    return {name: value for content in contents for name, value in content.get("settings", {}).items()}


def _theme_files() -> Iterator[tuple[Theme, Path]]:
    """A file for each theme, or a folder of files where one would be too long to read."""
    for theme in taxonomy().values():
        place = PATTERNS / theme.family / theme.code
        for path in sorted(place.glob("*.toml")) if place.is_dir() else [place.with_suffix(".toml")]:
            yield theme, path


def _load(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"{path.name}: {problem}") from problem


def _phrases_of(code: str, content: dict) -> Iterator[tuple[Rule | Exclusion, str]]:
    unknown = set(content) - _FILE_FIELDS
    if unknown:
        raise ValueError(f"unknown table {min(unknown)!r}")
    for row in content.get("rule", []):
        rule = _read_rule(code, row, settings_of(code).get("about", SUBJECTS))
        for phrase in row["phrases"]:
            yield rule, phrase
    for phrase in content.get("exclude", []):
        yield Exclusion(code), phrase


def _read_rule(code: str, row: dict, about: Iterable[str]) -> Rule:
    rule = Rule(
        theme=code,
        name=row["name"],
        subject=row.get("subject"),
        status=row.get("status"),
        score=row.get("score", 0.9),
        harm=row.get("harm"),
        possessor=row.get("possessor", "holder"),
        later_life=row.get("later_life", False),
        about=tuple(row.get("about", about)),
    )
    known = (
        set(row) <= _RULE_FIELDS
        and rule.subject in (None, *SUBJECTS)
        and rule.status in (None, *STATUSES)
        and 0 < rule.score <= 1
        and rule.harm in _HARMS
        and rule.possessor in _POSSESSORS
        and set(rule.about) <= set(SUBJECTS)
    )
    if not known:
        raise ValueError(f"rule {rule.name!r} has a field or value that is not known")
    return rule
