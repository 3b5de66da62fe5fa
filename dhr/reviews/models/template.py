from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.enums import Role
from dhr.areas.models import Area
from dhr.areas.models.area import with_predecessors
from dhr.areas.permissions import Permission, areas_with

from ..enums import DocumentKind, Placed, TemplateState


class DocumentTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The national templates, those of `user`'s areas today, and those that `user`'s papers are begun from.

        A draft is there for those alone who may write it.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        areas = with_predecessors(user.memberships.current().filter(area__isnull=False).values_list("area", flat=True))
        writes = user.participations.current().filter(role__in=[Role.CHAIR, Role.AUTHOR, Role.IMR_AUTHOR])
        lead = Q(area__review_areas__lead=True, area__review_areas__review__in=writes.values("review"))
        finished = ~Q(state=TemplateState.DRAFT)
        own_drafts = Q(area__in=areas_with(user, Permission.EDIT_TEMPLATES))
        return self.filter(finished & (Q(area__isnull=True) | Q(area__in=areas) | lead) | own_drafts).distinct()

    def in_use(self):
        return self.filter(state=TemplateState.IN_USE)


class DocumentTemplate(models.Model):
    """One version of a template for one kind of paper: the national default, or an area's own.

    A version in use is never changed, only followed by a next one; papers keep what they were begun from.
    """

    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, blank=True, related_name="templates")
    name = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT)
    based_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derived",
        help_text="The national version that it was made from.",
    )
    introduction = models.TextField(blank=True, help_text="About the paper as a whole; shown when it is begun.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    in_use_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentTemplateQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "area", "-version"]
        constraints = [
            # Twice each, because two empty areas are not the same to a database.
            models.UniqueConstraint(fields=["kind", "area", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["kind", "version"], condition=Q(area__isnull=True), name="national_version_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "area"], condition=Q(state=TemplateState.IN_USE), name="one_template_in_use"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state=TemplateState.IN_USE, area__isnull=True),
                name="one_national_template_in_use",
            ),
            models.UniqueConstraint(
                fields=["kind", "area"], condition=Q(state=TemplateState.DRAFT), name="one_template_being_written"
            ),
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"

    def roles_of(self, user) -> set[str]:
        return self.area.roles_of(user) if self.area_id else set()


class TemplateSection(models.Model):
    """A section that a paper begun from this template will have."""

    template = models.ForeignKey(DocumentTemplate, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=30, help_text="Stable from version to version, for example: methodology.")
    sort_order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField(default=1)
    guidance = models.TextField(blank=True)
    starter = models.TextField(blank=True, help_text="Text that the paper begins with, as rich text.")
    required = models.BooleanField(default=False)
    word_limit = models.PositiveIntegerField(null=True, blank=True)
    shows = models.CharField(max_length=20, choices=Placed.choices, blank=True)
    per_key_line = models.BooleanField(
        default=False, help_text="One such section for each key line of enquiry of the review."
    )

    class Meta:
        ordering = ["template", "sort_order"]
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="template_section_key_once")]

    def __str__(self):
        return f"{self.number} {self.heading}".strip()


class GenericKeyLine(models.Model):
    """A key line of enquiry that terms of reference begun from this template start with."""

    template = models.ForeignKey(DocumentTemplate, on_delete=models.CASCADE, related_name="generic_key_lines")
    sort_order = models.PositiveSmallIntegerField()
    text = models.TextField()
    themes = models.ManyToManyField("themes.Theme", blank=True, related_name="+")

    class Meta:
        ordering = ["template", "sort_order"]

    def __str__(self):
        return self.text
