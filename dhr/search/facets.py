"""The filters beside an answer: every value with its exact count, and what is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dhr.actions.enums import Rag
from dhr.areas.models import Area
from dhr.reviews.enums import AgeBand
from dhr.themes.vocabulary import FAMILIES

from .documents import Source, ThemeTag
from .engines.protocol import FacetValue, SearchAnswer
from .labels import ABOUT, FACETS, SWITCHES, THEMES_BY_CODE, facet_value
from .query import FACET_NAMES, SearchQuery

SHOWN = 8
"""Values of a facet that are shown at once; the others are folded away."""

_LISTED = (
    "area",
    "region",
    "kind",
    "category",
    "combined",
    "year",
    "agency",
    "recipient",
    "age",
    "sex",
    "ethnicity",
    "relationship",
    "rag",
    "made",
    "dataset",
)

YEARS = ("year", "made")
_ORDER = {"age": AgeBand.values, "rag": Rag.values}


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen. `count` of reviews, and of context papers beside them; None where not counted."""

    name: str
    value: str
    label: str
    count: int | None
    context: int = 0
    chosen: bool = False


@dataclass(frozen=True)
class Panel:
    """A facet: its first values, and the rest."""

    name: str
    title: str
    first: list[Choice]
    rest: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for choice in [*self.first, *self.rest])

    @property
    def rest_is_chosen(self) -> bool:
        return any(choice.chosen for choice in self.rest)


@dataclass(frozen=True)
class ThemeRow:
    """A theme with a choice for each source that knows it; `about` whom, once the theme is chosen."""

    label: str
    sources: list[Choice]
    about: list[Choice]


@dataclass(frozen=True)
class ThemePanel:
    name: str
    title: str
    rows: list[ThemeRow]

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for row in self.rows for choice in [*row.sources, *row.about])


@dataclass(frozen=True)
class Chosen:
    """Something that narrows the answer, and the address without it."""

    facet: str
    label: str
    without: str


def _ranges(years: Sequence[str]) -> list[tuple[str, ...]]:
    """Years that follow each other together, from three on; the others each by itself."""
    runs: list[list[str]] = []
    for year in sorted(years):
        if runs and int(year) == int(runs[-1][-1]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [part for run in runs for part in ([tuple(run)] if len(run) > 2 else [(year,) for year in run])]


def area_names(answer: SearchAnswer) -> dict[str, str]:
    """Slug -> name of the areas of an answer, and of no other: that an area is here at all may be confidential."""
    slugs = [each.value for each in answer.facets["area"]]
    return dict(Area.objects.filter(slug__in=slugs).values_list("slug", "name"))


def panels(answer: SearchAnswer, query: SearchQuery, areas: Mapping[str, str]) -> list[Panel]:
    """The facets that have any value, but for themes."""
    found = []
    for name in _LISTED:
        chosen = getattr(query, name)
        counted = _in_order(name, answer.facets[name])
        choices = [
            Choice(
                name, each.value, facet_value(name, each.value, areas), each.count, each.context, each.value in chosen
            )
            for each in counted
        ]
        choices += [
            Choice(name, value, facet_value(name, value, areas), None, chosen=True)
            for value in chosen
            if value not in {each.value for each in counted}
        ]
        if name in YEARS:
            choices.sort(key=lambda choice: choice.value, reverse=True)
        if choices:
            found.append(Panel(name, FACETS[name], choices[:SHOWN], choices[SHOWN:]))
    return found


def _in_order(name: str, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    """Ages from the youngest, RAG from red; the others as counted, most first."""
    if name in _ORDER:
        return sorted(values, key=lambda each: _ORDER[name].index(each.value))
    return values


def theme_panels(answer: SearchAnswer, query: SearchQuery) -> list[ThemePanel]:
    """Themes by family. What stands in texts and what a library tagged are two choices, each with its own count."""
    counts = {each.value: each for facet in ("theme", "theme_about") for each in answer.facets[facet]}
    rows: dict[str, list[ThemeRow]] = {family: [] for family in FAMILIES}
    for theme in THEMES_BY_CODE.values():
        chosen = [code for code in query.theme if ThemeTag.parse(code).theme == theme.code]
        whole = [str(ThemeTag(theme.code, source=source)) for source in Source]
        of_people = [code for code in _about_whom(theme.code, chosen) if code in counts]
        others = [code for code in chosen if code not in (*whole, *of_people)]
        sources = [_theme_choice(code, query, counts) for code in whole if code in counts or code in chosen]
        about = [_theme_choice(code, query, counts) for code in [*of_people, *others]]
        if sources or about:
            rows[theme.family].append(ThemeRow(theme.label, sources, about))
    return [ThemePanel(family, FAMILIES[family], of_family) for family, of_family in rows.items() if of_family]


def _about_whom(theme: str, chosen: list[str]) -> list[str]:
    """The codes that say whom a chosen theme is about, in the sources in which it was chosen."""
    sources = {ThemeTag.parse(code).source for code in chosen}
    return [
        str(ThemeTag(theme, whom, source=source))
        for source in Source
        for whom in ABOUT
        if source in sources or "" in sources
    ]


def _theme_choice(code: str, query: SearchQuery, counts: Mapping[str, FacetValue]) -> Choice:
    tag, counted = ThemeTag.parse(code), counts.get(code)
    label = facet_value("theme", code, {}).partition(", ")[2] if tag.subject or tag.source else "in text or library"
    return Choice(
        "theme",
        code,
        label,
        counted.count if counted else None,
        counted.context if counted else 0,
        code in query.theme,
    )


def chosen(query: SearchQuery, areas: Mapping[str, str], unit_title: str = "") -> list[Chosen]:
    """Every filter of the query, each with the address without it."""

    def without(name: str) -> str:
        return "?" + query.without(name).urlencode()

    found = []
    for name in FACET_NAMES:
        for values in _ranges(getattr(query, name)) if name in YEARS else [(value,) for value in getattr(query, name)]:
            label = facet_value(name, values[0], areas)
            if len(values) > 1:
                label += f" to {facet_value(name, values[-1], areas)}"
            rest = tuple(value for value in getattr(query, name) if value not in values)
            found.append(Chosen(FACETS[name], label, "?" + query.with_(**{name: rest}).urlencode()))
    found += [Chosen(*switch, without(name)) for name, switch in SWITCHES.items() if getattr(query, name)]
    if query.only:
        found.append(Chosen("Only in", unit_title or "one review", without("only")))
    return found
