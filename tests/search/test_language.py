"""What can be typed, through the pages: field words, names that are offered, and did you mean."""

import pytest
from django.urls import reverse

from dhr.actions.models import Recommendation
from dhr.publishing.editions import publish, withdraw
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    UserFactory,
)

from .site import (
    DRANK,
    a_review,
    command,
    csv_of,
    facet,
    found,
    index,
    log_in,
    page,
    published,
    standing_edition,
)

pytestmark = pytest.mark.django_db

CANARY = "zanzibarine"


def html(client, **params):
    return page(client, **params).content.decode()


def secret(review, *words, **facts):
    """A working paper that its area's own people alone may see."""
    return DocumentFactory(review=review, sections={"Draft": [*words]}, **facts)


def test_field_words_filter_as_the_ticked_boxes_do(client):
    north = AreaFactory(name="North Fen", slug="north-fen")
    published(a_review(title="Meant", areas=[north], death_year=2020))
    published(a_review(title="Elsewhere", death_year=2020))
    published(a_review(title="Earlier", areas=[north], death_year=2014))
    index()
    typed = page(client, q='theme:alcohol about:victim area:"north fen" year:2019..2022 dependent')
    assert [result.case.title for result in typed.context["results"]] == ["Meant"]
    ticked = page(
        client,
        q="dependent",
        theme="alcohol.victim",
        area="north-fen",
        year=["2019", "2020", "2021", "2022"],
    )
    assert typed.content == ticked.content
    assert {each.label for each in typed.context["chosen"]} >= {"North Fen", "2019 to 2022"}


def test_a_range_of_years_is_taken_off_as_one(client):
    published(a_review(death_year=2020))
    index()
    (chosen,) = page(client, q="year:2019..2022 alcohol").context["chosen"]
    assert chosen.without == "?q=alcohol"


def test_the_spreadsheet_and_the_command_read_field_words_too(client):
    published(a_review(title="Meant", death_year=2020))
    published(a_review(title="Earlier", death_year=2014))
    index()
    assert "Meant" in csv_of(client, q="year:2020 alcohol")
    assert "Earlier" not in csv_of(client, q="year:2020 alcohol")
    assert "Amina" in command("search", "theme:alcohol dependent", "--json")
    assert command("search", "year:1999 dependent", "--json") == ""


def test_whom_passages_are_about(client):
    published(None, DRANK, "The surgery has a new car park.")
    index()
    (result,) = page(client, q="about:victim").context["results"]
    assert [each.hit.body for each in result.found] == [DRANK]
    assert 'name="about" value="victim"' in html(client, q="about:victim")
    assert found(client, q="about:child") == []


def test_an_agency_is_found_by_what_is_recommended_to_it_and_under_its_new_name(client):
    agency = AgencyFactory(name="Tidewell Trust")
    paper = DocumentFactory(review=a_review(title="Meant"), sections={"Background": [DRANK]})
    Recommendation.objects.create(
        review=paper.review, document=paper, number="1", order=1, text="Ask about alcohol.", agency=agency
    )
    publish(paper, by=None)
    published(a_review(title="Other"))
    index()
    assert found(client, q="agency:tidewell alcohol") == ["Meant"]
    assert facet(client, "agency") == {"Tidewell Trust": 1}
    log_in(client, UserFactory.coordinator(paper.review.lead_area))
    agency.name = "Ebbwell Trust"
    agency.save()
    index()
    assert found(client, q="agency:ebbwell alcohol") == ["Meant"]


@pytest.mark.parametrize(
    "typed", ["theme:gardening", "area:nowhere", "year:soon", "kind:", "colour:red", "agency:", "-about:victim", "x*y"]
)
def test_what_is_not_understood_is_said(client, typed):
    published()
    index()
    response = page(client, q=f"alcohol {typed}")
    assert response.status_code == 200
    assert response.context["answer"].notes


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("alcohol or refuge", "write OR in capitals"),
        ("alcohol \u2013 refuge", "A dash leaves a word out only where it stands right before it"),
        ("year:2019 to now alcohol", "2019 alone was taken"),
    ],
)
def test_what_may_have_been_meant_otherwise_is_said(client, typed, told):
    published()
    index()
    assert told in html(client, q=typed)


