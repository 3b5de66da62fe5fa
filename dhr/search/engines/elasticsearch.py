"""The engine for several hosts: an index of an Elasticsearch cluster, version 8 or 9.

Readers ask an alias. Rebuilding makes a new index, turns the alias over to it in one step and deletes the old. An
index shows changes only when it is told to, so that those of a unit, which lie in one shard, are seen at once. One
document of each index is no paper: it says what the index was built with, and its state.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Term

from dhr.search import text
from dhr.search.documents import IndexDocument
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.elasticsearch_cluster import Cluster
from dhr.search.engines.elasticsearch_snapshot import (
    LAYOUT,
    PAGE,
    WINDOW,
    ElasticsearchSnapshot,
    mapping,
    to_elasticsearch,
)
from dhr.search.engines.protocol import Hit, SearchAnswer, SearchError, SearchUnavailable, Viewer
from dhr.search.engines.writing import one_writer
from dhr.search.query import SearchQuery

STATE = "state"
"""The id of the document that tells an index's state; papers' ids hold a number."""

COPIES_PATIENCE = "30s"
"""How long a rebuild waits for the replicas of a new index, less than `WRITE_TIMEOUT`; then it is used without them."""

Given = TypeVar("Given")


def built_with() -> str:
    """What an index depends on beside its documents; one that was built with something else must be rebuilt."""
    return f"{LAYOUT}/{text.version()}"


class ElasticsearchEngine(AnsweringEngine):
    """The index behind `alias`, which is made by the first `rebuild`. Safe to share between threads.

    shards, replicas   of each index that a rebuild makes; there are fewer replicas where there are too few nodes
    lock_file, patience  one process of the host that writes may write at a time: another waits so many seconds and
                         then raises `SearchBusy`
    """

    def __init__(
        self, cluster: Cluster, alias: str, lock_file: Path, shards: int = 1, replicas: int = 1, patience: float = 10
    ):
        super().__init__()
        self.cluster = cluster
        self.alias = alias
        self.lock_file = lock_file
        self.shards = shards
        self.replicas = replicas
        self.patience = patience

    def snapshot(self) -> ElasticsearchSnapshot:
        """The index as last written by any process. Raises `SearchError`."""
        found = self.cluster.ask(lambda client: client.get(index=self.alias, id=STATE))
        state = found["_source"]["state"]
        if state["built_with"] != built_with():
            raise SearchUnavailable(
                "The search index was built by another version of this site. Run `manage.py rebuild_search`."
            )
        return ElasticsearchSnapshot(self.cluster, found["_index"], state["stamp"], state["shards"])

    def check(self) -> None:
        """Raises `SearchUnavailable`, saying what to do, where there is no index that can be read."""
        self.snapshot()

    def search(self, query: SearchQuery, viewer: Viewer) -> SearchAnswer:
        search = super().search
        return self._of_one_index(lambda: search(query, viewer))

    def matching_units(self, query: SearchQuery, viewer: Viewer) -> frozenset[str]:
        matching_units = super().matching_units
        return self._of_one_index(lambda: matching_units(query, viewer))

    def passages(self, query: SearchQuery, viewer: Viewer, limit: int) -> tuple[Hit, ...]:
        passages = super().passages
        return self._of_one_index(lambda: passages(query, viewer, limit))

    def _of_one_index(self, answer: Callable[[], Given]) -> Given:
        """`answer`, asked again where a rebuild deleted the index that it was being read from."""
        try:
            return answer()
        except SearchUnavailable:
            return answer()

    def replace_unit(self, unit: str, documents: Iterable[IndexDocument]) -> None:
        """Takes all documents of `unit` out and puts `documents` in; readers see it at once, or not at all.

        Removed text is out of every answer but may stay on the nodes' disks until `rebuild`. Raises `ValueError` for a
        document of another unit, and `SearchError`; a failing change may be seen in part until it is made again.
        """
        documents = list(documents)
        if strangers := sorted({document.unit for document in documents} - {unit}):
            raise ValueError(f"Documents of {', '.join(strangers)} can't replace those of {unit}")
        with self._writing():
            snapshot = self.snapshot()
            self._refresh(snapshot.index)  # what a crash may have left is taken out too
            gone = self._keys(snapshot.index, unit) - {document.key for document in documents}
            actions = [{"_op_type": "delete", "_id": key, "routing": unit} for key in sorted(gone)]
            actions += map(_action, documents)
            self.cluster.write(actions, index=self.alias, require_alias=True)
            self._refresh(snapshot.index)
            self._write_state(snapshot.index, snapshot.shards)

    def rebuild(self, documents: Iterable[IndexDocument]) -> None:
        """Builds the index anew and deletes the old one, with whatever text was ever removed from it.

        People search the old one until the new is whole; if anything fails, the old one stays. Raises `SearchError`.
        """
        with self._writing():
            index = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid.uuid4().hex[:8]}"
            try:
                self._create(index)
                self.cluster.write(map(_action, documents), index=index)
                self._write_state(index, self.shards)
                self._await_copies(index)
                self._refresh(index)
            except BaseException:
                with suppress(SearchError):  # the next rebuild will
                    self._delete([index])
                raise
            others = [name for name in self._indexes() if name != index]
            self._turn_over(index, others)
            self._delete(others)

    def _create(self, index: str) -> None:
        # with its replicas from the start, as many as there are further nodes: one that dies takes nothing with it
        settings = {
            "number_of_shards": self.shards,
            "auto_expand_replicas": f"0-{self.replicas}",
            "refresh_interval": "-1",
            "max_result_window": WINDOW,
            "max_inner_result_window": WINDOW,
        }
        self._write(lambda client: client.indices.create(index=index, settings=settings, mappings=mapping()))

    def _await_copies(self, index: str) -> None:
        """A cluster that can't make the copies in time goes on without."""
        self._write(
            lambda client: client.options(ignore_status=408).cluster.health(
                index=index, wait_for_status="green", wait_for_no_initializing_shards=True, timeout=COPIES_PATIENCE
            )
        )

    def _turn_over(self, index: str, others: list[str]) -> None:
        actions = [{"add": {"index": index, "alias": self.alias}}]
        actions += [{"remove": {"index": other, "alias": self.alias, "must_exist": False}} for other in others]
        self._write(lambda client: client.indices.update_aliases(actions=actions))

    def _indexes(self) -> list[str]:
        """Those that this engine made: the one in use, and what a crash may have left."""
        ours = re.compile(rf"{re.escape(self.alias)}-\d{{14}}-[0-9a-f]{{8}}")
        names = self._write(lambda client: client.indices.get(index=f"{self.alias}-*", features="aliases"))
        return sorted(name for name in names if ours.fullmatch(name))

    def _delete(self, indexes: list[str]) -> None:
        for index in indexes:
            self._write(lambda client, name=index: client.indices.delete(index=name, ignore_unavailable=True))

    def _keys(self, index: str, unit: str) -> set[str]:
        search = Search().query(Term(unit=unit)).source(False).sort("key")[:PAGE]
        keys: set[str] = set()
        while True:
            hits = self.cluster.search(index, search.to_dict(), routing=unit)["hits"]["hits"]
            keys |= {hit["_id"] for hit in hits}
            if len(hits) < PAGE:
                return keys
            search = search.extra(search_after=hits[-1]["sort"])

    def _write_state(self, index: str, shards: int) -> None:
        """Says that the index is in a new state; only after readers can see it."""
        state = {"built_with": built_with(), "stamp": f"{index}/{uuid.uuid4().hex}", "shards": shards}
        self._write(lambda client: client.index(index=index, id=STATE, document={"state": state}))

    def _refresh(self, index: str) -> None:
        answer = self._write(lambda client: client.indices.refresh(index=index))
        if answer["_shards"]["failed"]:
            raise SearchError("Some part of the search index couldn't be refreshed. It will be tried again.")

    def _write(self, request: Callable) -> dict:
        return self.cluster.ask(request, patient=True)

    def _writing(self) -> AbstractContextManager[None]:
        return one_writer(self.lock_file, self.patience)


def _action(document: IndexDocument) -> dict:
    return {"_id": document.key, "routing": document.unit, "_source": to_elasticsearch(document)}
