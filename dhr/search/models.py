from django.db import models
from django.utils import timezone


class IndexChange(models.Model):
    """Work for the indexes, written in the transaction that made it necessary.

    Drained by `dhr.search.upkeep.work`, which reads the current state and deletes rows up to the one it began
    with. A row that `hides` takes its owner out of every answer from the moment it is committed.
    """

    unit = models.CharField(max_length=24, help_text="A review (r12) or a context paper (d45): made anew as a whole.")
    owner = models.CharField(max_length=24, help_text="What changed: d45 a paper, e3 an edition, r12 a case.")
    hides = models.BooleanField(default=False)
    purges = models.BooleanField(default=False, help_text="Its text must leave the disk: rebuild both indexes.")
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
    public index, and so tell that something confidential had changed.
    """

    index = models.CharField(max_length=10)
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
