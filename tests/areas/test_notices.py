import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from dhr.areas.notices import NOTICES, tell
from dhr.areas.second_factor import reset_second_factor
from dhr.outbox.mail import work
from dhr.outbox.models import OutgoingEmail
from tests.factories import AreaFactory, ReviewFactory, UserFactory
from tests.factories.areas import PASSWORD

from .codes import code_for, enrol, sign_in

pytestmark = pytest.mark.django_db
NEW = "quite-another-pass-phrase"


@pytest.fixture
def person(client):
    area = AreaFactory(name="Canary area")
    ReviewFactory(areas=[area], title="Canary review")
    user = UserFactory.coordinator(area, first_name="Orla", last_name="Fen", email="orla@example.org")
    sign_in(client, user)
    return user


def told() -> list[str]:
    """The subjects of the e-mails that wait, oldest first."""
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) <= {"orla@example.org"}
    return list(OutgoingEmail.objects.values_list("subject", flat=True))


def test_a_changed_password_is_told_by_e_mail_which_says_when_and_nothing_of_the_work(client, person, mailoutbox):
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert told() == ["Your password was changed"]
    assert mailoutbox == []  # the worker sends it
    work()
    [mail] = mailoutbox
    assert re.search(r"^Hello Orla Fen,\n\nOn \d+ \w+ \d{4} at \d\d:\d\d the password of your account", mail.body)
    assert reverse("account_reset_password") in mail.body
    assert "Canary" not in mail.subject + mail.body and NEW not in mail.body


def test_a_change_that_is_refused_is_no_change(client, person):
    client.post(reverse("account_change_password"), {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert told() == []


def test_each_change_is_told(client, person):
    for old, new in ((PASSWORD, NEW), (NEW, PASSWORD)):
        client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})
    assert told() == ["Your password was changed"] * 2


def test_a_password_that_was_reset_by_link_is_told(client, person, mailoutbox):
    client.logout()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http\S+(/accounts/password/reset/key/\S+)", mailoutbox[0].body)[1]
    assert told() == []  # asking changes nothing
    client.post(client.get(link).url, {"password1": NEW, "password2": NEW})
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert told() == ["Your password was changed"]


def test_a_first_password_is_told(client, person):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    assert told() == ["Your account has a password"]


def test_setting_up_an_app_new_codes_and_taking_the_app_off_are_told(client, person, monkeypatch):
    # Outside a test the request's transaction commits before the session is saved.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **options: call())
    cache.clear()  # codes that were used
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert told() == ["Your authenticator app is set up"]
    client.post(reverse("mfa_generate_recovery_codes"))
    assert told()[1:] == ["You have new recovery codes"]
    client.post(reverse("mfa_deactivate_totp"))
    assert told()[2:] == ["Your authenticator app was taken off"]
    assert not Authenticator.objects.filter(user=person).exists()
    assert all(secret not in mail.body for mail in OutgoingEmail.objects.all())


def test_a_reset_by_somebody_else_is_told_once(person):
    enrol(person)
    reset_second_factor(person, by=UserFactory())
    assert told() == ["Set up your authenticator app again"]


def test_a_change_that_we_have_no_words_for_is_told_too(person):
    tell(person, "account/email/something_new")
    assert told() == ["How you sign in was changed"]


def test_who_has_no_address_is_told_nothing():
    for change in NOTICES:
        tell(UserFactory(email=""), change)
    assert not OutgoingEmail.objects.exists()
