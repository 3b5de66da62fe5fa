import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from dhr.areas.enums import Role
from dhr.publishing.editions import publish, withdraw
from dhr.publishing.models import Edition
from dhr.reviews.enums import DocumentKind
from dhr.reviews.files import download_name
from dhr.reviews.models import Document, StoredFile
from dhr.reviews.writing.saving import save_paper
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
    publish(report, by=None, with_original=True)
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
    edition = publish(report, by=None, with_original=True)
    assert get(client, report.file).status_code == 200
    withdraw(edition, reason="A name was left in.", by=UserFactory())
    assert get(client, report.file).status_code == 404
    assert get(client, report.file, UserFactory.coordinator(area)).status_code == 200


def test_a_file_replaced_in_a_later_edition_is_no_longer_public(client, report):
    publish(report, by=None, with_original=True)
    old, report.file = report.file, stored(name="corrected.pdf")
    report.save()
    publish(report, by=None, with_original=True)
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
    publish(report, by=None, with_original=True)
    report.file.file.delete(save=False)
    StoredFile.objects.filter(pk=report.file.pk).update(file="00/lost")
    assert get(client, report.file).status_code == 404
    assert client.get(reverse("file", args=[uuid.uuid4()])).status_code == 404


def test_a_type_that_a_browser_might_run_becomes_a_mere_download(client, report):
    StoredFile.objects.filter(pk=report.file.pk).update(content_type="text/html")
    publish(report, by=None, with_original=True)
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


def confirm(client, paper, **chosen):
    """Publish what the page shows."""
    address = reverse("publish", args=[paper.public_id])
    return client.post(address, {"seen": client.get(address).context["seen"], **chosen})


def word_over(paper, before, after, *, by):
    """As somebody changes words in the editor, who opened it as it is now."""
    paper = Document.objects.get(pk=paper.pk)
    section = paper.sections.get()
    save_paper(
        paper, by=by, bodies={section.key: section.body.replace(before, after)}, on_top_of=paper.get_latest_revision()
    )


@pytest.fixture
def written(area):
    """A report that was read from a file."""
    sections = {"Findings": ["Catherine was known to her GP."]}
    return DocumentFactory(review=ReviewFactory(areas=[area]), file=stored(), sections=sections)


def test_the_original_stays_private_unless_somebody_chooses_to_publish_it(client, written, area):
    client.force_login(UserFactory.coordinator(area))
    page = client.get(reverse("publish", args=[written.public_id])).content.decode()
    assert "Publish the original file too" in page and "name of its author" in page
    assert " checked" not in page
    confirm(client, written)
    assert get(client, written.file).status_code == 404
    assert "Original file" not in client.get(reverse("paper", args=[written.public_id])).content.decode()
    client.force_login(UserFactory.coordinator(area))
    confirm(client, written, with_original="on")
    assert get(client, written.file).status_code == 200


def test_the_original_is_never_published_once_the_paper_was_changed_here(client, written, area):
    user = UserFactory.coordinator(area)
    word_over(written, "Catherine", "Amina", by=user)
    client.force_login(user)
    page = client.get(reverse("publish", args=[written.public_id])).content.decode()
    assert "not the original file report.pdf" in page
    assert "Publish the original file too" not in page
    confirm(client, written, with_original="on")
    assert Edition.objects.standing().get().file is None
    publish(written, by=None, with_original=True)
    assert Edition.objects.standing().get().file is None
    assert get(client, written.file).status_code == 404


def test_a_paper_that_says_again_what_its_file_says_may_go_with_it(written, area):
    user = UserFactory.coordinator(area)
    word_over(written, "Catherine", "Amina", by=user)
    word_over(written, "Amina", "Catherine", by=user)
    assert publish(written, by=None, with_original=True).file == written.file


def test_a_link_or_a_title_that_was_changed_here_keeps_the_original_private_too(written, area):
    user = UserFactory.coordinator(area)
    word_over(written, "her GP", '<a href="https://example.org/">her GP</a>', by=user)
    assert publish(written, by=None, with_original=True).file is None
    word_over(written, '<a href="https://example.org/">her GP</a>', "her GP", by=user)
    paper = Document.objects.get(pk=written.pk)
    save_paper(paper, by=user, bodies={}, facts={"title": "A"}, on_top_of=paper.get_latest_revision())
    assert publish(written, by=None, with_original=True).file is None


def test_the_file_that_is_read_in_again_is_the_one_that_counts(written, area):
    user = UserFactory.coordinator(area)
    word_over(written, "Catherine", "Amina", by=user)
    paper = Document.objects.get(pk=written.pk)
    paper.file = stored(name="cleaned.pdf")
    paper.save()
    paper.save_revision()
    assert publish(paper, by=None, with_original=True).file == paper.file
