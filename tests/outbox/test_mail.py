import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command

from dhr.outbox import mail
from dhr.outbox.enums import EmailStatus
from dhr.outbox.models import OutgoingEmail

pytestmark = pytest.mark.django_db


class BrokenBackend(BaseEmailBackend):
    """A mail server that fails in the way that a test wants."""

    error: Exception

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def broken(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    return BrokenBackend


def queued():
    return mail.queue(dedupe_key="action-7-week-3", to="owner@example.org", subject="Due soon", body="One action.")


def test_the_same_key_is_queued_and_sent_once():
    assert queued() == queued()
    assert mail.work() == 1
    queued()
    assert mail.work() == 0
    assert [message.subject for message in django_mail.outbox] == ["Due soon"]


def test_a_crash_in_the_middle_of_sending_is_left_to_a_person():
    email = queued()
    OutgoingEmail.objects.update(status=EmailStatus.SENDING)
    mail.work()
    email.refresh_from_db()
    assert email.status == EmailStatus.UNCERTAIN
    assert django_mail.outbox == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (smtplib.SMTPRecipientsRefused({}), EmailStatus.FAILED),
        (ConnectionRefusedError(), EmailStatus.WAITING),
        (TimeoutError(), EmailStatus.UNCERTAIN),
    ],
)
def test_what_the_server_said_decides_what_becomes_of_it(broken, error, status):
    email = queued()
    broken.error = error
    assert mail.work() == 0
    email.refresh_from_db()
    assert email.status == status


def test_an_unreachable_server_is_not_tried_for_ever(broken):
    email = queued()
    broken.error = ConnectionRefusedError()
    for _ in range(mail.ATTEMPTS):
        mail.work()
    email.refresh_from_db()
    assert email.status == EmailStatus.FAILED


def test_the_operator_lists_what_was_not_sent_with_why_and_has_it_sent_again_or_settled(broken, settings, capsys):
    email, other = queued(), mail.queue(dedupe_key="another", to="b@example.org", subject="Due", body="One.")
    broken.error = smtplib.SMTPRecipientsRefused({})
    mail.work()
    call_command("unsent")
    assert "the mail server refused the address" in capsys.readouterr().out
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("unsent", again=[email.pk], settle=[other.pk])
    assert capsys.readouterr().out == ""
    assert mail.work() == 1
    assert [message.to for message in django_mail.outbox] == [["owner@example.org"]]
    with pytest.raises(CommandError, match=str(email.pk)):
        call_command("unsent", again=[email.pk])
