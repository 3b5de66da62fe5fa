from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from dhr.areas.enums import Role
from dhr.areas.permissions import Permission, has_permission
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document
from dhr.reviews.writing.access import PaperPolicy, writable_by, writes_papers
from tests.factories import AgencyFactory, AreaFactory, DocumentFactory, ParticipationFactory, UserFactory
from tests.reviews.world import a_world

from .posting import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(6))
def test_the_papers_listed_are_those_that_one_may_see_and_write(seed):
    for user in a_world(seed):
        seen = Document.objects.visible_to(user).exclude(kind=DocumentKind.LIBRARY_RECORD)
        mine = {paper.pk for paper in seen if has_permission(user, Permission.WRITE_PAPER, on=paper)}
        assert set(writable_by(user).values_list("pk", flat=True)) == mine
        assert not mine or writes_papers(user)


def test_an_imr_author_writes_the_own_agencys_imr_and_no_other(review, client):
    agency, other = AgencyFactory(), AgencyFactory()
    own = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=agency)
    theirs = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=other)
    author = ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=agency).user
    client.force_login(author)
    assert client.get(at("edit", own)).status_code == 200
    assert client.get(at("edit", theirs)).status_code == 404


def test_the_terms_that_an_imr_author_reads_are_not_theirs_to_write(review, client):
    terms = DocumentFactory(review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    author = ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=AgencyFactory()).user
    client.force_login(author)
    assert Document.objects.visible_to(author).filter(pk=terms.pk).exists()
    assert client.get(at("edit", terms)).status_code == 404


def test_a_paper_of_another_area_answers_as_one_that_never_was(paper, signed_in):
    stranger = signed_in(UserFactory.coordinator(AreaFactory()))
    for view in ("edit", "history", "preview_on_edit", "lock"):
        hidden = stranger.get(at(view, paper))
        paper_that_never_was = Document(pk=987654)
        missing = stranger.get(at(view, paper_that_never_was))
        assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content), view
        assert hidden.status_code == 404


def test_panel_members_find_no_admin(review, paper, client):
    Document.objects.update(released_to_panel=True)
    client.force_login(ParticipationFactory(review=review, role=Role.PANEL_MEMBER, agency=AgencyFactory()).user)
    assert client.get("/admin/").status_code == 404
    assert client.get(at("edit", paper)).status_code == 404


def test_a_superuser_finds_no_papers(paper, signed_in):
    browser = signed_in(UserFactory(is_superuser=True))
    assert browser.get(at("edit", paper)).status_code == 404
    assert browser.get(reverse("wagtailsnippets_reviews_document:list")).status_code == 404
    assert paper.title not in unescape(browser.get("/admin/").content.decode())


def test_whose_part_has_ended_finds_no_admin(review, paper, chair, client):
    client.force_login(chair)
    assert client.get(at("edit", paper)).status_code == 200
    chair.participations.update(until=timezone.localdate())
    assert client.get(at("edit", paper)).status_code == 404
    assert client.get("/admin/").status_code == 404


def test_wagtail_learns_of_nobody_who_may_see_a_paper(paper, chair):
    policy = PaperPolicy(Document)
    assert policy.user_has_permission_for_instance(chair, "change", paper)
    for action in ("add", "delete", "publish", "view"):
        assert not policy.user_has_permission(chair, action)
    with pytest.raises(NotImplementedError):
        policy.users_with_any_permission_for_instance(["change"], paper)


def test_the_list_can_be_searched_and_filtered_to_a_review(review, paper, coordinator, client, area):
    elsewhere = DocumentFactory(context=True, area=area, title="Needs assessment")
    client.force_login(coordinator)
    address = reverse("wagtailsnippets_reviews_document:list")
    page = unescape(client.get(address).content.decode())
    assert paper.title in page and elsewhere.title in page
    assert elsewhere.title not in client.get(address, {"review": review.pk}).content.decode()
    assert paper.title not in unescape(client.get(address, {"q": "assessment"}).content.decode())


def test_the_filters_name_no_review_of_another_area(paper, client):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    page = client.get(reverse("wagtailsnippets_reviews_document:list")).content.decode()
    assert paper.review.title not in page


def test_the_first_page_shows_the_papers_that_one_writes_and_menus_that_lead_somewhere(paper, chair, client):
    client.force_login(chair)
    response = client.get("/admin/")
    menu = [item.label for item in admin_menu.render_component(response.wsgi_request)]
    assert menu == ["Your desk", "Reviews", "Papers"]
    page = unescape(response.content.decode())
    assert paper.title in page
    for nothing in ("Search all pages", "editor guide", "SearchModule"):
        assert nothing not in page, nothing
