from django.conf import settings
from django.db import models
from django.utils import timezone

from dhr.areas.models import Agency, Area
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review, StoredFile

from .enums import IngestionStatus


class Ingestion(models.Model):
    """One file to be read in, and what became of it. A crash leaves it `reading`; the next run takes it up again."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="ingestions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="ingestions")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="ingestions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="ingestions")
    published = models.BooleanField(default=False, help_text="It is already public elsewhere.")
    source_url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=IngestionStatus.choices, default=IngestionStatus.WAITING)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="ingestions")
    sections = models.PositiveIntegerField(default=0)
    paragraphs = models.PositiveIntegerField(default=0)
    recommendations = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, help_text="What went wrong, for the person who sent it.")
    notes = models.JSONField(default=list, blank=True)
    differences = models.JSONField(default=list, blank=True, help_text="What a changed file changed.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="ingestions")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["status"])]

    def __str__(self):
        return f"{self.file}: {self.get_status_display()}"
