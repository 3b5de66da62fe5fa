from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from dhr.areas.models import User


class Command(BaseCommand):
    help = "Make the first administrator's account, and print the link by which its password is chosen, once."

    def add_arguments(self, parser):
        parser.add_argument("email", help="The administrator's e-mail address.")
        parser.add_argument("--another", action="store_true", help="Though there is an administrator already.")

    @transaction.atomic
    def handle(self, *, email, another, **options):
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is no e-mail address.") from None
        administrators = User.objects.filter(is_superuser=True, is_active=True)
        if not another and any(user.has_usable_password() for user in administrators):
            raise CommandError("There is an administrator already. For one more, add --another.")
        link = settings.BASE_URL + reverse(
            "account_reset_password_from_key",
            kwargs={
                "uidb36": user_pk_to_url_str(user := self._administrator(email)),
                "key": default_token_generator.make_token(user),
            },
        )
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
        self.stdout.write(f"Open this link within {days} days to choose a password. It works once:\n{link}")

    def _administrator(self, email: str) -> User:
        """The account of this address, which nobody has used yet: a new one, or one whose link was lost."""
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User(username=email[:150], email=email, is_superuser=True)
            user.set_unusable_password()
            user.save()
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        elif not user.is_superuser or user.has_usable_password():
            raise CommandError(
                f"{email} belongs to an account already. An administrator sees no case work, and so has an account "
                "apart: give another address."
            )
        return user
