import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.areas import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by", ["username", "email"])
def test_a_person_signs_in_by_username_or_email_and_lands_on_the_desk(client, by):
    user = UserFactory()
    response = client.post(reverse("account_login"), {"login": getattr(user, by), "password": PASSWORD})
    assert response.url == reverse("desk")


def test_a_wrong_password_is_said_in_words_and_tells_nothing_of_the_account(client):
    user = UserFactory()
    answers = [
        client.post(reverse("account_login"), {"login": login, "password": "wrong"}).content.decode()
        for login in (user.username, "nobody-at-all")
    ]
    for html in answers:
        assert "There is a problem" in html and "not correct" in html


def test_who_guesses_passwords_is_stopped_and_locks_out_nobody_behind_the_same_proxy(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser, other = "203.0.113.9", "198.51.100.7"
    user = UserFactory()

    def sign_in(password, address):
        facts = {"login": user.username, "password": password}
        return client.post(reverse("account_login"), facts, headers={"x-forwarded-for": f"192.0.2.1, {address}"})

    for _ in range(4):
        answer = sign_in("wrong", guesser)
    assert "Too many" in answer.content.decode()
    assert sign_in(PASSWORD, other).status_code == 302


def test_signing_out_takes_a_button_not_a_link(client):
    client.force_login(UserFactory())
    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    assert "by invitation" in client.get(reverse("account_signup")).content.decode()


def test_asking_for_a_new_password_answers_alike_for_every_address(client, mailoutbox):
    user = UserFactory()
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}) for email in (user.email, "nobody@example.org")
    ]
    assert len({answer.url for answer in answers}) == 1
    assert "If an account has that address" in client.get(answers[0].url).content.decode()


def test_a_closed_account_is_told_whom_to_ask(client):
    user = UserFactory(is_active=False)
    response = client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD}, follow=True)
    assert "coordinator of your area" in response.content.decode()
