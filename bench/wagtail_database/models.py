from django.db import models
from modelsearch import index


class Passage(index.Indexed, models.Model):
    """A passage as Wagtail's own search would hold it: no themes, no audiences, no grouping."""

    kind = models.CharField(max_length=40)
    region = models.CharField(max_length=40)
    body = models.TextField()

    search_fields = [index.SearchField("body"), index.FilterField("kind"), index.FilterField("region")]

    class Meta:
        app_label = "wagtail_database"

    def __str__(self) -> str:
        return self.body
