"""An Elasticsearch index that is being built, beside the one that readers are led to."""

from collections.abc import Callable, Iterable

from dhr.search.documents import IndexDocument
from dhr.search.engines.elasticsearch_index import ElasticsearchIndex


class ElasticsearchSuccessor:
    """A `Successor`: `index`, with `shards` and at most so many `replicas`. `lead_readers_to` one index, by name."""

    def __init__(self, index: ElasticsearchIndex, shards: int, replicas: int, lead_readers_to: Callable[[str], None]):
        self.name = index.name
        self._index = index
        self._shards = shards
        self._replicas = replicas
        self._lead_readers_to = lead_readers_to

    def remove(self, units: Iterable[str]) -> None:
        self._index.remove(units)

    def add(self, documents: Iterable[IndexDocument]) -> None:
        self._index.add(documents)

    def settle(self) -> None:
        """Waits for the copies."""
        if self._replicas:
            self._index.spread(self._replicas)
        self._index.refresh()

    def take_over(self) -> None:
        self._index.refresh()
        self._index.write_state(self._shards)
        self._lead_readers_to(self.name)
