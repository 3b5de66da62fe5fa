from django.db.models import TextChoices


class EditionStatus(TextChoices):
    STANDING = "standing", "Published"
    REPLACED = "replaced", "Replaced by a later edition"
    WITHDRAWN = "withdrawn", "Withdrawn"
