from django.db import models

from .vocabulary import FAMILIES


class ThemeQuerySet(models.QuerySet):
    def coded(self, code: str):
        """The theme of this code, None where there is none, whatever was typed (PostgreSQL refuses NUL)."""
        return None if "\x00" in code else self.filter(pk=code).first()


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

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.label

    @property
    def family_name(self) -> str:
        return FAMILIES[self.family]
