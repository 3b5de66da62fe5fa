from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.fields import MOST_FIELDS, understood
from dhr.search.labels import THEMES_BY_CODE
from dhr.search.names import Names
from dhr.search.query import SearchQuery
from dhr.search.reading import read

NAMES = Names(
    {
        "theme": {theme.code: theme.label for theme in THEMES_BY_CODE.values()},
        "about": {"victim": "Victim", "perpetrator": "Perpetrator", "child": "Child", "other": "Other person"},
        "area": {"carrowdale": "Carrowdale", "north-fen": "North Fen", "north-moor": "North Moor"},
        "agency": {
            name: name
            for name in ("Tidewell Trust", "Police of the Fens", "Ebbwell Police", "Ebbwell Police and Fire", "Ebbwell")
        },
        "year": {"2014": "2014", "2020": "2020"},
        "recipient": {"probation": "Probation", "health": "Health services"},
        "kind": {"imr": "Individual management review (IMR)", "overview-report": "Overview report"},
    }
)


def meant(typed, **asked):
    return understood(SearchQuery(typed, **asked), NAMES)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("theme:alcohol refuge", SearchQuery("refuge", theme=("alcohol",))),
        ("refuge THEME:alcohol", SearchQuery("refuge", theme=("alcohol",))),
        ("theme: alcohol", SearchQuery(theme=("alcohol",))),
        ('theme:"Alcohol misuse"', SearchQuery(theme=("alcohol",))),
        ("theme:\u201calcohol misuse\u201d", SearchQuery(theme=("alcohol",))),
        ('theme:"alcohol misuse', SearchQuery(theme=("alcohol",))),
        ("theme:drink", SearchQuery(theme=("alcohol",))),
        ("theme:library:alcohol.victim", SearchQuery(theme=("library:alcohol.victim",))),
        ("theme:alcohol theme:stalking", SearchQuery(theme=("alcohol", "stalking"))),
        ("theme:alcohol AND theme:stalking", SearchQuery(theme=("alcohol", "stalking"))),
        ("theme:alcohol about:victim", SearchQuery(theme=("alcohol.victim",))),
        ("about:children theme:alcohol", SearchQuery(theme=("alcohol.child",))),
        ("about:victim refuge", SearchQuery("refuge", about=("victim",))),
        ("area:Carrowdale", SearchQuery(area=("carrowdale",))),
        ("area:carrow", SearchQuery(area=("carrowdale",))),
        ('area:"north fen" OR area:carrowdale', SearchQuery(area=("north-fen", "carrowdale"))),
        ("area:north-fen", SearchQuery(area=("north-fen",))),
        ("agency:tidewell", SearchQuery(agency=("Tidewell Trust",))),
        ("kind:imr", SearchQuery(kind=("imr",))),
        ('kind:"individual management reviews"', SearchQuery(kind=("imr",))),
        ("kind:overview", SearchQuery(kind=("overview-report",))),
        ("year:2019", SearchQuery(year=("2019",))),
        ("year:2019..2021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:2021-2019", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:..2015", SearchQuery(year=("2014", "2015"))),
        ("year:..2012", SearchQuery(year=("2012",))),
        ("year:2019 to 2021 refuge", SearchQuery("refuge", year=("2019", "2020", "2021"))),
        ("year:2019 .. 2021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:2019.. 2021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year: 2019 - 2021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:2019 \u2013 2021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:2019\u20132021", SearchQuery(year=("2019", "2020", "2021"))),
        ("year:2019\u22122021", SearchQuery(year=("2019", "2020", "2021"))),
        ('year:"2019 to 2021"', SearchQuery(year=("2019", "2020", "2021"))),
        ("year:.. 2015", SearchQuery(year=("2014", "2015"))),
        ("year:2019 -custody", SearchQuery("-custody", year=("2019",))),
        ("theme:alcohol misuse refuge", SearchQuery("refuge", theme=("alcohol",))),
        ("theme:alcohol refuge", SearchQuery("refuge", theme=("alcohol",))),
        ('theme:alcohol "misuse"', SearchQuery('"misuse"', theme=("alcohol",))),
        ("theme:alcohol -misuse", SearchQuery("-misuse", theme=("alcohol",))),
        ("area:north fen area:north moor", SearchQuery(area=("north-fen", "north-moor"))),
        ("agency:Ebbwell police refuge", SearchQuery("refuge", agency=("Ebbwell Police",))),
        ("agency:Ebbwell police and fire refuge", SearchQuery("refuge", agency=("Ebbwell Police and Fire",))),
        ("agency:Ebbwell police AND fire", SearchQuery("fire", agency=("Ebbwell Police",))),
        ("agency:Ebbwell refuge", SearchQuery("refuge", agency=("Ebbwell",))),
        ("recipient:probation service", SearchQuery(recipient=("probation",))),
        ("recipient:health refuge", SearchQuery("refuge", recipient=("health",))),
        ("refuge \u2013custody", SearchQuery("refuge -custody")),
        ('"the theme:alcohol" refuge', SearchQuery('"the theme:alcohol" refuge')),
        ("sometheme.area at 10:30", SearchQuery("sometheme.area at 10:30")),
        ("see https://example.org/a", SearchQuery("see https://example.org/a")),
    ],
)
def test_field_words_become_the_filters_they_stand_for(typed, query):
    found = meant(typed)
    assert (found.query, found.query.notes, found.unclear) == (query, (), ())


