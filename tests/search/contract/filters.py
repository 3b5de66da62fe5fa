"""Filters on the case and on the passage."""

from dhr.search.documents import IndexDocument, Need, Sort, ThemeTag
from tests.search.contract.builders import Finding, counts, keys, paper, passages, review, themed, units


class FiltersContract(Finding):
    def test_case_filter_holds_for_the_review_and_not_for_the_passage(self, engine):
        engine.rebuild(
            [
                *themed(1, {"He drank": "text:alcohol.perpetrator", "She moved home": "text:housing.victim"}),
                *themed(2, {"She moved house": "text:housing.victim"}),
            ]
        )
        answer = self.find(engine, "moved", theme=("alcohol.perpetrator",))
        assert keys(answer) == ["e1:1"]
        assert units(self.find(engine, "moved", theme=("alcohol.victim",))) == []
        assert units(self.find(engine, "moved", theme=("housing", "alcohol"))) == ["r1"]

    def test_same_passage_asks_themes_of_the_passage_itself(self, engine):
        engine.rebuild(themed(1, {"He drank at home": "text:alcohol.perpetrator", "Her home": "text:housing.victim"}))
        answer = self.find(engine, "home", theme=("alcohol",), same_passage=True)
        assert keys(answer) == ["e1:0"]
        assert counts(answer, "theme") == {"text:alcohol": 1}
        assert self.find(engine, "her", theme=("alcohol",), same_passage=True).total_units == 0
        assert keys(self.find(engine, theme=("housing",), same_passage=True)) == ["e1:1"]

    def test_library_tags_stay_with_the_review_when_passages_are_asked(self, engine):
        of = paper("e1", "r1", themes=(ThemeTag("alcohol", "victim", source="library"),))
        engine.rebuild([of, *passages(of, "her home")])
        asked = {"theme": ("library:alcohol.victim",), "same_passage": True}
        assert keys(self.find(engine, "home", **asked)) == ["e1:0"]

    def test_theme_means_present_unless_another_status_is_asked(self, engine):
        engine.rebuild(
            [*themed(1, {"No drink": "text:alcohol.victim.absent"}), *themed(2, {"Drink": "text:alcohol.victim"})]
        )
        assert units(self.find(engine, theme=("alcohol.victim",))) == ["r2"]
        assert units(self.find(engine, theme=("alcohol.victim.absent",))) == ["r1"]
        assert counts(self.find(engine), "theme_about") == {"text:alcohol.victim": 1}

    def test_sources_are_counted_apart(self, engine):
        read, tagged = ThemeTag("alcohol", "victim", source="text"), ThemeTag("alcohol", "victim", source="library")
        engine.rebuild(
            [
                paper("e1", "r1", themes=(read,)),
                paper("e2", "r2", themes=(tagged,)),
                paper("e3", "r3", themes=(read, tagged)),
            ]
        )
        assert counts(self.find(engine), "theme") == {"text:alcohol": 2, "library:alcohol": 2}
        assert set(units(self.find(engine, theme=("library:alcohol",)))) == {"r2", "r3"}
        assert self.find(engine, theme=("alcohol",)).total_reviews == 3

    def test_combined_needs_are_those_of_one_person_from_one_source(self, engine):
        def needs(*codes):
            return tuple(Need(role, person, theme, source) for role, person, theme, source in codes)

        one = needs(("victim", "1", "mental-health", "text"))
        engine.rebuild(
            [
                paper("e1", "r1", needs=one),
                paper("e2", "r1", needs=needs(("victim", "1", "self-harm", "text"))),
                paper("e3", "r2", needs=(*one, *needs(("victim", "2", "self-harm", "text")))),
                paper("e4", "r3", needs=(*one, *needs(("victim", "1", "self-harm", "library")))),
                paper("e5", "r4", needs=(*one, *needs(("victim", "1", "housing", "text")))),
            ]
        )
        assert units(self.find(engine, combined=("victim",))) == ["r1"]
        assert counts(self.find(engine), "combined") == {"text:any": 1, "text:victim": 1}

    def test_kind_and_section_hold_for_the_passage(self, engine):
        imr = paper("e2", "r1", kind="imr")
        engine.rebuild(
            [*review(1, "the refuge"), imr, *passages(imr, "the refuge", section="Analysis"), *review(2, "the refuge")]
        )
        assert keys(self.find(engine, "refuge", kind=("imr",))) == ["e2:Analysis0"]
        assert keys(self.find(engine, section=("Analysis",))) == ["e2:Analysis0"]
        assert counts(self.find(engine, "refuge"), "kind") == {"overview-report": 2, "imr": 1}

    def test_about_asks_for_any_theme_about_that_person_in_the_passage_itself(self, engine):
        engine.rebuild(
            [
                *themed(1, {"He drank at home": "text:alcohol.perpetrator", "Her home": "text:housing.victim"}),
                *themed(2, {"No drink at home": "text:alcohol.victim.absent", "Home": "library:alcohol.victim"}),
            ]
        )
        assert keys(self.find(engine, "home", about=("victim",))) == ["e1:1"]
        assert set(keys(self.find(engine, "home", about=("victim", "perpetrator")))) == {"e1:0", "e1:1"}
        assert self.find(engine, about=("child",)).total_units == 0
        assert units(self.find(engine, about=("perpetrator",))) == ["r1"]

    def test_agencies_are_alternatives_that_papers_say_of_their_review(self, engine):
        engine.rebuild(
            [
                *review(1, "the refuge", agencies=("Northern Police", "Tidewell Trust")),
                *review(2, "the refuge", agencies=("Tidewell Trust",)),
                *review(3, "the refuge"),
            ]
        )
        assert units(self.find(engine, "refuge", agency=("Northern Police",))) == ["r1"]
        assert counts(self.find(engine, "refuge"), "agency") == {"Northern Police": 1, "Tidewell Trust": 2}
        assert self.find(engine, agency=("Northern Police", "Tidewell Trust")).total_units == 2

    def test_search_without_words_finds_reviews_without_text(self, engine):
        case = IndexDocument("c7", Sort.CASE, "r7", "r7", ("public",), year=2014, dataset="dhrd", single_victim=True)
        engine.rebuild([case, *review(1, "Text", year=2014), *review(2, "Text", year=2015)])
        answer = self.find(engine, year=("2014",))
        assert set(keys(answer)) == {"c7", "e1"}
        assert units(self.find(engine, dataset=("dhrd",), single_victim=True)) == ["r7"]
