"""Whether a mention holds: denial, doubt, condition and general guidance."""

import pytest

from nlp import analyse

PEOPLE = {"victim": ["Amina"], "perpetrator": ["Joseph"]}


def statuses(text, theme, people=PEOPLE):
    return {(m.status, m.cue) for m in analyse(text, people) if m.theme == theme}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Amina denied any self-harm.", "denied"),
        ("There was no evidence of self-harm by Amina.", "no evidence of"),
        ("Amina had never self-harmed.", "never"),
        ("Self-harm by Amina was ruled out.", "was ruled out"),
        ("Amina did not report any self-harm to the nurse.", "not report any"),
    ],
)
def test_denial_is_absent_with_its_cue(text, cue):
    assert statuses(text, "self-harm") == {("absent", cue)}


@pytest.mark.parametrize(
    "text",
    [
        "Amina may have been depressed.",
        "Her sister suspected that Amina was depressed.",
        "It was unclear whether Amina was depressed.",
        "Joseph alleged that Amina was depressed.",
    ],
)
def test_doubt_is_possible(text):
    assert {status for status, _ in statuses(text, "mental-health")} == {"possible"}


@pytest.mark.parametrize(
    "text",
    [
        "If Amina had been depressed, a referral would have followed.",
        "The nurse asked Amina whether she was depressed.",
        "Unless Amina was depressed the service would not see her.",
    ],
)
def test_condition_or_question_is_hypothetical(text):
    assert {status for status, _ in statuses(text, "mental-health")} == {"hypothetical"}


@pytest.mark.parametrize(
    "text",
    [
        "Amina had previously been depressed.",
        "In 2009 Amina was treated for depression.",
        "Amina was no longer taking antidepressants.",
        "There was no support for her depression.",
        "The GP did not recognise Amina's depression.",
        "There is no doubt that Amina was depressed.",
    ],
)
def test_history_and_missing_help_are_present(text):
    assert statuses(text, "mental-health") == {("present", None)}


def test_denial_ends_at_the_next_clause():
    text = "Joseph denied hitting Amina but was drunk when he was arrested."
    assert statuses(text, "physical-abuse") == {("absent", "denied")}
    assert statuses(text, "alcohol") == {("present", None)}


def test_denial_ends_at_a_second_verb():
    text = "Joseph denied hitting Amina and was drunk."
    assert statuses(text, "alcohol") == {("present", None)}


def test_denial_reaches_over_a_list():
    text = "Amina had no history of self-harm, depression or alcohol misuse."
    for theme in ("self-harm", "mental-health", "alcohol"):
        assert {status for status, _ in statuses(text, theme)} == {"absent"}


@pytest.mark.parametrize(
    "text",
    [
        "Staff should ask about suicidal thoughts.",
        "All practitioners must consider suicide when a relationship ends.",
        "Suicide prevention",
        "Women who are abused are more likely to attempt suicide.",
    ],
)
def test_guidance_about_nobody_is_hypothetical_and_unknown(text):
    found = [m for m in analyse(text, PEOPLE) if m.theme == "suicide"]
    assert {(m.subject, m.status) for m in found} == {("unknown", "hypothetical")}


def test_note_without_a_person_is_no_guidance():
    found = [m for m in analyse("Denies suicidal ideation.", PEOPLE) if m.theme == "suicide"]
    assert {(m.subject, m.status) for m in found} == {("unknown", "absent")}


def test_failure_of_practice_is_present():
    found = [m for m in analyse("No risk assessment was completed.") if m.theme == "risk-assessment"]
    assert {(m.subject, m.status, m.cue) for m in found} == {(None, "present", None)}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They wondered if Amina had been drinking heavily.", "possible"),
        ("It is not known whether Amina drank.", "possible"),
        ("Amina, her aunt believes, drank heavily.", "possible"),
        ("Was Amina drinking heavily? Nobody asked.", "possible"),
        ("Nobody has suggested that Amina drank.", "absent"),
        ("The crew queried whether Amina had been drinking; she had not.", "absent"),
        ("Amina was seen alone. Alcohol nil.", "absent"),
        ("Amina drank, the court heard in May.", "present"),
        ("In May Amina was drunk.", "present"),
        ("Staff to ring should she drink again.", "hypothetical"),
    ],
)
def test_the_longer_wording_decides(text, status):
    assert {found for found, _ in statuses(text, "alcohol")} == {status}


