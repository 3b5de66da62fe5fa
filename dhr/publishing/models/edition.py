from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.actions.enums import LibraryTheme, Scope
from dhr.actions.models import Recommendation
from dhr.areas.enums import AgencyKind
from dhr.reviews.enums import DocumentKind, ParagraphKind
from dhr.reviews.models import Document, StoredFile
from nlp import THEMES

from ..enums import EditionStatus


class Frozen(Exception):
    """Published content was about to be changed."""


class FrozenModel(models.Model):
    """Rows that are written once. `publish` and `withdraw` are the only doors."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Frozen("Published content never changes: publish a new edition, or withdraw this one.")
        super().save(*args, **kwargs)


class EditionQuerySet(models.QuerySet):
    def standing(self):
        """What the public may read now."""
        return self.filter(status=EditionStatus.STANDING)


class Edition(FrozenModel):
    """A paper as it was published, frozen: the only thing that public pages, feeds and citations read.

    `facts` are the review's public facts on that day, by the allow-list of `dhr.publishing.facts`.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    title = models.CharField(max_length=250)
    facts = models.JSONField(default=dict)
    source_url = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="editions")
    dated = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=EditionStatus.choices, default=EditionStatus.STANDING)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(status=EditionStatus.STANDING),
                name="one_standing_edition_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(status=EditionStatus.WITHDRAWN) | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="withdrawn_with_date_and_reason",
            ),
        ]

    def __str__(self):
        return f"{self.title}, edition {self.number}"

    @property
    def unit(self) -> str:
        return self.document.unit


class EditionSection(FrozenModel):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["edition", "order"]

    def __str__(self):
        return f"{self.number} {self.heading}".strip()


class EditionParagraph(FrozenModel):
    """A paragraph as published; `key` is that of the working paragraph, so links live on in later editions."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(EditionSection, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=20)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ParagraphKind.choices)
    label = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    cells = models.JSONField(null=True, blank=True)
    form = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="edition_paragraph_key_once")]

    def __str__(self):
        return f"{self.label} {self.text[:60]}".strip()


class EditionRecommendation(FrozenModel):
    """A recommendation as published. `themes` are the codes of those that a person had confirmed by then."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="recommendations")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    agency = models.CharField(max_length=250, blank=True)
    recipient = models.CharField(max_length=20, choices=AgencyKind.choices, blank=True)
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True)
    library_theme = models.CharField(max_length=24, choices=LibraryTheme.choices, blank=True)
    themes = models.JSONField(default=list, blank=True)
    paragraph_key = models.CharField(max_length=20, blank=True)
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.SET_NULL,
        null=True,
        related_name="published",
        help_text="Whose words these were; empty where it was removed since.",
    )

    class Meta:
        ordering = ["edition", "order"]

    def __str__(self):
        return f"{self.number} {self.text[:60]}".strip()

    @property
    def theme_labels(self) -> list[str]:
        return [theme.label for theme in THEMES if theme.code in self.themes]
