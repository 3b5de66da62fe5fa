import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas import audiences
from dhr.areas.enums import AgencyKind
from dhr.areas.models import Agency, Area
from dhr.reviews.audiences import (
    Standing,
    audiences_of,
    audiences_of_early_learning,
    audiences_of_unplaced,
    documents_within,
    early_learning_within,
    standing_of,
    unplaced_within,
)
from dhr.reviews.models import Document, KeyLine, Lesson, Review, ReviewArea, StoredFile
from dhr.themes.models import Theme

from ..enums import OUTSIDE, Acceptance, Finding, LibraryTheme, Origin, Provenance, Scope
from .priority import Priority


def lead_area_of(prefix: str = "") -> Coalesce:
    """The primary key of `Recommendation.lead_area` as an expression; `prefix` leads to the recommendation."""
    leads = ReviewArea.objects.filter(review=OuterRef(f"{prefix}review"), lead=True)
    return Coalesce(
        Subquery(leads.values("area")[:1]),
        f"{prefix}document__area_id",
        f"{prefix}area_id",
        output_field=models.BigIntegerField(),
    )


def known_since(
    made_on: datetime.date | None, dated: datetime.date | None, provenance: str, entered_on: datetime.date
) -> datetime.date | None:
    """When a recommendation was made, as far as known; `dated` is its paper's own date.

    One that was read from a paper, or came with a register, is no younger for being entered today; one that is only
    listed with an older paper is no older for that.
    """
    if made_on or stands_in_paper(dated, provenance, entered_on):
        return made_on or dated
    return entered_on if provenance == Provenance.WRITTEN else None


