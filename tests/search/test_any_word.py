"""Any of the words, offered where filters leave nothing of what holds all of them."""

import html
import re
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.any_word import joined_by_or
from dhr.search.query import LONGEST_TEXT
from dhr.search.reading import read
from dhr.search.tree import And, Not
from tests.factories import AreaFactory, DocumentFactory, UserFactory

from .site import DRANK, a_review, facet, found, index, log_in, page, published

OFFER = re.compile(r'href="\?([^"]+)">look for any of these words within the same filters</a>: ([^<]+)')


def offer(client, **params):
    """The parameters of what is offered, and the total that stands beside it; None without an offer."""
    offered = OFFER.search(page(client, **params).content.decode())
    return offered and (parse_qs(html.unescape(offered[1])), offered[2].strip())


@pytest.fixture
def areas(db):
    """Housing and refuge in one passage of Eskholme, and apart in Aldermere."""
    here, there = (AreaFactory(name=name, slug=name.lower()) for name in ("Aldermere", "Eskholme"))
    published(a_review(title="First", areas=[there]), "Housing found a refuge.")
    published(a_review(title="Second", areas=[here]), "Housing was asked.")
    published(a_review(title="Third", areas=[here]), "The refuge was full, said the police.")
    index()
    return here, there


def test_filters_that_leave_nothing_of_all_words_are_answered_with_any_of_them(client, areas):
    assert found(client, q="housing refuge") == ["First"]
    assert facet(client, "area", q="housing refuge") == {"eskholme": 1}
    assert found(client, q="housing refuge", area="aldermere") == []
    params, told = offer(client, q="the housing refuge area:aldermere", sort="newest")
    assert params == {"q": ["housing OR refuge"], "area": ["aldermere"], "sort": ["newest"]}
    assert told == "2 reviews"
    assert sorted(found(client, **params)) == ["Second", "Third"]
    assert offer(client, q="housing refuge -police", area="aldermere")[1] == "1 review"


@pytest.mark.parametrize(
    ("typed", "area"),
    [
        ("housing refuge", "eskholme"),  # something is found
        ("housing", "nowhere"),  # one word
        ("housing refuge", "nowhere"),  # neither
        ("housing OR refuge", "nowhere"),  # asked for already
        ("housing xylophone", "nowhere"),  # looked for already, since no passage has both
    ],
)
def test_where_it_would_find_no_more_it_isnt_offered(client, areas, typed, area):
    assert offer(client, q=typed, area=area) is None


def test_what_is_offered_counts_nothing_that_one_may_not_read(client, areas):
    here, _ = areas
    DocumentFactory(review=a_review(areas=[here]), sections={"Draft": [f"{DRANK} Housing knew."]})
    index()
    assert offer(client, q="housing refuge", area="aldermere")[1] == "2 reviews"
    log_in(client, UserFactory.coordinator(here))
    assert offer(client, q="housing refuge", area="aldermere")[1] == "3 reviews"


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("housing refuge", "housing OR refuge"),
        ('the housing "mental health"', 'housing OR "mental health"'),
        ('housing refuge -custody NOT "drug use"', 'housing OR refuge -custody -"drug use"'),
        ("refuge OR hostel housing", "refuge OR hostel OR housing"),
        ("isolat* self-harm", "isolat* OR self-harm"),
        ("independent domestic violence adviser housing", '"independent domestic violence adviser" OR housing'),
        ("refuge theme:", "refuge OR theme"),
        ("refuge -custody", ""),
        ('"mental health"', ""),
        ("to be", ""),
        ("housing " * 3, ""),
        (f"{'x' * 500} {'y' * 499}", ""),
    ],
)
def test_phrases_names_and_what_is_left_out_stay_as_they_were_typed(typed, joined):
    assert joined_by_or(read(typed).typed) == joined


BITS = ["housing", "the", "refuge", '"', "-", " ", " OR ", " NOT ", " AND ", "*", ":", "theme:", "multi agency", "("]


@given(st.text(max_size=40) | st.lists(st.sampled_from(BITS), max_size=9).map("".join))
def test_whatever_was_typed_is_joined_into_what_any_of_it_fits(typed):
    joined = joined_by_or(read(typed).typed)
    assert len(joined) <= LONGEST_TEXT
    if joined:
        reading = read(joined)
        parts = reading.tree.parts if isinstance(reading.tree, And) else [reading.tree]
        assert sum(not isinstance(part, Not) for part in parts) == 1
        assert reading.notes == ()
        assert joined_by_or(reading.typed) == ""
