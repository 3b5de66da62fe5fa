import datetime

import pytest
from django.db import IntegrityError, transaction

from dhr.areas.enums import Role
from dhr.areas.models import AreaMerger, Membership
from dhr.areas.models.area import with_predecessors
from dhr.areas.permissions import Permission, has_permission
from tests.factories import AreaFactory, MembershipFactory, RegionFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_a_successor_carries_on_for_predecessors_of_predecessors(today):
    first, second, third, other = AreaFactory.create_batch(4)
    AreaMerger.objects.create(predecessor=first, successor=second, on=today - DAY)
    AreaMerger.objects.create(predecessor=second, successor=third, on=today - DAY)
    assert with_predecessors([third.pk]) == {first.pk, second.pk, third.pk}
    assert with_predecessors([other.pk]) == {other.pk}


def test_a_merger_counts_from_its_day(today):
    old, new = AreaFactory.create_batch(2)
    AreaMerger.objects.create(predecessor=old, successor=new, on=today + DAY)
    assert with_predecessors([new.pk]) == {new.pk}


def test_mergers_in_a_circle_end(today):
    one, other = AreaFactory.create_batch(2)
    AreaMerger.objects.create(predecessor=one, successor=other, on=today - DAY)
    AreaMerger.objects.create(predecessor=other, successor=one, on=today - DAY)
    assert with_predecessors([one.pk]) == {one.pk, other.pk}


def test_an_area_role_needs_an_area_and_a_regional_role_a_region():
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, region=RegionFactory(), role=Role.COORDINATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, area=AreaFactory(), role=Role.REGIONAL_LEAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, area=AreaFactory(), role=Role.CHAIR)


def test_a_membership_ends_on_its_last_day(today):
    area = AreaFactory()
    user = UserFactory()
    MembershipFactory(user=user, area=area, until=today)
    MembershipFactory(user=user, area=area, since=today + DAY)
    assert area.roles_of(user) == set()


def test_a_coordinator_may_publish_in_the_own_area_alone():
    here, there = AreaFactory.create_batch(2)
    coordinator = UserFactory.coordinator(here)
    assert has_permission(coordinator, Permission.PUBLISH, on=ReviewFactory(areas=[here]))
    assert not has_permission(coordinator, Permission.PUBLISH, on=ReviewFactory(areas=[there]))


def test_a_trainer_and_an_inactive_coordinator_may_do_nothing():
    area = AreaFactory()
    trainer = UserFactory()
    MembershipFactory(user=trainer, area=area, role=Role.TRAINER)
    gone = UserFactory.coordinator(area, is_active=False)
    for permission in Permission:
        assert not has_permission(trainer, permission, on=area)
        assert not has_permission(gone, permission, on=area)


def test_nobody_signs_up_by_themselves(client):
    response = client.post("/accounts/signup/", {"email": "new@example.org", "password1": "correct horse battery"})
    assert response.status_code in (200, 403)
    assert b"closed" in response.content.lower()


def test_memberships_and_reviews_keep_who_changed_what(today):
    membership = MembershipFactory()
    membership.until = today - DAY
    membership.save()
    assert [row.until for row in membership.history.order_by("history_id")] == [None, today - DAY]
