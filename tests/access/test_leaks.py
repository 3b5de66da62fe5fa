"""Every address, by every method, as every role, about everything: nobody is told what they may not see."""

import pytest

from .admin_expected import ADMIN_EXPECTED
from .expected import EXPECTED
from .routes import all_routes
from .sweep import wrong
from .viewers import ASK_HEAD, VIEWERS

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.no_cover]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nobody_is_told_what_they_may_not_see(world, everything_to_ask, client_of, viewer):
    client = client_of(viewer)
    asked = [ask for ask in everything_to_ask if ask.method != "head" or viewer in ASK_HEAD]
    problems = [problem for ask in asked if (problem := wrong(world, client, viewer, ask))]
    assert not problems, "\n".join([f"{len(problems)} answers are wrong:", *problems[:40]])


def test_every_expectation_belongs_to_a_route():
    names = {name for name, _, _ in all_routes()}
    assert set(EXPECTED) | set(ADMIN_EXPECTED) <= names
