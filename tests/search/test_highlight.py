from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dhr.search.highlight import highlight, spans
from dhr.search.reading import read


def marked(text: str, typed: str, **length) -> list[str]:
    return [piece.text for piece in highlight(text, read(typed).tree, **length) if piece.is_match]


def test_words_are_marked_as_they_are_written():
    text = "Shouting, he shouted; the multi-agency IDVAs knew. Adviser's shouts."
    assert marked(text, "shout multiagency adviser") == ["Shouting", "shouted", "multi-agency", "Adviser's", "shouts"]


def test_name_is_marked_whole_or_by_its_words():
    text = "The independent domestic violence adviser called."
    assert marked(text, "IDVA") == ["independent domestic violence adviser"]
    assert marked(text, '"domestic violence"') == ["domestic violence"]


def test_phrase_is_marked_only_where_its_words_follow_each_other():
    assert marked("Mental health, and health of the mental kind", '"mental health"') == ["Mental health"]


def test_what_is_left_out_is_never_marked():
    assert marked("alcohol and drugs", "alcohol -drugs") == ["alcohol"]


def test_words_that_begin_as_was_typed_are_marked_and_no_others():
    text = "Isolated by abusive words; an isolator, not insulation."
    assert marked(text, "isol* abusi*") == ["Isolated", "abusive", "isolator"]


def test_words_that_were_looked_for_beside_the_typed_one_are_marked():
    assert marked("The older man drank", "elderly alcohol") == ["older", "drank"]


def test_text_without_a_match_is_one_piece():
    assert [*highlight("Nothing here", read("refuge").tree)] == [("Nothing here", False)]
    assert highlight("", read("refuge").tree) == []


def test_long_text_is_cut_around_its_most_telling_part():
    text = "refuge. " + "filler words " * 100 + "alcohol in the refuge " + "more filler " * 100
    pieces = highlight(text, read("refuge alcohol").tree, length=200)
    assert [piece.text for piece in pieces if piece.is_match] == ["alcohol", "refuge"]
    assert pieces[0].text == "… " and pieces[-1].text == " …"
    assert sum(len(piece.text) for piece in pieces) <= 204


@given(st.text(st.sampled_from("ab \n-'\u0301\u00e9"), max_size=80), st.text(max_size=20))
def test_pieces_join_to_the_text_and_matches_never_overlap(text, typed):
    tree = read(typed).tree
    assert "".join(piece.text for piece in highlight(text, tree)) == text
    found = spans(text, tree)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
