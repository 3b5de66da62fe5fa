import json
import shutil
import stat

import pytest
from filelock import FileLock

from dhr.search.engines.protocol import SearchBusy, SearchUnavailable
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.query import SearchQuery
from tests.search.contract import EngineContract
from tests.search.contract.builders import PUBLIC, keys, review, units

pytestmark = pytest.mark.once


@pytest.fixture
def engine(tmp_path):
    engine = TantivyEngine(tmp_path / "public", patience=0.1)
    engine.rebuild([])
    return engine


@pytest.fixture
def other_process(engine):
    return TantivyEngine(engine.folder, patience=0.1)


def bytes_on_disk(engine: TantivyEngine) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(engine.folder.rglob("*")) if file.is_file())


class TestTantivyEngine(EngineContract):
    pass


def test_rebuild_erases_removed_text_from_disk(engine):
    engine.rebuild(review(1, "Zanzibarine the withdrawn words"))
    assert b"Zanzibarine" in bytes_on_disk(engine)
    engine.rebuild(review(2, "other words"))
    assert b"anzibarin" not in bytes_on_disk(engine)
    assert len(list(engine.folder.glob("index-*"))) == 1


def test_more_reviews_than_can_be_counted_are_told_and_not_left_out(engine, monkeypatch):
    monkeypatch.setattr("dhr.search.engines.tantivy_snapshot.MOST_BUCKETS", 5)
    engine.rebuild(document for number in range(1, 6) for document in review(number, "refuge"))
    assert engine.search(SearchQuery("refuge"), PUBLIC).total_units == 5
    engine.replace_unit("r6", review(6, "refuge"))
    with pytest.raises(SearchUnavailable, match="no more than 5 reviews"):
        engine.search(SearchQuery("refuge"), PUBLIC)


def test_rebuild_erases_what_a_crash_left(engine):
    leftover = engine.folder / "index-0123456789ab"
    leftover.mkdir()
    (leftover / "segment").write_text("case text")
    engine.rebuild([])
    assert not leftover.exists()


def test_index_folders_are_open_to_their_owner_alone(engine):
    for folder in (engine.folder, *engine.folder.glob("index-*")):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_index_that_was_never_built_says_how_to_build_it(tmp_path):
    engine = TantivyEngine(tmp_path / "none")
    for act in (
        engine.check,
        lambda: engine.search(SearchQuery("a"), PUBLIC),
        lambda: engine.replace_unit("r1", []),
    ):
        with pytest.raises(SearchUnavailable, match=r"manage\.py rebuild_search"):
            act()


def test_index_of_another_version_is_not_searched(engine):
    engine.rebuild(review(1, "refuge"))
    current = engine.folder / "current.json"
    current.write_text(json.dumps(json.loads(current.read_text()) | {"built_with": "0/older"}))
    with pytest.raises(SearchUnavailable, match="another version"):
        engine.search(SearchQuery("refuge"), PUBLIC)
    engine.rebuild(review(1, "refuge"))
    assert units(engine.search(SearchQuery("refuge"), PUBLIC)) == ["r1"]


@pytest.mark.parametrize("damage", ["no current", "bad current", "no folder", "no segments", "cut short", "garbage"])
def test_damaged_index_says_so_and_can_be_rebuilt(engine, damage):
    engine.rebuild(review(1, "refuge"))
    (folder,) = engine.folder.glob("index-*")
    segments = [file for file in folder.iterdir() if file.suffix and file.suffix not in (".json", ".lock")]
    match damage:
        case "no current":
            (engine.folder / "current.json").unlink()
        case "bad current":
            (engine.folder / "current.json").write_text("[]")
        case "no folder":
            shutil.rmtree(folder)
        case "no segments":
            for file in segments:
                file.unlink()
        case "cut short":
            for file in segments:
                file.write_bytes(file.read_bytes()[:10])
        case "garbage":
            for file in segments:
                file.write_bytes(b"\xff" * file.stat().st_size)
    reader = TantivyEngine(engine.folder)
    with pytest.raises(SearchUnavailable, match="rebuild_search"):
        reader.search(SearchQuery("refuge"), PUBLIC)
    engine.rebuild(review(1, "refuge"))
    assert units(reader.search(SearchQuery("refuge"), PUBLIC)) == ["r1"]


def test_second_writer_is_told_to_try_again(engine):
    with FileLock(engine.folder / "write.lock"):
        for act in (lambda: engine.replace_unit("r1", []), lambda: engine.rebuild([])):
            with pytest.raises(SearchBusy):
                act()
    engine.replace_unit("r1", review(1, "refuge"))
    assert units(engine.search(SearchQuery("refuge"), PUBLIC)) == ["r1"]


def test_reader_sees_what_another_process_committed(engine):
    reader = TantivyEngine(engine.folder)
    assert units(reader.search(SearchQuery("refuge"), PUBLIC)) == []
    engine.replace_unit("r1", review(1, "refuge"))
    assert units(reader.search(SearchQuery("refuge"), PUBLIC)) == ["r1"]
    engine.rebuild(review(2, "refuge"))
    assert units(reader.search(SearchQuery("refuge"), PUBLIC)) == ["r2"]


def test_unit_that_is_no_letter_and_number_is_refused(engine):
    (document, *_) = review(1)
    for unit in ("r", "R1", "r01", "12", "r1x"):
        with pytest.raises(ValueError, match="unit"):
            engine.rebuild([document.__class__(**vars(document) | {"unit": unit})])


def test_confidential_paragraphs_change_nothing_in_the_public_answer(engine, tmp_path):
    engine.rebuild([*review(1, "the refuge"), *review(2, "the refuge and the refuge")])
    before = engine.search(SearchQuery("refuge"), PUBLIC)
    workspace = TantivyEngine(tmp_path / "workspace")
    workspace.rebuild(review(3, *["the refuge"] * 1_000, audiences=("area:7",)))
    assert engine.search(SearchQuery("refuge"), PUBLIC) == before
    assert keys(workspace.search(SearchQuery("refuge"), PUBLIC)) == []
