from pathlib import Path

import pytest

from nlp import recommendations
from nlp.evaluation.recommendations import score

DEVELOPMENT = Path("nlp/evaluation/recommendations-development.jsonl")


def texts(section):
    return [each.text for each in recommendations(section)]


def test_development_sections_are_cut_as_marked():
    counts = score(DEVELOPMENT)
    assert 2 * counts["same"] / (counts["marked"] + counts["found"]) >= 0.93
    assert counts["recipients"] / counts["same"] >= 0.94
    assert counts["scope"] / counts["same"] >= 0.95
    assert counts["a theme"] / counts["same"] >= 0.83


@pytest.mark.parametrize(
    "label", ["1. ", "1.1 ", "R1: ", "Recommendation 3: ", "(a) ", "iv. ", "[1] ", "A1 ", "➢ ", "• ", "- ", "First, "]
)
def test_numbers_and_bullets_are_left_out(label):
    first, second = "The police should train all staff.", "The surgery should keep one record."
    assert texts(f"{label}{first}\n{label}{second}") == [first, second]


def test_offsets_lead_to_the_words():
    section = "Recommendations\n\n1. The police should train\nall of their staff.\n"
    (only,) = recommendations(section)
    assert section[only.start : only.end] == only.text == "The police should train\nall of their staff."


def test_reasons_lessons_and_introductions_are_no_recommendations():
    section = (
        "The panel discussed many things.\n\nLesson 1. Nobody asked.\n"
        "R1. The hospital should ask about abuse.\nRationale: It was never asked.\n\nThe panel is grateful to all."
    )
    assert texts(section) == ["The hospital should ask about abuse."]


def test_points_under_a_lead_in_are_one_recommendation():
    section = "1. All agencies should:\na) attend MARAC;\nb) bring what they know.\n2. The police should call back."
    assert texts(section) == [
        "All agencies should:\na) attend MARAC;\nb) bring what they know.",
        "The police should call back.",
    ]


def test_points_may_follow_a_clause_that_is_left_open():
    section = (
        "R1. The police should, when a statement is withdrawn,\n(a) ask again;\n(b) write down why.\nR2. Call back."
    )
    assert texts(section)[0] == "The police should, when a statement is withdrawn,\n(a) ask again;\n(b) write down why."


def test_a_title_behind_the_number_is_left_out():
    section = (
        "Recommendation 1: Interpreters\nThe Trust must stop the use of relatives.\nWhy: it happened eleven times."
    )
    assert texts(section) == ["The Trust must stop the use of relatives."]


def test_an_agency_in_brackets_behind_is_whom_it_asks():
    (only,) = recommendations("1. Link logs by person. (Police)")
    assert (only.text, only.recipients) == ("Link logs by person.", ("police",))


def test_orders_in_bullets_need_no_full_stop():
    assert texts("POLICE\n• Give every victim a named officer\n• Tell the IDVA when bail ends") == [
        "Give every victim a named officer",
        "Tell the IDVA when bail ends",
    ]


def test_a_heading_lends_its_agency_and_scope():
    section = "National recommendations\n\nMental Health Trust\n1. Share crisis plans with carers."
    (only,) = recommendations(section)
    assert only.recipients == ("health",)
    (national,) = recommendations("National recommendations\n1. Colleges should teach about stalking.")
    assert (national.scope, national.recipients) == ("national", ("education",))


def test_rows_of_an_action_plan_are_read_by_their_columns():
    section = (
        "No | Recommendation | Scope | Lead\n1 | Build one referral form for all. | Regional | Police and Probation"
    )
    (only,) = recommendations(section)
    assert only.text == "Build one referral form for all."
    assert (set(only.recipients), only.scope) == ({"police", "probation"}, "regional")


def test_whoever_is_asked_counts_not_whoever_is_mentioned():
    (only,) = recommendations("1. Housing officers should receive training from the IDVA service.")
    assert (only.recipients, only.scope, only.themes) == (("housing",), "local", ("training",))


def test_a_text_without_recommendations_gives_none():
    assert recommendations("The panel met four times. Police attended.") == []
    assert recommendations("") == []
