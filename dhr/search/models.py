from django.db import models
from django.db.models import Q
from django.utils import timezone

from dhr.actions.models import Recommendation
from dhr.publishing.models import EditionRecommendation


class IndexChange(models.Model):
    """Work for the indexes, written in the transaction that made it necessary.

    Drained by `dhr.search.upkeep.work`, which reads the current state and deletes rows up to the one it began
    with. A row that `hides` takes its owner out of every answer from the moment it is committed.
    """

    unit = models.CharField(max_length=24, help_text="A review (r12) or a context paper (d45): made anew as a whole.")
    owner = models.CharField(max_length=24, help_text="What changed: d45 a paper, e3 an edition, r12 a case.")
    hides = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["hides"])]

    def __str__(self):
        return f"{self.unit}: {self.owner}{' hidden' if self.hides else ''}"


class IndexedOwner(models.Model):
    """The audiences under which the workspace index may hold an owner: tells a narrowing from a change."""

    owner = models.CharField(max_length=24, primary_key=True)
    audiences = models.JSONField(default=list)

    def __str__(self):
        return self.owner


class IndexedUnit(models.Model):
    """A digest of what an index last took in of a unit; empty while nobody knows, which a crash can make last.

    An index whose documents of a unit didn't change is left alone: writing them again would move the scores of the
    public index, and so tell that something confidential had changed. An index that is half built goes on from here.
    """

    index = models.CharField(max_length=200, help_text="The engine's name for it, which no other index ever has.")
    unit = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "unit"], name="indexed_unit_once")]

    def __str__(self):
        return f"{self.index}: {self.unit}"


class PassageVector(models.Model):
    """What a passage means (`dhr.search.meaning`), kept while its unit holds the text: working it out takes long."""

    unit = models.CharField(max_length=24)
    digest = models.CharField(max_length=64, help_text="Of the model and the text.")
    vector = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "digest"], name="passage_vector_once")]

    def __str__(self):
        return f"{self.unit}: {self.digest[:8]}"


class AskedBefore(models.Model):
    """What a recommendation is compared by, worked out once: as it stands in its working paper, or in an edition.

    The row goes with what it is of, and with every change of that; the worker makes it anew (`dhr.search.already`).
    """

    working = models.OneToOneField(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="compared"
    )
    published = models.OneToOneField(
        EditionRecommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="compared"
    )
    terms = models.TextField(help_text="Those of its wording, common words left out.")
    facts = models.TextField(help_text="Its recipient, its themes and its theme in the library, as terms.")
    vector = models.BinaryField(null=True, blank=True, help_text="Empty where no sentence model is in use.")
    made_with = models.CharField(max_length=120, help_text="Changes whenever the same text may come to other terms.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(working__isnull=True) ^ Q(published__isnull=True), name="asked_before_of_one"
            )
        ]

    def __str__(self):
        return f"w{self.working_id}" if self.working_id else f"p{self.published_id}"


class Likely(models.Model):
    """That a recommendation is so much like a published one that it may ask the same again. A guess, for people to
    look at: `Repeat` holds what a person said."""

    one = models.ForeignKey(AskedBefore, on_delete=models.CASCADE, related_name="likely")
    published = models.ForeignKey(AskedBefore, on_delete=models.CASCADE, related_name="likely_again")
    likeness = models.FloatField()

    class Meta:
        verbose_name_plural = "likely repeats"
        constraints = [models.UniqueConstraint(fields=["one", "published"], name="likely_once")]

    def __str__(self):
        return f"{self.one} and {self.published}"


class IndexBuild(models.Model):
    """The latest building of an index, which may be under way, or have been cut short and wait to be gone on with."""

    index = models.CharField(max_length=10, primary_key=True, help_text="public or workspace.")
    name = models.CharField(max_length=200, help_text="The engine's name for what is being built.")
    replaces = models.CharField(max_length=200, blank=True, help_text="The name of the one that is in use until then.")
    built_with = models.CharField(max_length=100)
    model = models.CharField(max_length=60, blank=True, help_text="The version of the model of its vectors.")
    units = models.PositiveIntegerField(default=0, help_text="How many there are.")
    done = models.PositiveIntegerField(default=0, help_text="How many of them it holds.")
    documents = models.PositiveIntegerField(default=0, help_text="Passages, papers and cases in these.")
    began = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now, help_text="When it last got on.")
    finished = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.index}: {self.done} of {self.units}"


class Erasure(models.Model):
    """Text that was taken away and must leave an index's files as well: by a building that began after this."""

    index = models.CharField(max_length=10)
    build = models.CharField(max_length=200, blank=True, help_text="The name of the index that is built without it.")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.index}: since {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class UpkeepFailure(models.Model):
    """Something that the worker couldn't do for the indexes, once however often it happened. Holds no case text."""

    kind = models.CharField(max_length=60, help_text="The type of the error.")
    what = models.CharField(max_length=300, help_text="In words that anybody may read.")
    first = models.DateTimeField(default=timezone.now)
    last = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last"]
        constraints = [models.UniqueConstraint(fields=["kind", "what"], name="upkeep_failure_once")]

    def __str__(self):
        return self.what
