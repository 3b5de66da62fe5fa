"""Texts without a theme though full of its words: lists of names, chairs' lives, a council's other business."""

import pytest

from nlp import analyse
from nlp.components.listing import listed

COUPLE = {
    "victim": [{"names": ["Amina"], "sex": "female"}],
    "perpetrator": [{"names": ["Joseph"], "sex": "male"}],
}


def themes(text, people=None):
    return {mention.theme for mention in analyse(text, people)}


CONTENTS = (
    "Contents\n1. Introduction ........ 3\n2. Police ............ 9\n3. Coercive control .. 14\n4. Alcohol ........ 20"
)
PAGED = "Introduction 3\nMental health services 9\nCoercive control 14\nAlcohol 20"
GLOSSARY = (
    "AMHP    Approved Mental Health Professional\n"
    "CMHT – Community Mental Health Team\n"
    "NRPF: No Recourse to Public Funds"
)
LAWS = "Serious Crime Act 2015, section 76\nMisuse of Drugs Act 1971\nImmigration Act 1971\nMental Health Act 1983"
PANEL = "8. The Review Panel\nSuicide Prevention Lead – Public Health\nService Manager – Horizons (drug and alcohol)"
AGENDA = "Safer Arden Partnership – Agenda\n1. Welcome\n2. Drugs and alcohol – update\n3. Hate crime – update"


@pytest.mark.parametrize("text", [CONTENTS, PAGED, GLOSSARY, LAWS, PANEL, AGENDA])
def test_what_a_list_names_is_no_theme_also_where_people_are_known(text):
    assert themes(text) == themes(text, COUPLE) == set()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Contents\n1. Alcohol\nAmina told her GP that she was drinking heavily.", "alcohol"),
        ("Amina, 34\nJoseph, 41\nLow mood since the birth, 12\nDrinking heavily, 30", "alcohol"),
        ("GP seen 3 May, low mood\nMARAC heard 5 June\nIDVA rang twice, no reply", "mental-health"),
        ("Risks\n- Separation in March\n- Joseph drinks heavily\n- Pregnancy", "alcohol"),
    ],
)
def test_lines_that_say_something_are_read(text, theme):
    assert theme in themes(text, COUPLE)


def test_a_list_is_told_line_by_line():
    text = "Abbreviations\nIDVA – Independent Domestic Violence Adviser\n\nThe IDVA was told of it."
    assert [text[start:end] for start, end in listed(text)] == text.split("\n")[:2]


def test_two_lines_alike_are_no_list():
    assert listed("Care Act 2014\nSerious Crime Act 2015") == []


CHAIR = (
    "Ruth Marlow is a registered nurse by background and was a lecturer in mental health. She has chaired nine "
    "reviews, has published on stalking and on older people, and has never worked for any agency of this county."
)
LICENCE = (
    "Application for a premises licence at The Refuge, 4 Mill Lane, to permit the sale of alcohol until 01:00. "
    "Parking was a concern of two residents."
)
BANK = "The bank rate had been held. The dependence on borrowing would be reduced and the drugs company bonds sold."


@pytest.mark.parametrize("text", [CHAIR, LICENCE, BANK])
def test_chairs_and_other_business_hold_no_theme(text):
    assert themes(text) == set()


def test_business_that_touches_a_review_is_read():
    text = LICENCE + " The police spoke of domestic violence by customers who drank heavily."
    assert "alcohol" in themes(text)


def test_a_paper_about_somebody_of_the_case_is_no_other_matter():
    text = "Amina rang about her bin and the street lighting; parking had been the quarrel. She was drinking heavily."
    assert "alcohol" in themes(text, COUPLE)
    assert "mental-health" in themes(
        "Amina had served in the army, retired from it in 2010 and was a qualified nurse. "
        "By background depressed, she had never worked since.",
        COUPLE,
    )
