"""Asks and writes, with patience; and what failures mean to people."""

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from elastic_transport import TlsError
from elasticsearch import (
    ApiError,
    ConnectionError,
    ConnectionTimeout,
    Elasticsearch,
    OrjsonSerializer,
    TransportError,
    helpers,
)

from dhr.search.engines.elasticsearch_connection import Connection
from dhr.search.engines.protocol import SearchError, SearchUnavailable

PASSING = (429, 502, 503, 504)
"""Answers of a cluster that is busy or changing: worth asking again after a while."""

READ_PAUSES = (0.1, 0.3, 0.9)
WRITE_PAUSES = (0.5, 1, 2, 4, 8, 16)
"""Seconds between attempts, for somebody who waits and for the worker; each is stretched at random by up to half."""

WRITE_TIMEOUT = 60
SHARD_PATIENCE = "5s"
"""How long a bulk waits, on the cluster's side, for a part of the index that is away; we wait better ourselves."""

CHUNK_ACTIONS, CHUNK_BYTES = 500, 5_000_000
"""The most of one request."""


class SearchUnreachable(SearchError):
    """The cluster doesn't answer, or refuses to."""


class Cluster:
    """A cluster as the engine uses it. Every method raises `SearchError`; no message or cause of it holds case text."""

    def __init__(self, connection: Connection):
        self.connection = connection

    @cached_property
    def client(self) -> Elasticsearch:
        """Tries each node before it gives up; how long to wait between rounds is decided in `ask`."""
        connection = self.connection
        options: dict[str, Any] = {}
        if connection.api_key:
            options["api_key"] = connection.api_key
        elif connection.user:
            options["basic_auth"] = (connection.user, connection.password)
        if connection.ca_file:
            options["ca_certs"] = connection.ca_file
        return Elasticsearch(
            list(connection.nodes),
            request_timeout=connection.timeout,
            max_retries=len(connection.nodes) - 1,
            retry_on_timeout=True,
            http_compress=not connection.local,
            serializer=OrjsonSerializer(),  # counts of a common word are half a megabyte, which json reads in 9 ms
            **options,
        )

    def ask(self, request: Callable[[Elasticsearch], Any], patient: bool = False) -> Any:
        """What `request` gives, asked again after a pause while the cluster is busy or out of reach.

        `patient`: nobody waits for it, so pauses are longer and a timeout is no end either.
        """
        client = self.client.options(request_timeout=WRITE_TIMEOUT) if patient else self.client
        passing = (ConnectionError, ConnectionTimeout) if patient else (ConnectionError,)
        pauses = iter(WRITE_PAUSES if patient else READ_PAUSES)
        while True:
            try:
                return request(client)
            except ApiError as error:
                pause = next(pauses, None) if _passes(error.status_code, error.error) else None
                problem = _failure(error.status_code, error.error)
            except TransportError as error:
                again = isinstance(error, passing) and not isinstance(error, TlsError)
                pause = next(pauses, None) if again else None
                problem = _unreachable(error)
            if pause is None:
                raise problem
            _sleep(pause)

    def search(self, index: str, body: dict, **params: str) -> dict:
        """Raises `SearchError` rather than answer from some of the shards alone."""
        return self.ask(
            lambda client: client.search(index=index, body=body, allow_partial_search_results=False, **params).body
        )

    def search_all(self, index: str, searches: list[tuple[dict, dict[str, str]]]) -> list[dict]:
        """What `search` gives for each body with its params, all asked at once."""
        lines: list[dict] = []
        for body, params in searches:
            lines += [{"index": index, "allow_partial_search_results": False, **params}, body]

        def answers(client: Elasticsearch) -> list[dict]:
            answer = client.msearch(searches=lines)
            for each in answer["responses"]:
                if "error" in each:
                    raise ApiError(each["error"]["type"], replace(answer.meta, status=each["status"]), each)
            return answer["responses"]

        return self.ask(answers)

    def write(self, actions: Iterable[dict], **params: Any) -> None:
        """Sends `actions` in bulk, as fast as the cluster takes them.

        What it refuses for now is sent again after a pause, in smaller portions. An action is what
        `helpers.expand_action` knows.
        """
        for chunk in _chunks(actions):
            self._send(chunk, params)

    def _send(self, chunk: list[list[bytes]], params: dict) -> None:
        for pause in (*WRITE_PAUSES, None):
            refused = []
            for portion in _halves(chunk) if pause != WRITE_PAUSES[0] else (chunk,):
                lines = [line for action in portion for line in action]
                answer = self.ask(
                    lambda client, lines=lines: client.bulk(operations=lines, timeout=SHARD_PATIENCE, **params),
                    patient=True,
                )
                refused += [action for action, item in zip(portion, answer["items"], strict=True) if _is_refused(item)]
            if not refused:
                return
            if pause is None:
                raise _failure(429, "")
            _sleep(pause)
            chunk = refused


