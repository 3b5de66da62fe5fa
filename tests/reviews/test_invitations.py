import datetime
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.areas.models import Membership, User
from dhr.outbox.models import OutgoingEmail
from dhr.reviews.invitations import Refused, accept, invite, send_again, token_of, withdraw
from dhr.reviews.models import Invitation, Participation
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)
from tests.meanwhile import beside, two_at_once

pytestmark = pytest.mark.django_db
EMAIL = "alma.reed@council.example"
NEWCOMER = {"name": "Alma Reed", "password": "seven quiet lanterns"}


@pytest.fixture
def area():
    return AreaFactory(name="Wexley")


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area, first_name="Rowan", last_name="Ashby")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Nadia, died March 2023", reference="WEX-7")


@pytest.fixture
def as_coordinator(client, coordinator):
    client.force_login(coordinator)
    return client


def link_of(invitation):
    return reverse("invitation", args=[token_of(invitation)])


def link_sent_to(email):
    """The link in the newest e-mail to this address, as it was sent."""
    body = OutgoingEmail.objects.filter(to=email).last().body
    return re.search(r"https?://[^/]+(/invitation/\S+)", body)[1]


# Asking


def test_a_coordinator_invites_to_the_area(as_coordinator, coordinator, area):
    answer = as_coordinator.post(
        reverse("access-invite", args=[area.slug]), {"email": "Alma.Reed@Council.example", "role": Role.TRAINER}
    )
    assert answer.url == reverse("access-area", args=[area.slug])
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.area, invitation.invited_by) == (EMAIL, area, coordinator)


def test_the_e_mail_names_the_partnership_and_the_role_and_never_the_review(coordinator, review):
    invite(email=EMAIL, role=Role.CHAIR, by=coordinator, review=review, name="Alma")
    email = OutgoingEmail.objects.get()
    assert "Wexley" in email.body and "Independent chair" in email.body and "Rowan Ashby" in email.body
    for secret in ("Nadia", "WEX-7", review.public_id):
        assert secret not in email.body + email.subject


@pytest.mark.parametrize("role", [Role.IMR_AUTHOR, Role.SIGN_OFF])
def test_who_speaks_for_an_agency_is_invited_for_one(as_coordinator, review, role):
    address = reverse("review-invite", args=[review.public_id])
    page = as_coordinator.post(address, {"email": EMAIL, "role": role}).content.decode()
    assert "Choose the agency that they speak for." in page and EMAIL in page
    agency = AgencyFactory()
    as_coordinator.post(address, {"email": EMAIL, "role": role, "agency": agency.pk})
    assert Invitation.objects.get().agency == agency


def test_the_same_invitation_is_not_sent_twice(as_coordinator, area):
    address, facts = reverse("access-invite", args=[area.slug]), {"email": EMAIL, "role": Role.TRAINER}
    as_coordinator.post(address, facts)
    page = as_coordinator.post(address, facts | {"email": EMAIL.upper()}).content.decode()
    assert "They were invited to this already" in page
    assert Invitation.objects.count() == OutgoingEmail.objects.count() == 1
    as_coordinator.post(address, facts | {"role": Role.CSP_CHAIR})
    assert Invitation.objects.count() == 2


@two_at_once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["area", "region", "review"])
def test_two_clicks_at_once_send_one_invitation(coordinator, area, review, where):
    role = {"area": Role.TRAINER, "region": Role.REGIONAL_LEAD, "review": Role.CHAIR}[where]
    place = {where: {"area": area, "region": RegionFactory(), "review": review}[where]}

    def click():
        invite(email=EMAIL, role=role, by=coordinator, **place)

    assert isinstance(beside(click, click), Refused)
    assert Invitation.objects.count() == OutgoingEmail.objects.count() == 1


def test_nobody_is_invited_to_a_part_that_they_have(coordinator, area, review):
    member = MembershipFactory(area=area, role=Role.TRAINER).user
    with pytest.raises(Refused, match="already"):
        invite(email=member.email, role=Role.TRAINER, by=coordinator, area=area)
    part = ParticipationFactory(review=review, role=Role.CHAIR)
    with pytest.raises(Refused, match="already"):
        invite(email=part.user.email, role=Role.CHAIR, by=coordinator, review=review)
    invite(email=part.user.email, role=Role.CHAIR, by=coordinator, review=ReviewFactory(areas=[area]))


def test_nobody_but_who_decides_about_access_may_ask(client, area, review):
    others = [
        UserFactory(),
        UserFactory(is_superuser=True),
        UserFactory.coordinator(AreaFactory()),
        MembershipFactory(area=area, role=Role.CSP_CHAIR).user,
        ParticipationFactory(review=review, role=Role.CHAIR).user,
    ]
    for user in others:
        client.force_login(user)
        for address in (
            reverse("access-invite", args=[area.slug]),
            reverse("review-invite", args=[review.public_id]),
        ):
            assert client.get(address).status_code == 404
            assert client.post(address, {"email": EMAIL, "role": Role.CHAIR}).status_code == 404
    assert not Invitation.objects.exists()


