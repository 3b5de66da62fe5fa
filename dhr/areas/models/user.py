from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who logs in. What one may see and do comes from memberships and participations alone."""

    def __str__(self):
        return self.get_full_name() or self.username
