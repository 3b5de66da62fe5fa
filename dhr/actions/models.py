from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency
from dhr.reviews.audiences import unplaced_for
from dhr.reviews.models import Document, Lesson, Review

from .enums import Provenance, Scope


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of papers that `user` may see; of what stands in no paper yet, who leads the review does."""
        return self.filter(
            Q(document__in=Document.objects.visible_to(user))
            | Q(document__isnull=True, review__in=Review.objects.filter(unplaced_for(user)))
        )


class Recommendation(models.Model):
    """What a review, or a context paper, asks somebody to change."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="recommendations")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="recommendations"
    )
    number = models.CharField(max_length=20, blank=True, help_text="As printed.")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.WRITTEN)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations")
    agency_as_stated = models.CharField(max_length=250, blank=True)
    recipient = models.CharField(max_length=20, choices=AgencyKind.choices, blank=True, help_text="Blank: not stated.")
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, help_text="Blank: not stated.")
    lessons = models.ManyToManyField(Lesson, blank=True, related_name="recommendations")
    source_paragraph = models.CharField(max_length=20, blank=True, help_text="The key of the paragraph it stands in.")
    edited_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a person last changed it; reading the paper again then leaves it alone.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecommendationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["document", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False) | Q(document__isnull=False),
                name="recommendation_of_something",
            )
        ]

    def __str__(self):
        return f"{self.number} {self.text[:80]}".strip()
