"""How much alike two recommendations are found, by words alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search import meaning
from dhr.search.already.alike import likenesses, parts
from dhr.search.already.compared import Compared, compared

HOUSING = "Housing officers should treat repeated complaints of noise as a possible sign of domestic abuse."
LANDLORDS = "Landlords must look behind reports of shouting from a flat, and ask whether the tenant is safe."
DRUGS = "Commissioners should fund a drug service that is open at weekends."


def likeness(asked, earlier):
    """How much alike each of `earlier` is to the one that asks."""
    [scores] = likenesses([asked], earlier)
    return scores


@pytest.fixture(autouse=True)
def no_model(settings):
    settings.SEARCH_RELATED = False


def test_the_same_ask_in_the_same_words_is_the_likest():
    earlier = [compared(text) for text in (DRUGS, LANDLORDS, HOUSING)]
    scores = list(likeness(compared(HOUSING), earlier))
    assert scores == sorted(scores)
    assert 0 <= scores[0] < scores[2] <= 1


def test_an_ask_in_other_words_is_likelier_than_another_ask():
    earlier = [compared(LANDLORDS), compared(DRUGS)]
    first, second = likeness(compared(HOUSING), earlier)
    assert first > second


def test_the_same_recipient_counts():
    asked = compared(HOUSING, recipient="housing")
    same, other = likeness(asked, [compared(HOUSING, recipient="housing"), compared(HOUSING, recipient="police")])
    assert same > other


def test_themes_that_people_stated_of_both_take_the_place_of_those_read_from_the_words():
    asked = compared(DRUGS, themes=["stalking"])
    same, other = parts([asked], [compared(HOUSING, themes=["stalking"]), compared(DRUGS, themes=["carers"])])["theme"][
        0
    ]
    assert (same, other) == (1, 0)


def test_where_nobody_stated_themes_of_one_those_read_from_the_words_stand_in():
    assert parts([compared(DRUGS)], [compared(DRUGS)])["theme"] == 1
    assert parts([compared(DRUGS)], [compared(DRUGS, themes=["stalking"])])["theme"] == 1
    stated_alike, stated_otherwise = (compared(DRUGS, themes=[code]) for code in ("drugs", "stalking"))
    assert 0.5 < parts([stated_alike], [compared(DRUGS)])["theme"] <= 1
    assert parts([stated_otherwise], [compared(DRUGS)])["theme"] == 0.5


def test_the_recipient_tells_the_theme_under_which_the_library_lists_it():
    assert "read:police-response" in compared(DRUGS, recipient="police").facts
    assert "read:police-response" not in compared(DRUGS, recipient="other").facts


def test_word_forms_and_the_fields_short_names_are_evened_out():
    one = compared("Train independent domestic violence advisers.")
    assert one.terms == compared("training IDVAs").terms


def test_nothing_earlier_is_no_error_and_nothing_alike():
    assert len(likeness(compared(HOUSING), [])) == 0


@pytest.mark.parametrize("text", ["", "the of and", "—", "\u202e\U0001f600"])
def test_a_text_without_words_is_like_nothing(text):
    assert likeness(compared(text), [compared(HOUSING)])[0] < 0.12


def test_without_vectors_meaning_plays_no_part():
    assert "meaning" not in parts([compared(HOUSING)], [compared(DRUGS)])


def test_an_earlier_one_whose_vector_is_still_missing_is_compared_by_the_rest():
    asked = replace(compared(HOUSING), vector=bytes(768))
    assert likeness(asked, [compared(HOUSING)])[0] > 0


@pytest.mark.parametrize("vector", [None, np.ones(meaning.DIMENSIONS, np.float16).tobytes()])
def test_the_first_recommendation_of_a_site_has_none_before_it(vector):
    assert list(likeness(replace(compared(HOUSING), vector=vector), [])) == []


FACTS = [f"{kind}:{code}" for kind in ("to", "body", "library", "theme", "read", "ask") for code in "abc"]
VECTORS = [None, *(np.array(each, np.float16).tobytes() for each in ([0.6, 0.8], [0.8, -0.6], [0, 0]))]
some = st.lists(
    st.builds(
        Compared,
        st.lists(st.sampled_from(["noise", "house", "drug", "fund", "thème"]), max_size=8).map(tuple),
        st.frozensets(st.sampled_from(FACTS), max_size=8),
        st.sampled_from(VECTORS),
    ),
    min_size=1,
    max_size=6,
)


@given(some, some, some)
def test_many_that_ask_at_once_of_many_are_compared_as_each_by_itself(asking, earlier, among):
    together = likenesses(asking, earlier, among=among)
    one_by_one = [[likenesses([one], [other], among=among)[0, 0] for other in earlier] for one in asking]
    assert np.allclose(together, one_by_one, atol=1e-6)
    assert (together >= 0).all() and (together <= 1.0001).all()


def test_nobody_who_asks_is_no_error():
    assert likenesses([], [compared(HOUSING), compared(DRUGS)]).shape == (0, 2)
