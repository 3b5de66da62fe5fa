from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.enums import AgencyKind

from .recommendation import Recommendation


class StatementQuerySet(models.QuerySet):
    def standing(self):
        """What the public may read now."""
        return self.filter(withdrawn_at__isnull=True)


class Statement(models.Model):
    """What a partnership chose to tell the public of a recommendation: its own statement, in its own words.

    Recommendation and source stand as they were published: in the words of the paper's standing edition, or of a report
    from outside on the day of the statement. A new statement takes the place of the last.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="statements")
    text = models.TextField(help_text="The recommendation as published.")
    agency = models.CharField(max_length=250, blank=True, help_text="To whom it goes, as published.")
    recipient = models.CharField(max_length=20, choices=AgencyKind.choices, blank=True)
    source = models.CharField(max_length=250, blank=True, help_text="The report from outside, as it was named then.")
    source_url = models.URLField(max_length=500, blank=True, help_text="Its public address then.")
    status = models.CharField(max_length=200, help_text="How it stands, in the partnership’s words.")
    evidence = models.TextField(blank=True, help_text="A summary of the latest evidence.")
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    withdrawn_reason = models.CharField(
        max_length=250,
        blank=True,
        editable=False,
        help_text="Where it had to be taken down; for the partnership alone.",
    )

    objects = StatementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_standing_statement_a_recommendation",
            )
        ]

    def __str__(self):
        return f"{self.status}, {timezone.localtime(self.published_at):%-d %B %Y}"

    @property
    def to(self) -> str:
        """To whom the recommendation goes, in words; "" where it isn't stated."""
        return self.agency or str(self.get_recipient_display())
