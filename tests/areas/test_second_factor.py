import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.core.cache import cache
from django.urls import reverse

from dhr.areas.models import SecondFactorReset
from dhr.areas.second_factor import enrolled, reset_second_factor
from dhr.outbox.models import OutgoingEmail
from tests.factories import AreaFactory, UserFactory
from tests.factories.areas import PASSWORD

from .codes import code_for, enrol, sign_in

pytestmark = pytest.mark.django_db
DESK, SET_UP = reverse("desk"), reverse("mfa_activate_totp")


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR = True
    cache.clear()  # codes that were used, and attempts that were counted


@pytest.fixture
def set_up(client, monkeypatch):
    """Signs in whom this is called with and sets up their app; what setting up answered."""
    # Outside a test the request's transaction commits before the session is saved.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda call, **options: call())

    def _set_up(user):
        sign_in(client, user)
        secret = client.get(SET_UP).context["form"].secret
        return client.post(SET_UP, {"code": code_for(secret)})

    return _set_up


def test_a_password_alone_leads_to_setting_up_an_app_and_no_further(client):
    user = UserFactory.coordinator(AreaFactory())
    sign_in(client, user)
    for address in (DESK, reverse("uploads"), reverse("search"), reverse("mfa_index"), "/admin/"):
        assert client.get(address).url == SET_UP
    assert client.post(reverse("upload"), {}).url == SET_UP


def test_administrators_are_asked_too(client):
    sign_in(client, UserFactory(is_superuser=True))
    assert client.get(reverse("administration")).url == SET_UP


def test_the_key_is_there_to_scan_and_to_type(client):
    sign_in(client, UserFactory())
    page = client.get(SET_UP)
    assert page.context["form"].secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()


def test_setting_up_the_app_opens_the_desk_without_asking_again(client, set_up):
    answer = set_up(UserFactory.coordinator(AreaFactory()))
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url)
    assert codes.status_code == 200 and len(codes.context["unused_codes"]) == 10
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert "attachment" in download["Content-Disposition"]
    assert all(code in download.content.decode() for code in codes.context["unused_codes"])
    assert client.get(DESK).status_code == 200


def test_a_wrong_code_sets_nothing_up_and_keeps_the_same_key(client):
    user = UserFactory()
    sign_in(client, user)
    secret = client.get(SET_UP).context["form"].secret
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    again = client.post(SET_UP, {"code": wrong})
    assert "There is a problem" in again.content.decode() and secret in again.content.decode()
    assert not enrolled(user)


def test_signing_in_takes_the_password_and_the_code(client):
    user = UserFactory()
    secret = enrol(user)
    assert sign_in(client, user).url == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302 and "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).url == DESK
    assert client.get(DESK).status_code == 200


def test_a_recovery_code_signs_in_once(client, set_up):
    user = UserFactory()
    set_up(user)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for worked in (True, False):
        client.logout()
        sign_in(client, user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert (client.get(DESK).status_code == 200) is worked


def test_a_session_from_before_the_app_was_set_up_signs_in_again(client):
    user = UserFactory()
    client.force_login(user)
    enrol(user)
    answer = client.get(DESK)
    assert answer.url == f"{reverse('account_login')}?next=%2Fdesk%2F"
    assert "_auth_user_id" not in client.session


def test_codes_can_not_be_guessed(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    user = UserFactory()
    secret = enrol(user)
    sign_in(client, user)
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    for _ in range(6):
        answer = client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert "Too many" in answer.content.decode()
    assert "Too many" in client.post(reverse("mfa_authenticate"), {"code": code_for(secret)}).content.decode()


def test_taking_the_app_away_leads_back_to_setting_one_up(client, set_up):
    user = UserFactory()
    set_up(user)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(DESK).url == SET_UP


def test_the_app_is_not_taken_away_without_proof_that_it_is_oneself(client):
    user = UserFactory()
    secret = enrol(user)
    sign_in(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    session = client.session
    session["second_factor"] = session["second_factor"] | {"at": 0}  # long ago
    session.save()
    assert "reauthenticate" in client.post(reverse("mfa_deactivate_totp")).url
    assert enrolled(user)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    client.post(reverse("mfa_deactivate_totp"))
    assert not enrolled(user)


def test_a_reset_signs_out_tells_the_person_and_is_kept(client):
    person, coordinator = UserFactory(), UserFactory()
    secret = enrol(person)
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    reset_second_factor(person, by=coordinator)
    assert client.get(DESK).url.startswith(reverse("account_login"))
    assert SecondFactorReset.objects.get(user=person).by == coordinator
    assert OutgoingEmail.objects.get(to=person.email).subject == "Set up your authenticator app again"
    sign_in(client, person)
    assert client.get(DESK).url == SET_UP


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"DHR_SECOND_FACTOR": "off", "DHR_BASE_URL": "https://reviews.example.org"}, "DHR_SECOND_FACTOR=off is for"),
        ({"DHR_SECOND_FACTOR": "sometimes"}, "give required or off"),
        ({"DHR_OIDC_SECOND_FACTOR": "maybe"}, "give ours or theirs"),
        ({"DHR_OIDC_URL": "https://login.example.org"}, "needs DHR_OIDC_CLIENT_ID"),
    ],
)
def test_settings_that_would_leave_the_door_open_stop_every_command(tmp_path, values, message):
    environment = os.environ | {
        "DHR_DATA_DIR": str(tmp_path),
        "DHR_SECRET_KEY": "x" * 60,
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DJANGO_SETTINGS_MODULE": "dhr.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"],
        env=environment | values,
        cwd=site.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.returncode and message in done.stderr
