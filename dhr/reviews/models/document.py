from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import LockableMixin, PreviewableMixin, RevisionMixin

from dhr.areas.enums import Role
from dhr.areas.models import Agency, Area

from ..audiences import audiences_of, documents_for
from ..enums import MAY_HOLD_NAMES, DocumentKind, ParagraphKind, Placed
from ..identifiers import public_id
from .review import Review
from .stored_file import StoredFile
from .template import DocumentTemplate
from .terms import KeyLine

AGENCY_ONLY = frozenset({Role.IMR_AUTHOR, Role.SIGN_OFF})


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Papers that `user` may see in their working state. The public sees editions instead."""
        return self.filter(documents_for(user))


class Document(PreviewableMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """Any paper: of a review, or a context paper that belongs to an area alone and counts in no prevalence.

    Revisioned as a whole, with its sections. Never public itself: publishing freezes an Edition.
    """

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    title = models.CharField(max_length=250)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="documents")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="context_papers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    released_to_panel = models.BooleanField(default=False)
    shared_with_region = models.BooleanField(default=False)
    template = models.ForeignKey(
        DocumentTemplate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        help_text="The version it was begun from; changing a template never changes what is begun.",
    )
    dated = models.DateField(null=True, blank=True, help_text="The paper's own date; the public sees month and year.")
    source_url = models.URLField(max_length=500, blank=True, help_text="Where it is already public.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="documents")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="document")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "paper"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False, area__isnull=True) & ~Q(kind=DocumentKind.CONTEXT)
                | Q(review__isnull=True, area__isnull=False, kind=DocumentKind.CONTEXT),
                name="paper_of_a_review_or_context_of_an_area",
            )
        ]

    def __str__(self):
        return self.title

    def serializable_data(self):
        """What a revision keeps: the printed numbers of paragraphs too, which stand in no section's body."""
        labels = self.paragraphs.exclude(label="").values_list("key", "label")
        return super().serializable_data() | {"labels": dict(labels)}

    @property
    def revisions(self):
        return self._revisions

    @property
    def unit(self) -> str:
        """What search results are grouped by: its review, or itself."""
        return self.review.unit if self.review_id else f"d{self.pk}"

    @property
    def may_hold_names(self) -> bool:
        return self.kind in MAY_HOLD_NAMES

    @property
    def audiences(self) -> frozenset[str]:
        return audiences_of(self)

    def areas(self) -> list[Area]:
        return self.review.current_areas() if self.review_id else [self.area]

    def review_for(self, user) -> Review | None:
        """Its review, where `user` may see that as well: a shared paper may be read by people who may not."""
        return Review.objects.visible_to(user).filter(pk=self.review_id).first()

    def roles_of(self, user) -> set[str]:
        """The roles that `user` has towards this paper today; an agency's people have theirs on its papers alone."""
        if not self.review_id:
            return self.area.roles_of(user)
        roles = self.review.roles_of(user)
        if (
            not user.participations.current()
            .filter(review=self.review_id, agency=self.agency_id, role__in=AGENCY_ONLY)
            .exists()
        ):
            roles -= AGENCY_ONLY
        return roles


class Section(models.Model):
    """A section of a paper. `body` is rich text whose blocks carry `data-block-key`, as the editor keeps it."""

    document = ParentalKey(Document, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(
        max_length=40, help_text="Stable inside the paper; a template's section key where begun from one."
    )
    sort_order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True, help_text="As printed, for example 3.2.")
    heading = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    body = models.TextField(blank=True)
    guidance = models.TextField(blank=True, help_text="What to write here; shown beside the editor, never printed.")
    required = models.BooleanField(default=False)
    word_limit = models.PositiveIntegerField(null=True, blank=True)
    shows = models.CharField(max_length=20, choices=Placed.choices, blank=True)
    key_line = models.ForeignKey(
        KeyLine,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sections",
        help_text="The key line of enquiry that this section answers.",
    )

    class Meta:
        ordering = ["document", "sort_order"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="section_key_once")]

    def __str__(self):
        return f"{self.number} {self.heading}".strip()


class Paragraph(models.Model):
    """A paragraph, list item, quotation or table row of a paper: the unit of citing, marking and finding.

    Made from the sections' bodies by `dhr.reviews.paragraphs.materialise`; its key survives editing.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=20)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=ParagraphKind.choices, default=ParagraphKind.PARAGRAPH)
    label = models.CharField(max_length=20, blank=True, help_text="The printed number, for example 4.12.")
    text = models.TextField()
    cells = models.JSONField(null=True, blank=True, help_text="A table row's cells, in order.")
    form = models.JSONField(
        default=dict,
        blank=True,
        help_text="How it is printed: level, ordered, header, spans (see dhr.reviews.richtext).",
    )

    class Meta:
        ordering = ["document", "order"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="paragraph_key_once")]

    def __str__(self):
        return f"{self.label} {self.text[:60]}".strip()
