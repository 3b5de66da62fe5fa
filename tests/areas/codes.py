"""What a person's authenticator app would do."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from tests.factories.areas import PASSWORD

SOON = 3  # seconds


def code_for(secret: str) -> str:
    """The six digits that an app with this key shows; like a person, it waits for the next where these end soon."""
    if (left := app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD) < SOON:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enrol(user) -> str:
    """Give `user` a second factor, as one set up long ago; its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": user.username, "password": password}, **extra)
