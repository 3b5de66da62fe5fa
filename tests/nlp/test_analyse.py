"""What every answer of the tagger keeps to, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import ROLES, STATUSES, SUBJECTS, THEMES, analyse, taxonomy

PEOPLE = {"victim": ["Amina"], "perpetrator": ["Joseph"], "child": ["Léa"]}
FRAGMENTS = st.sampled_from(
    ["Amina", "Joseph", "her", "he", "was depressed", "drank heavily", "hit her", "DASH", "no", "denied", "\n\n", "•",
     "’s", ". ", "é", "👩‍👧", "\u0301", "\u200b", "self-harm", "MARAC", "aged 72", "(", "—", "\ud800"]
)  # fmt: skip


def check(text):
    mentions = analyse(text, PEOPLE)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for number, mention in enumerate(mentions):
        assert text[mention.start : mention.end] == mention.quote != ""
        assert mention.status in STATUSES
        assert 0 < mention.score <= 1
        bearing = taxonomy()[mention.theme].subject_bearing
        assert mention.subject in SUBJECTS if bearing else mention.subject is None
        for other in mentions[:number]:
            same = (other.theme, other.subject, other.person) == (
                mention.theme,
                mention.subject,
                mention.person,
            )
            assert not same or other.end <= mention.start or mention.end <= other.start


@settings(deadline=None, max_examples=150)
@given(st.text())
def test_offsets_hold_for_any_unicode(text):
    check(text)


@settings(deadline=None, max_examples=150)
@given(st.lists(FRAGMENTS, max_size=25), st.sampled_from(["", " ", "  "]))
def test_offsets_hold_for_broken_sentences(fragments, space):
    check(space.join(fragments))


def test_offsets_count_code_points():
    text = "👩‍👧 Amina’s dépression — her depression."
    found = next(m for m in analyse(text, PEOPLE) if m.theme == "mental-health")
    assert text[found.start : found.end] == found.quote


def test_wrapped_lines_and_hyphens_do_not_hide_a_mention():
    assert [m.quote for m in analyse("Amina was known to self-\nharm.", PEOPLE)] == ["self-\nharm"]
    assert [m.quote for m in analyse("Amina had a learning\ndisability.", PEOPLE)] == ["learning\ndisability"]


def test_empty_text_has_no_mentions():
    assert analyse("") == []


def test_protected_characteristics_are_boilerplate():
    text = "The panel considered age, disability, gender reassignment, pregnancy and maternity, race, belief and sex."
    assert [m.theme for m in analyse(text, PEOPLE)] == []


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (["Amina"], "must be an object of roles"),
        ({"suspect": ["Joseph"]}, "'suspect' is no role"),
        ({"victim": "Amina"}, "victim must be a list"),
        ({"victim": [3]}, "victim 1 must be a name or an object"),
        ({"victim": [""]}, "victim 1 has a name that is empty"),
        ({"victim": [{"sex": "female"}]}, "victim 1 needs a list of names"),
        ({"victim": [{"names": ["Amina"], "sex": "f"}]}, "sex must be one of female, male"),
        ({"victim": [{"names": ["Amina"], "age": 40}]}, "unknown field 'age'"),
        ({"victim": [{"names": ["Amina"], "age_band": 40}]}, "age_band must be text"),
        ({"victim": [{"id": 1, "names": ["A"]}, {"id": "1", "names": ["B"]}]}, "given to two persons"),
        ({"victim": [{"id": [], "names": ["A"]}]}, "id must be text"),
    ],
)
def test_malformed_people_are_refused_with_a_reason(people, message):
    with pytest.raises(ValueError, match=message):
        analyse("Amina was depressed.", people)


def test_text_must_be_a_string():
    with pytest.raises(TypeError, match="text must be a string"):
        analyse(None)


def test_taxonomy_has_the_44_themes():
    families = [theme.family for theme in THEMES]
    assert {family: families.count(family) for family in set(families)} == {
        "headline": 6,
        "people": 11,
        "abuse": 12,
        "practice": 15,
    }
    assert {theme.code: theme.parent for theme in THEMES if theme.parent} == {
        "alcohol": "substance-misuse",
        "drugs": "substance-misuse",
    }
    assert set(ROLES) < set(SUBJECTS)


def test_a_very_long_text_is_read_in_stretches_with_offsets_of_the_whole():
    sentence = "Amina was diagnosed with depression and Joseph drank heavily. "
    text = sentence * 400
    mentions = [m for m in analyse(text, {"victim": ["Amina"], "perpetrator": ["Joseph"]}) if m.theme == "alcohol"]
    assert [m.start for m in mentions] == [n * len(sentence) + sentence.index("drank") for n in range(400)]
    assert {text[m.start : m.end] for m in mentions} == {"drank heavily"} == {m.quote for m in mentions}


def test_a_long_text_without_any_end_is_read_whole():
    text = "x" * 20_000 + " She was diagnosed with depression."
    assert [m.quote for m in analyse(text, {}) if m.theme == "mental-health"] == ["depression"]