def test_a_coordinator_gives_no_place_in_a_region_and_none_in_a_review_by_way_of_the_area(as_coordinator, area):
    address = reverse("access-invite", args=[area.slug])
    for role in (Role.REGIONAL_LEAD, Role.CHAIR):
        as_coordinator.post(address, {"email": EMAIL, "role": role})
    assert not Invitation.objects.exists()


def test_an_administrator_invites_coordinators_and_regional_leads(client, area):
    client.force_login(UserFactory(is_superuser=True))
    region, address = RegionFactory(), reverse("administration-invite")
    client.post(address, {"email": EMAIL, "role": Role.COORDINATOR, "area": area.pk})
    client.post(address, {"email": EMAIL, "role": Role.REGIONAL_LEAD, "region": region.pk})
    assert [(row.area, row.region) for row in Invitation.objects.order_by("pk")] == [(area, None), (None, region)]


@pytest.mark.parametrize(
    ("role", "place", "message"),
    [
        (Role.COORDINATOR, "region", "Choose the area for this role."),
        (Role.REGIONAL_LEAD, "area", "Choose the region for this role."),
    ],
)
def test_an_administrator_is_told_which_place_a_role_needs(client, role, place, message):
    client.force_login(UserFactory(is_superuser=True))
    pk = RegionFactory().pk if place == "region" else AreaFactory().pk
    page = client.post(reverse("administration-invite"), {"email": EMAIL, "role": role, place: pk})
    assert message in page.content.decode() and not Invitation.objects.exists()


# Answering


def test_a_newcomer_opens_an_account_and_lands_on_the_desk(client, coordinator, area):
    invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    link = link_sent_to(EMAIL)
    assert "Wexley" in client.get(link).content.decode()
    assert client.post(link, NEWCOMER).url == reverse("desk")
    user = User.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (user.get_full_name(), user.is_superuser) == ("Alma Reed", False)
    assert EmailAddress.objects.get(user=user).verified
    membership = Membership.objects.get(user=user)
    assert (membership.area, membership.role, membership.since) == (area, Role.TRAINER, timezone.localdate())


def test_opening_the_link_changes_nothing(client, coordinator, area):
    invitation = invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    client.get(link_of(invitation))
    invitation.refresh_from_db()
    assert invitation.open and not User.objects.filter(email=EMAIL).exists()


def test_the_page_tells_nothing_of_the_case_and_is_not_kept(client, coordinator, review):
    invitation = invite(email=EMAIL, role=Role.CHAIR, by=coordinator, review=review)
    page = client.get(link_of(invitation))
    for secret in ("Nadia", "WEX-7", review.public_id):
        assert secret not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_weak_password_is_refused_and_the_name_stays(client, coordinator, area):
    invitation = invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    page = client.post(link_of(invitation), NEWCOMER | {"password": "password1234"}).content.decode()
    assert "too common" in page and "Alma Reed" in page
    page = client.post(link_of(invitation), NEWCOMER | {"password": EMAIL}).content.decode()
    assert "too similar" in page
    assert not User.objects.filter(email=EMAIL).exists()


def test_somebody_with_an_account_signs_in_and_accepts(client, coordinator, review):
    user = UserFactory()
    invitation = invite(email=user.email, role=Role.CHAIR, by=coordinator, review=review)
    link = link_of(invitation)
    page = client.get(link).content.decode()
    assert "You have an account" in page and "Choose a password" not in page
    client.post(link, NEWCOMER)
    assert User.objects.filter(email=user.email).count() == 1 and not review.participations.exists()
    client.force_login(user)
    assert client.post(link).url == reverse("desk")
    assert review.roles_of(user) == {Role.CHAIR}


def test_with_another_address_one_is_asked_first(client, coordinator, area):
    user = UserFactory()
    invitation = invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    client.force_login(user)
    page = client.post(link_of(invitation)).content.decode()
    assert "another address" in page and "Say whether" in page
    assert not area.roles_of(user)
    client.post(link_of(invitation), {"confirmed": "on"})
    assert area.roles_of(user) == {Role.TRAINER}


def test_panel_members_sign_confidentiality_as_they_accept(client, coordinator, review):
    agency = AgencyFactory()
    paper = DocumentFactory(review=review, released_to_panel=True)
    invitation = invite(email=EMAIL, role=Role.PANEL_MEMBER, by=coordinator, review=review, agency=agency)
    page = client.post(link_of(invitation), NEWCOMER).content.decode()
    assert "Read the confidentiality statement" in page and not review.participations.exists()
    client.post(link_of(invitation), NEWCOMER | {"signed": "on"})
    part = review.participations.get()
    assert (part.confidentiality_signed, part.agency) == (timezone.localdate(), agency)
    assert client.get(reverse("work-paper", args=[paper.public_id])).status_code == 200


