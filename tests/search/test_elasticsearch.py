"""The engine for several hosts, on a real server; skipped where there is none."""

import threading
import time

import pytest
from filelock import FileLock

from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.elasticsearch_index import ElasticsearchIndex
from dhr.search.engines.protocol import SearchBusy, SearchError, SearchUnavailable
from dhr.search.query import SearchQuery
from tests.search.conftest import indexes
from tests.search.contract import EngineContract
from tests.search.contract.builders import PUBLIC, keys, paper, passages, review, units
from tests.search.contract.facets import FacetsContract
from tests.search.contract.order import OrderContract


@pytest.fixture
def engine(make_engine):
    return make_engine()


@pytest.fixture
def other_process(engine, tmp_path):
    return ElasticsearchEngine(engine.cluster, engine.alias, tmp_path / f"{engine.alias}.lock", patience=0.1)


class TestElasticsearchEngine(EngineContract):
    pass


class TestSeveralShards(OrderContract, FacetsContract):
    @pytest.fixture
    def engine(self, make_engine):
        return make_engine(shards=3)


def found(engine, text="refuge", **asked) -> list[str]:
    return units(engine.search(SearchQuery(text, **asked), PUBLIC))


def test_rebuild_deletes_the_index_before_and_what_a_crash_left(engine):
    engine.cluster.client.indices.create(index=f"{engine.alias}-20200101000000-0123abcd")
    (before, _) = reversed(indexes(engine))
    engine.rebuild(review(1, "refuge"))
    (now,) = indexes(engine)
    assert now != before
    assert list(engine.cluster.client.indices.get_alias(name=engine.alias)) == [now]


def test_rebuild_leaves_the_indexes_of_other_sites_alone(engine):
    other = f"{engine.alias}-workspace-20200101000000-0123abcd"
    engine.cluster.client.indices.create(index=other)
    engine.rebuild([])
    assert other in indexes(engine)


def test_what_a_failing_rebuild_leaves_is_deleted_by_the_next(engine):
    def broken():
        yield from review(2, "refuge")
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        engine.rebuild(broken())
    assert len(indexes(engine)) == 2
    engine.rebuild(review(1, "refuge"))
    assert len(indexes(engine)) == 1


def test_people_search_the_old_index_until_the_new_one_is_whole(engine):
    engine.rebuild(review(1, "refuge"))

    def documents():
        yield from review(2, "refuge")
        assert found(engine) == ["r1"]

    engine.rebuild(documents())
    assert found(engine) == ["r2"]


def test_no_search_fails_while_the_index_is_rebuilt_over_and_over(engine):
    engine.rebuild(review(1, "refuge"))
    done = threading.Event()
    answers, problems = [], []

    def ask():
        while not done.is_set():
            try:
                answers.append(found(engine))
            except Exception as problem:
                problems.append(problem)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for each in asking:
        each.start()
    for _ in range(6):
        engine.rebuild(review(1, "refuge"))
    done.set()
    for each in asking:
        each.join()
    assert problems == []
    assert len(answers) > 10
    assert all(answer == ["r1"] for answer in answers)


def test_index_that_was_never_built_says_how_to_build_it(make_engine):
    engine = make_engine()
    engine.cluster.client.indices.delete(index=",".join(indexes(engine)))
    for act in (
        engine.check,
        lambda: engine.search(SearchQuery("a"), PUBLIC),
        lambda: engine.replace_unit("r1", review(1, "refuge")),
    ):
        with pytest.raises(SearchUnavailable, match=r"manage\.py rebuild_search"):
            act()
    assert indexes(engine) == []


def test_change_to_an_index_that_is_lost_meanwhile_makes_no_index_without_a_mapping(engine, monkeypatch):
    def lose(*_):
        engine.cluster.client.indices.delete(index=",".join(indexes(engine)))
        return []

    monkeypatch.setattr(ElasticsearchIndex, "keys", lose)
    with pytest.raises(SearchUnavailable):
        engine.replace_unit("r1", review(1, "refuge"))
    assert indexes(engine) == []