def _chunks(actions: Iterable[dict]) -> Iterator[list[list[bytes]]]:
    """The lines of each action, so many together that a request holds at most `CHUNK_BYTES`, or one action."""
    chunk: list[list[bytes]] = []
    size = 0
    for action in actions:
        pieces = filter(None, helpers.expand_action(action))
        lines = [json.dumps(piece, ensure_ascii=False).encode() for piece in pieces]
        length = sum(map(len, lines))
        if chunk and (len(chunk) == CHUNK_ACTIONS or size + length > CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(lines)
        size += length
    if chunk:
        yield chunk


def _halves(chunk: list) -> list[list]:
    middle = (len(chunk) + 1) // 2
    return [half for half in (chunk[:middle], chunk[middle:]) if half]


def _is_refused(item: dict) -> bool:
    """Whether one action of a bulk must be sent again; raises `SearchError` where that wouldn't help."""
    ((action, result),) = item.items()
    status, kind = result["status"], result.get("error", {}).get("type", "")
    if _passes(status, kind):
        return True
    if status >= 300 and not (status == 404 and action == "delete" and not kind):
        raise _failure(status, kind, result.get("_id", ""))
    return False


def _passes(status: int, kind: str) -> bool:
    """Whether a failure is likely to be over in some seconds: that of a full disk is not, busy though it is called."""
    return status in PASSING and not _is_read_only(status, kind)


def _is_read_only(status: int, kind: str) -> bool:
    return kind == "cluster_block_exception" and status in (403, 429)


def _sleep(pause: float) -> None:
    time.sleep(pause * random.uniform(1, 1.5))  # noqa: S311


def _unreachable(error: TransportError) -> SearchUnreachable:
    if isinstance(error, TlsError):
        return SearchUnreachable("The search engine's certificate isn't trusted. See DHR_SEARCH_CA_FILE.")
    return SearchUnreachable("The search engine doesn't answer just now. Please try again in a few minutes.")


def _failure(status: int, kind: str, key: str = "") -> SearchError:
    """The error that a person is shown: beside its kind's name, what a cluster says may quote a document.

    `key` of the document that it is about, if it is about one.
    """
    if _is_read_only(status, kind):
        return SearchError("The search index is read-only. Are the disks of the search engine's nodes full?")
    if status in (401, 403):
        return SearchUnreachable("The search engine refuses this site's name, password or key. See DHR_SEARCH_URL.")
    if status == 404:
        return SearchUnavailable("The search index hasn't been built yet. Run `manage.py rebuild_search`.")
    if status in PASSING:
        return SearchUnreachable(
            "The search engine is too busy, or has lost a part of the index for now. Please try again in a few minutes."
        )
    name = kind if re.fullmatch(r"[a-z_]{1,60}", kind) else ""
    about = f" with document {key}" if key else ""
    return SearchError(f"The search engine can't do this{about}: {status} {name}")
