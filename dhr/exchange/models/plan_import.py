from django.conf import settings
from django.db import models
from django.utils import timezone

from dhr.actions.models import Action, Recommendation
from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with
from dhr.reviews.models import Review, StoredFile


class ActionPlanImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that `user` sent, in areas whose actions they may plan today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(by=user, area__in=areas_with(user, Permission.PLAN_ACTIONS))

    def unsaved(self):
        return self.filter(saved_at__isnull=True)

    def saved(self):
        return self.filter(saved_at__isnull=False)

    def last_sheets(self, area) -> list[dict]:
        """How the sheets of the area's last file were read; empty where there was none."""
        chosen = self.filter(area=area).exclude(sheets=[]).order_by("-pk").values_list("sheets", flat=True)
        return next((sheets for sheets in chosen[:20] if any(sheet.get("columns") for sheet in sheets)), [])


class ActionPlanImport(models.Model):
    """An action plan that came in a spreadsheet. Nothing of it is saved before somebody looked and agreed."""

    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="plan_imports")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plan_imports")
    sheets = models.JSONField(
        default=list,
        blank=True,
        help_text="The sheets to be read: name, header_row, header_depth, the primary key of its review or null, and "
        "once chosen columns (our keys, each with the file's heading).",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True, help_text="How many rows came to which PlanOutcome when saved.")
    decided = models.JSONField(
        default=list,
        blank=True,
        help_text="What was changed here and in the file when it was saved: review (its primary key), sheet, row, "
        "what, ours, theirs, and taken: whether theirs replaced ours.",
    )

    objects = ActionPlanImportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def has_columns(self) -> bool:
        return bool(self.sheets) and all(sheet.get("columns") for sheet in self.sheets)


class PlanRow(models.Model):
    """What a row of an imported plan said: by it a later file is told from what was edited or removed here.

    `recommendation` is None where that was removed since.
    """

    plan = models.ForeignKey(ActionPlanImport, on_delete=models.CASCADE, related_name="rows")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_rows"
    )
    action = models.ForeignKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="plan_rows")
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField(help_text="The row's number in the sheet.")
    said = models.JSONField(default=dict, help_text="Texts by our columns' keys; see PlanEntry.said.")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.sheet}, row {self.number}"
