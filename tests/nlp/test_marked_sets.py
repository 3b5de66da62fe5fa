"""Marked passages are read whole, or the lines that are wrong are named."""

import json

import pytest

from nlp.evaluation.sets import DEVELOPMENT, TEST_HASHES, is_test, read_set

TEXT = "Amina said that Joseph drank. He denied it. MARAC heard it."


def passage(**fields):
    return {"id": "a", "voice": "police log", "text": TEXT, "people": {"victim": ["Amina"]}, "marks": []} | fields


def mark(theme="alcohol", quote="drank", subject="perpetrator", status="present", **fields):
    return {"theme": theme, "quote": quote, "subject": subject, "status": status} | fields


@pytest.fixture
def written(tmp_path):
    def write(*lines):
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        return path

    return write


def test_a_passage_is_read_with_the_places_of_its_marks(written):
    (read,) = read_set(written(passage(marks=[mark("mental-health"), {"theme": "marac", "quote": "MARAC heard it"}])))
    assert (read.id, read.voice, read.people) == ("a", "police log", {"victim": ["Amina"]})
    assert [(m.theme, m.subject, m.status, TEXT[m.start : m.end]) for m in read.marks] == [
        ("mental-health", "perpetrator", "present", "drank"),
        ("marac", None, "present", "MARAC heard it"),
    ]


def test_a_parent_theme_follows_once_from_its_parts(written):
    (read,) = read_set(
        written(passage(marks=[mark(), mark("drugs"), mark("drugs", quote="denied it", status="absent", cue="denied")]))
    )
    assert [(m.subject, m.status) for m in read.marks if m.theme == "substance-misuse"] == [
        ("perpetrator", "present"),
        ("perpetrator", "absent"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "is no JSON"),
        ("[]", "must be an object"),
        (passage(text=""), "text must be text, and not empty"),
        (passage(marks=None), "marks must be a list"),
        (passage(people={"suspect": []}), "'suspect' is no role"),
        (passage(marks=["alcohol"]), "mark 1 must be an object"),
        (passage(marks=[mark("drink")]), "no theme of the taxonomy: 'drink'"),
        (passage(marks=[mark(["alcohol"])]), "no theme of the taxonomy"),
        (passage(marks=[mark(quote="")]), "has no quote"),
        (passage(marks=[mark(quote="drinks")]), "its quote does not stand in the text"),
        (passage(marks=[mark(cue="admitted")]), "its cue does not stand in the text"),
        (passage(marks=[mark(subject="suspect")]), "the subject must be one of victim"),
        (passage(marks=[mark(status=None)]), "the status must be one of present"),
        (passage(marks=[mark("marac", quote="MARAC")]), "a practice theme has neither subject nor status"),
        (passage(id="first"), "the id 'first' is that of an earlier line"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(written, line, problem):
    with pytest.raises(ValueError, match=problem) as raised:
        read_set(written(passage(id="first"), line))
    assert str(raised.value).startswith("set.jsonl, line 2: ")


def test_every_wrong_line_is_named(written):
    with pytest.raises(ValueError, match="no JSON") as raised:
        read_set(written("x", passage(), "y"))
    assert [line.split(":")[0] for line in str(raised.value).splitlines()] == ["set.jsonl, line 1", "set.jsonl, line 3"]


def test_a_set_without_passages_is_refused(written):
    with pytest.raises(ValueError, match="holds no passage"):
        read_set(written(""))


def test_decisions_leave_open_what_nobody_decided(written):
    rejected = {"theme": "drugs", "quote": "drank", "subject": "victim"}
    (read,) = read_set(written(passage(marks=[mark()], rejected=[rejected])))
    assert read.decides("alcohol")
    assert read.decides("drugs")
    assert not read.decides("housing")
    assert read.decides_subject("alcohol", "perpetrator")
    assert not read.decides_subject("alcohol", "victim")


def test_a_copy_of_the_test_set_is_known_as_one(tmp_path):
    copy = tmp_path / "mine.jsonl"
    copy.write_bytes((TEST_HASHES.parent / "test.jsonl").read_bytes())
    assert is_test(copy)
    assert not is_test(DEVELOPMENT)
