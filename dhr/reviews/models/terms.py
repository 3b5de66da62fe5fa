from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from dhr.themes.models import Theme

from .review import Review


class KeyLine(models.Model):
    """A key line of enquiry of a review's terms of reference, generic or specific to the case."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="key_lines")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    generic = models.BooleanField(default=False)
    themes = models.ManyToManyField(Theme, blank=True, related_name="key_lines")
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
