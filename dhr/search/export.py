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
            # without words or a kind, papers are listed for their review's sake: the row tells of the review
            best = result.best if result.has_passages or query.reading.wanted or query.kind else None
            yield _row(result, best)
        left -= query.size
        if left <= 0:
            return
        query = query.with_(page=query.page + 1)
        answer = search(query, user)


def _row(result: Result, found: Found | None) -> tuple:
    """`result` with what was `found` of it; whether that is published, or else whether anything of it is."""
    case = result.case
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
        *(_found(found) if found else ("",) * 5),
        "; ".join(f"{theme} ({whom})" if whom else theme for theme, whom in case.tags),
        settings.BASE_URL + (found.hit.url if found else case.url),
        "yes" if (found or case).published else "no",
        f"{case.citation.text} {case.citation.licence}: {case.citation.licence_url}" if case.citation else "",
    )


def _found(found: Found) -> tuple:
    hit = found.hit
    return hit.body, hit.title, hit.section, hit.label, "; ".join(chip.words for chip in found.chips)
