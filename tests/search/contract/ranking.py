"""What raises one passage that is found above another."""

import pytest

from dhr.search.documents import Source, ThemeTag
from dhr.search.engines.widening import ITS_THEME, SOME_WORDS_OR_THEME
from dhr.search.query import SearchQuery
from tests.search.contract.builders import PUBLIC, Finding, keys, paper, passages

ALCOHOL = (ThemeTag("alcohol", "victim", source=Source.TEXT),)


def passage(number, body, **facts):
    of = paper(f"e{number}", f"r{number}")
    return [of, *passages(of, body, **facts)]


class RankingContract(Finding):
    """Of two passages with the same words that which the query names as well comes first, whatever its date."""

    def first(self, engine, typed):
        return engine.passages(SearchQuery(typed), PUBLIC, 10)[0].unit

    def test_words_in_the_heading_raise_a_passage(self, engine):
        engine.rebuild([*passage(1, "the refuge", section="Background"), *passage(2, "the refuge", section="Refuges")])
        assert self.first(engine, "refuge") == "r2"

    def test_heading_alone_finds_nothing(self, engine):
        engine.rebuild(passage(1, "somewhere to stay", section="Refuges"))
        assert keys(self.find(engine, "refuge")) == []

    def test_words_side_by_side_raise_a_passage(self, engine):
        apart = "control was not what this officer ever named as being in any way coercive"
        together = "coercive control was not what this officer ever named as being in any way"
        engine.rebuild([*passage(1, apart), *passage(2, together)])
        assert self.first(engine, "coercive control") == "r2"

    def test_theme_that_the_words_are_about_raises_a_passage(self, engine):
        engine.rebuild([*passage(1, "seen drunk"), *passage(2, "seen drunk", themes=ALCOHOL)])
        assert self.first(engine, "drunk") == "r2"

    @pytest.mark.parametrize(
        ("typed", "note"), [("inebriated", ITS_THEME), ("inebriated persons", SOME_WORDS_OR_THEME)]
    )
    def test_words_that_no_passage_holds_find_those_on_their_theme_and_the_answer_says_so(self, engine, typed, note):
        engine.rebuild([*passage(1, "empty bottles", themes=ALCOHOL), *passage(2, "nothing")])
        answer = self.find(engine, typed)
        assert (keys(answer), answer.notes) == (["e1:0"], (note.format("Alcohol misuse"),))

    def test_theme_doesnt_add_to_what_the_words_find(self, engine):
        engine.rebuild([*passage(1, "empty bottles", themes=ALCOHOL), *passage(2, "alcohol")])
        assert keys(self.find(engine, "alcohol")) == ["e2:0"]

    def test_what_is_to_be_left_out_raises_nothing(self, engine):
        engine.rebuild([*passage(1, "the refuge"), *passage(2, "the refuge", themes=ALCOHOL)])
        scores = {hit.score for hit in engine.passages(SearchQuery("refuge -alcohol"), PUBLIC, 10)}
        assert len(scores) == 1
