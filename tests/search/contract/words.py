"""Words, phrases, what is left out, and ways of writing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhr.search.engines.widening import SOME_OF_PHRASE, SOME_WORDS
from dhr.search.highlight import highlight
from dhr.search.query import SearchQuery
from tests.search.contract.builders import PUBLIC, Finding, keys, review, units


class WordsContract(Finding):
    def test_passage_needs_all_plain_words(self, engine):
        engine.rebuild(review(1, "alcohol at home", "refuge", "alcohol in the refuge"))
        assert keys(self.find(engine, "alcohol refuge")) == ["e1:2"]

    def test_any_word_will_do_where_no_passage_holds_them_all_and_the_answer_says_so(self, engine):
        engine.rebuild([*review(1, "the kitchen table"), *review(2, "a garden"), *review(3, "the garden gate")])
        answer = self.find(engine, "kitchen garden -gate zebra")
        assert set(units(answer)) == {"r1", "r2"}
        assert SOME_WORDS in answer.notes
        assert answer.widened
        assert not self.find(engine, "garden gate").widened

    @pytest.mark.parametrize("typed", ['"gate garden"', '"gate garden" -zebra', "\u201cgate garden\u201d"])
    def test_where_no_passage_holds_the_one_phrase_the_answer_says_that_of_a_phrase(self, engine, typed):
        engine.rebuild([*review(1, "the garden gate"), *review(2, "a garden")])
        answer = self.find(engine, typed)
        assert set(units(answer)) == {"r1", "r2"}
        assert answer.notes == (SOME_OF_PHRASE,)
        assert self.find(engine, f"{typed} kitchen").notes == (SOME_WORDS,)

    def test_filters_never_change_how_the_words_are_read(self, engine):
        both = review(1, "alcohol in the refuge", areas=("north",))
        engine.rebuild([*both, *review(2, "alcohol", areas=("south",))])
        answer = self.find(engine, "alcohol refuge", area=("south",))
        assert (answer.total_units, answer.notes) == (0, ())

    def test_phrase_needs_its_words_in_order(self, engine):
        engine.rebuild(review(1, "health of the mental kind", "her mental health was poor"))
        assert keys(self.find(engine, '"mental health"')) == ["e1:1"]

    def test_words_to_leave_out_leave_out_their_passages_alone(self, engine):
        engine.rebuild(review(1, "alcohol", "alcohol and illicit drugs", "alcohol and drugs of a prescribed kind"))
        assert set(keys(self.find(engine, "alcohol -drugs"))) == {"e1:0"}
        assert set(keys(self.find(engine, 'alcohol -"illicit drugs"'))) == {"e1:0", "e1:2"}

    def test_or_joins_its_neighbours_alone(self, engine):
        engine.rebuild(review(1, "alcohol in the refuge", "drugs in the refuge", "alcohol", "the refuge"))
        assert set(keys(self.find(engine, "alcohol OR drugs refuge"))) == {"e1:0", "e1:1"}

    @pytest.mark.parametrize("typed", ["multi-agency", "multi agency", "multiagency", "Multi\u2010Agency"])
    def test_hyphenated_open_and_closed_compounds_are_one(self, engine, typed):
        engine.rebuild(review(1, "multi-agency", "a Multi Agency meeting", "multiagency work", "an agency"))
        assert set(keys(self.find(engine, typed))) == {"e1:0", "e1:1", "e1:2"}

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("IDVA", "She was offered an independent domestic violence advisor."),
            ("independent domestic abuse advocates", "The IDVAs' records"),
            ("MARAC", "the Multi-Agency Risk Assessment Conference"),
            ('"risk assessment"', "the Multi-Agency Risk Assessment Conference"),
            ("GPs", "his general practitioner"),
            ("CAADA", "SafeLives guidance"),
            ('"heard at marac"', "was heard at multi-agency risk assessment conferences"),
            ("organization behavior", "the organisation's behaviours"),
            ("counseling center", "the counselling centre"),
            ("naive cafe", "a na\u00efve cafe\u0301"),
            ("didnt", "She didn\u2019t attend."),
        ],
    )
    def test_same_thing_is_found_however_it_is_written(self, engine, typed, written):
        engine.rebuild([*review(1, written), *review(2, "Nothing of the kind.")])
        assert units(self.find(engine, typed)) == ["r1"]
        assert self.find(engine, typed).notes == ()

    @pytest.mark.parametrize("between", ["\n", " \n ", "\t", "\u00a0", "\u2028", "\r\n"])
    def test_phrase_is_found_over_the_end_of_a_line(self, engine, between):
        engine.rebuild(review(1, f"her mental{between}health was poor", "mental and physical health"))
        assert keys(self.find(engine, '"mental health"')) == ["e1:0"]
        assert keys(self.find(engine, f'"mental{between}health"')) == ["e1:0"]

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("isolat*", {0, 1}),
            ("ISOL*", {0, 1}),
            ("isolated* refuge", {1}),
            ("abusi*", {2}),
            ("refuge -isol*", {3}),
            ("refuge OR abusi*", {1, 2, 3}),
            ("reoff*", {4}),
            ("a&e*", {5}),
            ("caf*", {5}),
            ("z* refuge", set()),
        ],
    )
    def test_words_are_found_by_how_they_begin(self, engine, typed, found):
        bodies = [
            "her isolation",
            "isolated in the refuge",
            "an abusive man",
            "the refuge; insulated",
            "he re-offended",
            "the caf\u00e9 at A&E",
            "nothing else begins so",
        ]
        engine.rebuild(review(1, *bodies, title="Report"))
        expected = {f"e1:{at}" for at in found}
        assert {passage.key for passage in engine.passages(SearchQuery(typed), PUBLIC, 20)} >= expected
        if expected:
            assert self.keys_of_all(engine, typed) == expected

    def test_words_for_the_same_thing_bring_each_other_with_them_outside_quotation_marks(self, engine):
        engine.rebuild(review(1, "elderly parents", "older parents", "parents", "he took his own life"))
        assert self.keys_of_all(engine, "elderly parents") == {"e1:0", "e1:1"}
        assert self.keys_of_all(engine, '"elderly" parents') == {"e1:0"}
        assert self.keys_of_all(engine, "parents -older") == {"e1:0", "e1:2"}
        assert self.keys_of_all(engine, "suicide") == {"e1:3"}

    def keys_of_all(self, engine, typed):
        return set(keys(self.find(engine, typed, unit="r1")))

    def test_titles_of_papers_count_as_words(self, engine):
        engine.rebuild([*review(1, "Text", title="The death of Amina"), *review(2, "Amina was known to housing.")])
        answer = self.find(engine, "amina")
        assert set(keys(answer)) == {"e1", "e2:0"}

    def test_answer_tells_what_to_highlight(self, engine):
        engine.rebuild(review(1, "The IDVA's advice on drugs, not alcohol"))
        answer = self.find(engine, "independent domestic violence adviser -zebra")
        (hit,) = answer.groups[0].hits
        assert [piece.text for piece in highlight(hit.body, answer.tree) if piece.is_match] == ["IDVA's"]

    @given(
        typed=st.text(max_size=60)
        | st.lists(st.sampled_from(['"', "-", " ", "OR", "NOT", "a", "ab*", "*", "older"]), max_size=9).map("".join)
    )
    @settings(
        max_examples=60,
        deadline=None,
        # the classes of both engines inherit this, each with an engine of its own
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    def test_whatever_is_typed_is_answered(self, engine, typed):
        if "ready" not in vars(self):
            engine.rebuild(review(1, "Some words of a report"))
            self.ready = True
        answer = self.find(engine, typed)
        assert answer.total_units == len(answer.groups)
