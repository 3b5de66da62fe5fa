"""What administrators read of the indexes, also when the engine is away; failures are kept, without case text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.publishing.editions import withdraw
from dhr.search import building, upkeep
from dhr.search.engines.protocol import SearchUnavailable
from dhr.search.failures import note_failure
from dhr.search.indexes import INDEXES, public_index
from dhr.search.models import Erasure, IndexBuild, IndexChange, UpkeepFailure
from tests.factories import AreaFactory, UserFactory

from .site import index, page, published, standing_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client):
    """What an administrator reads, in one line."""
    client.force_login(UserFactory(is_superuser=True))

    def show() -> str:
        response = client.get(reverse("administration-search"))
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return show


def test_status_is_there_for_administrators_alone(client):
    assert client.get(reverse("administration-search")).status_code == 302
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert client.get(reverse("administration-search")).status_code == 404


def test_status_tells_what_the_indexes_hold(either_engine, shown):
    published()
    published()
    index()
    text = shown()
    assert "In order" in text
    assert text.count("Can be searched") == 2
    assert text.count('Reviews and context papers</dt> <dd class="govuk-summary-list__value">2<') == 2
    assert public_index().wanted() in text


def test_status_tells_what_has_waited_for_long(shown):
    published()
    index()
    IndexChange.objects.create(unit="r1", owner="r1")
    assert "In order" in shown()
    IndexChange.objects.update(at=timezone.now() - timedelta(hours=1))
    Erasure.objects.create(index="public", at=timezone.now() - timedelta(hours=1))
    text = shown()
    assert "In order" not in text
    assert "Changes have waited since" in text
    assert "still on the disk" in text


def test_engine_that_is_away_is_told_and_what_to_do(settings, monkeypatch, shown):
    monkeypatch.setattr("dhr.search.engines.elasticsearch_cluster._sleep", lambda pause: None)
    settings.SEARCH_URL = "http://somebody:s3cr3t@127.0.0.1:9"
    text = shown()
    assert text.count("Cannot be searched") == 2
    assert "See whether the Elasticsearch cluster is up" in text
    assert "http://127.0.0.1:9" in text
    assert "s3cr3t" not in text
    public_index().cluster.client.close()


def test_index_of_another_version_is_told_until_the_worker_has_built_it_anew(client, monkeypatch, shown):
    published()
    index()
    monkeypatch.setattr("dhr.search.text.version", lambda: "another")
    text = shown()
    assert "built by another version of this site" in text
    assert "(this site needs" in text
    assert "which the worker does by itself" in text
    client.logout()
    response = page(client, q="alcohol")
    assert response.status_code == 503
    assert "prepared anew" in response.content.decode()
    assert client.get(reverse("themes")).status_code == 503
    assert client.get(reverse("theme", args=["alcohol"])).status_code == 503
    assert client.get("/").status_code == 200
    index()
    client.force_login(UserFactory(is_superuser=True))
    assert "In order" in shown()


def test_building_that_runs_is_told_and_one_that_was_stopped(monkeypatch, shown):
    monkeypatch.setattr(building, "BATCH", 1)
    published()
    published()
    index()

    def stop(progress):
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        building.build(INDEXES[0], watch=stop)
    text = shown()
    assert "1 of 2 reviews and context papers" in text
    assert "In order" in text
    IndexBuild.objects.update(seen=timezone.now() - timedelta(hours=1))
    assert "goes on from there" in shown()
    building.build(INDEXES[0])
    assert "1 of 2" not in shown()


def test_failure_of_the_worker_is_kept_once_with_its_times_and_without_case_text(monkeypatch, shown):
    published()
    index()
    published()
    with monkeypatch.context() as patched:
        patched.setattr(upkeep, "write_unit", _fails(SearchUnavailable("The search index can't be read.")))
        for _ in range(3):
            with pytest.raises(SearchUnavailable):
                index()
        patched.setattr(upkeep, "write_unit", _fails(ValueError("Amina drank heavily")))
        with pytest.raises(ValueError, match="Amina"):
            index()
    failure = UpkeepFailure.objects.get(kind="SearchUnavailable")
    assert (failure.times, failure.first < failure.last) == (3, True)
    text = shown()
    assert "The search index can&#x27;t be read." in text
    assert "3 times" in text
    assert "Amina" not in text
    assert UpkeepFailure.objects.count() == 2
    index()
    assert not IndexChange.objects.exists()


def _fails(problem):
    def fail(*_):
        raise problem

    return fail


def test_failures_of_long_ago_are_forgotten():
    note_failure("SearchError", "Long ago.")
    UpkeepFailure.objects.update(last=timezone.now() - timedelta(days=40))
    note_failure("SearchError", "Now.")
    assert [failure.what for failure in UpkeepFailure.objects.all()] == ["Now."]


def test_withdrawn_text_that_waits_to_be_erased_is_told(shown):
    paper = published()
    index()
    withdraw(standing_edition(paper), reason="The family asked.", by=None)
    assert "It is in no answer any more" in shown()
    index()
    assert "It is in no answer any more" not in shown()
