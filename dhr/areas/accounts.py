"""How people sign in: with a password here, or through their organisation's OpenID Connect provider."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.shortcuts import render

from . import notices
from .second_factor import proven_lately


class AccountAdapter(DefaultAccountAdapter):
    """People are invited; nobody signs up by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(
        ("email_password_mismatch", "username_password_mismatch"), "The name or the password is not correct."
    )

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask again before a second factor is changed, but not while the first is being set up."""
        if app == "allauth.mfa" and (not is_mfa_enabled(self.request.user) or proven_lately(self.request)):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        notices.tell(user, template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Wait until the app shows the next one, and type that."
    }


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """An organisation's sign-in opens accounts that are here already, and never makes or connects one."""

    def pre_social_login(self, request, sociallogin):
        if sociallogin.state.get("process") != AuthProcess.LOGIN or not sociallogin.is_existing:
            raise ImmediateHttpResponse(render(request, "socialaccount/no_account.html", status=403))

    def authenticate_by_email(self, sociallogin):
        """The account whose address was proven both there and here: `(user, address)`, or None."""
        proven = [address.email for address in sociallogin.email_addresses if address.verified]
        for address in EmailAddress.objects.filter(email__in=[email.lower() for email in proven], verified=True):
            return address.user, address.email
        return None
