from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.reviews.models import StoredFile

from ..enums import EvidenceKind, Outlook, Rag, UpdateKind
from .action import Action
from .owner import Owner


class AppendOnly(models.Model):
    """Rows that are added, and never changed."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is never changed: record a new one.")
        super().save(*args, **kwargs)


class Update(AppendOnly):
    """One thing that an owner reported of an action, or that the partnership said to it.

    Made through `dhr.actions.updates` alone. `on` is the day it holds for, `at` when it was recorded. `by_owner` is
    who spoke, `by` the account with which it was recorded: both where the partnership wrote down what an owner told
    it, `by_owner` alone where the owner came by the link in an e-mail.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=16, choices=UpdateKind.choices)
    on = models.DateField(default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now, editable=False)
    text = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    outlook = models.CharField(max_length=12, choices=Outlook.choices, blank=True)
    new_date = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_owner = models.ForeignKey(Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="updates")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(by_owner__isnull=False), name="update_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[UpdateKind.DATE_ASKED, UpdateKind.DATE_AGREED]) | Q(new_date__isnull=False),
                name="update_of_a_date_has_one",
            ),
            models.CheckConstraint(
                condition=Q(kind=UpdateKind.CORRECTED, corrects__isnull=False)
                | ~Q(kind=UpdateKind.CORRECTED) & Q(corrects__isnull=True),
                name="correction_says_of_what",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on}"

    @property
    def who(self) -> str:
        """Who spoke, in words."""
        return str(self.by_owner or self.by)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That of actions that `user` may see; owners see what they sent themselves."""
        owners = Owner.objects.of_user(user)
        return self.filter(
            Q(update__action__in=Action.objects.visible_to(user))
            | Q(update__action__in=Action.objects.of_owners(owners), update__by_owner__in=owners)
        )


class Evidence(AppendOnly):
    """What shows that an action did what it should, sent with an update: a file, a link, or both."""

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=16, choices=EvidenceKind.choices)
    dated = models.DateField()
    shows = models.TextField(help_text="What it shows.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    link = models.URLField(max_length=500, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(link=""), name="evidence_is_somewhere")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.dated}"


class RagOverride(AppendOnly):
    """A RAG that a person set in place of the computed one. The latest counts, until the day `until` is over."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="overrides")
    rag = models.CharField(max_length=5, choices=[choice for choice in Rag.choices if choice[0] != Rag.NONE])
    reason = models.TextField()
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="override_for_a_reason")]

    def __str__(self):
        return f"{self.get_rag_display()} until {self.until}"

    @property
    def lifts(self) -> bool:
        """Whether it only ended the one before it: it was over before it was made."""
        return self.until < timezone.localdate(self.at)
