import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories import AreaFactory, UserFactory
from tests.factories.areas import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/_util/login/", "/admin/login/"])
def test_there_is_one_door_for_passwords(client, address):
    user = UserFactory()
    response = client.post(address, {"username": user.username, "password": PASSWORD})
    assert response.url == reverse("account_login")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/users/", "/admin/nothing/"])
def test_the_editors_admin_is_not_there_for_people_who_edit_no_public_pages(client, address):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert client.get(address).status_code == 404


def test_editors_come_in_and_visitors_are_asked_to_sign_in(client):
    assert client.get("/admin/").url == f"{reverse('account_login')}?next=/admin/"
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert client.get("/admin/").status_code == 200
