"""All reviews of an answer as rows, one each, by a list of the columns that may leave the site.

Of a single review that was asked for, all passages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.conf import settings

from dhr.reviews.enums import AgeBand, Sex

from .answers import length, search
from .engines.protocol import SearchAnswer
from .headline import found_by
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
    "Found by",
    "Why it is here",
    "Tagged in the library",
    "Address",
    "Published",
    "Source and licence",
)


def rows(query: SearchQuery, user) -> Iterator[tuple]:
    """The head, then a row for each review or context paper, whatever the page. Raises SearchError.

    Of the one review or paper that was asked for, a row for each of its passages. Looks for the first rows before the
    first is asked for, so that an error comes while it can still be told.
    """
    query = replace(query, size=LARGEST_PAGE_SIZE, page=1)
    return _rows(query, user, search(query, user))


def _rows(query: SearchQuery, user, answer: SearchAnswer) -> Iterator[tuple]:
    yield tuple("Passage" if query.unit and name == "Best passage" else name for name in COLUMNS)
    left = length(answer, query)
    while True:
        for result in results(answer, query, user):
            for found in _told(result, answer, query):
                yield _row(result, found, found_by(answer, query, found.hit.key if found else ""))
        left -= query.size
        if left <= 0:
            return
        query = query.with_(page=query.page + 1)
        answer = search(query, user)


def _told(result: Result, answer: SearchAnswer, query: SearchQuery) -> Sequence[Found | None]:
    """What of `result` has a row: the best of it, or all of the one that was asked for; None for the review itself.

    Titles of papers have rows of their own where no passage has one.
    """
    if query.unit and answer.passages:
        return [found for found in result.found if found.is_passage]
    if query.unit and (result.found or query.page > 1):
        return result.found
    # without words or a kind, papers are listed for their review's sake
    return [result.best if result.has_passages or query.reading.wanted or query.kind else None]


def _row(result: Result, found: Found | None, how: str) -> tuple:
    """`result` with what was `found` of it, and whether that is published; without, whether anything of it is."""
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
        how,
        "; ".join(found.reasons) if found else "",
        "; ".join(f"{theme} ({whom})" if whom else theme for theme, whom in case.tags),
        settings.BASE_URL + (found.hit.url if found else case.url),
        "yes" if (found or case).published else "no",
        f"{case.citation.text} {case.citation.licence}: {case.citation.licence_url}" if case.citation else "",
    )


def _found(found: Found) -> tuple:
    hit = found.hit
    return hit.body, hit.title, hit.section, hit.label, "; ".join(chip.words for chip in found.chips)
