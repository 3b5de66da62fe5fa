"""One index of a cluster, called by its own name, as whoever writes it uses it."""

import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Term

from dhr.search import text
from dhr.search.documents import IndexDocument
from dhr.search.engines.elasticsearch_cluster import Cluster
from dhr.search.engines.elasticsearch_snapshot import LAYOUT, PAGE, WINDOW, mapping, to_elasticsearch
from dhr.search.engines.protocol import SearchError

STATE = "state"
"""The id of the document that tells an index's state; papers' ids hold a number."""

COPIES_PATIENCE = "30s"
"""How long a new index waits for its replicas, less than `WRITE_TIMEOUT`; then it is used without them."""


def wanted() -> str:
    """What an index depends on beside its documents; one that was built with something else must be rebuilt."""
    return f"{LAYOUT}/{text.version()}"


class ElasticsearchIndex:
    """The index called `name`. Every method waits patiently for a busy cluster, then raises `SearchError`."""

    def __init__(self, cluster: Cluster, name: str):
        self.cluster = cluster
        self.name = name

    def create(self, shards: int, replicas: int) -> None:
        """Makes it, empty; it shows changes only when it is told to.

        It is made with its replicas, as many as there are further nodes: once they are there (`await_copies`), a node
        that dies takes nothing with it.
        """
        settings = {
            "number_of_shards": shards,
            "auto_expand_replicas": f"0-{replicas}",
            "refresh_interval": "-1",
            "max_result_window": WINDOW,
            "max_inner_result_window": WINDOW,
        }
        self._ask(lambda client: client.indices.create(index=self.name, settings=settings, mappings=mapping()))

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Puts documents in, in the place of those with the same key. They are kept when this returns."""
        self.cluster.write(map(action, documents), index=self.name)

    def remove(self, units: Iterable[str]) -> None:
        """Takes all documents of these units out."""
        self.refresh()  # what a crash may have left is taken out too
        gone = (removal(key, unit) for unit in units for key in self.keys(unit))
        self.cluster.write(gone, index=self.name)

    def keys(self, unit: str) -> list[str]:
        """Those of a unit's documents that can be seen, in order."""
        search = Search().query(Term(unit=unit)).source(False).sort("key")[:PAGE]
        keys: list[str] = []
        while True:
            hits = self.cluster.search(self.name, search.to_dict(), routing=unit)["hits"]["hits"]
            keys += [hit["_id"] for hit in hits]
            if len(hits) < PAGE:
                return keys
            search = search.extra(search_after=hits[-1]["sort"])

    def refresh(self) -> None:
        """Shows what was written."""
        answer = self._ask(lambda client: client.indices.refresh(index=self.name))
        if answer["_shards"]["failed"]:
            raise SearchError("Some part of the search index couldn't be refreshed. It will be tried again.")

    def write_state(self, shards: int) -> None:
        """Says that it is in a new state; only after readers can see what was written."""
        state = {
            "built_with": wanted(),
            "stamp": f"{self.name}/{uuid.uuid4().hex}",
            "shards": shards,
            "written": datetime.now(UTC).isoformat(),
        }
        self._ask(lambda client: client.index(index=self.name, id=STATE, document={"state": state}))

    def await_copies(self) -> None:
        """A cluster that can't make the copies in time goes on without."""
        self._ask(
            lambda client: client.options(ignore_status=408).cluster.health(
                index=self.name, wait_for_status="green", wait_for_no_initializing_shards=True, timeout=COPIES_PATIENCE
            )
        )

    def delete(self) -> None:
        self._ask(lambda client: client.indices.delete(index=self.name, ignore_unavailable=True))

    def _ask(self, request: Callable) -> dict:
        return self.cluster.ask(request, patient=True)


def action(document: IndexDocument) -> dict:
    """As one of a bulk."""
    return {"_id": document.key, "routing": document.unit, "_source": to_elasticsearch(document)}


def removal(key: str, unit: str) -> dict:
    """As one of a bulk."""
    return {"_op_type": "delete", "_id": key, "routing": unit}
