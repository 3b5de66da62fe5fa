import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse
from wagtail.admin.menu import admin_menu
from wagtail.models import Page

from dhr.areas import doors
from dhr.areas.enums import Role
from dhr.publishing.site import make_site
from tests.factories import AreaFactory, MembershipFactory, UserFactory
from tests.factories.areas import PASSWORD

pytestmark = pytest.mark.django_db
NOT_FOR_EDITORS = [
    "/admin/papers/",
    "/admin/users/",
    "/admin/groups/",
    "/admin/sites/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/collections/",
    "/admin/workflows/list/",
    "/admin/snippets/",
    "/admin/api/main/documents/",
    "/admin/bulk/reviews/document/delete/",
    "/admin/failwhale/",
    "/admin/test404/",
]


@pytest.fixture
def editor():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.mark.parametrize("address", ["/_util/login/", "/admin/login/"])
def test_there_is_one_door_for_passwords(client, address):
    user = UserFactory()
    response = client.post(address, {"username": user.username, "password": PASSWORD})
    assert response.url == reverse("account_login")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/pages/", "/admin/users/", "/admin/nothing/"])
@pytest.mark.parametrize("role", [Role.TRAINER, Role.CSP_CHAIR])
def test_the_admin_is_not_there_for_people_who_write_nothing(client, address, role):
    client.force_login(MembershipFactory(role=role).user)
    assert client.get(address).status_code == 404


def test_visitors_are_asked_to_sign_in(client):
    assert client.get("/admin/").url == f"{reverse('account_login')}?next=/admin/"


def test_editors_of_public_pages_find_their_pages_and_nothing_else(client, editor):
    make_site()
    page = Page.objects.get(slug="about")
    client.force_login(editor)
    for address in ("/admin/", "/admin/pages/", f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.pk}/history/"):
        assert client.get(address, follow=True).status_code == 200, address
    for address in NOT_FOR_EDITORS:
        assert client.get(address).status_code == 404, address
    menu = [item.label for item in admin_menu.render_component(client.get("/admin/").wsgi_request)]
    assert menu == ["Your desk", "Pages"]


def test_an_editor_changes_a_page_and_sends_it_to_be_published(client, editor):
    make_site()
    page = Page.objects.get(slug="about").specific
    client.force_login(editor)
    response = client.post(
        f"/admin/pages/{page.pk}/edit/",
        {"title": "About us", "slug": "about", "body": "null", "action-submit": "1"},
    )
    assert response.status_code == 302
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "About us"


def test_coordinators_find_papers_and_no_pages(client):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert client.get("/admin/papers/").status_code == 200
    for address in ("/admin/pages/", "/admin/choose-page/", "/admin/settings/publishing/sitetexts/", "/admin/users/"):
        assert client.get(address).status_code == 404, address


def test_the_menus_link_to_the_account_leads_to_our_own_page(client, editor):
    account = reverse("wagtailadmin_account")  # as the editor's menu has it
    assert client.get(account).url == f"{reverse('account_login')}?next={account}"
    for user in (UserFactory.coordinator(AreaFactory()), editor, UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(account).url == reverse("mfa_index")
    client.force_login(MembershipFactory(role=Role.TRAINER).user)
    assert client.get(account).status_code == 404


def test_administrators_say_who_edits_pages_and_find_no_reports(client):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/admin/users/").status_code == 200
    for address in ("/admin/papers/", *NOT_FOR_EDITORS[2:]):
        assert client.get(address).status_code == 404, address


def test_administrators_do_not_have_anothers_new_password_sent_to_themselves(client):
    somebody = UserFactory(email="rowan@example.org", first_name="Rowan", last_name="Ashby")
    client.force_login(UserFactory(is_superuser=True))
    response = client.post(
        f"/admin/users/edit/{somebody.pk}/",
        {
            "username": somebody.username,
            "email": "mine@example.org",
            "first_name": "Robin",
            "last_name": "Ashby",
            "is_active": "on",
        },
    )
    assert response.status_code == 302
    somebody.refresh_from_db()
    assert (somebody.first_name, somebody.email) == ("Robin", "rowan@example.org")


def test_every_view_in_the_list_is_one_of_the_admins():
    names, namespaces = set(), set()

    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                namespaces.add(inside.rstrip(":"))
                walk(pattern, inside)
            else:
                names.add(f"{prefix}{pattern.name}")

    walk(get_resolver())
    listed = doors.FRAME | doors.WRITING | doors.PUBLIC_PAGES | doors.ADMINISTRATION
    assert listed <= names | namespaces
