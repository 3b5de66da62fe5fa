from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.areas.models import Agency, Area
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review, StoredFile

from ..enums import UNFINISHED, IngestionStatus


class IngestionQuerySet(models.QuerySet):
    def unfinished(self):
        """Those that wait, or that a crash left half-way."""
        return self.filter(status__in=UNFINISHED)


class Ingestion(models.Model):
    """One file to be read in, and what became of it. A crash leaves it `reading`; the next run takes it up again.

    The file of one that failed is not kept: its sender has it, and nobody here could read it, or its paper was left
    as it is.
    """

    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="ingestions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="ingestions")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="ingestions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="ingestions")
    published = models.BooleanField(default=False, help_text="It is already public elsewhere.")
    replaces = models.BooleanField(
        default=False, help_text="It may take the place of a paper that it is no changed version of."
    )
    source_url = models.URLField(max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=IngestionStatus.choices, default=IngestionStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="ingestions")
    sections = models.PositiveIntegerField(default=0)
    paragraphs = models.PositiveIntegerField(default=0)
    recommendations = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True, help_text="What went wrong, for the person who sent it.")
    notes = models.JSONField(default=list, blank=True)
    differences = models.JSONField(
        default=list, blank=True, help_text="What a changed file changed: what (a Change), where, before, after."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="ingestions")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IngestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["status"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(status=IngestionStatus.FAILED), name="ingestion_has_its_file"
            ),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(source_url=""), name="published_elsewhere_says_where"
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_status_display()}"

    @property
    def finished(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def left_alone(self) -> bool:
        """Whether the file could be read, but its paper was left as it is."""
        return self.status == IngestionStatus.FAILED and self.document_id is not None

    @property
    def outcome(self) -> str:
        return "Not taken in" if self.left_alone else self.get_status_display()
