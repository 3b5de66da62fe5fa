"""What the head of an answer says, and the title of its page: how much was found, and is it what was asked."""

from collections.abc import Sequence

from .engines.protocol import SearchAnswer
from .engines.widening import THE_PHRASE, missing
from .facets import Chosen
from .query import SearchQuery
from .ranking import themes_meant
from .tree import any_of

FILTERS_NAMED = 3
"""Filters that a page's title names."""


def headline(answer: SearchAnswer, query: SearchQuery, title: str = "") -> str:
    """`title` is that of the one review or paper that was asked for.

    What doesn't hold all the words is never counted as if it did: "No passage holds all of these words: 4 reviews hold
    some".
    """
    if not answer.total_units:
        return "Nothing found"
    if title and not answer.passages:
        return f"No passage in {title}, but a title" if query.reading.wanted else title
    if title:
        found, one = f"{_count(answer.passages or 0, 'passage')} in {title}", answer.passages == 1
    else:
        found, one = _units(answer), answer.total_units == 1
    return f"{missing(query)}: {found} {_holds(answer, query, one)}" if answer.widened else found


def page_title(query: SearchQuery, chosen: Sequence[Chosen], title: str = "") -> str:
    """The words that were looked for, or else the filters; and the one review or paper that was asked for."""
    labels = [each.label for each in chosen if each.label != title]
    filters = ", ".join(labels[:FILTERS_NAMED])
    if len(labels) > FILTERS_NAMED:
        filters += f" and {len(labels) - FILTERS_NAMED} more"
    return " – ".join(filter(None, (query.text or filters, title, "Search")))


def found_by(answer: SearchAnswer, query: SearchQuery, key: str = "") -> str:
    """By what the passage or paper of this key was found, or a review without any; "" where no words were asked for."""
    if not query.reading.wanted:
        return ""
    if key in answer.related:
        return "Related wording"
    if not answer.widened:
        return "All of the words"
    words, theme = any_of(query.reading.tree), themes_meant(query.reading.wanted)
    if words:
        return "Some of the words or their theme" if theme else "Some of the words"
    return "The same theme"


def _units(answer: SearchAnswer) -> str:
    reviews = _count(answer.total_reviews, "review") if answer.total_reviews or not answer.total_context else ""
    papers = f"{_count(answer.total_context, 'paper')} outside reviews" if answer.total_context else ""
    return " and ".join(filter(None, (reviews, papers)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _holds(answer: SearchAnswer, query: SearchQuery, one: bool) -> str:
    """What those that were found hold in place of all the words; `one` for a single one."""
    ways = []
    if any_of(query.reading.tree):
        of_it = " of its words" if missing(query) == THE_PHRASE else ""
        ways.append(("holds some" if one else "hold some") + of_it)
    if themes_meant(query.reading.wanted):
        ways.append("is on the same theme" if one else "are on the same theme")
    if answer.related:
        ways.append("means nearly the same" if one else "mean nearly the same")
    return " or ".join(ways)
