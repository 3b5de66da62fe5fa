"""Whom a mention is about, with and without the people of the review."""

import pytest

from nlp import analyse

PEOPLE = {"victim": ["Amina"], "perpetrator": ["Joseph"], "child": ["Leila"]}


def subjects(text, theme, people=PEOPLE):
    return {m.subject for m in analyse(text, people) if m.theme == theme}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Amina told her GP that Joseph was depressed.", "perpetrator"),
        ("Amina was worried about Joseph's depression.", "perpetrator"),
        ("Joseph, who had been looking after Amina, was depressed.", "perpetrator"),
        ("Joseph attacked Amina while depressed.", "perpetrator"),
        ("Joseph hit Amina. He was depressed.", "perpetrator"),
        ("Joseph hit Amina. She was depressed.", "victim"),
        ("Amina's mother had depression.", "other"),
        ("Joseph's brother said that he was depressed.", "perpetrator"),
        ("There was a diagnosis of depression in Joseph's notes.", "perpetrator"),
        ("Leila was depressed after the move.", "child"),
        ("The family knew about the depression.", "unknown"),
    ],
)
def test_condition_belongs_to_who_has_it(text, subject):
    assert subjects(text, "mental-health") == {subject}


@pytest.mark.parametrize(
    "text", ["Both had depression.", "Amina and Joseph had depression.", "The couple had depression."]
)
def test_both_is_two_mentions(text):
    assert subjects(text, "mental-health") == {"victim", "perpetrator"}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Joseph punched Amina.", "victim"),
        ("Amina was punched by Joseph.", "victim"),
        ("He punched her.", "victim"),
        ("She punched him.", "perpetrator"),
        ("Joseph punched Amina's mother.", "other"),
        ("Joseph denied punching her.", "victim"),
    ],
)
def test_abuse_is_about_the_person_harmed(text, subject):
    assert subjects(text, "physical-abuse") == {subject}


def test_relative_named_once_is_known_by_the_noun():
    text = "Joseph was her son. Police were told that her son had dementia."
    assert subjects(text, "dementia") == {"perpetrator"}


def test_family_statement_speaks_of_the_victim():
    assert subjects("My sister was depressed.", "mental-health") == {"victim"}


def test_two_women_are_not_confused():
    people = {
        "victim": [{"names": ["Amina"], "sex": "female"}],
        "perpetrator": [{"names": ["Nia"], "sex": "female"}],
    }
    assert subjects("Amina met Nia in 2010. She was depressed.", "mental-health", people) == {"unknown"}
    assert subjects("Nia was unwell in 2010. She was depressed.", "mental-health", people) == {"perpetrator"}
    assert subjects("Nia said that Amina had punched her.", "physical-abuse", people) == {"perpetrator"}


@pytest.mark.parametrize(
    ("victim", "perpetrator"),
    [("Adult A", "Adult B"), ("AB", "CD"), ("Mrs Holt", "Mr Holt"), ("Rose", "Mark"), ("Ms X", "Mr Y")],
)
def test_every_naming_convention_is_read(victim, perpetrator):
    people = {"victim": [victim], "perpetrator": [perpetrator]}
    text = f"{victim} was depressed. {perpetrator} had dementia."
    assert subjects(text, "mental-health", people) == {"victim"}
    assert subjects(text, "dementia", people) == {"perpetrator"}


def test_name_that_is_also_a_word_needs_its_capital():
    people = {"victim": ["Rose"], "perpetrator": ["Mark"]}
    assert subjects("The number rose. Depression is a mark of the times.", "mental-health", people) == {"unknown"}


def test_roles_are_read_when_nobody_is_known():
    text = "The perpetrator was depressed. He had told the victim about her suicide attempt."
    assert subjects(text, "mental-health", {}) == {"perpetrator"}
    assert subjects(text, "suicide", {}) == {"victim"}


def test_pronoun_without_anybody_is_unknown():
    assert subjects("She was depressed.", "mental-health", {}) == {"unknown"}


def test_person_is_told_by_id():
    people = {
        "victim": [{"id": "p1", "names": ["Amina"], "sex": "female"}],
        "perpetrator": [{"id": "p2", "names": ["Joseph"]}],
    }
    persons = {m.theme: m.person for m in analyse("Joseph had dementia. Amina was depressed.", people)}
    assert persons == {"dementia": "p2", "mental-health": "p1"}


def test_two_victims_are_told_apart():
    people = {"victim": [{"id": "a", "names": ["Amina"]}, {"id": "b", "names": ["Sara"]}]}
    assert [m.person for m in analyse("Sara was depressed.", people)] == ["b"]
    unnamed = analyse("The victim was depressed.", people)
    assert [(m.subject, m.person) for m in unnamed] == [("victim", None)]


def test_alcohol_is_also_substance_misuse_once():
    found = analyse("Joseph was drunk.", PEOPLE)
    assert [(m.theme, m.quote) for m in found] == [("alcohol", "drunk"), ("substance-misuse", "drunk")]


def test_alcohol_or_substance_misuse_is_no_drug_misuse():
    themes = {m.theme for m in analyse("Joseph had a history of alcohol or substance misuse.", PEOPLE)}
    assert themes == {"alcohol", "substance-misuse"}


def test_quoted_speech_is_about_the_speaker():
    assert subjects('Amina said to the nurse: "he punched me".', "physical-abuse") == {"victim"}


def test_pregnancy_is_never_his():
    people = {"victim": [{"names": ["Amina"], "sex": "female"}], "perpetrator": [{"names": ["Joseph"], "sex": "male"}]}
    text = "Amina was unwell. His drinking worsened after the miscarriage."
    assert subjects(text, "pregnancy", people) == {"victim"}
