"""Vectors of texts, and the folder that keeps them beside an embedded index."""

import numpy as np
import pytest

from dhr.search import meaning
from dhr.search.engines import vector_folder
from dhr.search.engines.vector_folder import VectorFolder
from dhr.search.meaning import DIMENSIONS

needs_model = pytest.mark.skipif(not meaning.version(), reason="SKIPPED: the extra `semantic` isn't installed")


def direction(*numbers):
    """A vector of length 1 that has these as its first numbers, in proportion."""
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[: len(numbers)] = numbers
    return vector / np.linalg.norm(vector)


def rows(**vectors):
    return [(key, vector.astype(np.float16).tobytes()) for key, vector in vectors.items()]


def order(folder, vector):
    return [key for portion in VectorFolder(folder).current().nearest(vector) for key, _ in portion]


@needs_model
def test_texts_that_mean_nearly_the_same_lie_nearer_than_texts_that_share_words():
    asked = meaning.vector("the pensioner's savings were drained for booze")
    same = meaning.vector("His mother's money was spent on alcohol")
    other = meaning.vector("The pensioner's pond was drained")
    assert asked @ same > asked @ other


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\x00", "word " * 5_000, "\U0001f600"])
def test_every_text_has_a_vector_of_length_one(text):
    vector = meaning.vector(text)
    assert vector.shape == (DIMENSIONS,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@needs_model
def test_a_text_has_the_same_vector_whenever_it_is_asked_for():
    assert (meaning.vector("her isolation") == meaning.vector("her isolation")).all()


def test_nearest_come_first_over_all_files(tmp_path):
    VectorFolder(tmp_path).replace({"r1": rows(a=direction(1, 0), b=direction(0, 1))})
    VectorFolder(tmp_path).replace({"r2": rows(c=direction(1, 1)), "r3": rows(d=direction(-1, 0))})
    assert order(tmp_path, direction(1, 0.1)) == ["a", "c", "b", "d"]


def test_cosines_are_told(tmp_path):
    VectorFolder(tmp_path).replace({"r1": rows(a=direction(1, 0), b=direction(1, 1))})
    (portion,) = VectorFolder(tmp_path).current().nearest(direction(1, 0))
    assert dict(portion) == pytest.approx({"a": 1, "b": 0.5**0.5}, abs=1e-3)


def test_unit_that_is_written_again_has_its_new_rows_alone(tmp_path):
    folder = VectorFolder(tmp_path)
    folder.replace({"r1": rows(a=direction(1)), "r2": rows(b=direction(1))})
    folder.replace({"r1": rows(c=direction(1))})
    assert set(order(tmp_path, direction(1))) == {"b", "c"}
    folder.replace({"r1": []})
    assert order(tmp_path, direction(1)) == ["b"]


def test_reader_keeps_its_state_while_others_write(tmp_path):
    folder = VectorFolder(tmp_path)
    folder.replace({"r1": rows(a=direction(1))})
    before = folder.current()
    for number in range(vector_folder.MOST_FILES + 2):
        folder.replace({"r1": rows(**{f"a{number}": direction(1)})})
    assert [key for portion in before.nearest(direction(1)) for key, _ in portion] == ["a"]


def test_many_files_become_one_and_none_is_lost(tmp_path):
    folder = VectorFolder(tmp_path)
    for number in range(vector_folder.MOST_FILES + 5):
        folder.replace({f"r{number}": rows(**{f"k{number}": direction(1, number)})})
    assert len(set(order(tmp_path, direction(1)))) == vector_folder.MOST_FILES + 5
    assert len(list(tmp_path.glob("*.f32"))) < 10


def test_rows_of_units_without_vectors_need_no_files(tmp_path):
    VectorFolder(tmp_path).replace({"r1": [], "r2": []})
    assert list(tmp_path.iterdir()) == []
    assert order(tmp_path, direction(1)) == []


def test_portions_grow_until_all_are_told_once(tmp_path):
    many = {f"k{number}": direction(1, number / 1_000) for number in range(2_500)}
    VectorFolder(tmp_path).replace({"r1": rows(**many)})
    portions = list(VectorFolder(tmp_path).current().nearest(direction(1, 0)))
    assert [len(portion) for portion in portions] == [1_000, 1_500]
    cosines = [cosine for portion in portions for _, cosine in portion]
    assert cosines == sorted(cosines, reverse=True)
    assert len({key for portion in portions for key, _ in portion}) == 2_500
