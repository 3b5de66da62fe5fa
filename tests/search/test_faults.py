"""Whatever happens to the engine: nothing is lost, the site stays up and says so, and it mends by itself.

Each fault is a context manager; a fixture gives it together with what the site can still do while it lasts.
"""

import os
import resource
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse

from dhr.publishing.editions import withdraw
from dhr.search.engines.protocol import SearchError
from dhr.search.indexes import public_index, workspace_index
from dhr.search.models import IndexChange, IndexedUnit

from .relay import Relay
from .site import a_review, found, index, page, published, standing_edition

pytestmark = pytest.mark.django_db

NOBODY = 65534
"""An ordinary user: for root, no folder is read-only."""


@dataclass(frozen=True)
class Fault:
    """`strikes` is a context in which the fault lasts; `answers` whether people can search meanwhile; what is said."""

    strikes: callable
    answers: bool
    says: str


@contextmanager
def full_disk():
    """No file can grow beyond a few bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only_folder(folder: Path):
    below = [folder.parent, folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in below}
    for path in below:
        path.chmod(0o555 if path.is_dir() else 0o444)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if as_root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


@contextmanager
def missing_folder(folder: Path):
    """The disk with the indexes isn't there; a file is in its place, so that it can't be made anew."""
    away = folder.with_name("away")
    folder.rename(away)
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        away.rename(folder)


@contextmanager
def blocked(block: str):
    """What Elasticsearch does to its indexes when a disk is nearly full, or an operator by hand."""

    def set_block(value):
        for engine in (public_index(), workspace_index()):
            engine.cluster.client.indices.put_settings(index=engine.alias, settings={f"index.blocks.{block}": value})

    set_block(True)
    try:
        yield
    finally:
        set_block(None)


@pytest.fixture
def embedded(settings):
    settings.INDEX_DIR = Path(tempfile.mkdtemp(prefix="dhr-faults-")) / "index"
    yield settings.INDEX_DIR
    shutil.rmtree(settings.INDEX_DIR.parent)


@pytest.fixture
def clustered(on_elasticsearch, monkeypatch):
    """Whatever the site says to the cluster goes through a relay, which can fail."""
    address = on_elasticsearch.SEARCH_URL
    relay = Relay(address.split(",")[0])
    monkeypatch.setattr("dhr.search.engines.elasticsearch_cluster._sleep", lambda pause: None)
    on_elasticsearch.SEARCH_URL = relay.url
    on_elasticsearch.SEARCH_TIMEOUT = 1
    yield relay
    relay.close()
    on_elasticsearch.SEARCH_URL = address


@pytest.fixture(
    params=[
        "tantivy gone",
        "tantivy read-only",
        "tantivy disk full",
        "elasticsearch down",
        "elasticsearch slow",
        "elasticsearch read-only",
        "elasticsearch disk full",
    ]
)
def fault(request):
    engine, _, what = request.param.partition(" ")
    if engine == "tantivy":
        folder = request.getfixturevalue("embedded")
        return {
            "gone": lambda: Fault(lambda: missing_folder(folder), False, "can't be written"),
            "read-only": lambda: Fault(lambda: read_only_folder(folder), True, "read-only"),
            "disk full": lambda: Fault(full_disk, True, "disk full"),
        }[what]()
    relay = request.getfixturevalue("clustered")
    return {
        "down": Fault(relay.down, False, "doesn't answer"),
        "slow": Fault(relay.hanging, False, "doesn't answer"),
        "read-only": Fault(lambda: blocked("read_only"), True, "read-only"),
        "disk full": Fault(lambda: blocked("read_only_allow_delete"), True, "disks .* full"),
    }[what]


def address_of(paper) -> str:
    return reverse("paper", args=[paper.public_id])


def the_worker_fails(fault) -> None:
    waiting = set(IndexChange.objects.values_list("pk", flat=True))
    with pytest.raises(SearchError, match=fault.says) as caught:
        index()
    assert "zebra" not in str(caught.value)
    assert set(IndexChange.objects.values_list("pk", flat=True)) == waiting != set()


def the_site_is_up(client, fault, paper) -> None:
    """Other pages are there; the search page answers, or says kindly that it can't and keeps the words."""
    assert "zebra crossing" in client.get(address_of(paper)).content.decode()
    for address in ("/", reverse("account_login")):
        assert client.get(address).status_code == 200, address
    response = page(client, q="zebra crossing", area="")
    if fault.answers:
        assert response.status_code == 200
        return
    assert response.status_code == 503
    text = response.content.decode()
    assert "not working just now" in text
    assert 'value="zebra crossing"' in text
    assert client.get(reverse("themes")).status_code == 503


def test_while_the_fault_lasts_nothing_is_lost_and_then_it_mends_by_itself(client, fault):
    published(a_review(title="First"))
    index()
    assert found(client) == ["First"]
    with fault.strikes():
        other = published(a_review(title="Second"), "The zebra crossing was lit.")
        the_worker_fails(fault)
        the_site_is_up(client, fault, other)
        the_worker_fails(fault)
    index()
    assert not IndexChange.objects.exists()
    assert not IndexedUnit.objects.filter(digest="").exists()
    assert sorted(found(client)) == ["First", "Second"]
    assert found(client, q="zebra") == ["Second"]


def test_what_is_withdrawn_is_out_at_once_whatever_the_engine_does(client, fault):
    paper = published(a_review(title="Withdrawn"))
    published(a_review(title="Other"))
    index()
    assert len(found(client)) == 2
    address = address_of(paper)
    assert client.get(address).status_code == 200
    with fault.strikes():
        withdraw(standing_edition(paper), reason="The family asked.", by=None)
        assert client.get(address).status_code == 404
        with suppress(SearchError):  # an index that is blocked, and no other, can be left for a new one
            index()
        if fault.answers:
            assert found(client) == ["Other"]
            assert page(client).context["answer"].total_units == 1
    assert found(client) == ["Other"]
    index()
    assert found(client) == ["Other"]
    assert page(client).context["answer"].total_units == 1
    assert not IndexChange.objects.exists()
