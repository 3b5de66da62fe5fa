"""The judged set itself: its queries, its two parts, and how graders' answers become judgements."""

import json
from collections import Counter

import pytest

from bench.relevance.grades import Unclear, take
from bench.relevance.judged import GRADES, PARTS, judgements, part_of, queries, reference


def test_each_query_stands_in_the_part_that_its_number_says():
    for part in PARTS:
        assert {part_of(query.id) for query in queries(part)} == {part}


def test_both_parts_ask_of_each_kind_and_none_is_tested_that_is_not_developed_on_as_much():
    development, test = (Counter(query.kind for query in queries(part)) for part in PARTS)
    assert test.total() == 30
    assert development.keys() == test.keys() == {"keyword", "phrase", "acronym", "question", "paraphrase"}
    assert development >= test


def test_no_query_is_asked_twice():
    asked = [query for part in PARTS for query in queries(part)]
    assert len({query.id for query in asked}) == len({query.text for query in asked}) == len(asked) >= 60


def test_every_judgement_is_of_a_query_of_its_part_and_on_the_scale():
    for part in PARTS:
        judged = judgements(part)
        assert judged.keys() <= {query.id for query in queries(part)}
        assert {grade for grades in judged.values() for grade in grades.values()} <= set(GRADES)


def test_a_passage_keeps_its_reference_whatever_its_case_and_line_breaks():
    assert reference("She asked\nfor  help.") == reference("she asked for help.")
    assert reference("She asked for help.") != reference("She asked for housing.")


@pytest.fixture
def sheets(tmp_path):
    """One sheet: two passages of a query of the test part."""
    passages = [{"number": n, "ref": ref, "title": "", "section": "", "text": ""} for n, ref in enumerate("ab", 1)]
    sheet = {"query": "keyword-02", "text": "visas", "need": "Visas.", "passages": passages}
    (tmp_path / "bundle1.json").write_text(json.dumps([sheet]))
    return tmp_path


def answers(folder, *graded):
    file = folder / f"answers{len(list(folder.iterdir()))}.jsonl"
    lines = [json.dumps({"query": "keyword-02", "ref": ref, "grade": grade}) for ref, grade in graded]
    file.write_text("\n".join(lines) + "\n")
    return file


def test_answers_become_judgements_of_their_part(sheets):
    take(sheets, [answers(sheets, ("a", 3), ("b", 0))], sheets)
    assert judgements("test", sheets) == {"keyword-02": {"a": 3, "b": 0}}
    assert judgements("development", sheets) == {}


def test_of_several_graders_the_median_counts(sheets):
    files = [answers(sheets, ("a", grade), ("b", 1)) for grade in (3, 0, 2)]
    take(sheets, files, sheets)
    assert judgements("test", sheets)["keyword-02"]["a"] == 2


def test_earlier_judgements_of_other_passages_stay(sheets):
    (sheets / "test.qrels").write_text("keyword-02 0 c 1\nkeyword-04 0 a 2\n")
    take(sheets, [answers(sheets, ("a", 3), ("b", 0))], sheets)
    assert judgements("test", sheets) == {"keyword-02": {"a": 3, "b": 0, "c": 1}, "keyword-04": {"a": 2}}


@pytest.mark.parametrize(
    ("graded", "message"),
    [
        ([("a", 3)], "1 passages have no grade: keyword-02 b"),
        ([("a", 3), ("b", 4)], "line 2: there is no grade 4"),
        ([("a", 3), ("c", 1)], "line 2: nobody asked about keyword-02 c"),
    ],
)
def test_answers_that_leave_out_or_invent_something_are_refused(sheets, graded, message):
    with pytest.raises(Unclear, match=message):
        take(sheets, [answers(sheets, *graded)], sheets)
    assert judgements("test", sheets) == {}