def test_a_long_dash_leaves_out(client):
    published()
    index()
    assert found(client, q="theme:alcohol refuge OR dependent \u2013\u201cdependent on\u201d") == []
    long, short = (page(client, q=f"alcohol {dash}dependent").context["answer"] for dash in ("\u2013", "-"))
    assert (long.tree, long.notes) == (short.tree, short.notes)


def test_names_are_offered_in_a_list_that_needs_no_script_and_added_by_name(client):
    published(a_review(title="Meant", areas=[AreaFactory(name="North Fen", slug="north-fen")]))
    published(a_review(title="Other", areas=[AreaFactory(name="North Moor", slug="north-moor")]))
    index()
    told = html(client)
    assert '<option value="theme: Alcohol misuse"></option>' in told
    assert '<option value="area: North Fen"></option>' in told
    assert found(client, q="alcohol", add="area: North Fen") == ["Meant"]
    several = page(client, q="alcohol", add="north")
    offers = several.context["unclear"][0].offers
    assert [offer.name for offer in offers] == ["North Fen", "North Moor"]
    assert f'href="?{offers[0].query.urlencode()}"'.replace("&", "&amp;") in several.content.decode()
    assert found(client, **dict(offers[0].query.to_params())) == ["Meant"]


def test_a_misspelt_word_is_answered_with_the_likest_that_stands_in_a_passage(client):
    published()
    published(None, "She was isolated by him.")
    index()
    response = page(client, q="alchohol isolat*", sort="newest")
    instead = response.context["instead"]
    assert (instead.text, instead.sort) == ("alcohol isolat*", "newest")
    assert f'href="?{instead.urlencode()}"'.replace("&", "&amp;") in response.content.decode()
    assert page(client, q='"dependemt on" -alchohol').context["instead"].text == '"dependent on" -alchohol'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("isoleted", "isolated"),
        ("comunity", "community"),
        ("strangeled", "strangled"),
        ("asaults", "assault"),
        ("victms", "victim"),
        ("mohter", "mother"),
        ("themes:alcohol", "theme:alcohol"),
        ("themes: alcohol", "theme: alcohol"),
        ("recipeint:police stranger", "recipient:police stranger"),
        ("themes:alcohol isoleted", "theme:alcohol isolated"),
    ],
)
def test_slips_are_measured_on_words_as_they_are_written(client, typed, meant):
    published(
        None,
        "She was isolated in her community.",
        "An assault: he strangled the victim. A stranger was there.",
        "His mother's.",
    )
    index()
    assert page(client, q=typed).context["instead"].text == meant


@pytest.mark.parametrize("typed", ["strangeled", "savings", "comunity"])
def test_what_is_like_in_its_stem_alone_is_not_suggested(client, typed):
    published(None, "A stranger said the same. It is common to commune.")
    index()
    assert page(client, q=typed).context["instead"] is None


@pytest.mark.parametrize("typed", ["SafeLives", "CAADA", "Clare's Law", "about:victm", '"themes:alcohol"', "dear: law"])
def test_names_of_the_field_and_filters_with_offers_are_not_mended(client, typed):
    published(None, "The victim was safe. A clear law. This year. Themes. There.")
    index()
    assert page(client, q=typed).context["instead"] is None


def test_a_field_word_is_suggested_although_the_words_are_found(client):
    published(None, "The themes of alcohol.")
    index()
    assert page(client, q="themes:alcohol").context["instead"].text == "theme:alcohol"


@pytest.mark.parametrize("typed", ["alcohol", "qqqqqqqqq", "dependent alcohol", "", "zzz", "surgery heavily"])
def test_without_a_misspelt_word_nothing_is_suggested(client, typed):
    published()
    index()
    assert page(client, q=typed).context["instead"] is None


def test_what_else_was_looked_for_is_said(client):
    published()
    index()
    assert "“drink” also found: alcohol, drank, drunk, intoxicated, booze" in html(client, q="drink")
    assert "also found" not in html(client, q='"drink"')
    assert len(found(client, q="drink")) == 1


