from django.conf import settings
from django.db import models
from django.utils import timezone

from .document import Document


class NamedVersion(models.Model):
    """A revision of a paper that people call by a name, for example: draft 2, to the panel."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="named_versions")
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.RESTRICT, related_name="named_version")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["document", "-at"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="version_name_once_a_paper")]

    def __str__(self):
        return self.name


class PaperNote(models.Model):
    """A remark on a paper for those who write it, for example a comment that came with a Word draft."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="notes")
    section_key = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True, help_text="The words it is about.")
    text = models.TextField()
    author_name = models.CharField(max_length=200, blank=True, help_text="As the Word file names its author.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["document", "pk"]

    def __str__(self):
        return self.text[:80]
