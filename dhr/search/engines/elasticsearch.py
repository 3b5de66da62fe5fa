"""The engine for several hosts: an index of an Elasticsearch cluster, version 8 or 9.

Readers ask an alias. Rebuilding makes a new index, turns the alias over to it in one step and deletes the old. An
index shows changes only when it is told to, so that those of a unit, which lie in one shard, are seen at once. One
document of each index is no paper: it says what the index was built with, and its state.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from dhr.search.documents import IndexDocument
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.elasticsearch_cluster import Cluster
from dhr.search.engines.elasticsearch_index import STATE, ElasticsearchIndex, action, removal, wanted
from dhr.search.engines.elasticsearch_snapshot import ElasticsearchSnapshot
from dhr.search.engines.elasticsearch_successor import ElasticsearchSuccessor
from dhr.search.engines.locks import building, writing
from dhr.search.engines.protocol import Best, IndexState, SearchAnswer, SearchUnavailable, Viewer
from dhr.search.query import SearchQuery

Given = TypeVar("Given")


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
        self.shards = shards
        self.replicas = replicas
        self.patience = patience
        self._write_lock = FileLock(lock_file)
        self._build_lock_file = lock_file.with_suffix(".building.lock")

    def snapshot(self) -> ElasticsearchSnapshot:
        """The index as last written by any process. Raises `SearchError`."""
        found = self._state()
        state = found["_source"]["state"]
        if state["built_with"] != self.wanted():
            raise SearchUnavailable(
                "The search index was built by another version of this site. Run `manage.py rebuild_search`."
            )
        return ElasticsearchSnapshot(self.cluster, found["_index"], state["stamp"], state["shards"])

    def _state(self) -> dict:
        return self.cluster.ask(lambda client: client.get(index=self.alias, id=STATE))

    def check(self) -> None:
        """Raises `SearchUnavailable`, saying what to do, where there is no index that can be read."""
        self.snapshot()

    def search(self, query: SearchQuery, viewer: Viewer) -> SearchAnswer:
        search = super().search
        return self._of_one_index(lambda: search(query, viewer))

    def matching_units(self, query: SearchQuery, viewer: Viewer) -> frozenset[str]:
        matching_units = super().matching_units
        return self._of_one_index(lambda: matching_units(query, viewer))

    def best(self, query: SearchQuery, viewer: Viewer, limit: int) -> Best:
        best = super().best
        return self._of_one_index(lambda: best(query, viewer, limit))

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
        with self.writing():
            snapshot = self.snapshot()
            index = ElasticsearchIndex(self.cluster, snapshot.index)
            index.refresh()  # what a crash may have left is taken out too
            kept = {document.key for document in documents}
            actions = [removal(key, unit) for key in index.keys(unit) if key not in kept]
            actions += map(action, documents)
            self.cluster.write(actions, index=self.alias, require_alias=True)
            index.refresh()
            index.write_state(snapshot.shards)

    @contextmanager
    def successor(self, name: str = "") -> Iterator[ElasticsearchSuccessor]:
        """The index called `name`, which an earlier process left half built; a new one where there is none.

        Whatever else was left is deleted. Raises `SearchBusy` at once where another process builds, and `SearchError`.
        """
        with building(self._build_lock_file):
            _, others = self._indexes()
            half_built = name in others
            if not half_built:
                name = f"{self.alias}-{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid.uuid4().hex[:8]}"
            self._delete(other for other in others if other != name)
            index = ElasticsearchIndex(self.cluster, name)
            if not half_built:
                index.create(self.shards, self.replicas)
                index.await_copies()
            yield ElasticsearchSuccessor(index, self.shards, self._lead_readers_to)

    def _lead_readers_to(self, index: str) -> None:
        """Turns the alias over to `index` in one step, and deletes what it led to before."""
        in_use, others = self._indexes()
        before = (in_use | others) - {index}
        actions = [{"add": {"index": index, "alias": self.alias}}]
        actions += [{"remove": {"index": name, "alias": self.alias, "must_exist": False}} for name in sorted(before)]
        self.cluster.ask(lambda client: client.indices.update_aliases(actions=actions), patient=True)
        self._delete(before)

    def _indexes(self) -> tuple[set[str], set[str]]:
        """Those that this engine made: the one that readers are led to, and what else there is."""
        ours = re.compile(rf"{re.escape(self.alias)}-\d{{14}}-[0-9a-f]{{8}}")
        found = self.cluster.ask(
            lambda client: client.indices.get(index=f"{self.alias}-*", features="aliases"), patient=True
        )
        names = {name for name in found if ours.fullmatch(name)}
        in_use = {name for name in names if self.alias in found[name]["aliases"]}
        return in_use, names - in_use

    def _delete(self, indexes: Iterable[str]) -> None:
        for name in sorted(indexes):
            ElasticsearchIndex(self.cluster, name).delete()

    def writing(self) -> AbstractContextManager[None]:
        """Nobody else changes the index in use meanwhile. May be nested. Raises `SearchBusy`."""
        return writing(self._write_lock, self.patience)

    def in_use(self) -> str:
        """The name of the index in use, which no other ever had. Raises `SearchError`."""
        return self.snapshot().index

    def wanted(self) -> str:
        """What an index must have been built with to be read."""
        return wanted()

    def state(self) -> IndexState:
        """The index in use, of whatever version. Raises `SearchUnavailable` where there is none, and `SearchError`."""
        found = self._state()
        state = found["_source"]["state"]
        figures = self.cluster.ask(lambda client: client.indices.stats(index=found["_index"], metric=["docs", "store"]))
        return IndexState(
            name=found["_index"],
            built_with=state["built_with"],
            documents=figures["_all"]["primaries"]["docs"]["count"] - 1,  # the one that tells the state
            size=figures["_all"]["total"]["store"]["size_in_bytes"],
            written=datetime.fromisoformat(state["written"]) if "written" in state else None,
        )

    def contents(self, unit: str = "") -> Iterator[tuple[str, str, str]]:
        """Unit, key and `IndexDocument.mark` of each document; of one unit, if given. Raises `SearchError`."""
        return self.snapshot().contents(unit)
