"""An index is built anew beside the one in use: stopped at any point it goes on, and no change is lost meanwhile."""

import os
import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError

from dhr.publishing.editions import publish, withdraw
from dhr.search import building, upkeep
from dhr.search.agreement import compare
from dhr.search.building import build
from dhr.search.engines.tantivy import TantivyEngine
from dhr.search.indexes import INDEXES, public_index
from dhr.search.models import Erasure, IndexBuild, IndexChange, IndexedUnit
from tests.factories import write
from tests.search.contract.builders import review

from .site import a_review, command, found, index, page, published, standing_edition

pytestmark = pytest.mark.django_db
PUBLIC, WORKSPACE = INDEXES


class Killed(BaseException):
    """Stands for a process that dies: nothing catches it."""


@pytest.fixture(autouse=True)
def unit_by_unit(monkeypatch):
    monkeypatch.setattr(building, "BATCH", 1)


def killed_after(batches):
    def watch(progress):
        if progress.done == batches:
            raise Killed

    return watch


def half_built(of=PUBLIC, batches=2):
    """Leaves a building that was stopped; returns its name."""
    with pytest.raises(Killed):
        build(of, watch=killed_after(batches))
    return IndexBuild.objects.get(index=of.name, finished=None).name


def agrees(of=PUBLIC) -> bool:
    return not compare(of).faults


def words_on_disk(settings, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in settings.INDEX_DIR.rglob("*") if file.is_file())


def writes_of(monkeypatch) -> list[str]:
    """The units that are written into an index that is being built, from now on."""
    written = []
    remember = building.remember

    def noting(name, digests):
        remember(name, digests)
        written.extend(unit for unit, digest in digests.items() if digest)

    monkeypatch.setattr(building, "remember", noting)
    return written


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_building_that_was_stopped_goes_on_where_it_was(client, either_engine, monkeypatch, batches):
    for number in range(4):
        published(a_review(title=f"Review {number}"))
    index()
    name = half_built(batches=batches)
    assert len(found(client)) == 4
    written = writes_of(monkeypatch)
    build(PUBLIC)
    assert len(written) == 4 - batches
    assert public_index().in_use() == name
    assert agrees()
    assert len(found(client)) == 4


def test_unit_that_changed_while_the_building_was_stopped_is_written_anew(client, either_engine):
    paper = published(a_review(title="First"))
    published(a_review(title="Second"))
    index()
    half_built(batches=1)
    write(paper, {"Background": ["The zebra crossing was lit."]})
    publish(paper, by=None)
    Erasure.objects.all().delete()  # which would throw the half-built index away
    build(PUBLIC)
    assert agrees()
    index()
    assert found(client, q="zebra") == ["First"]


def test_stopped_while_taking_over_the_old_index_or_the_new_one_is_whole(client, monkeypatch, either_engine):
    published()
    index()
    for name in ("settle", "take_over"):
        with monkeypatch.context() as patched:
            _die_in(patched, name)
            with pytest.raises(Killed):
                build(PUBLIC)
        assert len(found(client)) == 1
    with monkeypatch.context() as patched:
        patched.setattr(building, "_finish", _dies)
        with pytest.raises(Killed):
            build(PUBLIC)
    assert len(found(client)) == 1
    build(PUBLIC)
    assert agrees()


def _dies(*_):
    raise Killed


def _die_in(patched, method):
    with public_index().successor() as successor:
        patched.setattr(type(successor), method, _dies)


def test_what_the_worker_writes_while_an_index_is_built_is_in_the_new_one(client, either_engine):
    early, late = published(a_review(title="Early")), published(a_review(title="Late"))
    gone = published(a_review(title="Gone"))
    index()

    def change(progress):
        if progress.done == 2 and not found(client, q="zebra"):
            for paper in (early, late):
                write(paper, {"Background": ["The zebra crossing was lit."]})
                publish(paper, by=None)
            withdraw(standing_edition(gone), reason="The family asked.", by=None)
            published(a_review(title="New"), "Another zebra crossing.")
            index()
            assert sorted(found(client, q="zebra")) == ["Early", "Late", "New"]
            assert not IndexChange.objects.exists()

    build(PUBLIC, watch=change)
    assert sorted(found(client)) == ["Early", "Late", "New"]
    assert page(client).context["answer"].total_units == 3
    assert sorted(found(client, q="zebra")) == ["Early", "Late", "New"]
    assert agrees()


def test_words_withdrawn_while_an_index_is_built_leave_the_disk_by_another_building(client, settings):
    paper = published(None, "The Zanzibarine crossing was lit.")
    published()
    index()

    def take_away(progress):
        if progress.done == 2 and paper.editions.standing().exists():
            withdraw(standing_edition(paper), reason="The family asked.", by=None)
            write(paper, {"Background": ["Other words."]})

    build(PUBLIC, watch=take_away)
    assert words_on_disk(settings, b"Zanzibarine")
    index()
    assert not words_on_disk(settings, b"Zanzibarine")
    assert not Erasure.objects.exists()


