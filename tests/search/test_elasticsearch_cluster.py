"""How the site speaks to a cluster: who it says it is, how long it waits, and what it says when that doesn't help.

A small server stands in for the cluster, and answers what a test tells it to.
"""

import base64
import datetime
import ipaddress
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dhr.search.engines import elasticsearch_cluster
from dhr.search.engines.elasticsearch_cluster import Cluster, SearchUnreachable
from dhr.search.engines.elasticsearch_connection import Connection
from dhr.search.engines.protocol import SearchError

NOBODY = "http://127.0.0.1:9"


class StandIn:
    """A node that keeps what it was asked and gives `answers` in turn, then the last of them for ever."""

    def __init__(self, certificate=None):
        self.answers = [(200, {"hits": {"hits": []}})]
        self.asked = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                stand_in.asked.append((self.path, dict(self.headers), body))
                status, answer = stand_in.answers.pop(0) if len(stand_in.answers) > 1 else stand_in.answers[0]
                payload = json.dumps(answer(body) if callable(answer) else answer).encode()
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            do_PUT = do_POST

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.server.handle_error = lambda *_: None
        self.address = f"http{'s' if certificate else ''}://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def node():
    node = StandIn()
    yield node
    node.stop()


@pytest.fixture
def make_cluster():
    made = []

    def make(addresses, **options) -> Cluster:
        made.append(Cluster(Connection.parse(addresses, **options)))
        return made[-1]

    yield make
    for cluster in made:
        cluster.client.close()


@pytest.fixture(autouse=True)
def naps(monkeypatch):
    """The pauses that would have been made."""
    naps = []
    monkeypatch.setattr(elasticsearch_cluster, "_sleep", naps.append)
    return naps


def actions(*keys):
    return [{"_id": key, "routing": "r1", "_source": {"text": "secret words"}} for key in keys]


def test_name_and_password_of_the_address_are_told_to_every_node(node, make_cluster):
    make_cluster(node.address.replace("//", "//dhr:p%40ss@")).search("dhr-public", {})
    ((_, headers, _),) = node.asked
    assert headers["authorization"] == "Basic " + base64.b64encode(b"dhr:p@ss").decode()


def test_api_key_takes_the_place_of_the_name_and_password(node, make_cluster):
    make_cluster(node.address.replace("//", "//dhr:pass@"), api_key="c2VjcmV0").search("dhr-public", {})
    assert node.asked[0][1]["authorization"] == "ApiKey c2VjcmV0"


def test_connection_shows_no_password_or_key():
    shown = repr(Connection.parse("https://dhr:hidden@es:9200", api_key="hidden"))
    assert "hidden" not in shown


@pytest.mark.parametrize(
    "addresses",
    [
        " , ",
        "es:9200",
        "https://es",
        "ftp://es:21",
        "https://es:9200/path",
        "https://es:99999",
        "https://a:1,http://b:2",
    ],
)
def test_addresses_that_cannot_be_used_are_refused(addresses):
    with pytest.raises(ValueError, match=r"[Aa]ddress"):
        Connection.parse(addresses)


def test_search_never_answers_from_a_part_of_the_shards(node, make_cluster):
    make_cluster(node.address).search("dhr-public", {})
    assert "allow_partial_search_results=false" in node.asked[0][0]


def test_several_searches_are_one_request_and_none_answers_from_a_part_of_the_shards(node, make_cluster):
    found = [{"status": 200, "hits": {"hits": [name]}} for name in ("first", "second")]
    node.answers = [(200, {"responses": found})]
    searches = [({"size": 1}, {"preference": "a"}), ({"size": 2}, {"preference": "b"})]
    assert make_cluster(node.address).search_all("dhr-public", searches) == found
    ((_, _, body),) = node.asked
    lines = [json.loads(line) for line in body.splitlines()]
    assert lines[1::2] == [{"size": 1}, {"size": 2}]
    assert [line["preference"] for line in lines[::2]] == ["a", "b"]
    assert all((line["index"], line["allow_partial_search_results"]) == ("dhr-public", False) for line in lines[::2])


