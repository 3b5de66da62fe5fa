from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dhr.areas.models import Area
from dhr.areas.permissions import Permission, areas_with

from ..enums import ReportKind


class BoardReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of areas whose reports `user` may read; a draft is there for those who write it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(area__in=areas_with(user, Permission.ISSUE_REPORTS))
            | Q(area__in=areas_with(user, Permission.VERIFY_ACTIONS), issued_at__isnull=False)
        )

    def issued(self):
        return self.filter(issued_at__isnull=False)


class BoardReport(models.Model):
    """What a partnership's board is told of one quarter or year. Once issued it never changes.

    `figures` are all its numbers and rows, in the shape of `dhr.actions.reports.figures`; page, DOCX, PDF and XLSX
    are made from them alone.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="board_reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices)
    since = models.DateField()
    until = models.DateField(help_text="The last day that it tells of.")
    introduction = models.TextField(blank=True)
    decisions = models.TextField(blank=True, help_text="The decisions wanted of the board, one a line.")
    figures = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = BoardReportQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="report_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["area", "kind", "until"], condition=Q(issued_at__isnull=False), name="report_issued_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.area}, to {self.until}"

    def save(self, *args, **kwargs):
        self._refuse_once_issued()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_once_issued()
        return super().delete(*args, **kwargs)

    def roles_of(self, user) -> set[str]:
        return self.area.roles_of(user)

    def _refuse_once_issued(self):
        if self.pk and type(self).objects.filter(pk=self.pk).issued().exists():
            raise TypeError("An issued report never changes.")
