from django.conf import settings
from django.db import models
from django.utils import timezone


class SecondFactorReset(models.Model):
    """Who let whom set up a second factor anew, after a lost device. Rows are added only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor_resets")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.user}, by {self.by}, {timezone.localtime(self.at):%d %B %Y}"
