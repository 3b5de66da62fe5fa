import os
import uuid

import pytest


@pytest.fixture(scope="session")
def elasticsearch_address():
    """The nodes of a real Elasticsearch; tests that need it are skipped where there is none."""
    address = os.environ.get("DHR_TEST_ELASTICSEARCH_URL", "")
    if not address:
        pytest.skip("SKIPPED: set DHR_TEST_ELASTICSEARCH_URL; `scripts/elasticsearch start` prints one")
    return address


@pytest.fixture
def make_engine(elasticsearch_address, tmp_path):
    """Makes engines with an index of their own, empty, which is deleted after the test."""
    from dhr.search.engines.elasticsearch import ElasticsearchEngine
    from dhr.search.engines.elasticsearch_cluster import Cluster
    from dhr.search.engines.elasticsearch_connection import Connection

    cluster = Cluster(Connection.parse(elasticsearch_address))
    made = []

    def make(**options) -> ElasticsearchEngine:
        name = f"dhr-test-{uuid.uuid4().hex[:12]}"
        options = {"replicas": 0, "patience": 0.1} | options
        engine = ElasticsearchEngine(cluster, name, tmp_path / f"{name}.lock", **options)
        made.append(engine)
        engine.rebuild([])
        return engine

    yield make
    for index in [index for engine in made for index in indexes(engine)]:
        cluster.client.indices.delete(index=index)
    cluster.client.close()


@pytest.fixture
def on_elasticsearch(settings, elasticsearch_address):
    """The site's settings, with indexes of its own on a real Elasticsearch, which are deleted after the test."""
    from dhr.search.indexes import public_index

    settings.SEARCH_URL = elasticsearch_address
    settings.SEARCH_PREFIX = f"dhr-test-{uuid.uuid4().hex[:12]}"
    settings.SEARCH_REPLICAS = 0
    client, named = public_index().cluster.client, f"{settings.SEARCH_PREFIX}-*"
    yield settings
    for name in list(client.indices.get(index=named)):
        client.indices.delete(index=name)
    client.close()


@pytest.fixture(params=["tantivy", "elasticsearch"])
def either_engine(request):
    """The site on each engine in turn."""
    if request.param == "elasticsearch":
        request.getfixturevalue("on_elasticsearch")


def indexes(engine) -> list[str]:
    """What there is of the engine's indexes, by name."""
    return sorted(engine.cluster.client.indices.get(index=f"{engine.alias}-*"))
