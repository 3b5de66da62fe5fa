from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F


class User(AbstractUser):
    """A person who logs in. What one may see and do comes from memberships and participations alone."""

    sign_outs = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self):
        return self.get_full_name() or self.username

    def get_session_auth_hash(self):
        """What Django compares each session with: it changes with the password, and with `sign_out_everywhere`."""
        return f"{super().get_session_auth_hash()}:{self.sign_outs}"

    def sign_out_everywhere(self):
        """End every session of this person at their next request, wherever it is kept."""
        type(self).objects.filter(pk=self.pk).update(sign_outs=F("sign_outs") + 1)
        self.refresh_from_db(fields=["sign_outs"])
