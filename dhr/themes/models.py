from django.db import models


class Theme(models.Model):
    """A theme of the taxonomy. Rows are made from `nlp`'s taxonomy after each migration, never by hand."""

    code = models.SlugField(primary_key=True, max_length=40)
    label = models.CharField(max_length=80)
    family = models.CharField(max_length=20)
    definition = models.TextField()
    subject_bearing = models.BooleanField()
    home_office_filter = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.label
