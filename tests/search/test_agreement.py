"""The database beside what is really in the indexes, and mending just the units that are wrong."""

from dataclasses import replace

import pytest
from django.core.management import CommandError

from dhr.search.agreement import Fault, compare
from dhr.search.engines.protocol import Engine
from dhr.search.indexes import INDEXES
from dhr.search.models import IndexChange

from .site import command, found, index, published

pytestmark = pytest.mark.django_db
PUBLIC, WORKSPACE = INDEXES


def spoil(engine: Engine, unit: str, fault: Fault) -> None:
    """Makes `fault` out of `unit` behind the worker's back."""
    documents = WORKSPACE.documents_of(unit)
    first, last = documents[0], documents[-1]
    spoilt = {
        Fault.MISSING: [],
        Fault.LOST: documents[:-1],
        Fault.DOUBLED: [*documents, replace(last, key=f"{last.key}x")],
        Fault.AUDIENCES: [*documents[:-1], replace(last, audiences=("area:999",))],
        Fault.STALE: [replace(first, title="Another title"), *documents[1:]],
    }
    if fault == Fault.EXTRA:
        engine.replace_unit("r999999", [replace(each, unit="r999999", key=f"x{each.key}") for each in documents])
    else:
        engine.replace_unit(unit, spoilt[fault])


def test_indexes_that_the_worker_wrote_agree_with_the_database(either_engine):
    published()
    published()
    index()
    report = command("check_search")
    assert report.count("It agrees with the database") == 2
    assert "public: 2 reviews and context papers in" in report


@pytest.mark.parametrize("fault", Fault)
def test_what_is_wrong_is_told_and_mended_alone(client, either_engine, fault):
    paper, other = published(), published()
    index()
    engine = WORKSPACE.engine()
    untouched = sorted(engine.contents(other.unit))
    spoil(engine, paper.unit, fault)
    wrong = "r999999" if fault == Fault.EXTRA else paper.unit
    assert compare(WORKSPACE).faults == {wrong: fault}
    assert compare(PUBLIC).faults == {}
    with pytest.raises(CommandError, match="--repair"):
        command("check_search")
    assert f"1 {fault}: {wrong}" in command("check_search", "--repair")
    assert compare(WORKSPACE).faults == {}
    assert sorted(engine.contents(other.unit)) == untouched


def test_document_that_stands_twice_in_the_index_is_found():
    import tantivy

    from dhr.search.engines.tantivy_snapshot import to_tantivy

    paper = published()
    index()
    engine = WORKSPACE.engine()
    writer = tantivy.Index.open(str(engine.folder / engine.in_use())).writer(15_000_000, 1)
    writer.add_document(to_tantivy(WORKSPACE.documents_of(paper.unit)[0]))
    writer.commit()
    writer.wait_merging_threads()
    assert compare(WORKSPACE, repair=True).faults == {paper.unit: Fault.DOUBLED}
    assert compare(WORKSPACE).faults == {}


def test_what_waits_for_the_worker_is_no_fault():
    paper = published()
    index()
    spoil(WORKSPACE.engine(), paper.unit, Fault.MISSING)
    IndexChange.objects.create(unit=paper.unit, owner=paper.unit)
    assert compare(WORKSPACE).faults == {}
    assert "1 changed and wait for the worker" in command("check_search")
    index()
    assert "missing" in str(compare(WORKSPACE).faults)  # the worker trusts its record; the comparison doesn't


def test_index_that_can_not_be_read_is_told_and_the_other_compared(client, settings, capsys):
    published()
    index()
    (settings.INDEX_DIR / "public" / "current.json").unlink()
    with pytest.raises(CommandError):
        command("check_search", "--repair")
    index()
    assert len(found(client)) == 1
    assert command("check_search").count("agrees") == 2
