"""E-mail that waits in the database. Queue it in the transaction that causes it; the worker sends it."""

import smtplib

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from .enums import EmailStatus
from .models import OutgoingEmail

ATTEMPTS = 5


def queue(*, dedupe_key: str, to: str, subject: str, body: str) -> OutgoingEmail:
    """Queue one e-mail; the same `dedupe_key` again returns the first and queues nothing."""
    email, _ = OutgoingEmail.objects.get_or_create(
        dedupe_key=dedupe_key, defaults={"to": to, "subject": subject, "body": body}
    )
    return email


def work() -> int:
    """Send what waits. One left `sending` by a crash becomes `uncertain` and is never sent again by itself."""
    OutgoingEmail.objects.filter(status=EmailStatus.SENDING).update(status=EmailStatus.UNCERTAIN)
    sent = 0
    for email in OutgoingEmail.objects.filter(status=EmailStatus.WAITING, attempts__lt=ATTEMPTS):
        with transaction.atomic():
            email.status, email.attempts = EmailStatus.SENDING, email.attempts + 1
            email.save(update_fields=["status", "attempts"])
        email.status = _send(email)
        if email.status == EmailStatus.SENT:
            email.sent_at = timezone.now()
            sent += 1
        email.save(update_fields=["status", "sent_at"])
    return sent


def _send(email: OutgoingEmail) -> EmailStatus:
    """What became of one e-mail: an answer of the server is certain, a broken connection is not."""
    try:
        EmailMessage(email.subject, email.body, to=[email.to]).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        return EmailStatus.FAILED
    except (
        ConnectionRefusedError,
        smtplib.SMTPConnectError,
        smtplib.SMTPAuthenticationError,
        smtplib.SMTPHeloError,
    ):
        return EmailStatus.WAITING if email.attempts < ATTEMPTS else EmailStatus.FAILED
    except OSError:
        return EmailStatus.UNCERTAIN
    return EmailStatus.SENT
