"""Every address, by every method, as every role, about everything: nobody is told what they may not see."""

import pytest
from django.http import HttpResponseNotFound
from django.test import Client

from tests.factories.areas import PASSWORD

from .routes import ADMIN_EXPECTED, EXPECTED, all_routes
from .sweep import asks, wrong
from .world import VIEWERS, a_world

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.fixture(autouse=True)
def plain_404(monkeypatch):
    """The page that says "not found" is the same for everybody; the sweep gets it thousands of times."""
    monkeypatch.setattr("dhr.urls.handler404", lambda request, exception: HttpResponseNotFound(), raising=False)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_is_told_what_they_may_not_see(viewer):
    world = a_world()
    client = Client(raise_request_exception=False)
    if viewer != "visitor":
        assert client.login(username=viewer, password=PASSWORD)
    problems = [problem for ask in asks(world) if (problem := wrong(world, client, viewer, ask))]
    assert not problems, "\n".join([f"{len(problems)} answers are wrong:", *problems[:40]])


def test_every_expectation_belongs_to_a_route():
    names = {name for name, _, _ in all_routes()}
    assert set(EXPECTED) | set(ADMIN_EXPECTED) <= names
