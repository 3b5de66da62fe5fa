from django.db.models import TextChoices


class MentionStatus(TextChoices):
    """Whether a theme holds for its person."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Recorded as absent"
    POSSIBLE = "possible", "Possible"
    HYPOTHETICAL = "hypothetical", "Hypothetical or general"


class Verdict(TextChoices):
    CONFIRMED = "confirmed", "Right"
    REJECTED = "rejected", "Wrong"
    ADDED = "added", "Added by a person"
    REASSIGNED = "reassigned", "About somebody else"
    RESTATED = "restated", "Status corrected"
    UNDONE = "undone", "Taken back"
