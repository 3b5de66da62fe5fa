from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.areas.models import Agency, Area
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, Review, StoredFile

from .enums import UNFINISHED, IngestionStatus


class IngestionQuerySet(models.QuerySet):
    def unfinished(self):
        """Those that wait, or that a crash left half-way."""
        return self.filter(status__in=UNFINISHED)


class Ingestion(models.Model):
    """One file to be read in, and what became of it. A crash leaves it `reading`; the next run takes it up again.

    The file of one that failed is not kept: its sender has it, and nobody here could read it.
    """

    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="ingestions")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="ingestions")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="ingestions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="ingestions")
    published = models.BooleanField(default=False, help_text="It is already public elsewhere.")
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


class RegisterImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that `user` sent, in areas whose reviews they may register today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(by=user, area__in=areas_with(user, Permission.REGISTER_REVIEWS))

    def unsaved(self):
        return self.filter(saved_at__isnull=True)

    def last_columns(self, area) -> dict[str, str]:
        """Which headings stood for which of our columns in the area's last file; empty where there was none."""
        last = self.filter(area=area).exclude(columns={}).order_by("pk").last()
        return last.columns if last else {}


class RegisterImport(models.Model):
    """A register of reviews that came in a spreadsheet. Nothing of it is saved before somebody looked and agreed."""

    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="register_imports")
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        related_name="register_imports",
        help_text="That of rows that name none; it remembers the columns.",
    )
    sheet = models.CharField(max_length=100, blank=True, help_text="The name of the sheet that holds the register.")
    header_row = models.PositiveIntegerField(default=0, help_text="The number of the row with the headings.")
    columns = models.JSONField(default=dict, blank=True, help_text="Our columns' keys, each with the file's heading.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="How many rows came to which RowOutcome when saved.")

    objects = RegisterImportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name
