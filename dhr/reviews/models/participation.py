from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from dhr.areas.enums import AGENCY_ROLES, REVIEW_ROLES, Role
from dhr.areas.models import Agency
from dhr.areas.models.membership import DatedQuerySet

from .review import Review


class Participation(models.Model):
    """One's place in one review. A panel member sees papers only once confidentiality is signed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="participations")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role if role in REVIEW_ROLES])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="participations")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confidentiality_signed = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "review", "role"], name="participation_once_a_role"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(AGENCY_ROLES - {Role.PANEL_MEMBER})) | Q(agency__isnull=False),
                name="imr_authors_speak_for_an_agency",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.review}"