def test_years_without_an_end_end_with_this_one(today):
    last, this = str(today.year - 1), str(today.year)
    for typed, years in ((f"year:{last}..", (last, this)), (f"year:{this}..2999", (this,))):
        found = meant(typed)
        assert (found.query, found.query.notes, found.unclear) == (SearchQuery(year=years), (), ())


@pytest.mark.parametrize(
    ("typed", "text", "told"),
    [
        ("theme:gardening refuge", "gardening refuge", "isn\u2019t known here"),
        ('area:"far away"', '"far away"', "isn\u2019t known here"),
        ('area:"-" refuge', "- refuge", "isn\u2019t known here"),
        ("year:MMXIV", "MMXIV", "isn\u2019t known here"),
        ("area:-far refuge", "far refuge", "isn\u2019t known here"),
        ("area:\u2010far refuge", "far refuge", "isn\u2019t known here"),
        ("year:soon to 2021", "soon to 2021", "isn\u2019t known here"),
        ("year:..", "..", "isn\u2019t known here"),
        ("year:2990..2999", "2990..2999", "isn\u2019t known here"),
        ("colour:red", "colour:red", "no field word"),
        ("refuge theme:", "refuge theme:", "needs a value"),
        ("refuge -theme:alcohol", "refuge -alcohol", "can\u2019t be left out"),
        ("refuge NOT kind:imr", "refuge -imr", "can\u2019t be left out"),
    ],
)
def test_what_is_not_understood_is_searched_as_words_and_told(typed, text, told):
    query = meant(typed).query
    assert query == SearchQuery(text)
    (note,) = query.notes
    assert told in note


def test_range_without_its_second_year_is_the_first_alone_and_told():
    query = meant("year:2019 to now").query
    assert query == SearchQuery("to now", year=("2019",))
    (note,) = query.notes
    assert "2019 alone was taken" in note


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("theme:alcohol OR theme:stalking", SearchQuery(theme=("alcohol", "stalking"))),
        ("theme:alcohol OR refuge", SearchQuery("refuge", theme=("alcohol",))),
        ("refuge OR area:carrowdale", SearchQuery("refuge", area=("carrowdale",))),
    ],
)
def test_or_that_a_filter_cannot_have_is_told(typed, query):
    found = meant(typed).query
    assert found == query
    assert "both must hold" in found.notes[0]
    assert read(found.text).notes == ()


def test_words_to_leave_out_may_be_a_name_of_several_words():
    assert meant("refuge -theme:alcohol misuse").query == SearchQuery('refuge -"alcohol misuse"')


def test_name_that_fits_several_is_searched_as_words_and_each_is_offered():
    found = meant("area:north refuge")
    assert found.query == SearchQuery("north refuge")
    (unclear,) = found.unclear
    assert unclear.typed == "area:north"
    assert [(offer.field, offer.name, offer.query) for offer in unclear.offers] == [
        ("Area", "North Fen", SearchQuery("refuge", area=("north-fen",))),
        ("Area", "North Moor", SearchQuery("refuge", area=("north-moor",))),
    ]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("area:carowdael", ["Carrowdale"]),
        ("theme:alchol", ["Alcohol misuse"]),
        ('theme:"alchol missuse"', ["Alcohol misuse"]),
        ('area:"nroth fen"', ["North Fen"]),
        ("theme:stlaking", ["Stalking and harassment"]),
    ],
)
def test_mistyped_name_offers_what_is_much_like_it(typed, offered):
    (unclear,) = meant(typed).unclear
    assert [offer.name for offer in unclear.offers] == offered


