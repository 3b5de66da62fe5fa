"""Whom pronouns, kin, initials and asides point to: kinds of sentences that went wrong in reviews, logs and notes."""

import pytest

from nlp import analyse

COUPLE = {
    "victim": [{"names": ["Amina"], "sex": "female"}],
    "perpetrator": [{"names": ["Joseph"], "sex": "male"}],
}
MOTHER_AND_SON = {
    "victim": [{"names": ["Amina"], "sex": "female", "age_band": "65-74"}],
    "perpetrator": [{"names": ["Joseph"], "sex": "male"}],
}


def subjects(text, theme, people=COUPLE):
    return {m.subject for m in analyse(text, people) if m.theme == theme}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("Amina, as her aunt feared, had begun to drink heavily.", "alcohol", "victim"),
        ("Joseph, his sister believes, was taking cocaine.", "drugs", "perpetrator"),
        ("Joseph, unlike Amina, drank every day.", "alcohol", "perpetrator"),
        ("Amina, like her sister, was depressed.", "mental-health", "victim"),
        ("Joseph told us he was depressed.", "mental-health", "perpetrator"),
        ("Joseph told me he had been using cocaine.", "drugs", "perpetrator"),
    ],
)
def test_asides_and_writers_are_passed_over(text, theme, subject):
    assert subjects(text, theme) == {subject}


@pytest.mark.parametrize(
    "text",
    [
        "Amina called about her son Joseph. His mother had dementia.",
        "Son Joseph cares for Amina. Joseph's mother has dementia.",
        "Joseph, her son, lived with Amina. The perpetrator's mother had dementia.",
    ],
)
def test_each_end_of_a_kinship_is_known_by_the_other(text):
    assert subjects(text, "dementia", MOTHER_AND_SON) == {"victim"}


def test_the_father_of_whose_is_somebody_else():
    assert subjects("Amina, whose father was an alcoholic, slept badly.", "alcohol") == {"other"}


@pytest.mark.parametrize(
    "text", ["Alcohol played no part with either.", "There was no smell of drink on either.", "Neither drank."]
)
def test_either_is_two_mentions(text):
    assert subjects(f"Amina and Joseph were seen. {text}", "alcohol") == {"victim", "perpetrator"}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("V states P was drunk.", "alcohol", "perpetrator"),
        ("P strangled V in the bath.", "strangulation", "victim"),
        ("Joseph was seen. Police spoke to Amina. J was drunk.", "alcohol", "perpetrator"),
        ("Amina was given vitamin J. Joseph was drunk.", "alcohol", "perpetrator"),
    ],
)
def test_a_single_capital_is_who_the_text_means_by_it(text, theme, subject):
    assert subjects(text, theme) == {subject}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("Custody. DP Joseph. On sertraline since spring.", "mental-health", "perpetrator"),
        ("Letter re Joseph. Cocaine at weekends.", "drugs", "perpetrator"),
        ("Pt denies low mood. Partner Joseph was at work.", "mental-health", "victim"),
        ("Amina attended alone. Doesn't take alcohol.", "alcohol", "victim"),
    ],
)
def test_a_note_goes_on_about_whom_it_began_with(text, theme, subject):
    assert subjects(text, theme) == {subject}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("Joseph forced himself on Amina.", "sexual-abuse", "victim"),
        ("Amina said Joseph drinks her benefits.", "alcohol", "perpetrator"),
        ("She had been taking Joseph's tramadol.", "drugs", "victim"),
        ("Joseph was hit by Amina.", "physical-abuse", "perpetrator"),
    ],
)
def test_who_does_and_who_is_done_to_are_told_apart(text, theme, subject):
    assert subjects(text, theme) == {subject}


@pytest.mark.parametrize(
    "text",
    [
        "If he says that he'll kill himself should she leave, treat it as a threat to her.",
        "Staff should ask. A tenant may be thinking of ending it all.",
    ],
)
def test_advice_about_nobody_is_hypothetical_about_nobody(text):
    found = [m for m in analyse(text, {}) if m.theme == "suicide"]
    assert {(m.subject, m.status) for m in found} == {("unknown", "hypothetical")}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ('"I cut myself up again," Joseph told the officer.', "self-harm", "perpetrator"),
        ('"I want to kill myself," Amina texted.', "suicide", "victim"),
        ("She drank heavily, Amina, and slept by day.", "alcohol", "victim"),
        ("Pt Amina. Boyfriend at bedside. Smells of alcohol.", "alcohol", "victim"),
    ],
)
def test_speakers_and_names_that_come_later_and_patients_are_found(text, theme, subject):
    assert subjects(text, theme) == {subject}


def test_a_perpetrator_may_have_been_harmed_by_kin():
    people = {"perpetrator": [{"names": ["Ebony"], "sex": "female"}]}
    assert subjects("Ebony's father beat her with a belt.", "physical-abuse", people) == {"perpetrator"}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("He heard voices, took crack to quieten them and twice tried to hang himself.", "suicide", "perpetrator"),
        ("Patient states she wanted to sleep. Seen by the psychiatric team: low mood.", "mental-health", "victim"),
    ],
)
def test_who_acts_on_oneself_and_who_a_note_is_about(text, theme, subject):
    assert subjects(text, theme) == {subject}


def test_who_she_was_in_one_sentence_she_is_at_the_beginning_of_the_next():
    people = COUPLE | {
        "child": [{"names": ["Leila"], "sex": "female"}],
        "other": [{"names": ["aunt"], "sex": "female"}],
    }
    text = "Leila went to a clinic, which she left with her aunt. Her tutor noticed that she had been cutting her arms."
    assert subjects(text, "self-harm", people) == {"child"}


def test_a_daughter_who_tells_speaks_of_her_mother_also_where_she_is_known_to_the_review():
    people = MOTHER_AND_SON | {"other": [{"names": ["daughter"], "sex": "female"}]}
    text = "The daughter told the surgery that she believed Joseph was hitting her."
    assert subjects(text, "physical-abuse", people) == {"victim"}


@pytest.mark.parametrize(
    ("text", "theme", "subject"),
    [
        ("We looked at 312 victims. Of these, 58% had a mental health need.", "mental-health", "victim"),
        (
            "Survivors answered. In three of the last five reviews somebody had been misusing alcohol.",
            "alcohol",
            "victim",
        ),
        ("Of the suspects, a third of them had been misusing alcohol.", "alcohol", "perpetrator"),
        ("Victims and suspects were counted. Of these, 58% had a mental health need.", "mental-health", "unknown"),
    ],
)
def test_what_is_counted_is_about_the_side_that_the_paper_names(text, theme, subject):
    found = {(m.subject, m.status) for m in analyse(text) if m.theme == theme}
    assert found == {(subject, "present")}
