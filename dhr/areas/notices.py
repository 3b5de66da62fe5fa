"""E-mail to people when how they sign in was changed, so that nobody else changes it without their knowing."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dhr.outbox import mail

# By the names that the log-in library has for its own messages: the subject, and what happened.
NOTICES = {
    "account/email/password_changed": ("Your password was changed", "the password of your account was changed"),
    "account/email/password_reset": ("Your password was changed", "a new password was chosen for your account"),
    "account/email/password_set": ("Your account has a password", "a password was chosen for your account"),
    "mfa/email/totp_activated": (
        "Your authenticator app is set up",
        "an authenticator app was set up for your account, whose codes are asked for when you sign in",
    ),
    "mfa/email/totp_deactivated": (
        "Your authenticator app was taken off",
        "the authenticator app was taken off your account. At the next sign-in one is set up anew",
    ),
    "mfa/email/recovery_codes_generated": (
        "You have new recovery codes",
        "new recovery codes were made for your account. The old ones no longer work",
    ),
}
ANY = ("How you sign in was changed", "how you sign in to your account was changed")


def tell(user, change: str) -> None:
    """Queue an e-mail to `user` about `change`, one of NOTICES. It says nothing of anybody's work."""
    if not user.email:
        return
    subject, what = NOTICES.get(change, ANY)
    at = timezone.localtime()
    mail.queue(
        dedupe_key=f"account:{uuid.uuid4()}",
        to=user.email,
        subject=subject,
        body=(
            f"Hello {user},\n\nOn {at:%-d %B %Y} at {at:%H:%M} {what}.\n\n"
            "If you did this, you need do nothing. If you did not, choose a new password at once, and tell whoever "
            f"invited you:\n\n{settings.BASE_URL}{reverse('account_reset_password')}\n"
        ),
    )
