from django.db import models
from simple_history.models import HistoricalRecords

from ..enums import AgencyKind
from .area import Area


class Agency(models.Model):
    """One organisation that takes part in reviews: a police force, a trust, a charity."""

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices, default=AgencyKind.OTHER)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self):
        return self.name


class AgencyBranch(models.Model):
    """An agency's local branch in one area."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="branches")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="agency_branches")
    name = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name_plural = "agency branches"
        constraints = [models.UniqueConstraint(fields=["agency", "area", "name"], name="branch_once")]

    def __str__(self):
        return self.name or f"{self.agency}, {self.area}"
