"""Signing in through an organisation's OpenID Connect provider: a real one, on this machine."""

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from dhr.areas.models import User
from tests.factories import UserFactory

from .codes import code_for, enrol
from .provider import CLIENT, SECRET, running

pytestmark = pytest.mark.django_db
DESK = reverse("desk")


@pytest.fixture
def provider(settings):
    with running() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "oidc",
                        "name": "Harrowmere Council",
                        "client_id": CLIENT,
                        "secret": SECRET,
                        "settings": {"server_url": provider.address},
                    }
                ],
            }
        }
        yield provider


@pytest.fixture
def person():
    user = UserFactory(email="wren@harrowmere.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sent_back(there: str) -> str:
    """Where the provider sends a browser that asks there, as a path of this site."""
    return requests.get(there, allow_redirects=False, timeout=5).headers["Location"].removeprefix("http://testserver")


def come_in(client, provider, **claims):
    """Go to the provider as a browser would, be vouched for, and come back; the site's answer."""
    provider.person = {"sub": "w-17", "email": "wren@harrowmere.example", "email_verified": True} | claims
    there = client.get(reverse("openid_connect_login", args=["oidc"])).url
    assert there.startswith(f"{provider.address}/authorize")
    return client.get(sent_back(there))


def test_the_button_is_there_where_a_provider_is_set_up(client, provider):
    html = client.get(reverse("account_login")).content.decode()
    assert "Sign in with Harrowmere Council" in html and reverse("openid_connect_login", args=["oidc"]) in html


def test_without_a_provider_there_is_neither_button_nor_door(client):
    assert "Sign in with" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse("openid_connect_login", args=["oidc"])).status_code == 404


def test_a_person_with_an_account_comes_in(client, provider, person):
    assert come_in(client, provider).url == DESK
    assert client.session["_auth_user_id"] == str(person.pk)
    person.refresh_from_db()
    assert person.has_usable_password()  # the other way in stays


@pytest.mark.parametrize(
    "claims",
    [{"email": "nobody@harrowmere.example"}, {"email_verified": False}, {"email": None}],
    ids=["unknown", "not verified there", "no address"],
)
def test_nobody_else_does_and_no_account_is_made(client, provider, person, claims):
    answer = come_in(client, provider, **claims)
    assert answer.status_code == 403 and "no account here" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1 and not SocialAccount.objects.exists()


def test_an_address_that_was_never_proven_here_opens_nothing(client, provider):
    UserFactory(email="wren@harrowmere.example")
    assert come_in(client, provider).status_code == 403


def test_a_closed_account_stays_closed(client, provider, person):
    person.is_active = False
    person.save()
    assert come_in(client, provider).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_code_that_was_not_asked_for_opens_nothing(client, provider, person):
    provider.person = {"sub": "w-17", "email": person.email, "email_verified": True}
    answer = client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "code-0", "state": "made-up"})
    assert "did not work" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_there_is_never_connected_to_one_here(client, provider, person):
    other = UserFactory()
    client.force_login(other)
    there = client.get(reverse("openid_connect_login", args=["oidc"]), {"process": "connect"}).url
    provider.person = {"sub": "w-17", "email": "someone@else.example", "email_verified": True}
    answer = client.get(sent_back(there))
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


def test_our_second_factor_is_asked_for_beside_theirs(client, provider, person, settings):
    settings.SECOND_FACTOR = True
    assert come_in(client, provider).url == DESK
    assert client.get(DESK).url == reverse("mfa_activate_totp")
    client.logout()
    secret = enrol(person)
    assert come_in(client, provider).url == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get(DESK).status_code == 200


def test_theirs_is_enough_where_the_settings_say_so(client, provider, person, settings):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, "theirs"
    come_in(client, provider)
    assert client.get(DESK).status_code == 200


def test_theirs_says_nothing_for_somebody_who_came_with_a_password(client, provider, person, settings):
    settings.SECOND_FACTOR, settings.OIDC_SECOND_FACTOR = True, "theirs"
    client.force_login(person)
    assert client.get(DESK).url == reverse("mfa_activate_totp")
