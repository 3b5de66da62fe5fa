from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from dhr.areas.models import Area

from ..rag import Rules

DEFAULT = Rules()
# A report tells of two years at most; what may stay unseen for longer is not followed.
MOST_DAYS = 730
MOST_SMALL = 100
DAYS = [MaxValueValidator(MOST_DAYS)]


class TrackingRulesQuerySet(models.QuerySet):
    def by_area(self) -> dict[int, Rules]:
        """The rules of each area that has set its own, by the area's primary key; DEFAULT holds for all others."""
        return {row.area_id: row.rules for row in self}


class TrackingRules(models.Model):
    """How an area follows its actions. An area without a row has the defaults."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="tracking_rules")
    soon_days = models.PositiveSmallIntegerField(default=DEFAULT.soon_days, validators=DAYS)
    half = models.PositiveSmallIntegerField(default=DEFAULT.half, validators=[MaxValueValidator(100)])
    silent_days = models.PositiveSmallIntegerField(
        default=DEFAULT.silent_days, validators=[MinValueValidator(1), *DAYS]
    )
    not_due_days = models.PositiveSmallIntegerField(default=DEFAULT.not_due_days, validators=DAYS)
    verify_days = models.PositiveSmallIntegerField(default=DEFAULT.verify_days, validators=DAYS)
    remind_days = models.PositiveSmallIntegerField(
        default=30, validators=DAYS, help_text="Days before the target date."
    )
    small_number = models.PositiveSmallIntegerField(
        default=5,
        validators=[MaxValueValidator(MOST_SMALL)],
        help_text="In reports, counts of people or reviews from 1 to below this are not printed.",
    )
    shares_with_region = models.BooleanField(
        default=False, help_text="Whether recommendations and actions are shown in the regional view."
    )
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=50, blank=True)

    objects = TrackingRulesQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "tracking rules"

    def __str__(self):
        return f"Rules of {self.area}"

    @property
    def rules(self) -> Rules:
        return Rules(
            soon_days=self.soon_days,
            half=self.half,
            silent_days=self.silent_days,
            not_due_days=self.not_due_days,
            verify_days=self.verify_days,
        )

    @property
    def contact_in_words(self) -> str:
        """Whom owners of its actions may ask; "" where nobody is given."""
        return ", ".join(filter(None, [self.contact_name, self.contact_email, self.contact_phone]))

    @property
    def has_contact(self) -> bool:
        """Whether owners can reach somebody: a name alone doesn't do."""
        return bool(self.contact_email or self.contact_phone)

    @classmethod
    def of(cls, area: Area):
        """The area's own, or a row with the defaults that is not saved."""
        return cls.objects.filter(area=area).first() or cls(area=area)
