"""One world for all who ask: whatever an answer changes is undone."""

import pytest
from django.db import transaction
from django.http import HttpResponseNotFound
from django.test import Client

from tests.data_dir import data_dir
from tests.factories.areas import PASSWORD

from .sweep import Ask, asks
from .world import World, a_world


@pytest.fixture(autouse=True)
def own_data_dir():
    """The files and indexes are the world's, not each test's."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> World:
    home = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), data_dir(home), transaction.atomic():
        yield a_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def everything_to_ask(world, django_db_blocker) -> list[Ask]:
    """The same for every viewer; to find it takes a second."""
    with django_db_blocker.unblock():
        return list(asks(world))


@pytest.fixture
def client_of(world):
    """Makes the browser of a viewer, who has logged in."""

    def made(viewer: str) -> Client:
        client = Client(raise_request_exception=False)
        assert viewer == "visitor" or client.login(username=viewer, password=PASSWORD)
        client.get("/")  # notes in the session when it began; what the sweep asks is undone, so each would note it anew
        return client

    return made


@pytest.fixture(autouse=True)
def no_contexts_kept(monkeypatch):
    """Django's client copies the context of each template and of each that it includes; here nobody looks at them."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda store, **kwargs: None)


@pytest.fixture(autouse=True)
def plain_404(monkeypatch):
    """The page that says "not found" is the same for everybody; the sweep gets it thousands of times."""
    monkeypatch.setattr("dhr.urls.handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