def test_index_of_another_version_is_not_searched(engine, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("dhr.search.engines.elasticsearch_index.LAYOUT", 0)
        engine.rebuild(review(1, "refuge"))
    with pytest.raises(SearchUnavailable, match="another version"):
        found(engine)
    engine.rebuild(review(1, "refuge"))
    assert found(engine) == ["r1"]


def test_second_writer_is_told_to_try_again(engine, tmp_path):
    with FileLock(tmp_path / f"{engine.alias}.lock"):
        for act in (lambda: engine.replace_unit("r1", []), lambda: engine.rebuild([])):
            with pytest.raises(SearchBusy):
                act()
    engine.replace_unit("r1", review(1, "refuge"))
    assert found(engine) == ["r1"]


def test_reader_on_another_host_sees_what_was_written(engine, tmp_path):
    reader = ElasticsearchEngine(engine.cluster, engine.alias, tmp_path / "other.lock")
    assert found(reader, "") == []
    engine.replace_unit("r1", review(1, "refuge", areas=("north",)))
    assert found(reader, area=("north",)) == ["r1"]
    engine.replace_unit("r1", review(1, "refuge", areas=("south",)))
    assert found(reader, area=("north",)) == []
    engine.rebuild(review(2, "refuge"))
    assert found(reader) == ["r2"]


def test_change_is_not_seen_before_it_is_whole(engine, monkeypatch):
    engine.rebuild(review(1, "refuge"))

    refresh = ElasticsearchIndex.refresh

    def crash(index):
        raise SearchError("the cluster went away")

    def refresh_once(index):
        patched.setattr(ElasticsearchIndex, "refresh", crash)
        refresh(index)

    with monkeypatch.context() as patched:
        patched.setattr(ElasticsearchIndex, "refresh", refresh_once)
        with pytest.raises(SearchError):
            engine.replace_unit("r1", review(1, "other words", "refuge"))
    time.sleep(1.5)  # an index left to itself would show it every second
    answer = engine.search(SearchQuery("refuge"), PUBLIC)
    assert keys(answer) == ["e1:0"]
    assert answer.groups[0].hits[0].body == "refuge"
    engine.replace_unit("r1", review(1, "other words", "refuge"))
    assert keys(engine.search(SearchQuery("refuge"), PUBLIC)) == ["e1:1"]


def test_shards_and_replicas_are_as_asked(make_engine):
    engine = make_engine(shards=2, replicas=1)
    (index,) = indexes(engine)
    settings = engine.cluster.client.indices.get_settings(index=index)[index]["settings"]["index"]
    assert (settings["number_of_shards"], settings["auto_expand_replicas"]) == ("2", "0-1")


def test_passages_far_down_a_long_paper_are_reached_and_beyond_the_last_there_are_none(engine):
    engine.rebuild(review(1, *["refuge"] * 310))
    answer = engine.search(SearchQuery("refuge", unit="r1", size=100, page=4), PUBLIC)
    assert keys(answer) == [f"e1:{at}" for at in range(300, 310)]
    answer = engine.search(SearchQuery("refuge", unit="r1", size=100, page=1_000_000), PUBLIC)
    assert (keys(answer), answer.total_units) == ([], 1)


def test_more_papers_than_are_read_at_a_time_are_all_counted(engine, monkeypatch):
    monkeypatch.setattr("dhr.search.engines.elasticsearch_snapshot.PAGE", 7)
    monkeypatch.setattr("dhr.search.engines.elasticsearch_index.PAGE", 7)
    monkeypatch.setattr("dhr.search.engines.elasticsearch_snapshot.MOST_BUCKETS", 7)
    engine.rebuild(document for number in range(1, 31) for document in review(number, "refuge"))
    assert engine.search(SearchQuery("refuge"), PUBLIC).total_units == 30
    of = paper("e1", "r1")
    engine.replace_unit("r1", [of, *passages(of, *["refuge"] * 20)])
    engine.replace_unit("r1", [of])
    assert engine.search(SearchQuery("refuge"), PUBLIC).total_units == 29