def stands_in_paper(dated: datetime.date | None, provenance: str, entered_on: datetime.date) -> bool:
    """Whether a recommendation stands in its paper of this date: read from it, or entered before the paper was made.

    What was entered or imported later is listed with the review's report all the same.
    """
    return provenance == Provenance.EXTRACTED or (dated is not None and entered_on <= dated)


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of papers that `user` may see; of what stands in no paper yet, who leads the review does.

        Early learning is acted on before there is a report, so the chair of the partnership sees that too. What came to
        an area from outside is seen by its coordinators and its chair.
        """
        standing = standing_of(user)
        if standing == Standing():
            return self.none()
        unplaced = unplaced_within(standing, "review")
        if standing.oversight:  # who oversees nothing sees no more of early learning than of the rest
            unplaced |= Q(origin=Origin.EARLY_LEARNING) & early_learning_within(standing, "review")
        outside = Q(review__isnull=True, area__in=standing.areas | standing.oversight)
        return self.filter(
            Q(document__in=Document.objects.filter(documents_within(standing)))
            | Q(document__isnull=True) & (unplaced | outside)
        )

    def of_area(self, area):
        """Those of reviews and context papers of `area`, and those that came to it from outside."""
        return self.filter(
            Q(review__in=Review.objects.of_area(area))
            | Q(review__isnull=True, document__area=area)
            | Q(review__isnull=True, document__isnull=True, area=area)
        )


class Recommendation(models.Model):
    """What a review, a context paper, or somebody from outside asks somebody to change."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="recommendations")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, blank=True, related_name="recommendations"
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        help_text="To which it came from outside; empty for one of a review or a paper here.",
    )
    number = models.CharField(max_length=20, blank=True, help_text="As printed.")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    provenance = models.CharField(max_length=10, choices=Provenance.choices, default=Provenance.WRITTEN)
    origin = models.CharField(max_length=20, choices=Origin.choices, blank=True, help_text="Blank: not stated.")
    source = models.CharField(
        max_length=250, blank=True, help_text="The report from outside in which it stands, with its reference."
    )
    source_url = models.URLField(max_length=500, blank=True)
    made_on = models.DateField(null=True, blank=True, help_text="When it was made; its age is counted from then.")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations")
    agency_as_stated = models.CharField(max_length=250, blank=True)
    recipient = models.CharField(max_length=20, choices=AgencyKind.choices, blank=True, help_text="Blank: not stated.")
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, help_text="Blank: not stated.")
    library_theme = models.CharField(max_length=24, choices=LibraryTheme.choices, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="recommendations")
    lessons = models.ManyToManyField(Lesson, blank=True, related_name="recommendations")
    key_lines = models.ManyToManyField(KeyLine, blank=True, related_name="recommendations")
    priorities = models.ManyToManyField(Priority, blank=True, related_name="recommendations")
    acceptance = models.CharField(max_length=12, choices=Acceptance.choices, blank=True, help_text="Blank: no answer.")
    acceptance_reason = models.TextField(blank=True)
    accepted_on = models.DateField(null=True, blank=True, help_text="When its recipient answered.")
    finding = models.CharField(max_length=8, choices=Finding.choices, blank=True, help_text="Blank: not looked at.")
    finding_evidence = models.TextField(blank=True, help_text="What shows it.")
    found_on = models.DateField(null=True, blank=True)
    source_paragraph = models.CharField(max_length=20, blank=True, help_text="The key of the paragraph it stands in.")
    edited_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a person last changed it; reading the paper again then leaves it alone.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RecommendationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["document", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=False) | Q(document__isnull=False) | Q(area__isnull=False),
                name="recommendation_of_something",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True)
                | Q(review__isnull=True, document__isnull=True, origin__in=sorted(OUTSIDE)),
                name="recommendation_from_outside_says_from_where",
            ),
            models.CheckConstraint(
                condition=~Q(acceptance__in=[Acceptance.PARTLY, Acceptance.NOT_ACCEPTED]) | ~Q(acceptance_reason=""),
                name="not_accepted_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.text[:80]}".strip()

    @property
    def unit(self) -> str:
        """What search results are grouped by: its review or context paper, or itself where it came from outside."""
        if self.review_id:
            return f"r{self.review_id}"
        return f"d{self.document_id}" if self.document_id else f"o{self.pk}"

    @property
    def audiences(self) -> frozenset[str]:
        """The tokens whose holders may see it, as `visible_to` has it."""
        if self.document_id:
            return audiences_of(self.document)
        if self.review_id:
            early = self.origin == Origin.EARLY_LEARNING
            return audiences_of_early_learning(self.review) if early else audiences_of_unplaced(self.review)
        return frozenset({audiences.area(self.area_id), audiences.oversight(self.area_id)})

    @property
    def kept(self) -> bool:
        """Whether it stays even where its paper says it no longer: something was done about it, found, linked to it, or
        said in public."""
        return (
            bool(self.edited_at or self.finding)
            or self.actions.exists()
            or self.statements.exists()
            or self.repeats.exists()
            or self.repeated_by.exists()
        )

    @property
    def to(self) -> str:
        """To whom it goes, in words; "" where nothing is stated."""
        return str(self.agency or self.agency_as_stated or self.get_recipient_display())

    @property
    def since(self) -> datetime.date | None:
        """The day from which its age is counted; None where nobody knows."""
        return known_since(self.made_on, self.paper_dated, self.provenance, timezone.localdate(self.created_at))

    @property
    def stands_in_paper(self) -> bool:
        return stands_in_paper(self.paper_dated, self.provenance, timezone.localdate(self.created_at))

    @property
    def paper_dated(self) -> datetime.date | None:
        """The date of the paper with which it is listed; None where there is none, or it has no date."""
        return self.document.dated if self.document else None

    @property
    def lead_area(self) -> Area | None:
        """The area whose rules hold for its actions: that which leads its review."""
        if self.review_id:
            return self.review.lead_area
        return self.document.area if self.document_id else self.area

    def roles_of(self, user) -> set[str]:
        """Every role that `user` has where it belongs."""
        return (self.document or self.review or self.area).roles_of(user)


class Sending(models.Model):
    """One time that a recommendation was sent to a named body: a national one needs proof that it was, and a reply."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="sendings")
    sent_to = models.CharField(max_length=250, help_text="The department, and the office or person in it.")
    sent_on = models.DateField()
    proof = models.CharField(max_length=250, help_text="What proves it: the letter’s reference, a receipt.")
    proof_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    reply_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=F("sent_on")), name="reply_after_sending"
            )
        ]

    def __str__(self):
        return f"To {self.sent_to}, {self.sent_on}"


class Repeat(models.Model):
    """That a recommendation asks again what an `earlier` one asked, and why that one did not hold."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="repeats")
    earlier = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="repeated_by")
    why_not_held = models.TextField(blank=True, help_text="Why the earlier one did not hold.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "earlier"], name="repeat_once"),
            models.CheckConstraint(condition=~Q(recommendation=F("earlier")), name="repeat_of_another"),
        ]

    def __str__(self):
        return f"{self.recommendation_id} repeats {self.earlier_id}"