def test_a_threat_stands_even_with_an_if():
    assert {status for status, _ in statuses("If Amina leaves he'll kill himself.", "suicide")} == {"present"}


@pytest.mark.parametrize(
    ("text", "theme", "status"),
    [
        ("Joseph had a feeling that Amina was depressed.", "mental-health", "possible"),
        ("Joseph alleged that it was she who lied and that Amina was depressed.", "mental-health", "possible"),
        ("Whether Amina was ever depressed is not clear.", "mental-health", "possible"),
        ("Amina ? depressed.", "mental-health", "possible"),
        ("Amina said to have depression.", "mental-health", "possible"),
        ("Nobody who knew her had seen Amina drunk.", "alcohol", "absent"),
        ("Joseph denies alcohol.", "alcohol", "absent"),
        ("Nothing in the notes of Amina pointed to depression.", "mental-health", "absent"),
        ("Amina had never so much as smoked cannabis.", "drugs", "absent"),
        ("Had the doctor asked Amina about depression, she might have said.", "mental-health", "hypothetical"),
        ("Contact would stop should Joseph be drunk again.", "alcohol", "hypothetical"),
        ("Were Amina to become depressed, the team would visit.", "mental-health", "hypothetical"),
    ],
)
def test_doubt_denial_and_condition_are_said_in_many_ways(text, theme, status):
    assert {status for status, _ in statuses(text, theme)} == {status}


def test_an_injury_with_an_innocent_cause_beside_it_is_possible_abuse():
    assert {s for s, _ in statuses("Amina says fell over cat. Bruising to cheek.", "physical-abuse")} == {"possible"}


def test_a_suspect_without_article_casts_no_doubt():
    text = "Log: suspect had Amina by the neck up against the fridge."
    assert {s for s, _ in statuses(text, "strangulation")} == {"present"}


def test_a_fact_in_a_sentence_with_a_condition_still_holds():
    text = "Had Amina been thirty, her black eye would have led to a referral."
    assert {s for s, _ in statuses(text, "physical-abuse")} == {"present"}


@pytest.mark.parametrize(
    ("text", "status", "cue"),
    [
        ('"Have you ever self-harmed?" was answered "no" by Amina.', "absent", 'answered "no'),
        ("To the question “Have you ever self-harmed?” Amina wrote “never”.", "absent", "wrote “never"),
        ('Question 9, "Has she self-harmed?", was ticked yes.', "present", None),
        ('"Has she self-harmed?" was left blank on the form.', "possible", "Has"),
        ('The form has "Have you ever self-harmed?" on its last page.', "hypothetical", "Have"),
        ('Amina said "I have self-harmed." Was she asked why?', "present", None),
    ],
)
def test_a_quoted_question_holds_as_it_was_answered(text, status, cue):
    assert statuses(text, "self-harm") == {(status, cue)}


def about(text, theme, people=None):
    return {(m.subject, m.status) for m in analyse(text, people or {}) if m.theme == theme}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Research suggests that 38% of victims were depressed.", "victim"),
        ("Surveys put depression at 38 per cent among perpetrators.", "perpetrator"),
        ("Some 12,400 women had been diagnosed with depression.", "unknown"),
        ("Of perpetrators and victims 38% were depressed.", "unknown"),
    ],
)
def test_what_was_counted_holds_of_those_who_were_counted(text, subject):
    assert about(text, "mental-health") == {(subject, "present")}


@pytest.mark.parametrize(
    "text", ["Staff should ask victims about depression.", "Services must count the 38% of victims with depression."]
)
def test_what_ought_to_be_is_no_finding(text):
    assert about(text, "mental-health") == {("unknown", "hypothetical")}


def test_in_a_review_victims_who_were_counted_are_not_its_victim():
    assert about("Research suggests that 38% of victims were depressed.", "mental-health", PEOPLE) == {
        ("unknown", "present")
    }


def test_who_asks_for_a_refuge_is_not_being_screened():
    assert statuses("Amina came to the office. She asked about a refuge.", "housing") == {("present", None)}
    assert {status for status, _ in statuses("The nurse asked about self-harm.", "self-harm")} == {"hypothetical"}


def test_suspects_as_people_are_no_doubt():
    found = analyse("Of the suspects, 40% were misusing alcohol.")
    assert {m.status for m in found if m.theme == "alcohol"} == {"present"}
