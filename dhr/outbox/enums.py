from django.db.models import TextChoices


class EmailStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused"
    UNCERTAIN = "uncertain", "Perhaps sent: a person decides"
    SETTLED = "settled", "Not sent: a person looked at it"


# A person has to look at these.
UNSENT = frozenset({EmailStatus.FAILED, EmailStatus.UNCERTAIN})


class EmailProblem(TextChoices):
    """Why an e-mail did not go out, in words for whoever sent for it."""

    ADDRESS = "address", "the mail server refused the address: perhaps it is misspelt, or there is no such mailbox"
    SENDER = "sender", "the mail server takes no e-mail from this site: tell whoever runs it"
    LETTER = "letter", "the mail server refused the letter: the mailbox may be full, or the server did not trust it"
    SERVER = "server", "the mail server could not be reached, several times: tell whoever runs this site"
    BROKEN = "broken", "sending was cut off, and it may have arrived or not: ask them"
