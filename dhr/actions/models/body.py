from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.models import Agency, Area

from ..enums import BodyKind
from .action import Action


class Body(models.Model):
    """Who an action is brought before when it stays red. `parent` is whom it goes to next.

    An agency's own body stands first in the chain of the actions that the agency leads; others begin with the body
    of the area that has no agency and that no other body of the area has for its parent.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="bodies")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children")
    after_days = models.PositiveSmallIntegerField(
        default=30, help_text="Days that an action is red before it is brought here."
    )
    email = models.EmailField(blank=True, help_text="Where its secretary is told.")
    known_unreached = models.EmailField(
        blank=True, editable=False, help_text="At which address the area has seen that no e-mail reaches them."
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["area", "after_days", "name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name"], name="body_once_an_area"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="body_is_not_its_own_parent"),
        ]

    def __str__(self):
        return self.name


class Meeting(models.Model):
    """A meeting of a body, and the day by which its report is due."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    report_due = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "on"], name="meeting_once_a_day")]

    def __str__(self):
        return f"{self.body}, {self.on}"


class Escalation(models.Model):
    """That an action which is red since `red_since` was brought before a body, and what the body answered."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="escalations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="escalations")
    red_since = models.DateField()
    on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "body", "red_since"], name="escalated_once_a_time_of_red")
        ]

    def __str__(self):
        return f"{self.action_id} before {self.body}, {self.on}"
