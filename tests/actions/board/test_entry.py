"""Quick entry: one line an action, saved by Enter, and nothing typed is lost."""

import datetime

import pytest
from django.utils.html import escape

from dhr.actions.models import Action, Owner
from dhr.areas.enums import Role
from tests.factories import (
    AgencyFactory,
    OwnerFactory,
    ParticipationFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return ReviewFactory()


@pytest.fixture
def recommendations(review):
    return [RecommendationFactory(review=review, order=order, text=f"Ask {order}.") for order in (1, 2)]


@pytest.fixture
def signed_in(client, review):
    client.force_login(UserFactory.coordinator(review.lead_area))
    return client


@pytest.fixture
def typed(signed_in, review, recommendations):
    def post(**fields):
        line = {"text": "Train all.", "lead": "", "owner": "", "target": "", **fields}
        return signed_in.post(
            f"/desk/reviews/{review.public_id}/actions/", {"recommendation": recommendations[1].pk} | line
        )

    return post


def test_enter_saves_and_the_cursor_comes_back_to_the_same_recommendation(signed_in, typed, recommendations):
    agency, owner = AgencyFactory(name="Harbour Trust"), OwnerFactory(area=recommendations[1].review.lead_area)
    saved = typed(lead="harbour trust", owner=owner.email.upper(), target="31/3/34")
    action = Action.objects.get()
    assert (action.recommendation, action.text) == (recommendations[1], "Train all.")
    assert (action.lead, action.owner, action.target_date) == (agency, owner, datetime.date(2034, 3, 31))
    assert "#" not in saved["Location"]  # with which a browser puts the cursor nowhere
    page = signed_in.get(saved["Location"]).content.decode()
    assert page.count("autofocus") == 1
    focused = next(part for part in page.split("<input") if "autofocus" in part)
    assert f'id="id_{recommendations[1].pk}_text"' in focused


@pytest.mark.parametrize(
    ("written", "day"),
    [("March 2034", (2034, 3, 31)), ("Feb 34", (2034, 2, 28)), ("14th March 2034", (2034, 3, 14)), ("", None)],
)
def test_a_month_ends_on_its_last_day(typed, written, day):
    typed(target=written)
    assert Action.objects.get().target_date == (day and datetime.date(*day))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": ""}, "Write the action to take"),
        ({"target": "31/02/2034"}, "no day of the calendar"),
        ({"target": "2034"}, "Give the month too"),
        ({"target": "ASAP"}, "no date"),
        ({"owner": "not an address"}, "Write an e-mail address"),
        ({"owner": "new@example.org"}, "Write the name too"),
        ({"owner": f"{'Sam ' * 50}<sam@example.org>"}, "at most 150 characters"),
    ],
)
def test_an_error_keeps_what_was_typed(typed, wrong, told):
    page = typed(**{"lead": "The charity", **wrong}).content.decode()
    assert told in page
    assert 'value="The charity"' in page
    assert all(f'value="{escape(value)}"' in page for value in wrong.values() if value)
    assert not Action.objects.exists()


def test_somebody_new_becomes_an_owner_of_the_area(typed, review):
    typed(owner="Sam Okafor <Sam@Example.org>", lead="The charity")
    owner = Owner.objects.get()
    assert (owner.name, owner.email, owner.area) == ("Sam Okafor", "sam@example.org", review.lead_area)
    assert Action.objects.get().lead_as_stated == "The charity"


def test_another_areas_owner_is_neither_offered_nor_found(signed_in, typed, review):
    OwnerFactory(email="theirs@example.org", name="Their Person")
    assert "theirs@example.org" not in signed_in.get(f"/desk/reviews/{review.public_id}/actions/").content.decode()
    assert "not among those you can choose" in typed(owner="theirs@example.org").content.decode()


def test_a_retired_owner_owns_nothing_new(typed, review):
    OwnerFactory(area=review.lead_area, email="old@example.org", retired_on=datetime.date(2024, 5, 1))
    assert "since 1 May 2024" in typed(owner="old@example.org").content.decode()


@pytest.mark.parametrize("retired_on", [None, datetime.date(2024, 5, 1)])
def test_a_chair_learns_nothing_of_an_owner_of_actions_that_they_do_not_see(client, typed, review, retired_on):
    OwnerFactory(area=review.lead_area, name="Ina Lane", email="lane@example.org", retired_on=retired_on)
    client.force_login(ParticipationFactory(review=review, role=Role.CHAIR).user)
    told = typed(owner="lane@example.org").content.decode()
    assert "not among those you can choose" in told
    assert "Ina Lane" not in told


def test_the_same_line_twice_is_one_action(typed):
    typed()
    assert "has this action already" in typed().content.decode()
    assert Action.objects.count() == 1


def test_only_who_plans_its_actions_finds_the_page(client, review, recommendations):
    address = f"/desk/reviews/{review.public_id}/actions/"
    for role, status in ((Role.CHAIR, 200), (Role.AUTHOR, 200), (Role.PANEL_MEMBER, 404), (Role.IMR_AUTHOR, 404)):
        client.force_login(ParticipationFactory(review=review, role=role, agency=AgencyFactory()).user)
        assert client.get(address).status_code == status, role
    client.force_login(UserFactory.coordinator(ReviewFactory().lead_area))
    assert client.post(address, {"recommendation": recommendations[0].pk, "text": "Mine"}).status_code == 404
    assert not Action.objects.exists()
