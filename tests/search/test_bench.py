"""`make bench-search`, from end to end on a very small index."""

import pytest

from bench.questions import questions
from bench.search import main


@pytest.fixture(autouse=True)
def few_questions(monkeypatch):
    monkeypatch.setattr("bench.questions.A_KIND", 2)
    monkeypatch.setattr("bench.search.SEARCHES_EACH", 2)


def told(capsys, engines):
    assert main(["--size", "300", "--engines", engines]) == 0
    return capsys.readouterr().out


def test_the_embedded_engine_is_measured_beside_its_bare_query(capsys):
    out = told(capsys, "tantivy")
    for kind in questions():
        assert sum(line.startswith(kind) for line in out.splitlines()) == 2
    assert "users, tantivy: 20 at once" in out


def test_every_engine_is_measured_and_nothing_is_left_behind(elasticsearch_address, monkeypatch, capsys):
    from bench.building import PREFIX, Place

    monkeypatch.setenv("DHR_TEST_ELASTICSEARCH_URL", elasticsearch_address)
    out = told(capsys, "tantivy,elasticsearch,wagtail")
    assert "wagtail on sqlite" in out
    assert "users, elasticsearch: 20 at once" in out
    client = Place("elasticsearch", None, elasticsearch_address).cluster.client
    assert not client.indices.get(index=f"{PREFIX}-*")


def test_an_unknown_engine_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--engines", "solr"])
    assert "there is no engine solr" in capsys.readouterr().err
