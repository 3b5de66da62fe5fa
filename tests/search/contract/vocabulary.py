"""Values and words that an index tells of, each viewer those of what they may see and no others."""

import pytest

from dhr.search.engines.protocol import Viewer
from tests.search.contract.builders import PANEL, PUBLIC, paper, passages, review


def hidden(*bodies, **facts):
    """A review that the panel of review 9 alone may see."""
    of = paper("d9", "r9", audiences=("review:9:panel",), **facts)
    return [of, *passages(of, *bodies)]


class VocabularyContract:
    def test_values_are_those_of_what_the_viewer_may_see(self, engine):
        engine.rebuild([*review(1, areas=("north",), agencies=("Police",)), *hidden(areas=("south",))])
        assert engine.values("area", PUBLIC) == {"north"}
        assert engine.values("area", PANEL) == {"north", "south"}
        assert engine.values("agency", PUBLIC) == {"Police"}
        assert engine.values("area", Viewer(PUBLIC.audiences, frozenset({"e1"}))) == set()

    @pytest.mark.parametrize("term", ["refgu", "refu", "rfug", "refugx", "arefug", "erfug"])
    def test_word_much_like_another_leads_to_hits_that_hold_it(self, engine, term):
        engine.rebuild([*review(1, "the refuge", "the hostel"), *review(2, "the hostel")])
        assert [hit.key for hit in engine.near(term, PUBLIC)] == ["e1:0"]

    @pytest.mark.parametrize("term", ["isolatoin", "isolatted"])
    def test_long_word_with_a_misspelt_ending_leads_to_words_that_begin_alike(self, engine, term):
        engine.rebuild(review(1, "her isolation", "the hostel"))
        assert [hit.key for hit in engine.near(term, PUBLIC)] == ["e1:0"]

    @pytest.mark.parametrize(
        ("word", "stands"),
        [
            ("isoleted", "isolated"),
            ("comunity", "community"),
            ("strangeled", "strangled"),
            ("asaulting", "the assault"),
            ("comunaty", "community"),
        ],
    )
    def test_word_is_compared_as_it_is_written_whatever_its_stem(self, engine, word, stands):
        engine.rebuild(review(1, stands, "the hostel in common use"))
        assert [hit.key for hit in engine.near(word, PUBLIC)] == ["e1:0"]

    def test_common_word_that_is_less_like_doesn_t_crowd_out_a_rare_one(self, engine):
        many = [document for number in range(2, 80) for document in review(number, "the stranger")]
        engine.rebuild([*review(1, "strangled"), *many])
        assert "e1:0" in {hit.key for hit in engine.near("strangeled", PUBLIC)}

    def test_fewest_changes_come_first(self, engine):
        engine.rebuild(review(1, "violence", "violins"))
        assert [hit.key for hit in engine.near("violenx", PUBLIC)] == ["e1:0"]

    @pytest.mark.parametrize("term", ["refug", "xyzzyx", "the", "|", "refuge" * 50])
    def test_word_that_stands_somewhere_or_is_like_no_other_leads_nowhere(self, engine, term):
        engine.rebuild(review(1, "the refuge of them"))
        assert engine.near(term, PUBLIC) == ()

    def test_words_that_the_viewer_may_not_see_neither_help_nor_hinder(self, engine):
        engine.rebuild([*review(1, "the refuge"), *hidden("zanzibarine refugge tales")])
        assert engine.near("zanzibarin", PUBLIC) == ()
        assert engine.near("zanzibarix", PUBLIC) == ()
        assert [hit.key for hit in engine.near("refugg", PUBLIC)] == ["e1:0"]
        assert engine.near("refugg", PANEL) == ()
        assert [hit.key for hit in engine.near("zanzibarix", PANEL)] == ["d9:0"]
        assert engine.near("refugg", Viewer(PUBLIC.audiences, frozenset({"e1"}))) == ()