def test_an_administrator_comes_to_see_no_case_work_by_an_invitation(client, coordinator, area):
    administrator = UserFactory(is_superuser=True, email=EMAIL)
    invitation = invite(email=EMAIL, role=Role.COORDINATOR, by=coordinator, area=area)
    client.force_login(administrator)
    assert "Accept with another account" in client.post(link_of(invitation)).content.decode()
    assert not Membership.objects.filter(user=administrator).exists()


def test_who_comes_back_has_one_part_not_two(coordinator, review):
    part = ParticipationFactory(review=review, role=Role.CHAIR, until=timezone.localdate())
    accept(token_of(invite(email=part.user.email, role=Role.CHAIR, by=coordinator, review=review)), user=part.user)
    assert Participation.objects.current().get(user=part.user).pk == part.pk


# Links that open nothing


def dead_links(coordinator, area):
    used, withdrawn, expired, sent_again = (
        invite(email=f"{n}@council.example", role=Role.TRAINER, by=coordinator, area=area) for n in range(4)
    )
    links = [link_of(each) for each in (used, withdrawn, sent_again)]
    accept(token_of(used), user=UserFactory())
    withdraw(withdrawn)
    send_again(sent_again, by=coordinator)
    expired.expires_at = timezone.now() - datetime.timedelta(seconds=1)
    expired.save()
    return [*links, link_of(expired), reverse("invitation", args=["made-up"]), links[0][:-2] + "/"]


def test_a_link_that_is_used_withdrawn_old_replaced_or_forged_tells_nothing(client, coordinator, area):
    for link in dead_links(coordinator, area):
        for answer in (client.get(link), client.post(link, NEWCOMER)):
            assert answer.status_code == 410
            assert "Wexley" not in answer.content.decode() and "council.example" not in answer.content.decode()
    assert not User.objects.filter(first_name="Alma").exists()


def test_the_newest_link_works_after_sending_again(as_coordinator, client, coordinator, area):
    invitation = invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    invitation.expires_at = timezone.now() - datetime.timedelta(days=1)
    invitation.save()
    as_coordinator.post(reverse("access-invitation-again", args=[invitation.pk]))
    client.logout()
    assert client.post(link_sent_to(EMAIL), NEWCOMER).status_code == 302


def test_an_invitation_is_withdrawn_after_a_question(as_coordinator, coordinator, area):
    invitation = invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area)
    address = reverse("access-invitation-withdraw", args=[invitation.pk])
    assert EMAIL in as_coordinator.get(address).content.decode()
    assert Invitation.objects.waiting().exists()
    as_coordinator.post(address)
    assert not Invitation.objects.waiting().exists()


def test_other_areas_invitations_are_not_there(client, coordinator, area, review):
    invitations = [
        invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area),
        invite(email=EMAIL, role=Role.CHAIR, by=coordinator, review=review),
    ]
    client.force_login(UserFactory.coordinator(AreaFactory()))
    for invitation in invitations:
        for name in ("access-invitation-again", "access-invitation-withdraw"):
            assert client.post(reverse(name, args=[invitation.pk])).status_code == 404
    assert Invitation.objects.waiting().count() == 2 and OutgoingEmail.objects.count() == 2


def test_two_answers_to_one_invitation_open_one_account(coordinator, area):
    token = token_of(invite(email=EMAIL, role=Role.TRAINER, by=coordinator, area=area))
    accept(token, user=UserFactory())
    with pytest.raises(Refused):
        accept(token, user=UserFactory())
    assert Membership.objects.filter(role=Role.TRAINER).count() == 1


def test_links_can_not_be_tried_out(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation": "3/m/ip"}
    cache.clear()
    answers = [client.post(reverse("invitation", args=[f"guess-{n}"])).status_code for n in range(4)]
    assert answers == [410, 410, 410, 429]


@pytest.mark.parametrize("way", ["left", "closed", "area"])
def test_an_invitation_ends_with_the_say_of_whoever_sent_it(client, area, coordinator, review, way):
    """Until another coordinator sends it again."""
    staying, other = UserFactory.coordinator(area), AreaFactory()
    review.review_areas.create(area=other)
    if way == "area":
        coordinator = UserFactory.coordinator(other)
    sent = invite(email=EMAIL, role=Role.CHAIR, by=coordinator, review=review)
    assert client.get(link_of(sent)).status_code == 200
    if way == "left":
        coordinator.memberships.update(until=timezone.localdate())
    elif way == "closed":
        User.objects.filter(pk=coordinator.pk).update(is_active=False)
    else:
        review.review_areas.filter(area=other).update(until=timezone.localdate())
    assert client.post(link_of(sent), NEWCOMER).status_code == 410
    assert not User.objects.filter(email=EMAIL).exists()
    send_again(sent, by=staying)
    assert client.get(link_of(sent)).status_code == 200
