import time

import pytest
from django.test import Client
from django.urls import resolve, reverse

from dhr.areas.sessions import BY_ITSELF
from tests.factories import UserFactory
from tests.factories.areas import PASSWORD

from .codes import sign_in

pytestmark = pytest.mark.django_db
DESK = reverse("desk")


def let_pass(client, seconds, *names):
    """As if `seconds` had gone by since these facts of the session were written."""
    session = client.session
    for name in names:
        session[name] -= seconds
    session.save()


def signed_in_client():
    client = Client()
    client.force_login(UserFactory())
    client.get(DESK)
    return client


def test_an_hour_without_doing_anything_signs_out(settings):
    client = signed_in_client()
    let_pass(client, settings.SESSION_IDLE - 10, "seen")
    assert client.get(DESK).status_code == 200
    let_pass(client, settings.SESSION_IDLE + 10, "seen")
    assert client.get(DESK).url == f"{reverse('account_login')}?next=/desk/"


def test_working_on_keeps_signed_in_until_the_day_is_over(settings):
    client = signed_in_client()
    let_pass(client, settings.SESSION_IDLE - 10, "seen")
    client.get(DESK)
    assert time.time() - client.session["seen"] < 60
    let_pass(client, settings.SESSION_LIMIT + 10, "signed_in")
    assert client.get(DESK).status_code == 302


def test_a_paper_that_lies_open_is_no_activity():
    address = reverse("wagtailadmin_editing_sessions:ping", args=["reviews", "document", "1", "1"])
    assert resolve(address).view_name in BY_ITSELF
    client = signed_in_client()
    let_pass(client, 600, "seen")
    seen = client.session["seen"]
    client.post(address)
    assert client.session["seen"] == seen


def test_signing_in_anew_starts_the_day_anew(settings):
    client, user = Client(), UserFactory()
    sign_in(client, user)
    client.get(DESK)
    let_pass(client, settings.SESSION_LIMIT + 10, "signed_in")
    client.get(DESK)
    sign_in(client, user)
    assert client.get(DESK).status_code == 200


def test_a_changed_password_ends_the_other_sessions():
    user = UserFactory()
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, user)
    new = "another horse battery staple"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(DESK).status_code == 200
    assert there.get(DESK).status_code == 302


def test_signing_out_everywhere_ends_each_session_and_no_one_elses():
    user, other = UserFactory(), UserFactory()
    clients = [Client(), Client(), Client()]
    for client, who in zip(clients, (user, user, other), strict=True):
        client.force_login(who)
    user.sign_out_everywhere()
    assert [client.get(DESK).status_code for client in clients] == [302, 302, 200]
    sign_in(clients[0], user)
    assert clients[0].get(DESK).status_code == 200
