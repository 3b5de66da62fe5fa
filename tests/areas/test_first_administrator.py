import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from dhr.areas.models import User
from tests.factories import UserFactory

from .codes import sign_in

pytestmark = pytest.mark.django_db
PASSWORD = "seven quiet lanterns"


def make(email, **options):
    """What the command prints, and the path of its link."""
    out = StringIO()
    call_command("first_administrator", email, stdout=out, **options)
    return out.getvalue(), re.search(r"https?://[^/]+(/\S+)", out.getvalue())[1]


def choose_password(client, link):
    form = client.get(link).url
    return client.post(form, {"password1": PASSWORD, "password2": PASSWORD})


def test_the_first_administrator_chooses_a_password_by_the_printed_link_and_signs_in(client):
    said, link = make("Hazel@Example.org")
    assert "works once" in said
    choose_password(client, link)
    administrator = User.objects.get(email="hazel@example.org")
    assert administrator.is_superuser
    sign_in(client, administrator, PASSWORD)
    assert client.get(reverse("administration")).status_code == 200


def test_the_link_works_once(client):
    _, link = make("hazel@example.org")
    choose_password(client, link)
    assert "can’t be used" in client.get(link).content.decode()


def test_there_is_no_second_one_unless_asked_for(client):
    choose_password(client, make("hazel@example.org")[1])
    with pytest.raises(CommandError, match="--another"):
        make("rowan@example.org")
    make("rowan@example.org", another=True)
    assert User.objects.filter(is_superuser=True).count() == 2


def test_a_link_that_was_lost_is_made_again():
    make("hazel@example.org")
    make("hazel@example.org")
    assert User.objects.filter(is_superuser=True).count() == 1


def test_somebodys_account_does_not_become_an_administrators():
    user = UserFactory()
    with pytest.raises(CommandError, match="account already"):
        make(user.email)
    user.refresh_from_db()
    assert not user.is_superuser


def test_an_address_must_be_one():
    with pytest.raises(CommandError, match="no e-mail address"):
        make("hazel")
