"""How many published reviews each theme stands in, in texts and in the library's tags: side by side, never added up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from dhr.reviews.enums import Subject
from nlp import THEMES, Theme

from .answers import search
from .documents import Source, ThemeTag
from .engines.protocol import SearchAnswer
from .facets import area_names
from .query import SearchQuery

PUBLIC = AnonymousUser()
ABOUT_WHOM = dict(Subject.choices)


@dataclass(frozen=True)
class Count:
    """Reviews, and where they are listed."""

    count: int
    url: str


@dataclass(frozen=True)
class Row:
    label: str
    text: Count
    library: Count


@dataclass(frozen=True)
class Table:
    """Counts by one thing; `largest` of all of them is as long as a bar gets."""

    title: str
    head: str
    rows: list[Row]

    FIRST = 10

    @property
    def first(self) -> list[Row]:
        return self.rows[: self.FIRST]

    @property
    def rest(self) -> list[Row]:
        """Shown when asked for."""
        return self.rows[self.FIRST :]

    @property
    def largest(self) -> int:
        return max((each.count for row in self.rows for each in (row.text, row.library)), default=0)


@dataclass(frozen=True)
class Figures:
    """Of one theme; `library` is None on a site without the dataset. `context` papers are counted apart."""

    text: Count
    library: Count | None
    context: int
    tables: list[Table]


@dataclass(frozen=True)
class ThemeCounts:
    """Every theme with the published reviews that it stands in; `library`: whether any comes from the dataset."""

    rows: list[tuple[Theme, Row]]
    library: bool


def theme_counts() -> ThemeCounts:
    """Raises SearchError."""
    answer = search(SearchQuery(size=1), PUBLIC)
    counts = {each.value: each.count for each in answer.facets["theme"]}
    found = []
    for theme in THEMES:
        codes = [f"{source}:{theme.code}" for source in Source]
        text, library = (Count(counts.get(code, 0), _address(SearchQuery(theme=(code,)))) for code in codes)
        found.append((theme, Row(theme.label, text, library)))
    return ThemeCounts(found, _has_library(answer))


def _has_library(answer: SearchAnswer) -> bool:
    return any(each.count for each in answer.facets["dataset"])


def figures(code: str) -> Figures:
    """Published reviews of a theme by whom it is about, area and year. Raises SearchError."""
    queries = {source: SearchQuery(theme=(f"{source}:{code}",), size=1) for source in Source}
    answers = {source: search(query, PUBLIC) for source, query in queries.items()}
    text, library = (Count(answers[source].total_reviews, _address(queries[source])) for source in Source)
    if not library.count and not _has_library(search(SearchQuery(size=1), PUBLIC)):
        library = None
    areas = {slug: name for answer in answers.values() for slug, name in area_names(answer).items()}
    tables = [
        _table("By whom it is about", "Person", _by_subject(code, answers), ABOUT_WHOM, _theme_query(code)),
        _table("By area", "Area", _by("area", answers), areas, _facet_query(code, "area")),
        _table("By year of death", "Year", _by("year", answers), {}, _facet_query(code, "year"), newest_first=True),
    ]
    return Figures(text, library, answers[Source.TEXT].total_context, [table for table in tables if table.rows])


Counts = dict[Source, dict[str, int]]


def _by_subject(code: str, answers: dict[Source, SearchAnswer]) -> Counts:
    tags = {
        source: [(ThemeTag.parse(each.value), each.count) for each in answers[source].facets["theme_about"]]
        for source in Source
    }
    return {
        source: {tag.subject: count for tag, count in of_source if (tag.theme, tag.source) == (code, source)}
        for source, of_source in tags.items()
    }


def _by(facet: str, answers: dict[Source, SearchAnswer]) -> Counts:
    return {
        source: {each.value: each.count for each in answer.facets[facet] if each.count}
        for source, answer in answers.items()
    }


def _theme_query(code: str) -> Callable[[Source, str], SearchQuery]:
    return lambda source, subject: SearchQuery(theme=(f"{source}:{code}.{subject}",))


def _facet_query(code: str, facet: str) -> Callable[[Source, str], SearchQuery]:
    return lambda source, value: SearchQuery(theme=(f"{source}:{code}",), **{facet: (value,)})


def _table(
    title: str,
    head: str,
    counts: Counts,
    labels: Mapping[str, str],
    listed_by: Callable[[Source, str], SearchQuery],
    *,
    newest_first: bool = False,
) -> Table:
    """Values with most reviews first, in the text or in the library, whichever has more."""

    def most(value: str) -> int:
        return max(counts[source].get(value, 0) for source in Source)

    values = {value for of_source in counts.values() for value in of_source}
    ordered = sorted(values, reverse=True) if newest_first else sorted(values, key=lambda each: (-most(each), each))
    rows = [
        Row(
            labels.get(value, value),
            *(Count(counts[source].get(value, 0), _address(listed_by(source, value))) for source in Source),
        )
        for value in ordered
    ]
    return Table(title, head, rows)


def _address(query: SearchQuery) -> str:
    return f"{reverse('search')}?{query.without('size').urlencode()}"
