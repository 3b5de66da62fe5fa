"""How many reviews of a dataset are tagged with a theme, for the victim and for the perpetrator.

Counted by the site's own search, so that the page, the CSV and the command agree with the list of reviews that
choosing the same filters gives. An absent tag is not an absent factor: these are least numbers.
"""

from dataclasses import dataclass

from dhr.reviews.enums import TagSource
from nlp import THEMES

from .answers import matching_units
from .documents import Source, ThemeTag
from .labels import THEMES_BY_CODE
from .query import SearchQuery

WARNING = "An absent tag is not an absent factor."


@dataclass(frozen=True)
class Prevalence:
    """Numbers of reviews with a single victim: all, tagged for the victim, the perpetrator, either, and both."""

    reviews: int
    victim: int
    perpetrator: int
    either: int
    both: int


def base_query(source: str) -> SearchQuery:
    """The reviews that prevalence is counted in: those of a dataset, of one victim's death."""
    return SearchQuery(dataset=(source,), single_victim=True)


def prevalence(theme: str, source: str, user) -> Prevalence:
    """Of `theme` (a code) in the dataset `source` (a `TagSource`), as `user` may see it.

    Raises `ValueError`, naming the choices, for a theme or source that there isn't or that isn't about people;
    `SearchError`.
    """
    if source not in TagSource.values:
        raise ValueError(f"There is no source “{source}”. Choose one of: {', '.join(TagSource.values)}.")
    if theme not in THEMES_BY_CODE or not THEMES_BY_CODE[theme].subject_bearing:
        what = "is about services, not about a person" if theme in THEMES_BY_CODE else "is no theme"
        codes = ", ".join(each.code for each in THEMES if each.subject_bearing)
        raise ValueError(f"“{theme}” {what}. Choose one of: {codes}.")
    base = base_query(source)
    victim, perpetrator = (
        matching_units(base.with_(theme=str(ThemeTag(theme, subject, source=Source.LIBRARY))), user)
        for subject in ("victim", "perpetrator")
    )
    return Prevalence(
        reviews=len(matching_units(base, user)),
        victim=len(victim),
        perpetrator=len(perpetrator),
        either=len(victim | perpetrator),
        both=len(victim & perpetrator),
    )


def reviews_in(source: str, user) -> int:
    """All reviews of a dataset, those of several deaths included. Raises `SearchError`."""
    return len(matching_units(SearchQuery(dataset=(source,)), user))
