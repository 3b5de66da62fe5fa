"""All reviews of an answer as rows, one each, by a list of the columns that may leave the site."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from dhr.reviews.enums import AgeBand, Sex

from .answers import search
from .engines.protocol import SearchAnswer
from .query import LARGEST_PAGE_SIZE, SearchQuery
from .results import Found, Result, results

COLUMNS = (
    "Review",
    "Kind",
    "Areas",
    "Regions",
    "Year of death",
    "Category",
    "Victim's age band",
    "Victim's sex",
    "Best passage",
    "Paper",
    "Section",
    "Paragraph",
    "Themes of the passage",
    "Tagged in the library",
    "Address",
    "Published",
    "Source and licence",
)


def rows(query: SearchQuery, user) -> Iterator[tuple]:
    """The head, then a row for each review or context paper, whatever the page. Raises SearchError.

    Looks for the first rows before the first is asked for, so that an error comes while it can still be told.
    """
    query = replace(query, size=LARGEST_PAGE_SIZE, page=1)
    return _rows(query, user, search(query, user))


def _rows(query: SearchQuery, user, answer: SearchAnswer) -> Iterator[tuple]:
    yield COLUMNS
    left = answer.total_units
    while True:
        for result in results(answer, query, user):
            yield _row(result)
        left -= query.size
        if left <= 0:
            return
        query = query.with_(page=query.page + 1)
        answer = search(query, user)


def _row(result: Result) -> tuple:
    case = result.case
    best = next((found for found in result.found if found.is_passage), None)
    victims = case.victims
    return (
        case.title,
        case.kind,
        "; ".join(case.areas),
        "; ".join(case.regions),
        case.year,
        case.category,
        "; ".join(str(AgeBand(each["age_band"]).label) for each in victims if each["age_band"]),
        "; ".join(str(Sex(each["sex"]).label) for each in victims if each["sex"]),
        *(_passage(best) if best else ("",) * 5),
        "; ".join(f"{theme} ({whom})" if whom else theme for theme, whom in case.tags),
        settings.BASE_URL + (best.hit.url if best else case.url),
        "yes" if case.published else "no",
        f"{case.citation.text} {case.citation.licence}: {case.citation.licence_url}" if case.citation else "",
    )


def _passage(found: Found) -> tuple:
    hit = found.hit
    return hit.body, hit.title, hit.section, hit.label, "; ".join(chip.words for chip in found.chips)
