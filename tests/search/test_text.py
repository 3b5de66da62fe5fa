import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.text import BOUNDARY, analyse, beginning, index_text, runs


def terms(text: str) -> list[str]:
    return [term for term, _, _ in analyse(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Organisations", "organization"),
        ("analyse", "analyze"),
        ("neighbours' behaviour", "neighbor's behavior"),
        ("advisors", "adviser"),
        ("enquiry", "inquiry"),
        ("programmes", "program"),
        ("paediatric", "pediatric"),
        ("counsellor", "counselor"),
        ("well-being", "wellbeing"),
        ("self-harming", "selfharm"),
        ("co-ordinated", "coordinate"),
        ("e-mails", "email"),
        ("non\u2011molestation", "nonmolestation"),
        ("domes\u00adtic", "domestic"),
        ("CAF\u00c9", "cafe\u0301"),
        ("Stra\u00dfe", "STRASSE"),
        ("can't", "can\u2019t"),
        ("the victim's", "the victims"),
        ("G.P.s", "general practitioners"),
        ("DVPNs", "domestic violence protection notice"),
        ("A&E", "accident and emergency"),
        ("Clare\u2019s Law", "DVDS"),
        ("MARACs", "multiagency risk assessment conference"),
        ("IDSVA", "independent domestic and sexual violence advisor"),
        ("DVA", "domestic violence and abuse"),
        ("DVPO", "Domestic Violence Protection Orders"),
        ("CAADA's", "SafeLives"),
        ("CSC", "Children\u2019s Social Care"),
        ("SAR", "safeguarding adults review"),
        ("women", "woman's"),
        ("womens", "women\u2019s"),
        ("children", "child"),
        ("stepchildren", "step-child"),
        ("lessons learnt", "lessons learned"),
        ("pedophile", "paedophile"),
        ("fulfillment", "fulfilment"),
        ("quarreling", "quarrelling"),
        ("multi-\nagency", "multiagency"),
    ],
)
def test_two_ways_of_writing_are_one(one, other):
    assert terms(one) == terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prize", "price"),
        ("police", "policy"),
        ("drug", "rug"),
        ("general", "GP"),
        ("dash", "Dashwood"),
        # the stemmer makes one of these
        ("housing", "house"),
        ("local authorities", "local author"),
        ("severe", "several"),
        ("police officers", "police office"),
        ("relatives", "related"),
        ("personality", "person"),
        ("minority", "minor"),
        ("responsibility", "response"),
        ("medication", "medical"),
        ("nationality", "national"),
        ("informal", "information"),
        ("executive", "executed"),
        ("probate", "probation"),
    ],
)
def test_different_words_stay_different(one, other):
    assert terms(one) != terms(other)


def test_name_written_out_is_one_token_over_all_its_words():
    assert analyse("An independent domestic violence adviser called.")[1] == ("idva", 3, 40)


def test_words_of_a_name_written_out_are_indexed_after_a_boundary():
    assert index_text("the general practitioner knew") == f"the gp knew {BOUNDARY} general practition"


def test_closed_compound_is_two_tokens_at_one_place():
    assert analyse("multiagency") == [("multi", 0, 11), ("agenc", 0, 11)]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("isol", "isolated"),
        ("isolat", "isolation"),
        ("abusi", "abusive"),
        ("abusiv", "abusive"),
        ("policy", "policies"),
        ("housin", "housing"),
        ("authorit", "authorities"),
        ("responsibil", "responsibility"),
        ("severit", "severity"),
        ("organiz", "organisations"),
        ("behavio", "behaviour"),
        ("childr", "children"),
        ("reoff", "re-offended"),
        ("wellb", "well-being"),
        ("CAAD", "CAADA"),
        ("MARA", "MARACs"),
        ("Caf\u00e9", "cafes"),
        ("o'br", "O\u2019Brien"),
        ("victimis", "victimized"),
    ],
)
def test_words_are_found_by_how_they_begin(typed, word):
    start, kept = beginning(typed)
    found = terms(word)
    assert found[0].startswith(start) or tuple(found) in kept


@pytest.mark.parametrize(("typed", "word"), [("isolat", "insulation"), ("abusi", "absent"), ("reoff", "reassess")])
def test_words_that_begin_otherwise_are_not(typed, word):
    start, kept = beginning(typed)
    assert not terms(word)[0].startswith(start) and tuple(terms(word)) not in kept


@pytest.mark.parametrize("typed", ["", "two words", "multi-ag", "*", "\u0301"])
def test_what_is_no_single_word_is_no_beginning(typed):
    assert beginning(typed) is None


def test_endless_word_is_cut():
    ((term, start, end),) = analyse("x" * 100_000)
    assert (len(term), start, end) == (64, 0, 100_000)


@given(st.text())
def test_any_text_gives_clean_terms_in_order_within_it(text):
    for run in runs(text):
        for term, start, end in run:
            assert 0 <= start < end <= len(text)
            assert 0 < len(term) <= 64
            assert not any(letter.isspace() or letter == BOUNDARY for letter in term)
        assert [start for _, start, _ in run] == sorted(start for _, start, _ in run)


@given(st.text(st.characters(categories=["Lu", "Ll"]), max_size=30))
def test_composed_and_decomposed_letters_are_one(text):
    assert terms(unicodedata.normalize("NFC", text)) == terms(unicodedata.normalize("NFD", text))
