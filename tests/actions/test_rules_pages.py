import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from dhr.actions.escalation import work
from dhr.actions.models import Owner, Priority, TrackingRules
from dhr.areas.enums import Role
from tests.factories import (
    ActionFactory,
    AreaFactory,
    MembershipFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DEFAULTS = {
    "soon_days": 30, "half": 50, "silent_days": 91, "not_due_days": 91, "verify_days": 30, "remind_days": 30,
    "small_number": 5,
}  # fmt: skip


@pytest.fixture
def area():
    return AreaFactory(name="Northshire")


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area, first_name="Cora", last_name="Dean")
    client.force_login(user)
    return user


def of(name, area, *more):
    return reverse(name, args=[area.slug, *more])


def told(response) -> str:
    return response.content.decode()


def test_the_rules_of_an_area_are_set_and_who_changed_what_is_told(client, area, coordinator):
    address = of("tracking-rules", area)
    assert "The defaults hold" in told(client.get(address))
    client.post(address, DEFAULTS | {"soon_days": 14, "shares_with_region": "on"})
    assert TrackingRules.of(area).rules.soon_days == 14
    client.post(address, DEFAULTS | {"soon_days": 21, "shares_with_region": "on"})
    response = client.get(address)
    changes = [
        (str(row.history_user), [(before, after) for _, before, after in changed])
        for row, changed in response.context["changes"]
    ]
    assert changes == [("Cora Dean", [("14", "21")]), ("Cora Dean", [("30", "14"), ("no", "yes")])]


def test_rules_that_cannot_be_are_refused(client, area, coordinator):
    response = client.post(of("tracking-rules", area), DEFAULTS | {"half": 140, "silent_days": 0, "soon_days": "x"})
    assert response.context["form"].errors == {
        "half": ["Per cent that should be done by then: give a whole number from 0 to 100."],
        "silent_days": ["Days without an update after which it is red: give a whole number from 1 to 730."],
        "soon_days": ["Days before the target date that count as near: give a whole number from 0 to 730."],
    }
    assert not TrackingRules.objects.exists()


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_a_number_too_large_to_follow_anything_by_is_refused(client, area, coordinator, name):
    response = client.post(of("tracking-rules", area), DEFAULTS | {name: 3_000_000})
    (told_why,) = response.context["form"].errors[name]
    assert told_why.endswith(("from 0 to 730.", "from 1 to 730.", "from 0 to 100."))
    with pytest.raises(ValidationError) as refused:
        TrackingRules(area=area, **{name: 3_000_000}).full_clean()
    assert set(refused.value.message_dict) == {name}
    assert not TrackingRules.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's column never took so large a number")
def test_a_number_from_before_there_was_a_bound_takes_no_board_away(client, area, coordinator):
    ActionFactory(recommendation=RecommendationFactory(review=ReviewFactory(areas=[area])))
    TrackingRules.objects.create(area=area, silent_days=3_000_000, not_due_days=3_000_000)
    assert client.get(reverse("action-board")).status_code == 200
    work()


def test_two_who_set_rules_at_once_the_second_is_shown_what_the_first_set(client, area, coordinator):
    TrackingRules.objects.create(area=area)
    address = of("tracking-rules", area)
    seen = client.get(address).context["form"]["seen"].value()
    TrackingRules.objects.update(silent_days=60)
    response = client.post(address, DEFAULTS | {"seen": seen})
    assert "Somebody else changed this" in told(response) and "“60”" in told(response)


def test_only_coordinators_of_the_area_keep_its_pages(client, area):
    owner, priority = OwnerFactory(area=area), Priority.objects.create(area=area, name="Safer at home")
    pages = [
        *(of(name, area) for name in ("tracking-rules", "priorities", "area-owners", "area-owner-add")),
        of("outside-recommendations", area),
        of("area-owner", area, owner.pk),
        of("priority", area, priority.pk),
    ]
    stranger, chair = UserFactory.coordinator(AreaFactory()), MembershipFactory(area=area, role=Role.CSP_CHAIR).user
    for user, status in ((UserFactory.coordinator(area), 200), (chair, 404), (stranger, 404)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}


def test_the_way_to_the_pages_is_short_with_one_area_and_a_choice_with_several(client, area, coordinator):
    assert client.get(reverse("following"))["Location"] == of("tracking-rules", area)
    other = MembershipFactory(user=coordinator).area
    html = told(client.get(reverse("following")))
    assert of("area-owners", area) in html and of("area-owners", other) in html
    client.force_login(UserFactory())
    assert client.get(reverse("following")).status_code == 404


def test_a_priority_is_added_changed_and_retired(client, area, coordinator):
    client.post(of("priorities", area), {"name": "Safer at home", "strategy": "Strategy 2026 to 2029"})
    assert "already" in told(client.post(of("priorities", area), {"name": "Safer at home"}))
    row = Priority.objects.get()
    client.post(of("priority", area, row.pk), {"name": "Safe at home", "retired_on": "1 2 2026"})
    row.refresh_from_db()
    assert (row.name, row.retired_on) == ("Safe at home", datetime.date(2026, 2, 1))


def test_an_owner_is_added_once_changed_and_retired_and_what_they_leave_is_told(client, area, coordinator):
    client.post(of("area-owner-add", area), {"name": "Ina Lane", "email": "Lane@Example.org"})
    owner = Owner.objects.get()
    assert owner.email == "lane@example.org"
    again = client.post(of("area-owner-add", area), {"name": "I. Lane", "email": "lane@example.org"})
    assert "Ina Lane has this address already." in told(again)
    review = ReviewFactory(areas=[area])
    left = ActionFactory(recommendation=RecommendationFactory(review=review), owner=owner)
    address = of("area-owner", area, owner.pk)
    assert reverse("action-change", args=[left.pk]) in told(client.get(address))
    sent = {"name": "Ina Lane", "email": "lane@example.org", "retired_on": "1 2 2026"}
    retired = client.post(address, sent, follow=True)
    assert "still owns open actions" in told(retired)
    assert reverse("action-change", args=[left.pk]) in told(retired)
    owner.refresh_from_db()
    assert owner.retired_on == datetime.date(2026, 2, 1)


def test_nothing_retires_on_a_day_to_come_since_it_would_be_offered_no_more_at_once(client, area, coordinator):
    owner, priority = OwnerFactory(area=area), Priority.objects.create(area=area, name="Safer at home")
    tomorrow = f"{timezone.localdate() + datetime.timedelta(days=1):%d %m %Y}"
    for name, row in (("area-owner", owner), ("priority", priority)):
        sent = {"name": row.name, "email": owner.email, "retired_on": tomorrow}
        assert "The date is in the future." in told(client.post(of(name, area, row.pk), sent))
        row.refresh_from_db()
        assert row.retired_on is None


def test_an_owner_of_another_area_is_not_there(client, area, coordinator):
    assert client.get(of("area-owner", area, OwnerFactory().pk)).status_code == 404


def test_the_contact_for_owners_is_set_with_the_rules_and_its_changes_are_told(client, area, coordinator):
    address = of("tracking-rules", area)
    page = client.post(address, DEFAULTS | {"contact_name": "Cora Dean"})
    assert "Give an e-mail address or a telephone number" in told(page)
    contact = {"contact_name": "Cora Dean", "contact_email": "dhr@council.example", "contact_phone": "01632 960001"}
    client.post(address, DEFAULTS | contact)
    assert TrackingRules.of(area).contact_in_words == "Cora Dean, dhr@council.example, 01632 960001"
    assert "Contact for owners of actions: name: nothing before, now Cora Dean" in told(client.get(address))
