from django.db import models
from django.db.models import Q

from dhr.publishing.models import Edition, EditionParagraph
from dhr.reviews.enums import Subject
from dhr.reviews.models import Document, Paragraph, Person
from dhr.themes.models import Theme

from ..enums import MentionStatus
from .decision import MentionDecision


class Mention(models.Model):
    """A theme marked in one paragraph: the machine's reading with people's decisions laid over it.

    Disposable: made anew whenever the text, the rules or the decisions change (`dhr.learning.tagging`).
    Offsets are code points of the paragraph's text.
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, null=True, related_name="mentions")
    edition_paragraph = models.ForeignKey(
        EditionParagraph, on_delete=models.CASCADE, null=True, related_name="mentions"
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    subject = models.CharField(max_length=12, choices=Subject.choices, blank=True, help_text="Blank: a practice theme.")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="mentions")
    status = models.CharField(max_length=12, choices=MentionStatus.choices)
    cue = models.CharField(max_length=120, blank=True, help_text="The words that decided the status.")
    rule = models.CharField(max_length=120, blank=True, help_text="Blank: added by a person.")
    score = models.FloatField(default=1.0)
    rejected = models.BooleanField(default=False)
    decision = models.ForeignKey(MentionDecision, on_delete=models.CASCADE, null=True, related_name="mentions")

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paragraph__isnull=False, edition_paragraph__isnull=True)
                | Q(paragraph__isnull=True, edition_paragraph__isnull=False),
                name="mention_in_one_text",
            )
        ]

    def __str__(self):
        return f"{self.theme_id} ({self.subject or 'practice'}, {self.status})"


class Tagging(models.Model):
    """What the tagger has read of a paper or an edition.

    `passages` has, for each of its paragraphs by primary key, a digest of what its marks were made from
    (`dhr.learning.tagging.Reader.digest_of`): a passage whose digest still holds isn't read again.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, null=True, related_name="tagging")
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, null=True, related_name="tagging")
    passages = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False, edition__isnull=True)
                | Q(document__isnull=True, edition__isnull=False),
                name="tagging_of_one_text",
            )
        ]

    def __str__(self):
        return f"Tagging of {self.document or self.edition}"
