"""Facets and totals."""

from dataclasses import replace

from dhr.search.documents import ThemeTag
from dhr.search.query import FACET_NAMES, SearchQuery
from tests.search.contract.builders import PUBLIC, Finding, counts, paper, passages, review, themed


class FacetsContract(Finding):
    def test_facets_count_reviews_exactly_however_many(self, engine):
        engine.rebuild(
            document
            for number in range(1, 247)
            for document in review(
                number,
                *["the same words in each"] * 3,
                areas=("north", f"area-{number}"),
                themes=(ThemeTag("alcohol", "victim", source="text"),),
            )
        )
        for answer in (self.find(engine), self.find(engine, "words")):
            assert (answer.total_units, answer.total_reviews, answer.total_context) == (246, 246, 0)
            assert counts(answer, "area")["north"] == 246
            assert counts(answer, "theme_about") == {"text:alcohol.victim": 246}
            assert counts(answer, "kind") == {"overview-report": 246}

    def test_facets_hold_more_values_than_one_aggregation_may(self, engine):
        tags = tuple(ThemeTag(f"theme-{number}", source="text") for number in range(200))
        themed_review = [replace(each, themes=tags) for each in review(1, "words")]
        engine.rebuild(
            replace(each, unit=f"r{number}", owner=f"e{number}", key=f"e{number}:{each.key}")
            for number in range(330)
            for each in themed_review
        )
        answer = self.find(engine, "words", theme=("theme-1",), same_passage=True)
        assert set(counts(answer, "theme").values()) == {330}

    def test_facet_count_is_what_choosing_the_value_gives(self, engine):
        engine.rebuild(
            document
            for number in range(1, 41)
            for document in themed(
                number,
                {f"words {number}": f"text:theme-{number % 3}.victim", "more": f"text:theme-{number % 4}"},
                areas=(f"area-{number % 5}",),
                year=2010 + number % 6,
                kind=("imr", "letter")[number % 2],
                ages=(f"age-{number % 7}",),
            )
        )
        query = SearchQuery("words")
        answer = engine.search(query, PUBLIC)
        seen = 0
        for facet in FACET_NAMES:
            for value, count in counts(answer, facet).items() if facet in answer.facets else ():
                assert engine.search(query.with_(**{facet: value}), PUBLIC).total_reviews == count
                seen += 1
        assert seen > 20

    def test_chosen_value_leaves_the_other_values_of_its_facet_on_offer(self, engine):
        engine.rebuild(
            [*review(1, "a", areas=("north",)), *review(2, "b", areas=("south",)), *review(3, "c", areas=("south",))]
        )
        answer = self.find(engine, area=("north",))
        assert counts(answer, "area") == {"north": 1, "south": 2}
        assert self.find(engine, area=("north", "south")).total_units == 3

    def test_chosen_theme_narrows_the_other_themes(self, engine):
        engine.rebuild([*themed(1, {"a": "text:alcohol", "b": "text:housing"}), *themed(2, {"c": "text:marac"})])
        assert counts(self.find(engine, theme=("alcohol",)), "theme") == {"text:alcohol": 1, "text:housing": 1}

    def test_context_papers_stand_for_themselves_and_count_in_no_review(self, engine):
        strategy = paper("d45", "d45", kind="context", is_review=False, areas=("north",))
        engine.rebuild([*review(1, "the refuge", areas=("north",)), strategy, *passages(strategy, "the refuge")])
        answer = self.find(engine, "refuge")
        assert (answer.total_units, answer.total_reviews, answer.total_context) == (2, 1, 1)
        (area,) = answer.facets["area"]
        assert (area.count, area.context) == (1, 1)
        assert {group.unit: group.is_review for group in answer.groups} == {"r1": True, "d45": False}

    def test_matching_units_are_those_of_every_page(self, engine):
        engine.rebuild(document for number in range(1, 31) for document in review(number, "refuge"))
        found = engine.matching_units(SearchQuery("refuge", size=5), PUBLIC)
        assert found == {f"r{number}" for number in range(1, 31)}
