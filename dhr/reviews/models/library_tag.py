from django.db import models

from dhr.themes.models import Theme

from ..enums import Subject, TagSource
from .person import Person
from .review import Review


class LibraryTag(models.Model):
    """A theme that a dataset says a review carries. An absent tag is not an absent factor.

    Kept apart from what is read in texts: the two are labelled, and never added up.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="library_tags")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="library_tags")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="library_tags")
    subject = models.CharField(max_length=12, choices=Subject.choices, blank=True, help_text="Blank: a practice theme.")
    source = models.CharField(max_length=10, choices=TagSource.choices)
    labels = models.JSONField(default=list, help_text="The columns of the dataset that say so.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "person", "theme", "subject", "source"],
                condition=models.Q(person__isnull=False),
                name="library_tag_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["review", "theme", "subject", "source"],
                condition=models.Q(person__isnull=True),
                name="library_tag_once_a_review",
            ),
        ]

    def __str__(self):
        return f"{self.review}: {self.theme} ({self.get_source_display()})"
