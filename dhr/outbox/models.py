from django.db import models
from django.utils import timezone

from .enums import UNSENT, EmailProblem, EmailStatus


class OutgoingEmailQuerySet(models.QuerySet):
    def unsent(self):
        """Those that a person has to look at."""
        return self.filter(status__in=UNSENT)


class OutgoingEmail(models.Model):
    """An e-mail to be sent after its transaction commits. The same `dedupe_key` is never queued twice."""

    dedupe_key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    status = models.CharField(max_length=10, choices=EmailStatus.choices, default=EmailStatus.WAITING)
    problem = models.CharField(max_length=10, choices=EmailProblem.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["status"])]

    def __str__(self):
        return f"{self.subject} ({self.get_status_display()})"
