"""E-mail that waits in the database. Queue it in the transaction that causes it; the worker sends it."""

import smtplib

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .enums import EmailProblem, EmailStatus
from .models import OutgoingEmail

ATTEMPTS = 5


def queue(*, dedupe_key: str, to: str, subject: str, body: str) -> OutgoingEmail:
    """Queue one e-mail; the same `dedupe_key` again returns the first and queues nothing."""
    email, _ = OutgoingEmail.objects.get_or_create(
        dedupe_key=dedupe_key, defaults={"to": to, "subject": subject, "body": body}
    )
    return email


def again(email: OutgoingEmail, *, to: str = "") -> None:
    """Queue once more what was not sent, or perhaps not; to another address where one is given."""
    email.to = to or email.to
    email.status, email.problem, email.attempts = EmailStatus.WAITING, "", 0
    email.save(update_fields=["to", "status", "problem", "attempts"])


def settle(emails: QuerySet[OutgoingEmail]) -> None:
    """A person looked at these: they are not sent."""
    emails.unsent().update(status=EmailStatus.SETTLED)


def work() -> int:
    """Send what waits. One left `sending` by a crash becomes `uncertain` and is never sent again by itself."""
    cut_off = OutgoingEmail.objects.filter(status=EmailStatus.SENDING)
    cut_off.update(status=EmailStatus.UNCERTAIN, problem=EmailProblem.BROKEN)
    sent = 0
    for email in OutgoingEmail.objects.filter(status=EmailStatus.WAITING, attempts__lt=ATTEMPTS):
        with transaction.atomic():
            email.status, email.attempts = EmailStatus.SENDING, email.attempts + 1
            email.save(update_fields=["status", "attempts"])
        email.status, email.problem = _send(email)
        if email.status == EmailStatus.SENT:
            email.sent_at = timezone.now()
            sent += 1
        email.save(update_fields=["status", "problem", "sent_at"])
    return sent


def _send(email: OutgoingEmail) -> tuple[EmailStatus, str]:
    """What became of one e-mail, and why: an answer of the server is certain, a broken connection is not."""
    try:
        EmailMessage(email.subject, email.body, to=[email.to]).send()
    except smtplib.SMTPRecipientsRefused:
        return EmailStatus.FAILED, EmailProblem.ADDRESS
    except smtplib.SMTPSenderRefused:
        return EmailStatus.FAILED, EmailProblem.SENDER
    except smtplib.SMTPDataError:
        return EmailStatus.FAILED, EmailProblem.LETTER
    except (
        ConnectionRefusedError,
        smtplib.SMTPConnectError,
        smtplib.SMTPAuthenticationError,
        smtplib.SMTPHeloError,
    ):
        if email.attempts < ATTEMPTS:
            return EmailStatus.WAITING, ""
        return EmailStatus.FAILED, EmailProblem.SERVER
    except OSError:
        return EmailStatus.UNCERTAIN, EmailProblem.BROKEN
    return EmailStatus.SENT, ""
