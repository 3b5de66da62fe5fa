from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from ..enums import AREA_ROLES, REGION_ROLES, Role
from .area import Area, Region


class DatedQuerySet(models.QuerySet):
    def current(self):
        """Those that hold today: begun (`since`, inclusive) and not ended (`until`, exclusive)."""
        today = timezone.localdate()
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=today),
            Q(until__isnull=True) | Q(until__gt=today),
        )


class Membership(models.Model):
    """One's place in an area or in a region."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(
        max_length=20,
        choices=[(role.value, role.label) for role in Role if role in AREA_ROLES | REGION_ROLES],
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, region__isnull=True, role__in=sorted(AREA_ROLES))
                | Q(area__isnull=True, region__isnull=False, role__in=sorted(REGION_ROLES)),
                name="membership_of_an_area_or_a_region",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.area or self.region}"
