"""Passages that are found for what they mean."""

from dataclasses import replace

import numpy as np
import pytest

from dhr.search import meaning
from dhr.search.documents import ThemeTag
from dhr.search.engines.protocol import Viewer
from dhr.search.engines.widening import ITS_THEME, NOTHING_RELATED, ONLY_RELATED, RELATED_TOO, SOME_WORDS
from dhr.search.query import SearchQuery
from dhr.search.ranking import RELATED_HITS
from tests.search.contract.builders import PANEL, PUBLIC, Finding, keys, paper, passages, review

ASKED = "robbed of her savings"
SAME = "His mother's money was spent on alcohol"


def with_meaning(documents):
    """`documents` with vectors of their texts."""
    return [
        replace(each, vector=meaning.vector(each.body).astype(np.float16).tobytes()) if each.body else each
        for each in documents
    ]


@pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed")
class RelatedContract(Finding):
    def test_passage_that_means_the_same_is_found_where_it_is_asked_for(self, engine):
        engine.rebuild(with_meaning([*review(1, SAME), *review(2, "The review met three times")]))
        assert keys(self.find(engine, ASKED)) == []
        answer = self.find(engine, ASKED, related=True)
        assert keys(answer) == ["e1:0"]
        assert answer.related == {"e1:0"}
        assert (answer.total_units, answer.notes) == (1, (ONLY_RELATED,))

    @pytest.mark.parametrize(
        ("typed", "note"),
        [
            ("mother's money spent", None),  # one passage holds them all
            ("money robbed", f"{SOME_WORDS} {RELATED_TOO}"),
            ("inebriated", f"{ITS_THEME.format('Alcohol misuse')} {RELATED_TOO}"),
            ("robbed", ONLY_RELATED),
        ],
    )
    def test_answer_says_how_much_of_it_holds_the_words(self, engine, typed, note):
        # as near as can be to whatever is typed
        near, far = with_meaning(review(1, SAME, "The review met three times"))[1:]
        near = replace(near, vector=meaning.vector(typed).astype(np.float16).tobytes())
        on_its_theme = replace(far, themes=(ThemeTag.parse("text:alcohol"),))
        engine.rebuild([*review(1), near, on_its_theme])
        assert self.find(engine, typed, related=True).notes == ((note,) if note else ())

    def test_nothing_is_said_of_passages_that_filters_leave_out(self, engine):
        engine.rebuild(with_meaning(review(1, SAME, areas=("north",))))
        assert self.find(engine, ASKED, related=True, area=("north",)).notes == (ONLY_RELATED,)
        assert self.find(engine, ASKED, related=True, area=("south",)).notes == ()

    def test_whether_the_words_alone_find_something_is_told_whatever_is_related(self, engine):
        engine.rebuild(with_meaning([*review(1, SAME), *review(2, "The review met three times")]))
        for text, all_words in (("money spent", True), ("money robbed", False), (ASKED, False)):
            for related in (False, True):
                assert self.find(engine, text, related=related).all_words == all_words
        assert not self.find(engine, "money spent", related=True, year=("1999",)).all_words

    def test_what_the_words_and_the_meaning_find_comes_before_what_one_of_them_finds(self, engine):
        bodies = ["the savings of the review", SAME, "A pensioner's savings were spent on drink"]
        engine.rebuild(with_meaning(review(1, *bodies)))
        assert keys(self.find(engine, "savings spent on drink", related=True))[0] == "e1:2"
        assert set(keys(self.find(engine, "savings", related=True))) >= {"e1:0", "e1:2"}

    def test_passages_that_hold_all_the_words_lead_those_that_only_mean_the_same(self, engine):
        near, first, second = with_meaning(
            review(1, "A white bird on the lake", "swan", "They met at the Swan in May")
        )[1:]
        far = (-meaning.vector("swan")).astype(np.float16).tobytes()
        engine.rebuild([*review(1), near, replace(first, vector=far), replace(second, vector=far)])
        assert keys(self.find(engine, "swan", related=True)) == ["e1:1", "e1:2", "e1:0"]
        # no passage holds both of these, so that words and meaning count alike
        assert keys(self.find(engine, "swan feather", related=True))[-1] == "e1:2"

    def test_what_the_viewer_may_not_see_is_neither_found_nor_in_the_way(self, engine):
        of = paper("d9", "r9", audiences=("review:9:panel",))
        hidden = passages(of, *[f"{SAME} and gin, {number} times" for number in range(RELATED_HITS + 5)])
        engine.rebuild(with_meaning([of, *hidden, *review(1, SAME)]))
        answer = self.find(engine, ASKED, related=True)
        assert (keys(answer), answer.total_units) == (["e1:0"], 1)
        assert {each.value for each in answer.facets["kind"]} == {"overview-report"}
        assert self.find(engine, ASKED, PANEL, related=True).total_units == 2
        assert self.find(engine, ASKED, Viewer(PUBLIC.audiences, frozenset({"e1"})), related=True).total_units == 0

    def test_filters_hold_and_counts_are_what_choosing_them_gives(self, engine):
        documents = [
            *review(1, SAME, areas=("north",)),
            *review(2, "The money of her mother went on drink", areas=("south",)),
            *review(3, "The weather was fair", areas=("south",)),
        ]
        engine.rebuild(with_meaning(documents))
        everywhere = self.find(engine, ASKED, related=True)
        for area in everywhere.facets["area"]:
            chosen = self.find(engine, ASKED, related=True, area=(area.value,))
            assert chosen.total_reviews == area.count == 1

    def test_words_to_leave_out_leave_out_what_is_related_too(self, engine):
        engine.rebuild(with_meaning(review(1, SAME, "The money of her mother went on wine")))
        assert keys(self.find(engine, f"{ASKED} -wine", related=True)) == ["e1:0"]

    def test_unit_that_is_replaced_is_found_by_its_new_meaning_alone(self, engine):
        engine.rebuild(with_meaning([*review(1, SAME), *review(2, "The weather was fair")]))
        engine.replace_unit("r1", with_meaning(review(1, "The weather was foul")))
        engine.replace_unit("r2", with_meaning(review(2, SAME)))
        assert keys(self.find(engine, ASKED, related=True)) == ["e2:0"]
        engine.replace_unit("r2", [])
        assert keys(self.find(engine, ASKED, related=True)) == []

    def test_index_without_vectors_answers_by_words_and_says_so(self, engine):
        engine.rebuild(review(1, SAME))
        answer = self.find(engine, "mother", related=True)
        assert (keys(answer), answer.notes) == (["e1:0"], (NOTHING_RELATED,))

    def test_nothing_to_look_for_is_no_question_of_meaning(self, engine):
        engine.rebuild(with_meaning(review(1, SAME)))
        assert self.find(engine, "", related=True).notes == ()

    def test_best_passages_whatever_their_unit_are_fused_too(self, engine):
        engine.rebuild(with_meaning([*review(1, SAME), *review(2, "a robbed shop")]))
        hits = engine.passages(SearchQuery(ASKED, related=True), PUBLIC, 5)
        assert {hit.key for hit in hits} == {"e1:0", "e2:0"}
