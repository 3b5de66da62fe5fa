"""What becomes of an index when its documents change."""

import pytest

from tests.search.contract.builders import Finding, counts, review, units


class ChangesContract(Finding):
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
