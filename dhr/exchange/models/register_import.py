from django.conf import settings
from django.db import models
from django.utils import timezone

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.models import StoredFile


class RegisterImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that `user` sent, in areas whose reviews they may register today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(by=user, area__in=areas_with(user, Permission.REGISTER_REVIEWS))

    def unsaved(self):
        return self.filter(saved_at__isnull=True)

    def saved(self):
        return self.filter(saved_at__isnull=False)

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
