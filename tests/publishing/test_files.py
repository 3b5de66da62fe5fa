import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.publishing.editions import publish, withdraw
from dhr.reviews.enums import DocumentKind
from dhr.reviews.files import download_name
from dhr.reviews.models import StoredFile
from tests.factories import AreaFactory, DocumentFactory, ParticipationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


def stored(**facts):
    facts = {"name": "report.pdf", "content_type": "application/pdf"} | facts
    return StoredFile.objects.create(file=ContentFile(b"%PDF-1.7 words", "x"), sha256="0" * 64, size=14, **facts)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def report(area):
    return DocumentFactory(review=ReviewFactory(areas=[area]), file=stored())


def get(client, file, user=None):
    client.logout()
    if user:
        client.force_login(user)
    response = client.get(reverse("file", args=[file.pk]))
    if response.streaming:
        response.words = b"".join(response.streaming_content)
    return response


def test_a_published_original_is_open_to_all_as_an_attachment(client, report):
    publish(report, by=None)
    response = get(client, report.file)
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.words == b"%PDF-1.7 words"


def test_a_working_file_opens_only_for_those_who_may_see_its_paper_and_is_kept_nowhere(client, report, area):
    assert get(client, report.file).status_code == 404
    assert get(client, report.file, UserFactory()).status_code == 404
    assert get(client, report.file, UserFactory.coordinator(AreaFactory())).status_code == 404
    response = get(client, report.file, UserFactory.coordinator(area))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_withdrawing_closes_the_file_to_the_public_at_once(client, report, area):
    edition = publish(report, by=None)
    assert get(client, report.file).status_code == 200
    withdraw(edition, reason="A name was left in.", by=UserFactory())
    assert get(client, report.file).status_code == 404
    assert get(client, report.file, UserFactory.coordinator(area)).status_code == 200


def test_a_file_replaced_in_a_later_edition_is_no_longer_public(client, report):
    publish(report, by=None)
    old, report.file = report.file, stored(name="corrected.pdf")
    report.save()
    publish(report, by=None)
    assert get(client, old).status_code == 404
    assert get(client, report.file).status_code == 200


def test_a_panel_member_opens_released_files_alone(client, report):
    member = ParticipationFactory(review=report.review, role=Role.PANEL_MEMBER).user
    imr = DocumentFactory(review=report.review, kind=DocumentKind.IMR, file=stored())
    assert get(client, imr.file, member).status_code == 404
    imr.released_to_panel = True
    imr.save()
    assert get(client, imr.file, member).status_code == 200


def test_an_upload_that_belongs_to_no_paper_is_served_to_nobody(client, area):
    assert get(client, stored(), UserFactory.coordinator(area)).status_code == 404


def test_an_unknown_file_and_a_lost_one_are_not_found(client, report):
    publish(report, by=None)
    report.file.file.delete(save=False)
    StoredFile.objects.filter(pk=report.file.pk).update(file="00/lost")
    assert get(client, report.file).status_code == 404
    assert client.get(reverse("file", args=[uuid.uuid4()])).status_code == 404


def test_a_type_that_a_browser_might_run_becomes_a_mere_download(client, report):
    StoredFile.objects.filter(pk=report.file.pk).update(content_type="text/html")
    publish(report, by=None)
    assert get(client, report.file)["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("report.pdf", "report.pdf"),
        ("..\\..\\report.pdf", "report.pdf"),
        ("/etc/passwd", "passwd"),
        ('a"b\r\nX-Header: 1.pdf', "abX-Header 1.pdf"),
        ("Überblick – endgültig.docx", "Überblick – endgültig.docx"),
        ("...", "file"),
    ],
)
def test_the_name_of_a_download_is_safe_on_any_system(name, shown):
    assert download_name(name) == shown
