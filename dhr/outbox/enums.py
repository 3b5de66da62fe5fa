from django.db.models import TextChoices


class EmailStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused"
    UNCERTAIN = "uncertain", "Perhaps sent: a person decides"