def test_whom_it_is_about_goes_with_themes_that_were_typed_beside_it_and_are_about_somebody():
    assert meant("theme:text:alcohol theme:stalking.child about:victim").query == SearchQuery(
        theme=("text:alcohol.victim", "stalking.child")
    )
    practice = next(theme.code for theme in THEMES_BY_CODE.values() if not theme.subject_bearing)
    assert meant(f"theme:{practice} about:victim").query == SearchQuery(theme=(practice,), about=("victim",))


@pytest.mark.parametrize(
    ("typed", "ticked", "query"),
    [
        ("about:victim", {"theme": ("text:alcohol",)}, SearchQuery(theme=("text:alcohol",), about=("victim",))),
        ("", {"theme": ("alcohol",), "about": ("victim",)}, SearchQuery(theme=("alcohol",), about=("victim",))),
        ("theme:alcohol", {"about": ("victim",)}, SearchQuery(theme=("alcohol",), about=("victim",))),
        (
            "theme:stalking about:victim",
            {"theme": ("alcohol",), "about": ("child",)},
            SearchQuery(theme=("alcohol", "stalking.victim"), about=("child",)),
        ),
    ],
)
def test_ticked_filters_stay_what_they_are_whatever_is_typed(typed, ticked, query):
    assert meant(typed, **ticked).query == query
    added = understood(SearchQuery("about:victim"), NAMES, added="theme: Alcohol misuse").query
    assert added == SearchQuery(theme=("alcohol",), about=("victim",))


def test_offered_theme_goes_with_whom_it_is_about_as_if_it_had_been_typed_right():
    (unclear,) = meant("theme:alchol about:victim refuge", theme=("stalking",)).unclear
    assert [offer.query for offer in unclear.offers] == [
        SearchQuery("refuge", theme=("stalking", "alcohol.victim")),
    ]
    (unclear,) = understood(SearchQuery("about:victim"), NAMES, added="theme:alchol").unclear
    assert [offer.query for offer in unclear.offers] == [SearchQuery(theme=("alcohol",), about=("victim",))]


def test_other_filters_and_the_page_stay():
    query = SearchQuery("theme:alcohol refuge", region=("Fens",), area=("north-fen",), page=3, sort="newest")
    assert understood(query, NAMES).query == SearchQuery(
        "refuge", theme=("alcohol",), region=("Fens",), area=("north-fen",), page=3, sort="newest"
    )


@pytest.mark.parametrize(
    ("added", "query"),
    [
        ("theme: Alcohol misuse", SearchQuery("refuge", theme=("alcohol",))),
        ("area:carrowdale", SearchQuery("refuge", area=("carrowdale",))),
        ("Carrowdale", SearchQuery("refuge", area=("carrowdale",))),
        ("tidewell trust", SearchQuery("refuge", agency=("Tidewell Trust",))),
        ("", SearchQuery("refuge")),
    ],
)
def test_filter_is_added_by_its_name(added, query):
    found = understood(SearchQuery("refuge"), NAMES, added=added)
    assert (found.query, found.query.notes, found.unclear) == (query, (), ())


def test_added_name_that_fits_several_filters_offers_them_and_one_that_fits_none_is_told():
    found = understood(SearchQuery("refuge"), NAMES, added="north")
    assert found.query == SearchQuery("refuge")
    assert [offer.name for offer in found.unclear[0].offers] == ["North Fen", "North Moor"]
    found = understood(SearchQuery("refuge"), NAMES, added="qwertyuiop")
    assert (found.query, found.unclear) == (SearchQuery("refuge"), ())
    assert len(found.query.notes) == 1


def test_endless_field_words_are_cut_and_told():
    found = meant("area:x " * (MOST_FIELDS + 5)).query
    assert f"Only the first {MOST_FIELDS} field words were read." in found.notes


BITS = [
    "theme:",
    "area:",
    "year:",
    "about:victim",
    "theme:alcohol",
    '"',
    "-",
    " ",
    " OR ",
    " NOT ",
    "north",
    "2019",
    "..",
    "\u2013",
    "\u2010",
    " to ",
    " - ",
    "fen",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(BITS), max_size=9).map("".join))
def test_whatever_is_typed_is_understood_and_its_address_means_the_same(typed):
    query = understood(SearchQuery.from_params({"q": typed}), NAMES, added=typed).query
    again = SearchQuery.from_params(parse_qs(query.urlencode()))
    assert again == query
    assert understood(again, NAMES).query == query