def test_quotation_marks_leave_out_words_for_the_same_thing_and_keep_other_endings_as_the_page_says(client):
    published(a_review(title="Of policing"), "Policing was discussed.")
    published(a_review(title="Other word"), "Older people were asked.")
    published(a_review(title="This word"), "Elderly people were asked.")
    index()
    assert found(client, q='"police"') == ["Of policing"]
    assert sorted(found(client, q="elderly")) == ["Other word", "This word"]
    assert found(client, q='"elderly"') == ["This word"]
    told = html(client, q="elderly")
    assert "its other endings count all the same" in told
    assert "other endings count too" in told
    assert "To look for a word without these, put it in quotation marks" in told
    for untrue in ("exactly these words", "stands for itself alone", "for a word alone"):
        assert untrue not in told


def test_no_suggestion_holds_a_word_of_what_one_may_not_read(client):
    ours, theirs = AreaFactory(), AreaFactory()
    published()
    secret(a_review(areas=[theirs]), f"The {CANARY} tribunal met.")
    index()
    for misspelt in ("zanzibarin", "zanzibarinee", "zanzibraine", "tribunla"):
        assert page(client, q=misspelt).context["instead"] is None
    log_in(client, UserFactory.coordinator(ours))
    for misspelt in ("zanzibarinx", "zanzibraine", "tribunla"):
        response = page(client, q=misspelt)
        assert response.context["instead"] is None
        assert CANARY not in response.content.decode()
    client.logout()
    log_in(client, UserFactory.coordinator(theirs))
    assert page(client, q="zanzibraine").context["instead"].text == CANARY


def test_a_withdrawn_paper_s_words_are_suggested_no_more_before_the_worker_runs(client):
    paper = published(None, f"The {CANARY} tribunal met.")
    published()
    index()
    assert page(client, q="zanzibraine").context["instead"].text == CANARY
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    assert page(client, q="zanzibraine").context["instead"] is None


def test_words_of_a_panel_s_released_papers_are_suggested_to_the_panel_until_taken_back(client):
    paper = secret(a_review(), f"The {CANARY} tribunal met.", released_to_panel=True)
    log_in(client, ParticipationFactory(review=paper.review, role="panel-member").user)
    index()
    assert page(client, q="zanzibraine").context["instead"].text == CANARY
    paper.refresh_from_db()
    paper.released_to_panel = False
    paper.save()
    assert page(client, q="zanzibraine").context["instead"] is None


def test_no_area_or_agency_of_what_one_may_not_see_is_named_completed_or_understood(client):
    area = AreaFactory(name="Zanzibarine Partnership", slug="zanzibarine")
    agency = AgencyFactory(name="Zanzibarine Constabulary")
    published()
    paper = secret(a_review(areas=[area]), DRANK, kind="imr", agency=agency)
    index()
    asked = [
        {},
        {"q": "area:zanzibarine"},
        {"q": "area:zanzi alcohol"},
        {"q": "area:zanzibarine partnership"},
        {"q": "agency:zanzibarine"},
        {"q": 'agency:"zanzibarine constabularg"'},
        {"add": "area: Zanzibarine Partnership"},
        {"add": "zanzi"},
    ]
    for params in asked:
        response = page(client, **params)
        told = response.content.decode()
        assert "Zanzibarine Partnership" not in told.replace(params.get("add", "-"), "")
        assert "Constabulary" not in told
        assert response.context["unclear"] == ()
        if "q" in params:  # as for a name that there is not at all
            invented = {"q": params["q"].replace("zanzi", "qanzi")}
            assert told.replace("zanzi", "qanzi") == page(client, **invented).content.decode()
    stranger = log_in(client, UserFactory.coordinator(AreaFactory()))
    assert "Zanzibarine" not in html(client)
    client.logout()
    log_in(client, UserFactory.coordinator(area))
    told = html(client)
    assert '<option value="area: Zanzibarine Partnership"></option>' in told
    assert '<option value="agency: Zanzibarine Constabulary"></option>' in told
    assert len(found(client, q="agency:zanzi area:zanzi")) == 1
    assert not stranger.memberships.filter(area=area).exists() and paper.agency == agency


def test_without_an_index_field_words_are_kept_in_the_box(client, settings):
    response = client.get(reverse("search"), {"q": "theme:alcohol refuge"})
    assert response.status_code == 503
    assert 'value="theme:alcohol refuge"' in response.content.decode()
