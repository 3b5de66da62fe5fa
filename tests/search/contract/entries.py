"""Recommendations, actions and statements: found by their words, and by what each says of itself."""

from dhr.search.documents import Entry, IndexDocument, Sort
from dhr.search.query import SearchQuery
from tests.search.contract.builders import PANEL, PUBLIC, Finding, counts, keys, paper, passages, review, units


def entry(of: IndexDocument, number: int, body: str, kind: Entry = Entry.ACTION, **facts) -> IndexDocument:
    """An entry of the paper `of`, under its audiences."""
    facts = {"made": 2024, **({"rag": "red"} if kind == Entry.ACTION else {})} | facts
    return IndexDocument(
        key=f"{of.owner}:{kind}-{number}",
        sort=Sort.ENTRY,
        unit=of.unit,
        owner=of.owner,
        audiences=of.audiences,
        except_audiences=of.except_audiences,
        is_review=of.is_review,
        kind=kind,
        title=of.title,
        body=body,
        position=1_000_000 + number,
        **facts,
    )


def with_entries(number: int, *entries: tuple[str, dict]) -> list[IndexDocument]:
    """A report with one paragraph and these entries (body, facts)."""
    of = paper(f"e{number}", f"r{number}")
    return [
        of,
        *passages(of, "the refuge"),
        *(entry(of, at, body, **facts) for at, (body, facts) in enumerate(entries)),
    ]


class EntriesContract(Finding):
    def test_entry_is_found_by_its_words_under_its_kind(self, engine):
        engine.rebuild([*review(1, "training of staff"), *with_entries(2, ("training of nurses", {}))])
        answer = self.find(engine, "training")
        assert set(units(answer)) == {"r1", "r2"}
        assert counts(answer, "kind") == {"overview-report": 1, "action": 1}
        assert keys(self.find(engine, "training", kind=("action",))) == ["e2:action-0"]

    def test_without_words_entries_are_shown_where_their_kind_is_asked_for_alone(self, engine):
        engine.rebuild(with_entries(1, ("train", {}), ("audit", {"kind": Entry.RECOMMENDATION})))
        assert keys(self.find(engine)) == ["e1"]
        assert keys(self.find(engine, kind=("recommendation",))) == ["e1:recommendation-1"]
        assert counts(self.find(engine), "kind") == {"overview-report": 1, "action": 1, "recommendation": 1}

    def test_rag_and_words_must_hold_for_one_action(self, engine):
        engine.rebuild(
            [
                *with_entries(1, ("train the nurses", {"rag": "red"}), ("audit the files", {"rag": "green"})),
                *with_entries(2, ("audit the files", {"rag": "red"})),
            ]
        )
        assert keys(self.find(engine, "audit", rag=("red",))) == ["e2:action-0"]
        assert counts(self.find(engine, "audit"), "rag") == {"green": 1, "red": 1}
        assert keys(self.find(engine, rag=("green",))) == ["e1:action-1"]

    def test_year_of_a_recommendation_and_kind_must_hold_for_one_entry(self, engine):
        engine.rebuild(
            with_entries(1, ("train", {"made": 2020}), ("ask", {"made": 2023, "kind": Entry.RECOMMENDATION}))
        )
        assert units(self.find(engine, kind=("action",), made=("2020",))) == ["r1"]
        assert units(self.find(engine, kind=("action",), made=("2023",))) == []
        assert counts(self.find(engine, kind=("action",)), "made") == {"2020": 1}
        assert counts(self.find(engine, made=("2020",)), "made") == {"2020": 1, "2023": 1}

    def test_entry_facet_count_is_what_choosing_the_value_gives(self, engine):
        rags = ("red", "amber", "green")
        engine.rebuild(
            document
            for number in range(1, 25)
            for document in with_entries(
                number,
                ("train staff", {"rag": rags[number % 3], "made": 2018 + number % 4}),
                ("audit files", {"rag": rags[number % 2], "made": 2018 + number % 5}),
                ("ask alone", {"kind": Entry.RECOMMENDATION, "made": 2018 + number % 3}),
            )
        )
        for query in (
            SearchQuery(),
            SearchQuery("train"),
            SearchQuery("audit", kind=("action",)),
            SearchQuery(kind=("recommendation",)),
            SearchQuery(kind=("overview-report",)),
            SearchQuery(rag=("red",)),
            SearchQuery("train", rag=("red",), made=("2019",)),
        ):
            answer = engine.search(query, PUBLIC)
            for facet in ("kind", "rag", "made"):
                for value, count in counts(answer, facet).items():
                    chosen = query.with_(**{facet: (value,)})
                    assert engine.search(chosen, PUBLIC).total_reviews == count, (query, facet, value)

    def test_counts_of_reviews_are_unchanged_where_no_entry_is_found(self, engine):
        reports = [*review(1, "the refuge", areas=("north",)), *review(2, "the refuge", areas=("south",))]
        engine.rebuild(reports)
        before = self.find(engine, "refuge")
        engine.rebuild([*reports, entry(reports[0], 1, "train the nurses"), entry(reports[2], 2, "audit")])
        after = self.find(engine, "refuge")
        assert after.facets == before.facets
        assert (after.total_units, keys(after)) == (before.total_units, keys(before))

    def test_entry_of_the_panel_is_in_no_answer_facet_or_total_of_anybody_else(self, engine):
        secret = paper("d9", "r9", audiences=("review:9:panel",))
        engine.rebuild([*review(1, "the refuge"), secret, entry(secret, 1, "hidden training", rag="amber", made=1999)])
        for asked in ({"text": "hidden"}, {"rag": ("amber",)}, {"kind": ("action",)}, {"made": ("1999",)}, {}):
            answer = self.find(engine, **asked)
            assert "r9" not in units(answer)
            values = {each.value for facet in answer.facets.values() for each in facet if each.count or each.context}
            assert values.isdisjoint({"action", "amber", "1999"})
        assert engine.values("made", PUBLIC) == frozenset()
        assert units(self.find(engine, "hidden", PANEL, rag=("amber",))) == ["r9"]

    def test_entry_of_a_hidden_owner_is_out_of_every_answer_at_once(self, engine):
        engine.rebuild([*review(1, "the refuge"), *with_entries(2, ("training", {}))])
        hiding = type(PUBLIC)(PUBLIC.audiences, frozenset({"e2"}))
        for asked in ({"text": "training"}, {"rag": ("red",)}, {"kind": ("action",)}):
            assert self.find(engine, viewer=hiding, **asked).total_units == 0
        assert counts(self.find(engine, viewer=hiding), "rag") == {}

    def test_entry_stands_for_itself_where_nothing_else_of_its_unit_may_be_seen(self, engine):
        outside = paper("o8", "o8", is_review=False)
        engine.rebuild([entry(outside, 1, "ask alone", Entry.RECOMMENDATION, areas=("north",))])
        answer = self.find(engine, "alone")
        assert (units(answer), answer.total_reviews, answer.total_context) == (["o8"], 0, 1)
