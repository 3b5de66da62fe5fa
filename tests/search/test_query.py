from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.documents import ThemeTag
from dhr.search.query import FACET_NAMES, SORTS, SearchQuery

queries = st.builds(
    SearchQuery,
    text=st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=30),
    area=st.lists(st.from_regex(r"[a-z-]{1,9}", fullmatch=True), unique=True, max_size=3).map(tuple),
    theme=st.lists(st.sampled_from(["alcohol", "text:alcohol.victim", "drugs..absent"]), unique=True).map(tuple),
    year=st.sampled_from([(), ("2014",), ("2014", "2020")]),
    combined=st.sampled_from([(), ("any",), ("library:victim",)]),
    same_passage=st.booleans(),
    single_victim=st.booleans(),
    only=st.sampled_from(["", "bcdfghjkmn", "o45"]),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 500),
    size=st.integers(1, 100),
)


@given(queries)
def test_everything_is_in_the_url(query):
    read_back = SearchQuery.from_params(parse_qs(query.urlencode()))
    assert read_back == query
    assert read_back.notes == ()


def test_default_query_has_no_parameters():
    assert SearchQuery().urlencode() == ""


@given(
    st.dictionaries(
        st.sampled_from(["q", "page", "size", "sort", "only", "same_passage", *FACET_NAMES]), st.lists(st.text())
    )
)
def test_no_parameters_are_refused(params):
    query = SearchQuery.from_params(params)
    assert SearchQuery.from_params(parse_qs(query.urlencode())) == query


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "alcohol.dog"),
        ("theme", "Alcohol!"),
        ("combined", "cat"),
        ("year", "MMXIV"),
        ("sort", "size"),
        ("page", "0"),
        ("page", "٣"),
        ("page", "9" * 5_000),
        ("size", "1000"),
        ("only", "../etc"),
        ("only", "r12"),
    ],
)
def test_what_is_not_understood_is_ignored_and_told(name, value):
    query = SearchQuery.from_params({name: value})
    assert query == SearchQuery()
    (note,) = query.notes
    assert value[:60] in note


def test_unknown_values_are_ignored_and_told_where_the_known_ones_are_given():
    params = {"area": ["north", "atlantis"], "theme": ["alcohol.victim", "gardening"]}
    query = SearchQuery.from_params(params, known={"area": {"north"}, "theme": {"alcohol"}})
    assert (query.area, query.theme) == (("north",), ("alcohol.victim",))
    assert len(query.notes) == 2


def test_endless_words_are_cut_and_told():
    query = SearchQuery.from_params({"q": "word " * 2_000})
    assert len(query.text) <= 1_000
    assert len(query.notes) == 1


def test_facet_links_add_and_take_away_one_value_from_page_one_on():
    query = SearchQuery("refuge", area=("north",), page=4)
    assert query.with_(area="south") == SearchQuery("refuge", area=("north", "south"))
    assert query.with_(area="north") == SearchQuery("refuge", area=("north",))
    assert query.with_(area="south").without(area="north") == SearchQuery("refuge", area=("south",))
    assert query.without("area", "text") == SearchQuery()
    assert query.with_(page=5) == SearchQuery("refuge", area=("north",), page=5)
    assert query.with_(area=("east",)).area == ("east",)


@pytest.mark.parametrize(
    "tag",
    [
        ThemeTag("alcohol"),
        ThemeTag("alcohol", "victim"),
        ThemeTag("alcohol", "victim", "absent", "text"),
        ThemeTag("alcohol", "", "possible", "library"),
    ],
)
def test_theme_codes_read_back(tag):
    assert ThemeTag.parse(str(tag)) == tag
