from django.db.models import TextChoices


class Provenance(TextChoices):
    EXTRACTED = "extracted", "Read from a report"
    WRITTEN = "written", "Written here"
    IMPORTED = "imported", "Imported from a register"


class Scope(TextChoices):
    LOCAL = "local", "Local"
    REGIONAL = "regional", "Regional"
    NATIONAL = "national", "National"
