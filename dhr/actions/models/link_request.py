from django.db import models
from django.utils import timezone

from .action import Action
from .owner import Owner


class LinkRequest(models.Model):
    """That an owner, whose link to an action is dead, asked for a new one. Gone once an e-mail brought it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "owner"], name="link_requested_once")]

    def __str__(self):
        return f"{self.owner_id} asks for {self.action_id}"
