"""What every search engine must do; the test class of each inherits `EngineContract`."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dhr.search.documents import IndexDocument, Need, Sort, ThemeTag
from dhr.search.engines.answering import SOME_WORDS
from dhr.search.engines.protocol import Engine, SearchAnswer, Viewer
from dhr.search.highlight import highlight
from dhr.search.query import FACET_NAMES, SearchQuery

PUBLIC = Viewer(frozenset({"public"}))
PANEL = Viewer(frozenset({"public", "review:9:panel"}))


def paper(owner: str, unit: str, **facts) -> IndexDocument:
    facts = {"audiences": ("public",), "kind": "overview-report", "title": "A report", "document": owner} | facts
    return IndexDocument(key=owner, sort=Sort.PAPER, unit=unit, owner=owner, **facts)


def passages(of: IndexDocument, *bodies: str, **facts) -> list[IndexDocument]:
    """Paragraphs of the paper `of`, under its audiences."""
    return [
        IndexDocument(
            key=f"{of.key}:{facts.get('section', '')}{at}",
            sort=Sort.PASSAGE,
            unit=of.unit,
            owner=of.owner,
            audiences=of.audiences,
            except_audiences=of.except_audiences,
            is_review=of.is_review,
            document=of.document,
            kind=of.kind,
            title=of.title,
            paragraph=f"p{at}",
            position=10 + at,
            body=body,
            **facts,
        )
        for at, body in enumerate(bodies)
    ]


def review(number: int, *bodies: str, **facts) -> list[IndexDocument]:
    """A published report of review `number` with paragraphs."""
    of = paper(f"e{number}", f"r{number}", **facts)
    return [of, *passages(of, *bodies)]


def themed(number: int, bodies: dict[str, str], **facts) -> list[IndexDocument]:
    """A report whose paragraphs (text -> theme code) mention themes; the paper has them all."""
    tags = tuple(ThemeTag.parse(code) for code in bodies.values())
    of = paper(f"e{number}", f"r{number}", themes=tags, **facts)
    return [of] + [replace(passage, themes=(tag,)) for passage, tag in zip(passages(of, *bodies), tags, strict=True)]


def units(answer: SearchAnswer) -> list[str]:
    return [group.unit for group in answer.groups]


def keys(answer: SearchAnswer) -> list[str]:
    return [hit.key for group in answer.groups for hit in group.hits]


def counts(answer: SearchAnswer, facet: str) -> dict[str, int]:
    return {each.value: each.count for each in answer.facets[facet]}


class EngineContract:
    """A subclass offers the fixture `engine`: an engine whose index is empty."""

    def find(self, engine: Engine, text: str = "", viewer: Viewer = PUBLIC, **asked) -> SearchAnswer:
        return engine.search(SearchQuery(text, **asked), viewer)

    # Words

    def test_passage_needs_all_plain_words(self, engine):
        engine.rebuild(review(1, "alcohol at home", "refuge", "alcohol in the refuge"))
        assert keys(self.find(engine, "alcohol refuge")) == ["e1:2"]

    def test_any_word_will_do_where_no_passage_holds_them_all_and_the_answer_says_so(self, engine):
        engine.rebuild([*review(1, "alcohol at home"), *review(2, "a refuge"), *review(3, "the housing officer")])
        answer = self.find(engine, "alcohol refuge -housing zebra")
        assert set(units(answer)) == {"r1", "r2"}
        assert SOME_WORDS in answer.notes

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
        | st.lists(st.sampled_from(['"', "-", " ", "OR", "NOT", "a"]), max_size=9).map("".join)
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_is_typed_is_answered(self, engine, typed):
        if "ready" not in vars(self):
            engine.rebuild(review(1, "Some words of a report"))
            self.ready = True
        answer = self.find(engine, typed)
        assert answer.total_units == len(answer.groups)

    # Filters on the case and on the passage

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

    def test_search_without_words_finds_reviews_without_text(self, engine):
        case = IndexDocument("c7", Sort.CASE, "r7", "r7", ("public",), year=2014, dataset="dhrd", single_victim=True)
        engine.rebuild([case, *review(1, "Text", year=2014), *review(2, "Text", year=2015)])
        answer = self.find(engine, year=("2014",))
        assert set(keys(answer)) == {"c7", "e1"}
        assert units(self.find(engine, dataset=("dhrd",), single_victim=True)) == ["r7"]

    # Facets and totals

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

    # Order and pages

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

    # Who may see what

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

    # Changes

    def test_replaced_unit_answers_with_its_new_text_alone(self, engine):
        engine.rebuild([*review(1, "the old words", areas=("north",)), *review(2, "the old words")])
        engine.replace_unit("r1", review(1, "quite other words", areas=("south",)))
        assert units(self.find(engine, "old")) == ["r2"]
        assert units(self.find(engine, "other")) == ["r1"]
        assert counts(self.find(engine), "area") == {"south": 1}

    def test_answer_does_not_depend_on_how_the_index_was_written(self, engine):
        reviews = {f"r{number}": review(number, "refuge", "a refuge " * (number % 3)) for number in range(1, 25)}
        engine.rebuild(document for documents in reviews.values() for document in documents)
        at_once = [self.find(engine, "refuge", size=7, page=page) for page in (1, 2, 3)]
        engine.rebuild([])
        for unit, documents in reversed(reviews.items()):
            engine.replace_unit(unit, documents)
        assert [self.find(engine, "refuge", size=7, page=page) for page in (1, 2, 3)] == at_once

    def test_unit_replaced_by_nothing_is_gone(self, engine):
        engine.rebuild([*review(1, "refuge"), *review(2, "refuge")])
        engine.replace_unit("r1", [])
        assert units(self.find(engine, "refuge")) == ["r2"]
        assert self.find(engine).total_units == 1

    def test_documents_of_another_unit_are_refused_and_nothing_is_lost(self, engine):
        engine.rebuild(review(1, "refuge"))
        with pytest.raises(ValueError, match="r2"):
            engine.replace_unit("r1", review(2, "refuge"))
        assert units(self.find(engine, "refuge")) == ["r1"]

    def test_rebuilt_index_holds_what_it_was_built_from_alone(self, engine):
        engine.rebuild(review(1, "refuge"))
        engine.rebuild(review(2, "refuge"))
        assert units(self.find(engine, "refuge")) == ["r2"]

    def test_failing_rebuild_leaves_the_index_as_it_was(self, engine):
        engine.rebuild(review(1, "refuge"))

        def broken():
            yield from review(2, "refuge")
            raise LookupError("the database went away")

        with pytest.raises(LookupError):
            engine.rebuild(broken())
        assert units(self.find(engine, "refuge")) == ["r1"]

    def test_empty_index_answers(self, engine):
        answer = self.find(engine, "refuge")
        assert (answer.total_units, answer.groups) == (0, ())
        engine.check()
