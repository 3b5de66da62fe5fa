"""An index that is built beside the one in use, by a process that may be stopped at any point."""

import pytest

from dhr.search.engines.protocol import SearchBeingBuilt, SearchUnavailable
from tests.search.contract.builders import Finding, keys, review, units


class BuildingContract(Finding):
    def test_index_in_use_answers_and_is_changed_until_the_other_takes_over(self, engine):
        engine.rebuild(review(1, "refuge"))
        with engine.successor() as successor:
            successor.add(review(2, "refuge"))
            engine.replace_unit("r3", review(3, "refuge"))
            successor.settle()
            assert units(self.find(engine, "refuge")) == ["r1", "r3"]
            successor.take_over()
        assert units(self.find(engine, "refuge")) == ["r2"]
        assert engine.in_use() == successor.name

    def test_what_was_added_is_there_when_building_goes_on(self, engine):
        with engine.successor() as successor:
            successor.add(review(1, "refuge"))
            successor.add(review(2, "refuge"))
        with engine.successor(successor.name) as again:
            assert again.name == successor.name
            again.add(review(3, "refuge"))
            again.settle()
            again.take_over()
        assert units(self.find(engine, "refuge")) == ["r1", "r2", "r3"]

    def test_unit_that_was_cut_short_is_written_anew_without_doubling(self, engine):
        def cut_short():
            yield from review(2, "refuge", "refuge")[:2]
            raise KeyboardInterrupt

        with engine.successor() as successor:
            successor.add(review(1, "refuge"))
            with pytest.raises(KeyboardInterrupt):
                successor.add(cut_short())
        with engine.successor(successor.name) as again:
            again.remove(["r1", "r2"])
            again.add([*review(1, "the new words"), *review(2, "refuge", "refuge")])
            again.settle()
            again.take_over()
        assert keys(self.find(engine, "refuge")) == ["e2:0", "e2:1"]
        assert len(list(engine.contents())) == 5

    def test_units_may_change_between_settling_and_taking_over(self, engine):
        with engine.successor() as successor:
            successor.add([*review(1, "refuge"), *review(2, "refuge")])
            successor.settle()
            successor.remove(["r1"])
            successor.add(review(3, "refuge"))
            successor.take_over()
        assert units(self.find(engine, "refuge")) == ["r2", "r3"]

    def test_one_process_builds_at_a_time_and_others_still_write(self, engine, other_process):
        with engine.successor():
            with pytest.raises(SearchBeingBuilt), other_process.successor():
                pass
            other_process.replace_unit("r1", review(1, "refuge"))
        assert units(self.find(engine, "refuge")) == ["r1"]

    def test_index_in_use_is_never_gone_on_with(self, engine):
        engine.rebuild(review(1, "refuge"))
        with engine.successor(engine.in_use()) as successor:
            assert successor.name != engine.in_use()
        assert units(self.find(engine, "refuge")) == ["r1"]

    def test_building_anew_throws_away_what_is_half_built(self, engine):
        with engine.successor() as half_built:
            half_built.add(review(1, "refuge"))
        with engine.successor() as successor:
            successor.settle()
            successor.take_over()
        with engine.successor(half_built.name) as again:
            assert again.name != half_built.name
        assert units(self.find(engine, "refuge")) == []

    def test_contents_are_every_document_with_its_mark(self, engine):
        documents = [*review(1, "refuge", "housing"), *review(2, "refuge")]
        engine.rebuild(documents)
        assert sorted(engine.contents()) == sorted((each.unit, each.key, each.mark()) for each in documents)
        assert sorted(key for _, key, _ in engine.contents("r1")) == ["e1", "e1:0", "e1:1"]
        engine.replace_unit("r1", [])
        assert {unit for unit, _, _ in engine.contents()} == {"r2"}

    def test_state_tells_how_large_and_how_old_the_index_is(self, engine):
        engine.rebuild(review(1, "refuge"))
        before = engine.state()
        assert (before.name, before.built_with, before.documents) == (engine.in_use(), engine.wanted(), 2)
        assert before.size > 0
        engine.replace_unit("r2", review(2, "refuge", "refuge"))
        after = engine.state()
        assert after.documents == 5
        assert after.written > before.written

    def test_state_of_another_version_is_told_though_it_can_not_be_read(self, engine, monkeypatch):
        engine.rebuild(review(1, "refuge"))
        monkeypatch.setattr("dhr.search.text.version", lambda: "another")
        with pytest.raises(SearchUnavailable, match="another version"):
            engine.check()
        assert engine.state().built_with != engine.wanted()
