"""The two indexes: `public` for what everybody may read, `workspace` for everything at its latest saved state."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from .documents import IndexDocument
from .engines.elasticsearch_connection import Connection
from .engines.protocol import Engine
from .engines.tantivy import TantivyEngine
from .units import public_documents, workspace_documents
from .vectors import forget_others, with_vectors

logger = logging.getLogger(__name__)


def public_index() -> Engine:
    return _index("public")


def workspace_index() -> Engine:
    return _index("workspace")


def connection() -> Connection:
    """The cluster that the settings name. Raises `ValueError` where they can't be used."""
    return Connection.parse(
        settings.SEARCH_URL,
        api_key=settings.SEARCH_API_KEY,
        ca_file=settings.SEARCH_CA_FILE,
        timeout=settings.SEARCH_TIMEOUT,
    )


def _index(name: str) -> Engine:
    folder = settings.INDEX_DIR / name
    if not settings.SEARCH_URL:
        return _embedded(folder)
    alias = f"{settings.SEARCH_PREFIX}-{name}"
    return _clustered(
        connection(), alias, folder.with_suffix(".lock"), settings.SEARCH_SHARDS, settings.SEARCH_REPLICAS
    )


def erase_left_behind() -> None:
    """Erases the embedded engine's indexes here where a cluster has taken its place.

    Nobody would bring them up to date, nor take out of them what is withdrawn.
    """
    for index in INDEXES:
        folder = settings.INDEX_DIR / index.name
        if settings.SEARCH_URL and folder.exists():
            shutil.rmtree(folder)
            logger.info("Erased %s, which the embedded engine left behind.", folder)


@cache
def _embedded(folder: Path) -> Engine:
    return TantivyEngine(folder)


@cache
def _clustered(connection: Connection, alias: str, lock_file: Path, shards: int, replicas: int) -> Engine:
    # here, because it takes a second and 50 MB that a site with the embedded engine can do without
    from .engines.elasticsearch import ElasticsearchEngine
    from .engines.elasticsearch_cluster import Cluster

    return ElasticsearchEngine(Cluster(connection), alias, lock_file, shards, replicas)


@dataclass(frozen=True)
class Index:
    """One of the two indexes: `engine` opens it, `documents_of` says what it holds of a unit."""

    name: str
    engine: Callable[[], Engine]
    documents_of: Callable[[str], list[IndexDocument]]


def _public_documents(unit: str) -> list[IndexDocument]:
    return with_vectors(unit, public_documents(unit))


def _workspace_documents(unit: str) -> list[IndexDocument]:
    documents = with_vectors(unit, workspace_documents(unit))
    forget_others(unit, documents)  # there is no text in the public index that isn't in this one
    return documents


INDEXES = (
    Index("public", public_index, _public_documents),
    Index("workspace", workspace_index, _workspace_documents),
)
