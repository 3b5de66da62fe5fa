from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.reviews.enums import Subject
from dhr.reviews.models import Document
from dhr.themes.models import Theme

from ..enums import MentionStatus, Verdict


class MentionDecisionQuerySet(models.QuerySet):
    def in_force(self):
        """Those that count: nobody has taken them back."""
        return self.filter(undone_by=None).exclude(verdict=Verdict.UNDONE)


class MentionDecision(models.Model):
    """What a person said of a mark, or a mark that a person added. Append-only; the latest one counts.

    One that is taken back stays, and so does the row that took it back (`undoes`).

    It is anchored by paragraph key and quote, so that it survives re-tagging and editing; where the quote is
    gone it is listed as "look again", never dropped.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="mention_decisions")
    paragraph_key = models.CharField(max_length=20)
    quote = models.TextField()
    before = models.CharField(max_length=60, blank=True, help_text="The characters before the quote.")
    after = models.CharField(max_length=60, blank=True, help_text="The characters after the quote.")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="mention_decisions")
    subject = models.CharField(max_length=12, choices=Subject.choices, blank=True, help_text="Blank: a practice theme.")
    person = models.CharField(  # noqa: DJ001  nobody named and not recorded are two things
        max_length=40,
        null=True,
        blank=True,
        help_text="The key of the person whom the mark named; blank: nobody. "
        "Null: not recorded, so all of the subject.",
    )
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    new_subject = models.CharField(max_length=12, choices=Subject.choices, blank=True, help_text="Of a re-assignment.")
    status = models.CharField(
        max_length=12,
        choices=MentionStatus.choices,
        default=MentionStatus.PRESENT,
        help_text="Whether it holds, in the view of this person.",
    )
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mention_decisions")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MentionDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["document", "paragraph_key"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.UNDONE, undoes__isnull=False)
                | ~Q(verdict=Verdict.UNDONE) & Q(undoes__isnull=True),
                name="undone_says_what",
            )
        ]

    def __str__(self):
        return f"{self.theme_id}: {self.get_verdict_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A decision is never changed: record a new one.")
        super().save(*args, **kwargs)
