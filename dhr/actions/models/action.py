import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.models import Agency

from ..course import Course, course_of
from ..enums import OPEN, VERIFIED, ActionStatus, Outlook, Rag
from ..rag import Standing
from .owner import Owner
from .recommendation import Recommendation, lead_area_of


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of recommendations that `user` may see. Owners have a door of their own: `owned_by`."""
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))

    def owned_by(self, user):
        """Those that `user` owns or contributes to, whatever else of the review they may see."""
        return self.of_owners(Owner.objects.of_user(user))

    def of_owners(self, owners):
        """Those that any of `owners` owns or contributes to."""
        contributed = Action.contributors.through.objects.filter(owner__in=owners)
        return self.filter(Q(owner__in=owners) | Q(pk__in=contributed.values("action")))

    def of_area(self, area):
        return self.filter(recommendation__in=Recommendation.objects.of_area(area))

    def open(self):
        return self.filter(status__in=OPEN)

    def with_next_milestone(self):
        """Each with `next_milestone`: the earliest date of a milestone that is not reached."""
        waiting = Milestone.objects.filter(action=OuterRef("pk"), reached_on__isnull=True, due__isnull=False)
        return self.annotate(next_milestone=Subquery(waiting.order_by("due").values("due")[:1]))

    def with_lead_area(self):
        """Each with `lead_area`: the primary key of the area whose rules hold for it."""
        return self.annotate(lead_area=lead_area_of("recommendation__"))


class Action(models.Model):
    """What somebody does so that a recommendation is met.

    The fields from `status` to `query_open` say where it stands after its updates; only `dhr.actions.updates` writes
    them, and `course` says what they must be. `rag` is that of the day `rated_on`, kept for the search alone;
    `red_since` is when its present time of red began, kept by and for `dhr.actions.escalation` alone.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="actions")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(verbose_name="action to take")
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    lead_as_stated = models.CharField(max_length=250, blank=True)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    contributors = models.ManyToManyField(Owner, blank=True, related_name="contributes_to")
    starts_on = models.DateField(null=True, blank=True, help_text="Before then it is not due.")
    first_target_date = models.DateField(null=True, blank=True, help_text="As first set; it never changes.")
    expected_change = models.TextField(blank=True, help_text="What will be different, and for whom.")
    how_seen = models.TextField(blank=True, help_text="How it will be seen that it changed.")
    cost = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)], help_text="Pounds."
    )
    impact_check_on = models.DateField(null=True, blank=True, help_text="When to look whether the change has held.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    status = models.CharField(
        max_length=16, choices=ActionStatus.choices, default=ActionStatus.NOT_STARTED, editable=False
    )
    percent = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, validators=[MaxValueValidator(100)]
    )
    outlook = models.CharField(max_length=12, choices=Outlook.choices, blank=True, editable=False)
    target_date = models.DateField(null=True, blank=True, editable=False)
    slips = models.PositiveSmallIntegerField(default=0, editable=False)
    asked_date = models.DateField(null=True, blank=True, editable=False)
    delivered_on = models.DateField(null=True, blank=True, editable=False)
    delivery_told_on = models.DateField(null=True, blank=True, editable=False)
    completed_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.TextField(blank=True, editable=False)
    reported_on = models.DateField(null=True, blank=True, editable=False)
    report_waiting = models.BooleanField(default=False, editable=False)
    query_open = models.BooleanField(default=False, editable=False)
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True, editable=False)
    rated_on = models.DateField(null=True, blank=True, editable=False)
    red_since = models.DateField(null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["rag", "rated_on", "red_since"])

    class Meta:
        ordering = ["recommendation", "order", "pk"]
        indexes = [models.Index(fields=["status", "target_date"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=sorted(VERIFIED)) | Q(completed_on__isnull=False), name="verified_on_a_day"
            )
        ]

    def __str__(self):
        return self.text[:80]

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.target_date = self.first_target_date
        super().save(*args, **kwargs)

    @property
    def led_by(self) -> str:
        """Its lead agency, in words; "" where none is stated."""
        return str(self.lead or self.lead_as_stated)

    @property
    def course(self) -> Course:
        """Where its updates say that it stands."""
        return course_of(self.first_target_date, self.updates.order_by("pk"))

    @property
    def standing(self) -> Standing:
        """What its RAG depends on; needs `with_next_milestone`."""
        return Standing(
            status=self.status,
            created_on=timezone.localdate(self.created_at),
            percent=self.percent,
            outlook=self.outlook,
            starts_on=self.starts_on,
            target_date=self.target_date,
            next_milestone=self.next_milestone,
            delivered_on=self.delivered_on,
            delivery_told_on=self.delivery_told_on,
            reported_on=self.reported_on,
        )

    @property
    def began_on(self) -> datetime.date:
        """Before then nothing was done: its start, when its recommendation or that one's paper was made, or when it was
        entered.

        The paper counts though the recommendation was entered later than that: what was done may be older too.
        """
        asked = self.recommendation
        made = asked.made_on or asked.paper_dated or asked.since
        days = (self.starts_on, made, timezone.localdate(self.created_at))
        return min(day for day in days if day)

    def roles_of(self, user) -> set[str]:
        return self.recommendation.roles_of(user)


class Milestone(models.Model):
    """One step of an action, with its date where one is known.

    `reached_by` is the update that told of it, which takes it along when it is corrected; none where the partnership
    marked it itself.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    due = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)
    reached_by = models.ForeignKey(
        "actions.Update", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["action", "order", "pk"]

    def __str__(self):
        return self.text