def test_words_withdrawn_after_a_building_was_stopped_leave_the_disk_with_it(settings):
    paper = published(None, "The Zanzibarine crossing was lit.")
    published()
    index()
    names = [half_built(each) for each in INDEXES]
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    write(paper, {"Background": ["Other words."]})
    index()
    assert not words_on_disk(settings, b"Zanzibarine")
    assert not any(name in str(path) for path in settings.INDEX_DIR.rglob("*") for name in names)
    assert not IndexedUnit.objects.filter(index__in=names).exists()


def test_on_elasticsearch_the_old_and_the_half_built_index_are_gone_after_a_withdrawal(on_elasticsearch):
    paper = published(None, "The Zanzibarine crossing was lit.")
    published()
    index()
    before = {each.engine().in_use() for each in INDEXES} | {half_built(each) for each in INDEXES}
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    index()
    client = public_index().cluster.client
    left = set(client.indices.get(index=f"{on_elasticsearch.SEARCH_PREFIX}-*"))
    assert left == {each.engine().in_use() for each in INDEXES}
    assert not left & before


def test_half_built_index_of_another_version_is_thrown_away(monkeypatch):
    for _ in range(3):
        published()
    index()
    with monkeypatch.context() as patched:
        patched.setattr("dhr.search.text.version", lambda: "another")
        name = half_built()
    build(PUBLIC)
    assert public_index().in_use() != name
    assert agrees()


def test_half_built_index_that_was_lost_is_begun_again(settings):
    for _ in range(3):
        published()
    index()
    name = half_built()
    for file in (settings.INDEX_DIR / "public" / name).iterdir():
        file.unlink()
    build(PUBLIC)
    assert agrees()


def test_start_again_throws_away_what_is_half_built(monkeypatch):
    for _ in range(3):
        published()
    index()
    name = half_built()
    written = writes_of(monkeypatch)
    build(PUBLIC, start_again=True)
    assert len(written) == 3
    assert public_index().in_use() != name


def test_worker_waits_quietly_while_another_process_builds_the_lost_index(client, settings):
    published()
    index()
    (settings.INDEX_DIR / "public" / "current.json").unlink()
    published(None, "The zebra crossing was lit.")
    with TantivyEngine(settings.INDEX_DIR / "public").successor():
        assert index() == 0
        assert IndexChange.objects.exists()
    index()
    assert len(found(client, q="zebra")) == 1
    assert not IndexChange.objects.exists()


def test_command_tells_that_what_is_built_is_kept_and_goes_on(client, monkeypatch):
    for _ in range(3):
        published()
    index()
    with monkeypatch.context() as patched:
        patched.setattr(
            IndexBuild, "save", lambda self: (_ for _ in ()).throw(KeyboardInterrupt) if self.done == 2 else None
        )
        with pytest.raises(CommandError, match="run it again to go on"):
            command("rebuild_search")
    published()
    assert "1 that changed meanwhile wait for the worker" in command("rebuild_search")
    assert len(found(client)) == 4
    assert "3 reviews and context papers" not in command("rebuild_search", "--start-again")


@pytest.mark.parametrize(("changed", "anew"), [(2, False), (6, True)])
def test_index_is_built_anew_where_much_of_it_changed(monkeypatch, changed, anew):
    monkeypatch.setattr(upkeep, "MANY", 2)
    papers = [published() for _ in range(8)]
    index()
    before = public_index().in_use()
    for paper in papers[:changed]:
        IndexChange.objects.create(unit=paper.unit, owner=paper.unit)
    index()
    assert (public_index().in_use() != before) is anew
    assert agrees()


def test_process_that_is_killed_leaves_an_index_that_can_be_gone_on_with(tmp_path):
    code = """
import os, signal, sys
from dhr.search.engines.tantivy import TantivyEngine
from tests.search.contract.builders import review

def cut_short():
    yield from review(2, "refuge")
    os.kill(os.getpid(), signal.SIGKILL)

with TantivyEngine(sys.argv[1]).successor() as successor:
    successor.add(review(1, "refuge"))
    print(successor.name, flush=True)
    successor.add(cut_short())
"""
    folder = tmp_path / "killed"
    child = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False, env=os.environ
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    engine = TantivyEngine(folder)
    with engine.successor(child.stdout.strip()) as successor:
        assert successor.name == child.stdout.strip()
        successor.remove(["r2"])
        successor.add(review(2, "refuge"))
        successor.settle()
        successor.take_over()
    assert sorted(key for _, key, _ in engine.contents()) == ["e1", "e1:0", "e2", "e2:0"]
