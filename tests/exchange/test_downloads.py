import io

import pytest
from django.urls import reverse
from docx import Document as WordFile

from dhr.areas.enums import Role
from dhr.exchange.downloads import Format, published_file, working_file
from dhr.formats import read_paper
from dhr.publishing.editions import publish, withdraw
from dhr.reviews.beginning import begin, template_for
from dhr.reviews.enums import DocumentKind, ReviewKind
from dhr.reviews.models import KeyLine, Lesson, NamedVersion
from dhr.reviews.writing.saving import save_paper
from tests.factories import AreaFactory, DocumentFactory, ParticipationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

KINDS = (
    DocumentKind.TERMS_OF_REFERENCE,
    DocumentKind.IMR,
    DocumentKind.OVERVIEW_REPORT,
    DocumentKind.EXECUTIVE_SUMMARY,
    DocumentKind.SEVEN_MINUTE_BRIEFING,
    DocumentKind.MARAC_REVIEW_REPORT,
)
BODY = (
    "<p>She asked<sup data-note='By letter.'>*</sup> <b>twice</b>.</p><h3>In March</h3><ul><li>Once<ol><li>By day</li>"
    "</ol></li></ul><blockquote>Nobody came.</blockquote><table><thead><tr><th>When</th><th>Who</th></tr></thead>"
    "<tbody><tr><td>May</td><td>GP</td></tr></tbody></table>"
)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def report(area):
    return DocumentFactory(
        review__areas=[area], title="Amina: overview report", sections={"Facts": ["She asked twice."]}
    )


def written(kind: DocumentKind, area, by):
    """A paper of `kind` from its national template, with text in every section."""
    marac = kind == DocumentKind.MARAC_REVIEW_REPORT
    review = ReviewFactory(areas=[area], kind=ReviewKind.MARAC if marac else ReviewKind.DEATH)
    KeyLine.objects.create(review=review, number=1, text="Was the risk known?")
    Lesson.objects.create(review=review, number=1, text="Ask again.")
    paper = begin(template_for(kind, review), review=review, by=by)
    bodies = {section.key: BODY for section in paper.sections.all()}
    save_paper(paper, by=by, bodies=bodies, on_top_of=paper.latest_revision)
    return type(paper).objects.get(pk=paper.pk)


def all_text(content: bytes) -> str:
    file = WordFile(io.BytesIO(content))
    furniture = [part for section in file.sections for part in (section.header, section.footer)]
    return "\n".join(paragraph.text for part in furniture for paragraph in part.paragraphs)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_paper_is_taken_away_whole(kind, area, coordinator):
    paper = written(kind, area, coordinator)
    word = working_file(paper, Format.WORD)
    again = read_paper(word.content, name=word.name)
    told = [section.heading for section in again.sections]
    assert all(section.heading in told for section in paper.sections.all())
    assert working_file(paper, Format.PDF).content.startswith(b"%PDF")
    assert "She asked [1] twice." in working_file(paper, Format.TEXT).content.decode()


def test_a_working_paper_is_marked_at_the_top_and_bottom_of_every_page(settings, report):
    settings.MARKING = "OFFICIAL-SENSITIVE: PANEL"
    assert all_text(working_file(report, Format.WORD).content).count("OFFICIAL-SENSITIVE: PANEL") == 2
    pdf = read_paper(working_file(report, Format.PDF).content, name="paper.pdf")
    assert pdf.title == report.title
    assert working_file(report, Format.TEXT).content.decode().count("OFFICIAL-SENSITIVE: PANEL") == 2


def test_the_footer_says_which_version_it_is(report, coordinator):
    revision = report.save_revision(user=coordinator)
    report.refresh_from_db()
    assert "Saved " in all_text(working_file(report, Format.WORD).content)
    NamedVersion.objects.create(document=report, revision=revision, name="Draft 2, to the panel")
    assert "Draft 2, to the panel. Saved " in all_text(working_file(report, Format.WORD).content)


def test_a_published_paper_carries_no_marking_and_nobodys_name(report, coordinator):
    edition = publish(report, by=coordinator)
    file = published_file(edition, Format.WORD)
    properties = WordFile(io.BytesIO(file.content)).core_properties
    assert "OFFICIAL" not in all_text(file.content)
    assert "Edition 1, published " in all_text(file.content)
    assert not properties.author
    assert not properties.last_modified_by
    assert b"/Author" not in published_file(edition, Format.PDF).content


@pytest.mark.parametrize("name", ["work-paper-word", "work-paper-pdf", "work-paper-text"])
def test_whoever_sees_a_paper_can_take_it_away(client, name, report, coordinator):
    client.force_login(coordinator)
    response = client.get(reverse(name, args=[report.public_id]))
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].startswith(f'attachment; filename="overview-report-{report.public_id}.')


@pytest.mark.parametrize("name", ["work-paper-word", "work-paper-pdf", "work-paper-text"])
def test_nobody_takes_away_another_areas_paper(client, name, report):
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert client.get(reverse(name, args=[report.public_id])).status_code == 404


def test_a_panel_member_takes_away_what_is_released(client, report):
    member = ParticipationFactory(review=report.review, role=Role.PANEL_MEMBER).user
    client.force_login(member)
    address = reverse("work-paper-pdf", args=[report.public_id])
    assert client.get(address).status_code == 404
    type(report).objects.filter(pk=report.pk).update(released_to_panel=True)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["paper-word", "paper-pdf"])
def test_the_public_takes_away_what_is_published_while_it_stands(client, name, report, coordinator):
    address = reverse(name, args=[report.public_id])
    assert client.get(address).status_code == 404
    edition = publish(report, by=coordinator)
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"
    withdraw(edition, reason="A mistake.", by=coordinator)
    assert client.get(address).status_code == 404


def test_later_work_is_in_no_published_file(report, coordinator):
    edition = publish(report, by=coordinator)
    save_paper(report, by=coordinator, bodies={"section-0": "<p>Not for the public.</p>"}, on_top_of=None)
    assert "She asked twice." in str(read_paper(published_file(edition, Format.WORD).content, name="a.docx"))


def test_the_pages_lead_to_the_files(client, report, coordinator):
    publish(report, by=coordinator)
    assert (
        reverse("paper-pdf", args=[report.public_id])
        in client.get(reverse("paper", args=[report.public_id])).content.decode()
    )
    client.force_login(coordinator)
    assert (
        reverse("work-paper-word", args=[report.public_id])
        in client.get(reverse("work-paper", args=[report.public_id])).content.decode()
    )
