import pytest

from dhr.areas.enums import Role
from tests.factories import AreaFactory, DocumentFactory, ParticipationFactory, ReviewFactory, UserFactory


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def review(area):
    return ReviewFactory(title="Amina, died May 2021", areas=[area])


@pytest.fixture
def paper(review):
    return DocumentFactory(
        review=review,
        title="Amina: the panel's draft",
        sections={"Facts": ["She asked twice."], "Lessons": ["Ask again."]},
    )


@pytest.fixture
def chair(review):
    return ParticipationFactory(review=review, role=Role.CHAIR, user__first_name="Orla").user


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area, first_name="Rowan")


@pytest.fixture
def signed_in(client):
    """Signs a user in, in a browser of their own."""

    def sign_in(user):
        browser = type(client)()
        browser.force_login(user)
        return browser

    return sign_in
