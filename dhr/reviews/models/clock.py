import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .review import Review


class Extension(models.Model):
    """More time for a review: every extension has its new date, its reason and who agreed it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="extensions")
    agreed_on = models.DateField()
    until = models.DateField(help_text="The new date by which the review is due.")
    reason = models.TextField()
    agreed_by = models.CharField(max_length=200, help_text="Who agreed it, for example: the partnership's chair.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["agreed_on", "pk"]

    def __str__(self):
        return f"Extended to {self.until}"

    def clean(self):
        if self.agreed_on and self.agreed_on > timezone.localdate():
            raise ValidationError({"agreed_on": "The date is in the future. Record an extension once it is agreed."})


class Pause(models.Model):
    """A time in which part of a review waits, for example for a trial. What continues is said."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    continues = models.TextField(blank=True, help_text="What goes on meanwhile.")
    agreed_by = models.CharField(max_length=200)
    next_check = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="pause_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"Paused from {self.since}"

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it has begun and not ended on `day`; the day it ends is the first that is no pause."""
        return self.since <= day and (self.until is None or self.until > day)

    def clean(self):
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "The pause cannot end before it begins."})
