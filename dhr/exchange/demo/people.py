"""One log-in for each role. Their password is made here, for the demo alone."""

import secrets
import tomllib
from functools import cache
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from dhr.areas.enums import AREA_ROLES, REGION_ROLES
from dhr.areas.models import Agency, Area, Membership, Region, User
from dhr.reviews.models import Participation, Review

ADDRESS = "demo.example"  # by this address a demo user is told from a real one of the same name


class NameTaken(Exception):
    """A user who is no demo user has a demo user's name. Nothing was changed."""


@transaction.atomic
def load_users(folder: Path, reviews: dict[str, Review]) -> tuple[list[User], str]:
    """Make the users of `people.toml` with their places in areas and `reviews` (by folder); their password too."""
    password = _password()
    stored = make_password(password)  # slow by design: once for all
    fits = cache(lambda encoded: check_password(password, encoded))
    users = []
    for entry in tomllib.loads((folder / "people.toml").read_text(encoding="utf-8"))["users"]:
        first, _, last = entry["name"].partition(" ")
        user, _ = User.objects.get_or_create(
            username=entry["username"],
            defaults={"email": f"{entry['username']}@{ADDRESS}", "first_name": first, "last_name": last},
        )
        if not user.email.endswith(f"@{ADDRESS}"):
            raise NameTaken(f"There is a user {user.username!r} who does not belong to the demo.")
        if not fits(user.password):
            user.password = stored
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        if "role" in entry:  # who only owns actions is known by their address
            _place(user, entry, reviews)
        users.append(user)
    return users, password


def _place(user: User, entry: dict, reviews: dict[str, Review]) -> None:
    role = entry["role"]
    if role in AREA_ROLES:
        Membership.objects.get_or_create(user=user, role=role, area=Area.objects.get(slug=entry["area"]))
    elif role in REGION_ROLES:
        Membership.objects.get_or_create(user=user, role=role, region=Region.objects.get(name=entry["region"]))
    else:
        agency = Agency.objects.get(slug=entry["agency"]) if "agency" in entry else None
        Participation.objects.get_or_create(
            user=user,
            role=role,
            review=reviews[entry["review"]],
            defaults={"agency": agency, "confidentiality_signed": timezone.localdate()},
        )


def _password() -> str:
    """The demo users' password: made once, and kept beside the database for the next run."""
    kept = settings.DATA_DIR / "demo_password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9))
    return kept.read_text()
