from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """Filters of the board that a person keeps under a name, as the query of the board's address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="board_views")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="board_view_name_once")]

    def __str__(self):
        return self.name
