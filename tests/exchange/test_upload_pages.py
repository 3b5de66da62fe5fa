import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from dhr.areas.enums import Role
from dhr.areas.models import Membership
from dhr.exchange.enums import IngestionStatus
from dhr.exchange.ingestions import work
from dhr.exchange.models import Ingestion
from dhr.publishing.models import Edition
from dhr.reviews.models import StoredFile
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    MembershipFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

from .papers import REPORT

pytestmark = pytest.mark.django_db
SOURCE = "https://council.example/reports/amina.pdf"


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def a_file(name="report.txt", content=REPORT):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def send(client, *files, **fields):
    data = {"files": list(files) or [a_file()]} | {name: getattr(value, "pk", value) for name, value in fields.items()}
    return client.post(reverse("upload"), data)


def told(response):
    """The error messages on the page."""
    form = response.context["form"]
    return " ".join(message for messages in form.errors.values() for message in messages)


def test_a_coordinator_sends_a_paper_and_the_worker_reads_it(client, coordinator, area):
    response = send(client, area=area, kind="overview-report")
    ingestion = Ingestion.objects.get()
    page = reverse("upload-progress", args=[ingestion.pk])
    assert response.url == page
    assert client.get(page)["Refresh"]
    work()
    done = client.get(page)
    assert "Refresh" not in done
    document = Ingestion.objects.get().document
    assert reverse("work-paper", args=[document.public_id]) in done.content.decode()
    assert "began a new review" in done.content.decode()
    assert (document.created_by, document.file.owner) == (coordinator, coordinator)


def test_several_files_are_followed_on_one_page(client, coordinator, area):
    response = send(
        client,
        a_file("a.txt"),
        a_file("b.txt", "Another paper\n\n" + "With its own words. " * 30),
        area=area,
        kind="context",
    )
    assert response.url == reverse("uploads")
    assert Ingestion.objects.filter(by=coordinator).count() == 2
    page = client.get(response.url)
    assert "a.txt" in page.content.decode()
    assert page["Refresh"]


def test_a_bad_file_tells_its_sender_why(client, coordinator, area):
    send(client, a_file("scan.pdf", b"%PDF-broken"), area=area, kind="context")
    work()
    ingestion = Ingestion.objects.get()
    page = client.get(reverse("upload-progress", args=[ingestion.pk])).content.decode()
    assert escape(ingestion.message) in page
    assert ingestion.status == IngestionStatus.FAILED


def test_differences_show_what_changed(client, coordinator, area):
    send(client, area=area, kind="context")
    work()
    send(client, a_file(content=REPORT.replace("on four occasions", "on nine occasions")), area=area, kind="context")
    work()
    page = client.get(reverse("upload-progress", args=[Ingestion.objects.last().pk])).content.decode()
    assert "on four occasions" in page
    assert "on nine occasions" in page


def test_text_is_told_only_while_one_may_see_the_paper(client, coordinator, area):
    send(client, area=area, kind="context")
    work()
    send(client, a_file(content=REPORT.replace("on four occasions", "on nine occasions")), area=area, kind="context")
    work()
    Membership.objects.all().delete()
    page = client.get(reverse("upload-progress", args=[Ingestion.objects.last().pk])).content.decode()
    assert "occasions" not in page
    assert Ingestion.objects.last().document.public_id not in page


def test_others_uploads_are_not_there(client, coordinator, area):
    send(client, area=area, kind="context")
    ingestion = Ingestion.objects.get()
    client.force_login(UserFactory.coordinator(area))
    assert client.get(reverse("upload-progress", args=[ingestion.pk])).status_code == 404
    assert "report.txt" not in client.get(reverse("uploads")).content.decode()


def test_signed_out_visitors_are_asked_to_sign_in(client):
    for address in (reverse("upload"), reverse("uploads"), reverse("upload-progress", args=[1])):
        assert client.get(address).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [Role.TRAINER, Role.CSP_CHAIR])
