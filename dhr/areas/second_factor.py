"""The second factor: a code from an authenticator app, or a recovery code, besides the password."""

import time
from urllib.parse import urlencode

from allauth.account import app_settings as account_settings
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_reset, authenticator_used
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse

from dhr.outbox import mail

from .models import SecondFactorReset

ENROLMENT = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout", "invitation"})


def enrolled(user) -> bool:
    """Whether this person has an authenticator app set up here."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def is_enrolled(of: str = "pk") -> Exists:
    """The same for a queryset's annotation; `of` is its field with the person."""
    return Exists(Authenticator.objects.filter(user=OuterRef(of), type=Authenticator.Type.TOTP))


class SecondFactor:
    """Middleware: without a second factor, signed-in people get no further than setting one up.

    Nobody is left out: a rule about whom to ask would be one more thing to get wrong.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR or not request.user.is_authenticated or proven(request):
            return None
        if not enrolled(request.user):
            return None if request.resolver_match.view_name in ENROLMENT else redirect("mfa_activate_totp")
        logout(request)  # signed in before the second factor was set up, or with one since taken away
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")


def proven(request) -> bool:
    """Whether this session showed a second factor that its person still has, or came from one trusted for it."""
    shown = request.session.get("second_factor", {}).get("authenticator")
    if shown and Authenticator.objects.filter(pk=shown, user=request.user).exists():
        return True
    return settings.OIDC_SECOND_FACTOR == "theirs" and any(
        record["method"] == "socialaccount" for record in get_authentication_records(request, request.user)
    )


def proven_lately(request) -> bool:
    """Whether that was just now, so that nobody is asked again at the next step."""
    at = request.session.get("second_factor", {}).get("at", 0)
    return time.time() - at < account_settings.REAUTHENTICATION_TIMEOUT


@receiver([authenticator_added, authenticator_reset, authenticator_used])
def remember(request, authenticator, **kwargs):
    request.session["second_factor"] = {"authenticator": authenticator.pk, "at": time.time()}


@transaction.atomic
def reset_second_factor(user, *, by) -> None:
    """Forget a lost device: `user` is signed out, told by e-mail, and sets up another at the next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    reset = SecondFactorReset.objects.create(user=user, by=by)
    user.sign_out_everywhere()
    mail.queue(
        dedupe_key=f"second-factor-reset:{reset.pk}",
        to=user.email,
        subject="Set up your authenticator app again",
        body=(
            f"Hello {user},\n\n{by} reset the second factor of your account, because your device was lost or "
            "replaced. When you next sign in with your password, you will be asked to set up an authenticator app:\n\n"
            f"{settings.BASE_URL}{reverse('account_login')}\n\n"
            f"If you did not ask for this, change your password and tell {by} at once.\n"
        ),
    )
