from django.conf import settings
from django.db import models
from django.utils import timezone

from dhr.reviews.models import Document, StoredFile
from dhr.reviews.writing.access import writable_by

from ..enums import TrackedChanges


class WordDraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of papers that `user` may write today."""
        return self.filter(document__in=writable_by(user))

    def waiting(self):
        return self.filter(kept_at__isnull=True)


class WordDraft(models.Model):
    """A Word file that came back for a paper. Nothing of it is in the paper before somebody looked and agreed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="word_drafts")
    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="word_drafts")
    changes = models.CharField(
        max_length=10,
        choices=TrackedChanges.choices,
        blank=True,
        help_text="What becomes of its tracked changes; empty while nobody has said.",
    )
    places = models.JSONField(
        default=dict,
        blank=True,
        help_text="Where the text goes of headings that the paper has no section for: their place in the file, each "
        "with a section's key or another of dhr.exchange.drafts.headings.",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = WordDraftQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name