def test_several_searches_are_asked_again_where_one_finds_the_cluster_busy(node, make_cluster, naps):
    whole, busy = {"status": 200}, {"status": 429, "error": {"type": "es_rejected_execution_exception"}}
    node.answers = [(200, {"responses": [whole, busy]}), (200, {"responses": [whole, whole]})]
    assert make_cluster(node.address).search_all("dhr-public", [({}, {}), ({}, {})]) == [whole, whole]
    assert naps == [0.1]


@pytest.mark.parametrize(
    "status, kind, says",
    [(404, "index_not_found_exception", "rebuild_search"), (400, "query_shard_exception", "400 query_shard_exception")],
)
def test_one_of_several_searches_that_fails_for_good_fails_them_all(node, make_cluster, naps, status, kind, says):
    wrong = {"status": status, "error": {"type": kind, "reason": "'secret words'"}}
    node.answers = [(200, {"responses": [{"status": 200}, wrong]})]
    with pytest.raises(SearchError, match=says) as caught:
        make_cluster(node.address).search_all("dhr-public", [({}, {}), ({}, {})])
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert naps == []


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_busy_cluster_is_asked_again_after_growing_pauses(node, make_cluster, naps, status):
    node.answers = [(status, {}), (status, {}), (200, {"hits": {"hits": ["found"]}})]
    assert make_cluster(node.address).search("dhr-public", {}) == {"hits": {"hits": ["found"]}}
    assert naps == [0.1, 0.3]


def test_cluster_that_stays_busy_is_given_up_with_a_word(node, make_cluster, naps):
    node.answers = [(503, {})]
    with pytest.raises(SearchUnreachable, match="too busy"):
        make_cluster(node.address).search("dhr-public", {})
    assert len(naps) == 3


def test_node_that_is_down_is_passed_over(node, make_cluster, naps):
    cluster = make_cluster(f"{NOBODY},{node.address}")
    for _ in range(4):
        cluster.search("dhr-public", {})
    assert len(node.asked) == 4
    assert naps == []


def test_node_that_hangs_is_passed_over(node, make_cluster, naps):
    hanging = StandIn()
    wait = threading.Event()
    hanging.answers = [(200, lambda body: wait.wait(5) and {})]
    cluster = make_cluster(f"{hanging.address},{node.address}", timeout=0.2)
    for _ in range(3):
        cluster.search("dhr-public", {})
    wait.set()
    hanging.stop()
    assert (len(node.asked), naps) == (3, [])


def test_without_any_node_there_is_a_word_and_no_crash(make_cluster, naps):
    cluster = make_cluster(f"{NOBODY},http://127.0.0.1:7")
    with pytest.raises(SearchUnreachable, match="doesn't answer"):
        cluster.search("dhr-public", {})
    with pytest.raises(SearchUnreachable, match="doesn't answer"):
        cluster.write(actions("e1"), index="dhr-public")
    assert len(naps) == 3 + 6


def test_question_that_takes_too_long_is_given_up_and_not_asked_again(node, make_cluster, naps):
    wait = threading.Event()
    node.answers = [(200, lambda body: wait.wait(5) and {})]
    with pytest.raises(SearchUnreachable, match="doesn't answer"):
        make_cluster(node.address, timeout=0.1).search("dhr-public", {})
    wait.set()
    assert (len(node.asked), naps) == (1, [])


@pytest.mark.parametrize("status", [401, 403])
def test_cluster_that_refuses_the_site_says_which_setting_to_look_at(node, make_cluster, naps, status):
    node.answers = [(status, {"error": {"type": "security_exception"}})]
    with pytest.raises(SearchUnreachable, match="DHR_SEARCH_URL"):
        make_cluster(node.address).search("dhr-public", {})
    assert naps == []


def test_no_error_repeats_what_the_cluster_says_of_a_document(node, make_cluster):
    told = {"type": "mapper_parsing_exception", "reason": "failed to parse: 'secret words'"}
    for answer in (
        (400, {"error": told, "status": 400}),
        (400, {"error": "failed to parse: 'secret words'"}),
        (200, {"errors": True, "items": [{"index": {"status": 400, "error": told}}]}),
    ):
        node.answers = [answer]
        with pytest.raises(SearchError) as caught:
            make_cluster(node.address).write(actions("e1"), index="dhr-public")
        error = caught.value
        assert "can't do this" in str(error)
        while error:
            assert "secret" not in f"{error!r}"
            error = error.__cause__ or error.__context__