def test_who_may_add_papers_nowhere_finds_no_page(client, area, role):
    user = UserFactory()
    MembershipFactory(user=user, area=area, role=role)
    client.force_login(user)
    assert client.get(reverse("upload")).status_code == 404
    assert send(client, area=area, kind="context").status_code == 404


def test_another_area_cannot_be_chosen(client, coordinator):
    other = AreaFactory()
    assert other not in client.get(reverse("upload")).context["form"].fields["area"].queryset
    response = send(client, area=other, kind="context")
    assert "area" in response.context["form"].errors
    assert not StoredFile.objects.exists()


def test_a_review_that_one_may_not_see_cannot_be_chosen(client, coordinator, area):
    hidden = ReviewFactory(title="Hidden case")
    assert "Hidden case" not in client.get(reverse("upload")).content.decode()
    response = send(client, area=area, kind="overview-report", review=hidden)
    assert "review" in response.context["form"].errors
    assert "Hidden case" not in response.content.decode()


def test_a_chair_adds_papers_to_the_own_review_alone(client, area):
    review = ReviewFactory(areas=[area])
    chair = ParticipationFactory(review=review, role=Role.CHAIR).user
    client.force_login(chair)
    assert "Choose the review" in told(send(client, area=area, kind="overview-report"))
    assert send(client, area=area, kind="overview-report", review=review).status_code == 302
    assert Ingestion.objects.get().review == review


def test_an_imr_is_sent_with_its_agency(client, coordinator, area):
    agency, review = AgencyFactory(), ReviewFactory(areas=[area])
    assert "say which one" in told(send(client, area=area, kind="imr", agency=agency))
    send(client, area=area, kind="imr", agency=agency, review=review)
    assert Ingestion.objects.get().agency == agency


def test_a_coordinator_may_send_published_papers_with_their_address(client, coordinator, area):
    assert "needs the web address" in told(send(client, area=area, kind="overview-report", published="on"))
    send(client, area=area, kind="overview-report", published="on", source_url=SOURCE)
    work()
    assert Edition.objects.standing().get().published_by == coordinator


def test_a_chair_is_not_offered_publishing_and_cannot_force_it(client, area):
    review = ReviewFactory(areas=[area])
    client.force_login(ParticipationFactory(review=review, role=Role.CHAIR).user)
    assert "already public" not in client.get(reverse("upload")).content.decode().split("<form method")[-1]
    send(client, area=area, kind="overview-report", review=review, published="on", source_url=SOURCE)
    work()
    assert not Edition.objects.exists()


def test_a_chair_who_may_publish_elsewhere_cannot_publish_here(client, area):
    review = ReviewFactory(areas=[area])
    user = ParticipationFactory(review=review, role=Role.CHAIR).user
    MembershipFactory(user=user, area=AreaFactory(), role=Role.COORDINATOR)
    client.force_login(user)
    response = send(client, area=area, kind="overview-report", review=review, published="on", source_url=SOURCE)
    assert "cannot publish papers here" in told(response)
    assert not Ingestion.objects.exists()


def test_a_file_over_the_limit_is_refused_kindly(client, coordinator, area, settings):
    settings.UPLOAD_LIMIT = 100
    response = send(client, area=area, kind="context")
    assert "report.txt: larger than 100" in told(response)
    assert not StoredFile.objects.exists()


def test_an_empty_file_among_others_is_named(client, coordinator, area):
    response = send(client, a_file(), a_file("blank.txt", ""), area=area, kind="context")
    assert "blank.txt: empty" in told(response)
    assert not StoredFile.objects.exists()


def test_what_is_missing_is_told(client, coordinator):
    response = client.post(reverse("upload"), {})
    assert {"files", "kind", "area"} == set(response.context["form"].errors)
    assert "Choose at least one file." in response.content.decode()
    assert "Error: Add papers" in response.content.decode()


def test_an_empty_list_says_so(client, coordinator):
    assert "You have sent no files yet." in client.get(reverse("uploads")).content.decode()
