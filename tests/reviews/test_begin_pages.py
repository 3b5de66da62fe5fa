import pytest

from dhr.actions.models import Recommendation
from dhr.areas.enums import Role
from dhr.reviews.enums import DocumentKind, ReviewKind
from tests.factories import DocumentFactory, ParticipationFactory

from .case import a_case, key_lines, lessons

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case(title="Amina, died May 2021")


@pytest.fixture
def chair(client, case):
    client.force_login(case.people["chair"])
    return case.people["chair"]


def begin(client, case, kind, **entered):
    return client.post(case.address("begin-paper-kind", kind), entered)


def offered(response):
    return {offer.kind for offer in response.context["offers"]}


def test_who_may_begin_what(client, case):
    everything = set(DocumentKind) - {
        DocumentKind.MARAC_REVIEW_REPORT,
        DocumentKind.LETTER,
        DocumentKind.CONTEXT,
        DocumentKind.LIBRARY_RECORD,
    }
    expected = dict.fromkeys(("coordinator", "chair", "author"), everything)
    expected |= {role: {DocumentKind.IMR} for role in ("imr-author", "other-imr-author")}
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(case.address("begin-paper"))
        assert response.status_code == (200 if role in expected else 404), role
        if role in expected:
            assert offered(response) == expected[role], role


def test_a_marac_review_has_papers_of_its_own(client):
    case = a_case(kind=ReviewKind.MARAC, scheme="")
    client.force_login(case.people["chair"])
    response = client.get(case.address("begin-paper"))
    assert offered(response) == {DocumentKind.TERMS_OF_REFERENCE, DocumentKind.MARAC_REVIEW_REPORT}
    assert begin(client, case, "overview-report", title="Report").status_code == 404


def test_a_paper_begins_with_its_templates_sections_and_a_title_by_pseudonym(client, case, chair):
    page = client.get(case.address("begin-paper-kind", "overview-report"))
    title = page.context["form"]["title"].value()
    assert title == "Overview report: Amina, died May 2021"
    response = begin(client, case, "overview-report", title=title)
    document = case.review.documents.get()
    assert str(document.pk) in response.url and "edit" in response.url
    assert (document.title, document.created_by) == (title, chair)
    assert document.sections.count() >= 19


def test_a_title_is_asked_for(client, case, chair):
    html = begin(client, case, "overview-report", title=" ").content.decode()
    assert "There is a problem" in html and "Give the paper a title." in html
    assert not case.review.documents.exists()


def test_another_of_the_same_kind_is_begun_only_when_that_is_confirmed(client, case, chair):
    DocumentFactory(review=case.review, title="The first report")
    html = begin(client, case, "overview-report", title="A second").content.decode()
    assert "There is a problem" in html and "“The first report”" in html and 'value="A second"' in html
    assert case.review.documents.count() == 1
    begin(client, case, "overview-report", title="A second", again="on")
    assert case.review.documents.count() == 2


def test_an_imr_is_begun_for_an_agency_that_takes_part(client, case, chair):
    page = client.get(case.address("begin-paper-kind", "imr"))
    assert set(page.context["form"].fields["agency"].queryset) == {case.police, case.health}
    html = begin(client, case, "imr", title="").content.decode()
    assert "Choose the agency whose IMR it is." in html
    begin(client, case, "imr", title="", agency=case.health.pk)
    imr = case.review.documents.get()
    assert imr.agency == case.health and str(case.health) in imr.title
    html = begin(client, case, "imr", title="", agency=case.health.pk).content.decode()
    assert "There is one already" in html
    begin(client, case, "imr", title="", agency=case.police.pk)
    assert case.review.documents.count() == 2


def test_without_agencies_the_page_says_what_an_imr_waits_for(client, case, chair):
    case.review.participations.filter(agency__isnull=False).delete()
    response = client.get(case.address("begin-paper"))
    assert DocumentKind.IMR not in offered(response)
    assert "once an agency takes part" in response.content.decode()


def test_an_imr_author_begins_the_imr_of_the_own_agency_once(client, case):
    key_lines(case.review, "What was known?")
    client.force_login(case.people["imr-author"])
    assert begin(client, case, "overview-report", title="Mine").status_code == 404
    assert "There is a problem" in begin(client, case, "imr", title="", agency=case.health.pk).content.decode()
    assert begin(client, case, "imr", title="", agency=case.police.pk).status_code == 302
    assert client.get(case.address("begin-paper")).status_code == 404
    assert begin(client, case, "imr", title="", agency=case.police.pk, again="on").status_code == 404
    assert case.review.documents.get().agency == case.police


def test_an_imr_author_is_told_nothing_of_other_agencies(client, case):
    DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.health, title="The trust's own IMR")
    client.force_login(case.people["imr-author"])
    html = client.get(case.address("begin-paper")).content.decode()
    html += client.get(case.address("begin-paper-kind", "imr")).content.decode()
    assert str(case.health) not in html and "own IMR" not in html
    assert "Begun already" not in html and "Begin another" not in html


def test_an_imr_author_whose_part_has_no_imr_role_begins_none(client, case):
    user = ParticipationFactory(review=case.review, role=Role.SIGN_OFF, agency=case.police).user
    client.force_login(user)
    assert client.get(case.address("begin-paper")).status_code == 404


def test_the_report_takes_on_what_stood_in_no_paper(client, case, chair):
    lessons(case.review, "Staff asked too little.")
    Recommendation.objects.create(review=case.review, number="1", order=1, text="Train staff.")
    begin(client, case, "terms-of-reference", title="Terms")
    assert case.review.lessons.get().document is None
    begin(client, case, "overview-report", title="Report")
    report = case.review.documents.get(kind=DocumentKind.OVERVIEW_REPORT)
    assert case.review.lessons.get().document == report
    assert case.review.recommendations.get().document == report
    assert {"Lesson 1", "Recommendation 1"} <= set(report.paragraphs.values_list("label", flat=True))