def test_what_a_bulk_refuses_for_now_is_sent_again_in_smaller_portions(node, make_cluster, naps):
    seen = []

    def answer(body):
        keys = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
        seen.append(keys)
        first = len(seen) == 1
        statuses = [429 if first and key != "a" else 201 for key in keys]
        return {"errors": first, "items": [{"index": {"status": status}} for status in statuses]}

    node.answers = [(200, answer)]
    make_cluster(node.address).write(actions(*"abcde"), index="dhr-public")
    assert seen == [list("abcde"), ["b", "c"], ["d", "e"]]
    assert naps == [0.5]


def test_bulk_of_which_one_part_is_refused_for_good_names_the_document(node, make_cluster):
    told = {"type": "document_parsing_exception", "reason": "failed to parse: 'secret words'"}
    items = [
        {"index": {"_id": "e1:0", "status": 201}},
        {"index": {"_id": "e1:1", "status": 429, "error": {"type": "es_rejected_execution_exception"}}},
        {"index": {"_id": "e1:2", "status": 400, "error": told}},
    ]
    node.answers = [(200, {"errors": True, "items": items})]
    with pytest.raises(SearchError, match=r"with document e1:2: 400 document_parsing_exception$"):
        make_cluster(node.address).write(actions("e1:0", "e1:1", "e1:2"), index="dhr-public")


@pytest.mark.parametrize("status", [403, 429])
def test_full_disk_is_no_wrong_password_and_is_not_waited_for(node, make_cluster, naps, status):
    block = {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark"}
    for answer in (
        (status, {"error": block, "status": status}),
        (200, {"errors": True, "items": [{"index": {"status": status, "error": block}}]}),
    ):
        node.answers = [answer]
        with pytest.raises(SearchError, match=r"disks .* full"):
            make_cluster(node.address).write(actions("e1"), index="dhr-public")
    assert naps == []


def test_cluster_that_elects_a_master_is_waited_for(node, make_cluster, naps):
    block = {"type": "cluster_block_exception", "reason": "blocked by: [SERVICE_UNAVAILABLE/2/no master];"}
    node.answers = [(503, {"error": block, "status": 503}), (200, {"items": [{"index": {"status": 201}}]})]
    make_cluster(node.address).write(actions("e1"), index="dhr-public")
    assert naps == [0.5]


def test_bulk_is_sent_in_requests_of_limited_size(node, make_cluster, monkeypatch):
    node.answers = [(200, lambda body: {"items": [{"index": {"status": 201}}] * (len(body.splitlines()) // 2)})]
    monkeypatch.setattr(elasticsearch_cluster, "CHUNK_ACTIONS", 4)
    make_cluster(node.address).write(actions(*"abcdefghij"), index="dhr-public")
    assert len(node.asked) == 3
    node.asked.clear()
    monkeypatch.setattr(elasticsearch_cluster, "CHUNK_BYTES", 1)
    make_cluster(node.address).write(actions(*"abc"), index="dhr-public")
    assert len(node.asked) == 3


def test_document_that_is_gone_already_need_not_be_deleted(node, make_cluster):
    node.answers = [(200, {"errors": False, "items": [{"delete": {"status": 404, "result": "not_found"}}]})]
    make_cluster(node.address).write([{"_op_type": "delete", "_id": "e1"}], index="dhr-public")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate with its key, in one file, that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "dhr test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "node.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def secured_node(certificate):
    node = StandIn(certificate)
    yield node
    node.stop()


def test_certificate_of_the_given_authority_is_trusted(secured_node, make_cluster, certificate):
    make_cluster(secured_node.address, ca_file=str(certificate)).search("dhr-public", {})
    assert len(secured_node.asked) == 1


def test_certificate_of_anybody_else_is_not(secured_node, make_cluster, naps):
    with pytest.raises(SearchUnreachable, match="DHR_SEARCH_CA_FILE"):
        make_cluster(secured_node.address.replace("//", "//dhr:pass@")).search("dhr-public", {})
    assert (secured_node.asked, naps) == ([], [])
