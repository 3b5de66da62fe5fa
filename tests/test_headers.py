import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.views import defaults

from dhr.publishing.site import make_site
from dhr.reviews.standard import versions
from tests.factories import AreaFactory, DocumentFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_public_pages_run_no_script_but_the_sites_own(client):
    make_site()
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "unsafe" not in policy


def test_the_editors_admin_may_run_the_scripts_in_its_pages(client):
    assert "script-src 'self' 'unsafe-inline'" in client.get("/admin/")["Content-Security-Policy"]


def test_nothing_that_signed_in_people_read_is_kept(client):
    make_site()
    client.force_login(UserFactory())
    assert client.get("/")["Cache-Control"] == "private, no-store"
    assert client.get("/nothing-here/")["Cache-Control"] == "private, no-store"


def test_public_pages_are_asked_for_anew_each_time_since_they_may_be_withdrawn(client):
    make_site()
    for address in ("/", "/reviews/none/", "/robots.txt"):
        assert client.get(address)["Cache-Control"] == "no-cache"


DOWNLOADS = {
    "/desk/actions/actions.csv": "actions.csv",
    "/desk/actions/actions.xlsx": "actions.xlsx",
    "/desk/register/template.xlsx": "register-template.xlsx",
    "/desk/register/template.csv": "register-template.csv",
    "/desk/register/register.csv": "register.csv",
    "blank": "overview-report-version-1.docx",
    "decisions": "decisions-{paper}.jsonl",
}


@pytest.mark.parametrize("address", DOWNLOADS)
def test_files_of_working_pages_are_kept_by_who_asked_alone_and_never_run(client, address):
    area = AreaFactory()
    paper = DocumentFactory(review=ReviewFactory(areas=[area]))
    named = {
        "blank": reverse("template-blank", args=[versions.in_use("overview-report").pk]),
        "decisions": reverse("decisions", args=[paper.public_id]),
    }
    client.force_login(UserFactory.coordinator(area))
    response = client.get(named.get(address, address))
    assert (
        response["Content-Disposition"] == f'attachment; filename="{DOWNLOADS[address].format(paper=paper.public_id)}"'
    )
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_pages_of_failure_ask_the_database_nothing(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = defaults.server_error(request)
    assert response.status_code == 500
    assert "Sorry, something went wrong" in response.content.decode()
    assert "Leave this site quickly" in response.content.decode()
    assert defaults.bad_request(request, None).status_code == 400


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
def test_every_refusal_has_a_page_in_plain_words(name):
    assert "govuk-heading-l" in render_to_string(name)
