"""The site on Elasticsearch: chosen by a setting, kept in step by the worker, and kind when the cluster is away."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from dhr.publishing.editions import publish, withdraw
from dhr.search.indexes import public_index, workspace_index
from tests.factories import write
from tests.search.site import DRANK, command, facet, found, index, published, standing_edition

pytestmark = pytest.mark.django_db


def test_what_is_published_is_found_and_what_is_withdrawn_is_not(client, on_elasticsearch):
    paper = published()
    other = published(None, "The zebra crossing was lit.")
    index()
    assert len(found(client, q="alcohol")) == 1
    assert facet(client, "theme", q="alcohol")["text:alcohol"] == 1
    write(other, {"Background": [DRANK]})
    publish(other, by=None)
    index()
    assert len(found(client, q="alcohol")) == 2
    withdraw(standing_edition(paper), reason="A name was left in.", by=None)
    assert len(found(client, q="alcohol")) == 1
    index()
    assert len(found(client, q="alcohol")) == 1
    cluster = public_index().cluster.client
    assert len(cluster.indices.get(index=f"{public_index().alias}-*")) == 1


def test_worker_builds_an_index_that_was_lost(client, on_elasticsearch):
    published()
    index()
    cluster = public_index().cluster.client
    for name in list(cluster.indices.get(index=f"{on_elasticsearch.SEARCH_PREFIX}-*")):
        cluster.indices.delete(index=name)
    assert client.get(reverse("search"), {"q": "alcohol"}).status_code == 503
    index()
    assert len(found(client, q="alcohol")) == 1


def test_what_is_withdrawn_on_a_cluster_is_on_no_disk_of_the_engine_before_and_nothing_old_comes_back(
    client, settings, request
):
    paper = published()
    index()
    assert list(settings.INDEX_DIR.rglob("current.json"))
    request.getfixturevalue("on_elasticsearch")
    index()
    assert not list(settings.INDEX_DIR.rglob("current.json"))
    withdraw(standing_edition(paper), reason="A name was left in.", by=None)
    index()
    settings.SEARCH_URL = ""
    index()
    assert found(client, q="alcohol") == []
    files = [file.read_bytes() for file in settings.INDEX_DIR.glob("public/*/*") if file.is_file()]
    assert files
    assert not any(b"dependent on alcohol" in content for content in files)


def test_public_and_workspace_papers_lie_in_indexes_of_their_own(on_elasticsearch):
    command("rebuild_search")
    assert public_index().snapshot().index != workspace_index().snapshot().index
    assert not list(on_elasticsearch.INDEX_DIR.rglob("current.json"))


@pytest.mark.parametrize("name", ["search", "search-csv", "themes"])
def test_without_the_cluster_there_is_a_kind_word_and_no_crash(client, settings, monkeypatch, name):
    monkeypatch.setattr("dhr.search.engines.elasticsearch_cluster._sleep", lambda pause: None)
    settings.SEARCH_URL = "http://127.0.0.1:9"
    response = client.get(reverse(name))
    assert response.status_code == 503
    assert "sorry" in response.content.decode()
    public_index().cluster.client.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"SEARCH_URL": "http://127.0.0.1:9200"}, []),
        ({"SEARCH_URL": "https://dhr:pass@es1.example.org:9200,https://es2.example.org:9200"}, []),
        ({"SEARCH_URL": "http://es1.example.org:9200"}, ["search.W005"]),
        ({"SEARCH_URL": "es1.example.org"}, ["search.E001"]),
        ({"SEARCH_URL": "https://es:9200", "SEARCH_CA_FILE": "/nowhere/ca.pem"}, ["search.E002"]),
        ({"SEARCH_URL": "https://es:9200", "SEARCH_PREFIX": "_DHR*"}, ["search.E003"]),
        ({"SEARCH_URL": "https://es:9200", "SEARCH_SHARDS": 0}, ["search.E004"]),
    ],
)
def test_settings_that_cannot_work_are_told_before_the_site_starts(settings, given, expected):
    for name, value in given.items():
        setattr(settings, name, value)
    problems = [problem for problem in run_checks() if problem.id.startswith("search.")]
    assert [problem.id for problem in problems] == expected
    assert "pass@" not in "".join(map(str, problems))
