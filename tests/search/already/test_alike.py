"""How much alike two recommendations are found, by words alone."""

from dataclasses import replace

import numpy as np
import pytest

from dhr.search import meaning
from dhr.search.already.alike import likenesses, parts
from dhr.search.already.compared import compared

HOUSING = "Housing officers should treat repeated complaints of noise as a possible sign of domestic abuse."
LANDLORDS = "Landlords must look behind reports of shouting from a flat, and ask whether the tenant is safe."
DRUGS = "Commissioners should fund a drug service that is open at weekends."


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.SEARCH_RELATED = False


def test_the_same_ask_in_the_same_words_is_the_likest():
    earlier = [compared(text) for text in (DRUGS, LANDLORDS, HOUSING)]
    scores = list(likenesses(compared(HOUSING), earlier))
    assert scores == sorted(scores)
    assert 0 <= scores[0] < scores[2] <= 1


def test_an_ask_in_other_words_is_likelier_than_another_ask():
    earlier = [compared(LANDLORDS), compared(DRUGS)]
    first, second = likenesses(compared(HOUSING), earlier)
    assert first > second


def test_the_same_recipient_counts():
    asked = compared(HOUSING, recipient="housing")
    same, other = likenesses(asked, [compared(HOUSING, recipient="housing"), compared(HOUSING, recipient="police")])
    assert same > other


def test_themes_that_people_stated_of_both_take_the_place_of_those_read_from_the_words():
    asked = compared(DRUGS, themes=["stalking"])
    same, other = parts(asked, [compared(HOUSING, themes=["stalking"]), compared(DRUGS, themes=["carers"])])["theme"]
    assert (same, other) == (1, 0)


def test_where_nobody_stated_themes_of_one_those_read_from_the_words_stand_in():
    assert parts(compared(DRUGS), [compared(DRUGS)])["theme"] == 1
    assert parts(compared(DRUGS), [compared(DRUGS, themes=["stalking"])])["theme"] == 1
    stated_alike, stated_otherwise = (compared(DRUGS, themes=[code]) for code in ("drugs", "stalking"))
    assert 0.5 < parts(stated_alike, [compared(DRUGS)])["theme"] <= 1
    assert parts(stated_otherwise, [compared(DRUGS)])["theme"] == 0.5


def test_the_recipient_tells_the_theme_under_which_the_library_lists_it():
    assert "read:police-response" in compared(DRUGS, recipient="police").facts
    assert "read:police-response" not in compared(DRUGS, recipient="other").facts


def test_word_forms_and_the_fields_short_names_are_evened_out():
    one = compared("Train independent domestic violence advisers.")
    assert one.terms == compared("training IDVAs").terms


def test_nothing_earlier_is_no_error_and_nothing_alike():
    assert len(likenesses(compared(HOUSING), [])) == 0


@pytest.mark.parametrize("text", ["", "the of and", "—", "\u202e\U0001f600"])
def test_a_text_without_words_is_like_nothing(text):
    assert likenesses(compared(text), [compared(HOUSING)])[0] < 0.12


def test_without_vectors_meaning_plays_no_part():
    assert "meaning" not in parts(compared(HOUSING), [compared(DRUGS)])


def test_an_earlier_one_whose_vector_is_still_missing_is_compared_by_the_rest():
    asked = replace(compared(HOUSING), vector=bytes(768))
    assert likenesses(asked, [compared(HOUSING)])[0] > 0


@pytest.mark.parametrize("vector", [None, np.ones(meaning.DIMENSIONS, np.float16).tobytes()])
def test_the_first_recommendation_of_a_site_has_none_before_it(vector):
    assert list(likenesses(replace(compared(HOUSING), vector=vector), [])) == []
