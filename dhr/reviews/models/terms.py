from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from dhr.themes.models import Theme

from ..audiences import terms_for, unplaced_for
from .review import Review


class TermsQuerySet(models.QuerySet):
    """What the terms of reference of a review say: its key lines, and which characteristics are relevant."""

    def visible_to(self, user):
        """Those of reviews whose terms of reference `user` may know."""
        return self.filter(review__in=Review.objects.filter(terms_for(user)))


class LessonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of papers that `user` may see; of what stands in no paper yet, who leads the review does."""
        from .document import Document  # a lesson belongs to a paper, a paper's section answers a key line

        return self.filter(
            Q(document__in=Document.objects.visible_to(user))
            | Q(document__isnull=True, review__in=Review.objects.filter(unplaced_for(user)))
        )


class KeyLine(models.Model):
    """A key line of enquiry of a review's terms of reference, generic or specific to the case."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="key_lines")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    generic = models.BooleanField(default=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="key_lines")

    objects = TermsQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="key_line_number_once")]

    def __str__(self):
        return f"{self.number}. {self.text}"


class Lesson(models.Model):
    """Something that a review learnt; recommendations answer it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="lessons")
    document = models.ForeignKey(
        "reviews.Document",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="lessons",
        help_text="The paper that says it first: an agency's IMR has lessons of its own.",
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    key_line = models.ForeignKey(KeyLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons")
    source_paragraph = models.CharField(max_length=20, blank=True, help_text="The key of the paragraph it stands in.")

    objects = LessonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "document", "number"], name="lesson_number_once_a_paper"),
            models.UniqueConstraint(
                fields=["review", "number"], condition=Q(document__isnull=True), name="lesson_number_once"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"
