from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.enums import AGENCY_ROLES, AREA_ROLES, REGION_ROLES, REVIEW_ROLES, Role
from dhr.areas.models import Agency, Area, Region

from .review import Review


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Those without an answer, whether or not their link still holds."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """An e-mail that offers somebody a place: in an area, in a region, or in one review. Signed, and it expires."""

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="invitations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, region__isnull=True, review__isnull=True, role__in=sorted(AREA_ROLES))
                | Q(area__isnull=True, region__isnull=False, review__isnull=True, role__in=sorted(REGION_ROLES))
                | Q(area__isnull=True, region__isnull=True, review__isnull=False, role__in=sorted(REVIEW_ROLES)),
                name="invitation_to_one_place",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(AGENCY_ROLES - {Role.PANEL_MEMBER})) | Q(agency__isnull=False),
                name="invited_imr_authors_speak_for_an_agency",
            ),
        ]

    def __str__(self):
        return f"{self.email}: {self.get_role_display()}"

    @property
    def expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def open(self) -> bool:
        """Whether it can be accepted now."""
        return not (self.expired or self.accepted_at or self.withdrawn_at)

    @property
    def place(self) -> str:
        """What may be said of where it leads: an area or a region, of a review the area alone."""
        return str(self.area or self.region or self.review.lead_area)

    @property
    def asks_confidentiality(self) -> bool:
        return self.role == Role.PANEL_MEMBER
