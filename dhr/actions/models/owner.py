from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords

from dhr.areas.models import Agency, Area


class OwnerQuerySet(models.QuerySet):
    def of_user(self, user):
        """Who `user` is as an owner: by an e-mail address of theirs that is proved, and for as long as they are not
        retired, as with the links."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        addresses = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        return self.current().filter(email__in=[address.lower() for address in addresses])

    def current(self):
        """Those who are not retired."""
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=timezone.localdate()))


class Owner(models.Model):
    """A person at an agency who owns actions of one area, with an account or without.

    An area keeps its own list: nobody learns from it whom another area works with.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="action_owners")
    name = models.CharField(max_length=150)
    email = models.EmailField(help_text="In lower case.")
    job = models.CharField(max_length=150, blank=True, verbose_name="job title")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="action_owners")
    retired_on = models.DateField(null=True, blank=True, help_text="From then on they own nothing new.")
    known_unreached = models.EmailField(
        blank=True, editable=False, help_text="At which address the area has seen that no e-mail reaches them."
    )

    objects = OwnerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("area", Lower("email"), name="owner_once_an_area")]

    def __str__(self):
        return f"{self.name}, {self.agency}" if self.agency else self.name

    def save(self, *args, **kwargs):
        self.email = self.email.lower()
        super().save(*args, **kwargs)


class OwnerEmail(models.Model):
    """That an address was written to about its actions. Never twice within a week, whichever areas they are of."""

    email = models.EmailField()
    on = models.DateField()
    actions = models.JSONField(default=list, help_text="Which actions it told of, each with why, by primary key.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["email", "on"], name="owner_email_once_a_day")]

    def __str__(self):
        return f"{self.email}, {self.on}"
