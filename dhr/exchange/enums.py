from django.db.models import TextChoices


class IngestionStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    READING = "reading", "Being read"
    DONE = "done", "Read in"
    UNCHANGED = "unchanged", "Already here, unchanged"
    FAILED = "failed", "Could not be read"
