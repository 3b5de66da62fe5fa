from django.db import models
from simple_history.models import HistoricalRecords

from dhr.areas.models import Area


class Priority(models.Model):
    """One priority of an area's strategy, which recommendations serve."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="priorities")
    name = models.CharField(max_length=200)
    strategy = models.CharField(max_length=200, blank=True, help_text="Which strategy says it, with its years.")
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True, help_text="From then on it is not offered any more.")
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "priorities"
        ordering = ["area", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="priority_once_an_area")]

    def __str__(self):
        return self.name
