"""Owners and bodies whom no e-mail reached: who is told, and what can be done."""

import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from dhr.actions import reminders
from dhr.actions.models import OwnerEmail
from dhr.outbox import mail
from dhr.outbox.enums import EmailStatus
from dhr.outbox.models import OutgoingEmail
from tests.factories import (
    ActionFactory,
    AreaFactory,
    BodyFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.moments import lived

pytestmark = pytest.mark.django_db
WRONG = "nurse@exmaple.org"


class RefusingBackend(BaseEmailBackend):
    """A mail server that knows nobody at one domain."""

    def send_messages(self, messages):
        for message in messages:
            if message.to[0].endswith("@exmaple.org"):
                raise smtplib.SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})
            django_mail.outbox.append(message)


@pytest.fixture(autouse=True)
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


@pytest.fixture
def area():
    return AreaFactory(name="Northshire")


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def owner(area):
    return named_in(area)


def named_in(area, email=WRONG):
    owner = OwnerFactory(area=area, email=email, name=f"Nora Lane of {area.name}")
    ActionFactory(owner=owner, recommendation=RecommendationFactory(review=ReviewFactory(areas=[area])))
    return owner


def work():
    reminders.work()
    mail.work()


def told(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def press(client, area, who, what):
    address = reverse("not-reached", args=[area.slug])
    return client.post(address, {"who": who, "what": what}, follow=True)  # what it says is then said


def key(owner):
    return f"owner-{owner.pk}"


def test_the_coordinator_is_told_on_the_desk_and_on_the_owners_page_with_why(client, area, coordinator, owner):
    assert "Not reached by e-mail" not in told(client, "desk")
    work()
    assert "1 owner or body of Northshire" in told(client, "desk")
    for page in (told(client, "not-reached", area.slug), told(client, "area-owner", area.slug, owner.pk)):
        assert WRONG in page and "the mail server refused the address" in page


def test_once_the_address_is_mended_the_owner_is_written_to_and_nobody_is_missing(client, area, coordinator, owner):
    work()
    client.post(reverse("area-owner", args=[area.slug, owner.pk]), {"name": owner.name, "email": "nurse@example.org"})
    work()
    assert [message.to for message in django_mail.outbox] == [["nurse@example.org"]]
    assert "Not reached by e-mail" not in told(client, "desk")


def test_a_refused_letter_counts_neither_for_the_week_nor_as_told_and_is_tried_once_a_day(owner, settings):
    work()
    work()
    assert OutgoingEmail.objects.count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with lived(-1):
        work()
    assert len(django_mail.outbox) == 1
    assert OwnerEmail.objects.order_by("on").last().actions[0]["why"][0] == "assigned"


def test_a_letter_is_sent_again_on_the_same_day_where_the_coordinator_wants_it(
    client, area, coordinator, owner, settings
):
    work()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    press(client, area, key(owner), "again")
    work()
    assert [message.to for message in django_mail.outbox] == [[WRONG]]
    assert not OutgoingEmail.objects.unsent().exists()
    assert owner.name not in told(client, "not-reached", area.slug)


def test_what_is_marked_as_seen_leaves_the_desk_and_stays_on_the_list(client, area, coordinator, owner):
    work()
    press(client, area, key(owner), "seen")
    assert "1 owner or body" not in told(client, "desk")
    assert "Seen" in told(client, "not-reached", area.slug)


def test_a_letter_that_was_perhaps_sent_is_shown_as_such_and_counts_for_the_week(client, area, coordinator, owner):
    reminders.work()
    OutgoingEmail.objects.update(status=EmailStatus.SENDING)
    mail.work()
    assert "it may have arrived or not" in told(client, "not-reached", area.slug)
    with lived(-1):
        assert reminders.work() == 0


def test_another_areas_owner_is_never_shown_though_the_address_and_the_letter_are_the_same(client, area, coordinator):
    listed = OwnerFactory(area=area, email=WRONG, name="Nora without actions")
    theirs = named_in(AreaFactory(name="Southshire"))
    work()
    page = told(client, "not-reached", area.slug)
    assert theirs.name not in page and listed.name not in page and "Southshire" not in page
    ActionFactory(owner=listed, recommendation=RecommendationFactory(review=ReviewFactory(areas=[area])))
    with lived(-1):
        work()
        client.force_login(coordinator)
        page = told(client, "not-reached", area.slug)
        assert listed.name in page and theirs.name not in page and "Southshire" not in page
        press(client, area, key(theirs), "seen")
    theirs.refresh_from_db()
    assert not theirs.known_unreached


def test_a_body_is_written_to_again_at_its_new_address(client, area, coordinator):
    body = BodyFactory(area=area, email="board@exmaple.org")
    day = timezone.localdate()
    mail.queue(dedupe_key=f"escalation:{body.pk}:{day}", to=body.email, subject="1 red action", body="One.")
    mail.work()
    assert "1 owner or body of Northshire" in told(client, "desk")
    assert "board@exmaple.org" in told(client, "body-change", area.slug, body.pk)
    body.email = "board@example.org"
    body.save()
    press(client, area, f"body-{body.pk}", "again")
    mail.work()
    assert [message.to for message in django_mail.outbox] == [["board@example.org"]]
    assert str(body) not in told(client, "not-reached", area.slug)
