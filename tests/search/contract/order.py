"""Order, groups and pages."""

import datetime

import pytest

from dhr.search.engines.protocol import Viewer
from dhr.search.query import SearchQuery
from tests.search.contract.builders import PUBLIC, Finding, keys, review, units


class OrderContract(Finding):
    def test_best_passages_of_all_reviews_come_in_one_list(self, engine):
        engine.rebuild(
            [
                *review(1, "refuge", "a long paragraph about many other things and one refuge among them"),
                *review(2, "refuge refuge"),
                *review(3, "housing"),
            ]
        )
        hits = engine.passages(SearchQuery("refuge"), PUBLIC, 2)
        assert [hit.key for hit in hits] == ["e2:0", "e1:0"]
        assert hits[0].score >= hits[1].score
        assert len(engine.passages(SearchQuery("refuge"), PUBLIC, 20)) == 3
        assert engine.passages(SearchQuery("refuge"), Viewer(frozenset()), 20) == ()

    def test_list_of_passages_is_filled_with_those_that_hold_any_of_the_words(self, engine):
        engine.rebuild(review(1, "refuge for men", "refuge", "housing", "men only"))
        assert [hit.key for hit in engine.passages(SearchQuery("refuge men"), PUBLIC, 1)] == ["e1:0"]
        more = engine.passages(SearchQuery("refuge men -only"), PUBLIC, 5)
        assert [hit.key for hit in more] == ["e1:0", "e1:1"]

    def test_review_ranks_by_its_best_passage(self, engine):
        filler = " and many words on other things" * 5
        engine.rebuild(
            [*review(1, f"refuge{filler}", f"refuge again{filler}"), *review(2, "refuge, refuge"), *review(3, "other")]
        )
        assert units(self.find(engine, "refuge")) == ["r2", "r1"]

    def test_equals_come_newest_first_then_by_name(self, engine):
        dates = {1: datetime.date(2015, 1, 1), 2: datetime.date(2020, 1, 1), 3: None, 4: datetime.date(2020, 1, 1)}
        engine.rebuild(document for number, date in dates.items() for document in review(number, "refuge", date=date))
        assert units(self.find(engine, "refuge")) == ["r2", "r4", "r1", "r3"]
        assert units(self.find(engine, "refuge", sort="newest")) == ["r2", "r4", "r1", "r3"]
        assert units(self.find(engine)) == ["r2", "r4", "r1", "r3"]

    def test_newest_of_very_many_equals_comes_first_whatever_was_indexed_first(self, engine):
        first = datetime.date(2010, 1, 1)
        engine.rebuild(
            document
            for number in range(1, 301)
            for document in review(number, *["refuge"] * 3, date=first + datetime.timedelta(days=number))
        )
        assert units(self.find(engine, "refuge", size=3)) == ["r300", "r299", "r298"]

    def test_sort_by_area_goes_by_the_lead_area(self, engine):
        engine.rebuild([*review(1, "a", areas=("south", "east")), *review(2, "a", areas=("north",)), *review(3, "a")])
        assert units(self.find(engine, "a", sort="area")) == ["r2", "r1", "r3"]

    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    @pytest.mark.parametrize("area", [(), ("even",)])
    def test_pages_hold_every_unit_once(self, engine, sort, area):
        engine.rebuild(
            document
            for number in range(1, 331)
            for document in review(
                number, *["refuge " * (1 + number % 3)] * 4, areas=("even",) if number % 2 == 0 else ()
            )
        )
        seen, page = [], 1
        while groups := units(self.find(engine, "refuge", sort=sort, area=area, page=page, size=50)):
            seen += groups
            page += 1
        assert len(seen) == len(set(seen)) == (165 if area else 330)

    def test_page_after_the_last_is_empty_with_the_same_totals(self, engine):
        engine.rebuild(review(1, "refuge"))
        answer = self.find(engine, "refuge", page=40)
        assert (answer.groups, answer.total_units) == ((), 1)

    def test_group_shows_its_best_passages_in_reading_order_and_counts_the_others(self, engine):
        engine.rebuild(reversed(review(1, *["refuge"] * 8)))
        (group,) = self.find(engine, "refuge").groups
        assert ([hit.key for hit in group.hits], group.more) == (["e1:0", "e1:1", "e1:2"], 5)

    def test_all_passages_of_one_review_come_page_by_page(self, engine):
        engine.rebuild([*review(1, *["refuge"] * 8), *review(2, "refuge")])
        first = self.find(engine, "refuge", unit="r1", size=5)
        second = self.find(engine, "refuge", unit="r1", size=5, page=2)
        assert keys(first) + keys(second) == [f"e1:{at}" for at in range(8)]
        assert [answer.groups[0].more for answer in (first, second)] == [3, 0]
        assert first.total_units == 1

    def test_answer_within_one_unit_counts_its_passages_whatever_the_page(self, engine):
        engine.rebuild([*review(1, *["refuge"] * 5, "home", title="Refuge"), *review(2, "refuge")])
        for page in (1, 2, 3):
            assert self.find(engine, "refuge", unit="r1", size=2, page=page).passages == 5
        assert self.find(engine, "refuge", unit="r3").passages == 0
        assert self.find(engine, unit="r1").passages == 0  # its papers are listed
        assert self.find(engine, "refuge").passages is None

    def test_best_passages_come_in_one_list_whatever_their_unit(self, engine):
        filler = " among many other words" * 4
        engine.rebuild([*review(1, "refuge", f"a refuge{filler}", "refuge"), *review(2, "refuge, refuge")])
        best = engine.passages(SearchQuery("refuge"), PUBLIC, limit=3)
        assert [hit.key for hit in best] == ["e2:0", "e1:0", "e1:2"]
