from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.models import Area
from dhr.areas.models.area import roles_in
from dhr.areas.models.membership import DatedQuerySet

from ..audiences import reviews_for
from ..enums import DECISIONS_OF_STATE, LOOPS, SIDE_STATES, Category, Decision, ReviewKind, Scheme, State
from ..identifiers import public_id


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reviews whose working facts `user` may see."""
        return self.filter(reviews_for(user))

    def of_area(self, area):
        """Reviews in which `area` takes part today."""
        return self.filter(pk__in=ReviewArea.objects.current().filter(area=area).values("review"))


class Review(models.Model):
    """A review of a death, or of a MARAC. Holds no real name: the title and everybody in it are pseudonymous."""

    public_id = models.CharField(max_length=10, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=10, choices=ReviewKind.choices, default=ReviewKind.DEATH)
    scheme = models.CharField(max_length=10, choices=Scheme.choices, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="The partnership's own reference.")
    title = models.CharField(max_length=200, help_text="Pseudonyms only, for example: Nadia, died March 2023.")
    category = models.CharField(max_length=20, choices=Category.choices, blank=True)
    death_year = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )
    death_month = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    cause_of_death = models.CharField(max_length=80, blank=True)
    place_type = models.CharField(max_length=40, blank=True)
    several_victims = models.BooleanField(null=True, blank=True, help_text="Unknown when empty.")
    test_applied = models.CharField(max_length=120, blank=True, help_text="The legal test for holding the review.")
    guidance_applied = models.CharField(max_length=120, blank=True)
    external_id = models.CharField(max_length=60, blank=True, help_text="Its identifier in the dataset it came from.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    areas = models.ManyToManyField(Area, through="ReviewArea", related_name="reviews")

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-death_year", "-death_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="review_once_an_external_id"
            ),
            models.CheckConstraint(
                condition=Q(death_month__isnull=True) | Q(death_year__isnull=False, death_month__range=(1, 12)),
                name="review_month_needs_year",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def unit(self) -> str:
        """What search results are grouped by."""
        return f"r{self.pk}"

    @property
    def current_event(self):
        """The latest event that stands; works on what was prefetched."""
        return next(reversed(self.course), None)

    @property
    def course(self) -> "list[ReviewEvent]":
        """The events that stand, in the order in which they came about; works on what was prefetched."""
        return in_course(event for event in self.events.all() if not event.withdrawn)

    @property
    def lead_area(self):
        return next((link.area for link in self.review_areas.all() if link.lead), None)

    def current_areas(self):
        """The areas that take part today, lead first; on a joint review more than one."""
        return [
            link.area
            for link in self.review_areas.current().select_related("area__region").order_by("-lead", "area__name")
        ]

    def roles_of(self, user) -> set[str]:
        """Every role that `user` has in this review today, through an area or by taking part."""
        in_areas = roles_in(self.review_areas.current().values_list("area", flat=True), user)
        return in_areas | set(self.participations.current().filter(user=user).values_list("role", flat=True))


class ReviewArea(models.Model):
    """A review belongs to an area; a joint review to several, of which exactly one leads."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="review_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="review_areas")
    lead = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-lead", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "area"], name="review_area_once"),
            models.UniqueConstraint(fields=["review"], condition=Q(lead=True), name="one_lead_area_a_review"),
        ]

    def __str__(self):
        return f"{self.review}: {self.area}{' (lead)' if self.lead else ''}"


class ReviewEventQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ReviewEvent(models.Model):
    """One dated step of a review's process. `on` is the day where known; the public sees month and year.

    An event is never deleted: it is corrected, and the history keeps what it said, or withdrawn with a reason.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    state = models.PositiveSmallIntegerField(choices=State.choices)
    on = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ReviewEventQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        ordering = ["on", "state", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="")
                | Q(state=State.DECIDED, decision__in=DECISIONS_OF_STATE[State.DECIDED])
                | Q(state=State.HOME_OFFICE_TOLD, decision__in=DECISIONS_OF_STATE[State.HOME_OFFICE_TOLD]),
                name="event_decision_fits_its_state",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_because=""), name="event_withdrawn_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()}, {self.on:%B %Y}"

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def leads_back_to(self) -> tuple[State, ...]:
        """Earlier steps that may be taken anew after this one."""
        return (State.DECIDED,) if self.decision == Decision.RECONSIDER else LOOPS.get(self.state, ())

    def clean(self):
        """Raise ValidationError by field for a date to come, and for a decision or a reason that is missing."""
        errors = {}
        if self.on and self.on > timezone.localdate():
            errors["on"] = "The date is in the future. Record what has happened."
        expected = DECISIONS_OF_STATE.get(self.state, ())
        if self.decision and self.decision not in expected:
            errors["decision"] = "This decision does not belong to this step. Choose another, or none."
        elif self.state == State.DECIDED and not self.decision:
            errors["decision"] = "Say what was decided: a review, or no review."
        if not self.reason.strip():
            if self.state in SIDE_STATES:
                errors["reason"] = "Give the reason: this step takes the review off its usual course."
            elif self.decision in (Decision.NO_REVIEW, Decision.RECONSIDER, Decision.DIRECTED):
                errors["reason"] = "Give the reasons for this decision."
        if errors:
            raise ValidationError(errors)


def in_course(events: Iterable[ReviewEvent]) -> list[ReviewEvent]:
    """`events` by date, those of one day in the order of the process, whichever was recorded first.

    A step that was taken before that day already, and to which a new step of the day leads back, comes after that one:
    drafting goes on after the letter of the same day.
    """
    found: list[ReviewEvent] = []
    for _, of_day in groupby(sorted(events, key=lambda event: event.on), key=lambda event: event.on):
        earlier, today = {event.state for event in found}, list(of_day)
        new = [event for event in today if event.state not in earlier]

        def place(event, earlier=earlier, new=new):
            led_by = [each.state for each in new if event.state in earlier and event.state in each.leads_back_to]
            return max([event.state, *led_by]), bool(led_by), event.state, event.pk or 0

        found += sorted(today, key=place)
    return found
