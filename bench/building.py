"""Indexes to measure: where they are, how fast they are built, and what they take."""

import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench.measuring import Timed
from bench.passages import documents, paragraphs
from dhr.search.engines.answering import AnsweringEngine
from dhr.search.engines.elasticsearch import ElasticsearchEngine
from dhr.search.engines.elasticsearch_cluster import Cluster
from dhr.search.engines.elasticsearch_connection import Connection
from dhr.search.engines.tantivy import TantivyEngine

PREFIX = "dhr-bench"


@dataclass(frozen=True)
class Place:
    """Where an engine of this name keeps its indexes: `address` is empty for the embedded one."""

    name: str
    folder: Path
    address: str = ""

    def engine(self, passages: int) -> AnsweringEngine:
        """The engine with the index of so many passages, and nothing remembered."""
        if not self.address:
            return TantivyEngine(self.folder / str(passages))
        return ElasticsearchEngine(self.cluster, f"{PREFIX}-{passages}", self.folder / f"{passages}.lock", replicas=0)

    @property
    def cluster(self) -> Cluster:
        return Cluster(Connection.parse(self.address, timeout=120))

    def bytes(self, passages: int) -> int:
        engine = self.engine(passages)
        if isinstance(engine, TantivyEngine):
            return sum(file.stat().st_size for file in engine.folder.rglob("*") if file.is_file())
        index = engine.snapshot().index
        return engine.cluster.client.indices.stats(index=index)["_all"]["primaries"]["store"]["size_in_bytes"]

    def clear(self) -> None:
        """Takes away what a cluster would keep."""
        if self.address:
            client = self.cluster.client
            for index in client.indices.get(index=f"{PREFIX}-*", features="aliases"):
                client.indices.delete(index=index)


@dataclass(frozen=True)
class Built:
    """How building went: seconds without those of making the passages up; the building process's peak memory."""

    seconds: float
    bytes: int
    peak: int


def built(place: Place, passages: int) -> Built:
    """Builds an index of so many passages in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_build, place, passages).result()


def _build(place: Place, passages: int) -> Built:
    paragraphs()
    source = Timed(documents(passages))
    begun = time.perf_counter()
    engine = place.engine(passages)
    engine.rebuild(source)
    seconds = time.perf_counter() - begun - source.seconds
    if isinstance(engine, ElasticsearchEngine):  # or it would answer the second round from memory
        without = {"index.requests.cache.enable": False}
        engine.cluster.client.indices.put_settings(index=engine.snapshot().index, settings=without)
    return Built(seconds, place.bytes(passages), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024)
