"""The tagger stays as good on the development set as it has been, and the test sets stay as they were marked."""

import tomllib
from pathlib import Path

import pytest

from nlp.evaluation.figures import Evaluation, bars
from nlp.evaluation.scoring import tag_all
from nlp.evaluation.sets import DEVELOPMENT, FOLDER, digest, read_set
from nlp.evaluation.sets import test_hashes as hashes_of_tests

REACHED = tomllib.loads(Path(__file__).with_name("accuracy.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures():
    return {bar.name: bar for bar in bars(Evaluation(tag_all(read_set(DEVELOPMENT))))}


@pytest.mark.parametrize("name", REACHED)
def test_the_tagger_is_no_worse_than_it_has_been(figures, name):
    bar = figures[name]
    if bar.least is not None:
        assert bar.value >= REACHED[name]
    else:
        assert bar.value <= REACHED[name]


def test_every_bar_has_a_figure_that_was_reached(figures):
    assert set(figures) == set(REACHED)


@pytest.mark.parametrize(("name", "hexdigest"), hashes_of_tests().items())
def test_the_test_set_is_as_it_was_marked(name, hexdigest):
    assert digest(FOLDER / name) == hexdigest
