import datetime

import pytest
from django.test import Client
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.outbox.models import OutgoingEmail
from dhr.reviews.access.ending import TakenAlready, end_access
from dhr.reviews.models import Participation
from tests.areas.codes import sign_in
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Nadia, died March 2023")


@pytest.fixture
def part(review):
    """An IMR author in the review."""
    return ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=AgencyFactory())


@pytest.fixture
def as_coordinator(client, area):
    client.force_login(UserFactory.coordinator(area))
    return client


def end(client, part, **more):
    return client.post(reverse("access-end-participation", args=[part.pk]), {"places": [f"review-{part.pk}"]} | more)


def test_who_leaves_is_signed_out_at_once_in_every_browser(as_coordinator, part):
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(part.user)
        assert browser.get(reverse("desk")).status_code == 200
    end(as_coordinator, part)
    assert [browser.get(reverse("desk")).status_code for browser in browsers] == [302, 302]
    assert as_coordinator.get(reverse("desk")).status_code == 200


def test_who_leaves_sees_nothing_when_they_sign_in_again(as_coordinator, part, review):
    paper = DocumentFactory(review=review, agency=part.agency)
    end(as_coordinator, part)
    left = Client()
    sign_in(left, part.user)
    assert left.get(reverse("work-paper", args=[paper.public_id])).status_code == 404
    assert "Nadia" not in left.get(reverse("desk")).content.decode()


def test_their_work_stays_and_is_listed_first(as_coordinator, part, review):
    paper = DocumentFactory(review=review, title="IMR of the trust", created_by=part.user)
    elsewhere = DocumentFactory(title="Somewhere else’s paper", created_by=part.user)
    html = as_coordinator.get(reverse("access-end-participation", args=[part.pk])).content.decode()
    assert paper.title in html and elsewhere.title not in html
    end(as_coordinator, part)
    paper.refresh_from_db()
    assert paper.created_by == part.user


def test_nothing_ends_by_looking(as_coordinator, part, review):
    as_coordinator.get(reverse("access-end-participation", args=[part.pk]))
    assert review.roles_of(part.user) == {Role.IMR_AUTHOR}


def test_several_places_end_at_once_and_others_stay(as_coordinator, area, review, part, today):
    member = MembershipFactory(user=part.user, area=area, role=Role.TRAINER)
    other = ParticipationFactory(user=part.user, review=review, role=Role.CHAIR)
    end(as_coordinator, part, places=[f"review-{part.pk}", f"area-{member.pk}"])
    assert area.roles_of(part.user) == set()
    assert list(Participation.objects.current().filter(user=part.user)) == [other]
    assert member.history.latest().until == today


def test_a_place_elsewhere_is_never_ended_with_them(as_coordinator, part):
    elsewhere = ParticipationFactory(user=part.user, role=Role.CHAIR)
    page = end(as_coordinator, part, places=[f"review-{part.pk}", f"review-{elsewhere.pk}"]).content.decode()
    assert "There is a problem" in page
    assert Participation.objects.current().filter(user=part.user).count() == 2


def test_nobody_ends_the_own_place_in_the_area(as_coordinator, area):
    own = area.memberships.get(role=Role.COORDINATOR)
    assert as_coordinator.get(reverse("access-end-membership", args=[own.pk])).status_code == 404


def test_a_successor_takes_over_the_part_and_is_told_without_the_case(as_coordinator, area, review, part, today):
    successor = MembershipFactory(area=area, role=Role.TRAINER).user
    end(as_coordinator, part, successor=successor.pk)
    taken = Participation.objects.current().get(user=successor)
    assert (taken.review, taken.role, taken.agency, taken.since) == (review, Role.IMR_AUTHOR, part.agency, today)
    email = OutgoingEmail.objects.get(to=successor.email)
    assert str(area) in email.body and "Nadia" not in email.body + email.subject


def test_somebody_unknown_to_the_area_takes_nothing_over(as_coordinator, part):
    stranger = UserFactory()
    assert "There is a problem" in end(as_coordinator, part, successor=stranger.pk).content.decode()
    assert not stranger.participations.exists()


def test_a_panel_members_successor_signs_before_reading(review):
    part = ParticipationFactory(review=review, role=Role.PANEL_MEMBER, agency=AgencyFactory())
    paper = DocumentFactory(review=review, released_to_panel=True)
    successor = UserFactory()
    end_access(part.user, participations=[part], successor=successor)
    assert successor.participations.get().confidentiality_signed is None
    assert not type(paper).objects.visible_to(successor).exists()


def test_a_successor_who_had_the_part_before_has_it_again(review, part, today):
    before = ParticipationFactory(
        review=review,
        role=part.role,
        agency=AgencyFactory(),
        since=today - datetime.timedelta(days=90),
        until=today - datetime.timedelta(days=9),
    )
    end_access(part.user, participations=[part], successor=before.user)
    before.refresh_from_db()
    assert (before.agency, before.since, before.until) == (part.agency, today, None)


def test_who_speaks_for_another_agency_can_not_take_over(as_coordinator, review, part):
    other = ParticipationFactory(review=review, role=part.role, agency=AgencyFactory())
    page = end(as_coordinator, part, successor=other.user.pk).content.decode()
    assert "has this part in the review already" in page
    with pytest.raises(TakenAlready):
        end_access(part.user, participations=[part], successor=other.user)
    assert Participation.objects.current().filter(pk=part.pk).exists()


def test_papers_that_they_locked_are_unlocked(area, part, review):
    paper = DocumentFactory(review=review, agency=part.agency, locked=True, locked_by=part.user)
    kept = DocumentFactory(locked=True, locked_by=part.user)
    ParticipationFactory(user=part.user, review=kept.review, role=Role.CHAIR)
    end_access(part.user, participations=[part])
    for document in (paper, kept):
        document.refresh_from_db()
    assert (paper.locked, paper.locked_by) == (False, None)
    assert kept.locked
