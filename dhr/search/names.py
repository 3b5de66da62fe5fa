"""What filters are called by the person who asks: names of themes, areas, agencies and kinds of paper.

Themes and kinds are the same for everybody. That an area or an agency is here at all may be confidential, so only
those are known that stand in something this person may see.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dhr.actions.enums import Rag
from dhr.areas.enums import AgencyKind
from dhr.areas.models import Area
from dhr.reviews.enums import Subject

from .expansions import others
from .labels import KINDS, THEMES_BY_CODE
from .likeness import is_like
from .text import analyse

COMPLETED = ("theme", "area", "agency")
"""The fields whose names are offered while somebody types."""

MOST_OFFERED = 8
LIKENESS = 0.7
"""How much of a mistyped name must agree, from 0 to 1."""


@dataclass(frozen=True)
class Found:
    """Values that a typed name may mean; `sure` where that is one and no other."""

    values: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True)
class Names:
    """Field -> value -> its name."""

    of: Mapping[str, Mapping[str, str]]

    def find(self, field: str, typed: str) -> Found:
        """What `typed` may mean: a name or code in full, else names with such words, else such as are much like it."""
        if in_full := self.in_full(field, typed):
            return Found((in_full,), sure=True)
        names, terms = self.of[field], _terms(typed)
        if terms and (within := [value for value, name in names.items() if _holds(name, value, terms)]):
            return Found(tuple(within[:MOST_OFFERED]), sure=len(within) == 1)
        by_name = {name.casefold(): value for value, name in names.items()}
        close = difflib.get_close_matches(typed.casefold(), by_name, MOST_OFFERED, LIKENESS)
        alike = [by_name[name] for name in close]
        alike += [value for value, name in names.items() if _nearly_holds(name, value, typed)]
        return Found(tuple(dict.fromkeys(alike))[:MOST_OFFERED])

    def in_full(self, field: str, typed: str) -> str:
        """The value whose whole name or code is `typed`; empty where there is none.

        "Probation" and "probation service" are one recipient, as "Health services" and "health" are.
        """
        as_asked = _without_service if field == "recipient" else _terms
        asked = as_asked(typed)
        for value, name in self.of[field].items():
            if typed.casefold() == value.casefold() or (asked and asked in (as_asked(name), as_asked(value))):
                return value
        return ""

    def completions(self) -> list[str]:
        """Every name that may be completed, as a field word: `theme: Alcohol misuse`."""
        return [f"{field}: {name}" for field in COMPLETED for name in sorted(self.of[field].values(), key=str.casefold)]


def names_for(
    areas: frozenset[str], agencies: frozenset[str], years: frozenset[str], made: frozenset[str] = frozenset()
) -> Names:
    """The names that somebody may know to whom these areas (slugs), agencies (names) and years may be told.

    `years` are those of deaths, `made` those of recommendations.
    """
    return Names(
        {
            "theme": {theme.code: theme.label for theme in THEMES_BY_CODE.values()},
            "about": {subject.value: str(subject.label) for subject in Subject},
            "area": dict(Area.objects.filter(slug__in=areas).order_by("name").values_list("slug", "name")),
            "agency": {name: name for name in sorted(agencies)},
            "year": {year: year for year in sorted(years)},
            "made": {year: year for year in sorted(made)},
            "kind": {kind: str(label) for kind, label in KINDS.items()},
            "recipient": {kind.value: str(kind.label) for kind in AgencyKind},
            "rag": {rag.value: str(rag.label) for rag in Rag},
        }
    )


@lru_cache(maxsize=10_000)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(term for term, _, _ in analyse(text))


def _without_service(text: str) -> tuple[str, ...]:
    terms = _terms(text)
    return terms[:-1] if len(terms) > 1 and terms[-1] == "servic" else terms


def _holds(name: str, value: str, typed: tuple[str, ...]) -> bool:
    """Whether each typed term, or a word for the same thing, begins a word of the name or the code."""
    words = (*_terms(name), *_terms(value))
    return all(
        any(word.startswith((term, *(other[0] for _, other in others((term,)) if len(other) == 1))) for word in words)
        for term in typed
    )


def _nearly_holds(name: str, value: str, typed: str) -> bool:
    """Whether each typed word is like a word of the name or the code: "alchol" is like one of "Alcohol misuse"."""
    words = {*name.casefold().split(), *value.casefold().replace("-", " ").split()}
    asked = typed.casefold().split()
    return bool(asked) and all(any(is_like(each, word) for word in words) for each in asked)
