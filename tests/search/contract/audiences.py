"""Who may see what: each test names what must stay hidden."""

from dhr.search.documents import ThemeTag
from dhr.search.engines.protocol import Viewer
from dhr.search.query import SearchQuery
from tests.search.contract.builders import PANEL, PUBLIC, Finding, counts, keys, paper, passages, review, units


class AudiencesContract(Finding):
    def test_paper_of_the_panel_is_in_no_answer_facet_or_total_of_anybody_else(self, engine):
        secret = paper(
            "d9",
            "r9",
            audiences=("review:9:panel",),
            kind="imr",
            areas=("hidden-area",),
            title="Hidden title",
            themes=(ThemeTag("stalking", "victim", source="text"),),
        )
        engine.rebuild([*review(1, "the refuge", areas=("north",)), secret, *passages(secret, "the hidden refuge")])
        for asked in (
            {"text": "refuge"},
            {"text": "hidden"},
            {},
            {"theme": ("stalking",)},
            {"area": ("hidden-area",)},
            {"unit": "r9"},
        ):
            answer = self.find(engine, **asked)
            assert "r9" not in units(answer)
            assert answer.total_units == len(answer.groups)
            values = {each.value for facet in answer.facets.values() for each in facet if each.count or each.context}
            assert values.isdisjoint({"imr", "hidden-area", "text:stalking", "text:stalking.victim"})
        assert units(self.find(engine, "hidden", PANEL)) == ["r9"]
        assert self.find(engine, "refuge", PANEL).total_units == 2

    def test_theme_of_a_paper_that_one_may_not_see_makes_no_match(self, engine):
        secret = paper("d1", "r1", audiences=("review:9:panel",), themes=(ThemeTag("stalking", source="text"),))
        engine.rebuild([*review(1, "the refuge"), secret])
        assert self.find(engine, "refuge", theme=("stalking",)).total_units == 0
        assert self.find(engine, "refuge", PANEL, theme=("stalking",)).total_units == 1

    def test_who_sees_the_working_copy_does_not_see_the_edition_too(self, engine):
        edition = paper("e9", "r9", except_audiences=("review:9:panel",))
        working = paper("d9", "r9", audiences=("review:9:panel",))
        engine.rebuild([edition, *passages(edition, "the refuge"), working, *passages(working, "the refuge, revised")])
        assert keys(self.find(engine, "refuge")) == ["e9:0"]
        assert keys(self.find(engine, "refuge", PANEL)) == ["d9:0"]

    def test_hidden_owner_is_out_of_every_answer_and_count_at_once(self, engine):
        withdrawn = review(2, "the refuge", areas=("south",), themes=(ThemeTag("marac", source="text"),))
        engine.rebuild([*review(1, "the refuge", areas=("north",)), *withdrawn])
        assert self.find(engine, "refuge").total_units == 2
        hiding = Viewer(PUBLIC.audiences, frozenset({"e2"}))
        for text in ("refuge", ""):
            answer = self.find(engine, text, hiding)
            assert (units(answer), answer.total_units) == (["r1"], 1)
            assert counts(answer, "area") == {"north": 1}
            assert counts(answer, "theme") == {}
        assert engine.matching_units(SearchQuery(theme=("marac",)), hiding) == frozenset()

    def test_viewer_without_audiences_sees_nothing(self, engine):
        engine.rebuild(review(1, "the refuge"))
        for text in ("refuge", ""):
            answer = self.find(engine, text, Viewer(frozenset()))
            assert (answer.total_units, answer.groups) == (0, ())

    def test_passage_without_its_paper_is_never_shown(self, engine):
        engine.rebuild([*review(1, "the refuge"), *review(2, "the refuge")[1:]])
        answer = self.find(engine, "refuge")
        assert (units(answer), answer.total_units) == (["r1"], 1)
