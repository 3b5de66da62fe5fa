"""Workers that are killed, and workers that run together: database and index agree in the end.

They are processes of their own, so the database is a file here.
"""

import multiprocessing
import random
import time
from dataclasses import replace

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections

from dhr.publishing.editions import publish, withdraw
from dhr.publishing.models import Edition
from dhr.reviews.models import Document
from dhr.search import indexes, upkeep
from dhr.search.engines.protocol import SearchAnswer, Viewer
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.models import Erasure, IndexChange, IndexedUnit
from dhr.search.query import SearchQuery
from dhr.search.records import UNKNOWN
from dhr.search.units import all_units
from tests.factories import write

from .site import a_review, found, index, published, standing_edition

KILLS = 12


@pytest.fixture
def shared_database(db, tmp_path):
    """A copy of the tests' database as a file, which other processes can open; it is thrown away."""
    in_memory = connections[DEFAULT_DB_ALIAS]
    if in_memory.vendor != "sqlite":
        pytest.skip("SKIPPED: the database is copied by SQLite's own means")
    in_a_file = in_memory.copy()
    file = tmp_path / "db.sqlite3"
    file.write_bytes(in_memory.connection.serialize())
    in_a_file.settings_dict["NAME"] = str(file)
    connections[DEFAULT_DB_ALIAS] = in_a_file
    yield
    in_a_file.close()
    connections[DEFAULT_DB_ALIAS] = in_memory


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request, shared_database):
    if request.param == "elasticsearch":
        request.getfixturevalue("on_elasticsearch")


def start_worker() -> multiprocessing.Process:
    """What `manage.py work --once` does for search, in a process of its own."""
    connection.close()
    process = multiprocessing.get_context("fork").Process(target=_work)
    process.start()
    return process


def _work():
    # connections to a server can't be shared with the process that this one came from
    indexes._embedded.cache_clear()
    indexes._clustered.cache_clear()
    upkeep.work()


def change_something(rng: random.Random) -> None:
    """Publishes, writes, withdraws, shares or deletes: whatever makes work for the indexes."""
    papers = list(Document.objects.order_by("pk"))
    paper = rng.choice(papers)
    match rng.choice(["new", "write", "write", "withdraw", "share", "delete"]):
        case "new":
            published(a_review(), f"Amina saw number {rng.random()}.")
        case "write":
            write(paper, {"Background": [f"Amina wrote {rng.random()}." for _ in range(rng.randint(1, 5))]})
            publish(paper, by=None)
        case "withdraw" if paper.editions.standing().exists():
            withdraw(standing_edition(paper), reason="The family asked.", by=None)
        case "share":
            paper.shared_with_region = not paper.shared_with_region
            paper.save()
        case "delete" if len(papers) > 4 and not paper.editions.exists():
            paper.delete()


def nothing_withdrawn_is_shown(client) -> None:
    standing = {edition.document.review.title for edition in Edition.objects.standing()}
    assert set(found(client, size=100)) <= standing


def index_and_database_agree(tmp_path) -> None:
    """Every answer is that of an index which was built just now."""
    assert not IndexChange.objects.exists()
    assert not IndexedUnit.objects.filter(digest=UNKNOWN).exists()
    for each in indexes.INDEXES:
        fresh = TantivyEngine(tmp_path / f"fresh-{each.name}")
        documents = [document for unit in all_units() for document in each.documents_of(unit)]
        fresh.rebuild(documents)
        viewer = Viewer(frozenset(token for document in documents for token in document.audiences))
        units = [None, *all_units()]
        for query in [
            SearchQuery(text, unit=unit, sort="newest", size=100) for text in ("", "amina") for unit in units
        ]:
            assert without_scores(each.engine().search(query, viewer)) == without_scores(fresh.search(query, viewer))


def without_scores(answer: SearchAnswer) -> SearchAnswer:
    """Text that was removed still weighs a little until the index is built anew."""
    groups = [
        replace(group, hits=tuple(sorted((replace(hit, score=0) for hit in group.hits), key=lambda hit: hit.key)))
        for group in answer.groups
    ]
    return replace(answer, groups=tuple(groups))


@pytest.mark.once
def test_worker_that_is_killed_at_any_point_loses_nothing(client, engine, tmp_path):
    rng = random.Random(5)
    for number in range(6):
        published(a_review(title=f"Review {number}"))
    index()
    change_something(rng)
    began = time.monotonic()
    worker = start_worker()
    worker.join()
    assert worker.exitcode == 0
    usual = time.monotonic() - began
    killed = 0
    for _ in range(KILLS):
        for _ in range(rng.randint(1, 3)):
            change_something(rng)
        worker = start_worker()
        worker.join(rng.uniform(0, usual))
        worker.kill()
        worker.join()
        killed += worker.exitcode != 0
        nothing_withdrawn_is_shown(client)
    assert killed >= KILLS // 3
    worker = start_worker()
    worker.join()
    assert worker.exitcode == 0
    index_and_database_agree(tmp_path)


@pytest.mark.once
def test_two_workers_together_lose_nothing_and_double_nothing(client, engine, tmp_path):
    rng = random.Random(6)
    for number in range(4):
        published(a_review(title=f"Review {number}"))
    index()
    for _ in range(4):
        change_something(rng)
        workers = [start_worker(), start_worker()]
        change_something(rng)
        for worker in workers:
            worker.join()
    index()
    nothing_withdrawn_is_shown(client)
    index_and_database_agree(tmp_path)


def test_an_older_state_is_never_written_after_a_newer_one(client, shared_database, tmp_path, monkeypatch):
    paper = published(a_review(title="First"), "Amina wrote the first.")
    index()
    write(paper, {"Background": ["Amina wrote the second."]})
    publish(paper, by=None)
    Erasure.objects.all().delete()  # so that it is written into the index that is there
    engine = indexes.public_index()
    replace_unit = engine.replace_unit
    others = []

    def overtaken(unit, documents):
        write(paper, {"Background": ["Amina wrote the third."]})
        publish(paper, by=None)
        Erasure.objects.all().delete()
        others.append(start_worker())
        replace_unit(unit, documents)

    with monkeypatch.context() as patched:
        patched.setattr(engine, "replace_unit", overtaken)
        index()
    for other in others:
        other.join()
    index()
    assert found(client, q="third") == ["First"]
    index_and_database_agree(tmp_path)
