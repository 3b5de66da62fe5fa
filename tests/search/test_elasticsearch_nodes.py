"""Three nodes of a real Elasticsearch, by TLS and with a password, one of which dies now and then."""

import os
import shutil
import socket
import subprocess
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.elasticsearch_cluster import Cluster, SearchUnreachable
from dhr.search.engines.elasticsearch_connection import Connection
from dhr.search.engines.protocol import SearchError
from dhr.search.query import SearchQuery
from tests.search.conftest import indexes
from tests.search.contract.builders import PUBLIC, review

pytestmark = pytest.mark.nodes

SCRIPT = Path(__file__).parents[2] / "scripts" / "elasticsearch"
PASSWORD = "nobody-needs-to-know"


class Nodes:
    """A cluster that is started for these tests; nodes are numbered from one."""

    def __init__(self, port: int):
        self.environment = os.environ | {
            "DHR_TEST_ELASTICSEARCH_PORT": str(port),
            "DHR_TEST_ELASTICSEARCH_PASSWORD": PASSWORD,
            "DHR_TEST_ELASTICSEARCH_JAVA_OPTS": "-Xms300m -Xmx300m -XX:TieredStopAtLevel=1",
        }

    def run(self, *words: str) -> str:
        done = subprocess.run([SCRIPT, *words], env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()

    def start(self):
        self.addresses = self.run("start", "--nodes", "3", "--tls")
        self.ca_file = f"{self.run('folder')}/ca.pem"
        self.cluster = Cluster(self.connection())

    def connection(self, **different) -> Connection:
        return Connection.parse(self.addresses, **{"ca_file": self.ca_file} | different)

    @contextmanager
    def dead(self, name: str):
        """The node of this name is killed, and comes back in the end."""
        number = name.removeprefix("node-")
        self.run("kill", number)
        try:
            yield
        finally:
            self.run("resume", number)

    def master(self) -> str:
        return self.cluster.ask(lambda client: client.cat.master(h="node", format="json"))[0]["node"]

    def home_of(self, index: str) -> str:
        """The node that holds the first copy of the first shard."""
        shards = self.cluster.ask(lambda client: client.cat.shards(index=index, h="prirep,node", format="json"))
        return next(shard["node"] for shard in shards if shard["prirep"] == "p")

    def whole(self, index: str) -> bool:
        """Whether every copy of every shard is there, within half a minute."""
        health = self.cluster.ask(
            lambda client: client.cluster.health(index=index, wait_for_status="green", timeout="30s"), patient=True
        )
        return health["status"] == "green" and health["unassigned_shards"] == 0


def free_port() -> int:
    """The first of three that nobody uses, nor those that are 100 higher."""
    for port in range(9500, 9700, 3):
        with suppress(OSError):
            for each in (*range(port, port + 3), *range(port + 100, port + 103)):
                socket.create_server(("127.0.0.1", each)).close()
            return port
    raise RuntimeError("No free ports")


@pytest.fixture(scope="session")
def nodes(tmp_path_factory):
    if not (shutil.which("mvn") and shutil.which("java") and shutil.which("openssl")):
        pytest.skip("SKIPPED: three nodes need java, mvn and openssl")
    nodes = Nodes(free_port())
    try:
        nodes.start()
        yield nodes
        nodes.cluster.client.close()
    finally:
        nodes.run("stop")


@pytest.fixture
def make_engine(nodes, tmp_path):
    made = []

    def make(**options) -> ElasticsearchEngine:
        name = f"dhr-test-{uuid.uuid4().hex[:12]}"
        engine = ElasticsearchEngine(nodes.cluster, name, tmp_path / f"{name}.lock", **options)
        made.append(engine)
        engine.rebuild(review(1, "refuge"))
        return engine

    yield make
    for index in [index for engine in made for index in indexes(engine)]:
        nodes.cluster.ask(lambda client, index=index: client.indices.delete(index=index), patient=True)


class Asking:
    """Somebody who searches all the time, and notes how often there was an answer and what went wrong."""

    def __init__(self, engine):
        self.engine, self.answers, self.problems = engine, 0, []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        self._thread.join()

    def _ask(self):
        while not self._done.wait(0.02):
            try:
                assert "r1" in found(self.engine)
                self.answers += 1
            except Exception as problem:
                self.problems.append(problem)


def found(engine) -> set[str]:
    return engine.matching_units(SearchQuery("refuge"), PUBLIC)


def test_each_node_is_trusted_by_its_authority_and_known_by_the_password(nodes, make_engine):
    assert found(make_engine()) == {"r1"}
    assert len(nodes.connection().nodes) == 3


@pytest.mark.parametrize(
    ("different", "says"),
    [
        ({"ca_file": ""}, "DHR_SEARCH_CA_FILE"),
        ({"api_key": "bm9ib2R5OmtleQ=="}, "DHR_SEARCH_URL"),
        ({"password": "wrong"}, "DHR_SEARCH_URL"),
    ],
)
def test_who_is_not_trusted_or_not_known_is_told_which_setting_to_look_at(
    nodes, make_engine, tmp_path, different, says
):
    engine = make_engine()
    password = different.pop("password", PASSWORD)
    connection = Connection.parse(nodes.addresses.replace(PASSWORD, password), **{"ca_file": nodes.ca_file} | different)
    stranger = ElasticsearchEngine(Cluster(connection), engine.alias, tmp_path / "stranger.lock")
    for act in (stranger.check, lambda: stranger.replace_unit("r2", review(2, "refuge")), lambda: stranger.rebuild([])):
        with pytest.raises(SearchUnreachable, match=says) as caught:
            act()
        assert PASSWORD not in str(caught.value)
    stranger.cluster.client.close()
    assert found(engine) == {"r1"}


def test_master_that_dies_while_the_index_is_built_takes_nothing_with_it(nodes, make_engine, monkeypatch):
    engine = make_engine(shards=3)

    def documents():
        for number in range(1, 301):
            if number == 150:
                died.enter_context(nodes.dead(nodes.master()))
                monkeypatch.setattr("dhr.search.engines.elasticsearch_index.COPIES_PATIENCE", "2s")
            yield from review(number, *["refuge"] * 5)

    with ExitStack() as died, Asking(engine) as asking:
        engine.rebuild(documents())
        died.close()
    assert asking.problems == []
    assert asking.answers > 5
    assert len(found(engine)) == 300
    assert nodes.whole(engine.alias)
    assert len(indexes(engine)) == 1


def test_node_that_dies_amid_changes_takes_nothing_with_it_and_an_index_without_copies_comes_back_with_it(
    nodes, make_engine
):
    engine, single = make_engine(), make_engine(replicas=0)
    victim = nodes.home_of(single.alias)
    nodes.cluster.client.indices.put_settings(index=engine.alias, settings={"index.routing.rebalance.enable": "none"})
    with Asking(engine) as asking, nodes.dead(victim):
        for number in range(2, 22):
            again(lambda number=number: engine.replace_unit(f"r{number}", review(number, "refuge")))
        for act in (lambda: found(single), lambda: single.replace_unit("r2", review(2, "refuge"))):
            assert "lost a part of the index" in said_in_the_end(act)
    assert asking.problems == []
    assert found(engine) == {f"r{number}" for number in range(1, 22)}
    assert nodes.whole(engine.alias)
    assert nodes.whole(single.alias)
    assert found(single) == {"r1"}
    single.replace_unit("r2", review(2, "refuge"))
    assert found(single) == {"r1", "r2"}


def said_in_the_end(act) -> str:
    """Why `act` fails once the cluster has noticed its loss; before that a request that reaches the dead node fails."""
    said = ""
    for _ in range(30):
        with pytest.raises(SearchUnreachable) as caught:
            act()
        said = str(caught.value)
        if "just now" not in said:
            break
        time.sleep(1)
    return said


def again(act) -> None:
    """As the worker does: what failed is tried again."""
    for _ in range(10):
        try:
            return act()
        except SearchError:
            time.sleep(1)
    raise AssertionError("It failed again and again")
