"""What a file may take the place of, and what it leaves as it is."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import ModelLogEntry

from dhr.actions.models import Recommendation
from dhr.areas.enums import Role
from dhr.exchange.enums import IngestionStatus
from dhr.exchange.ingestions import work
from dhr.exchange.models import Ingestion
from dhr.exchange.replacing import ALL_THE_SAME, INSTEAD
from dhr.reviews.beginning import begin, template_for
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import Document, StoredFile
from dhr.reviews.releasing import release_to_panel
from dhr.reviews.writing.saving import save_paper
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    ParticipationFactory,
    ReviewFactory,
    UserFactory,
)

from .papers import REPORT, read_in

pytestmark = pytest.mark.django_db
SHORT = "Overview report\n\nThe panel met.\n\nIt will meet again in the autumn.\n"
OVERVIEW = DocumentKind.OVERVIEW_REPORT


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area])


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def chair(review):
    return ParticipationFactory(review=review, role=Role.CHAIR, user__first_name="Orla").user


@pytest.fixture
def place(area, review, coordinator):
    return {"area": area, "review": review, "kind": OVERVIEW, "by": coordinator}


def state(document):
    """All that is stored of a paper and its history."""
    document = Document.objects.get(pk=document.pk)
    return (
        (document.title, document.file_id, document.latest_revision_id),
        list(document.sections.values_list("key", "heading", "body")),
        list(document.paragraphs.values_list("key", "text")),
        list(ModelLogEntry.objects.for_instance(document).values_list("pk")),
    )


def change(document, *, by):
    """As somebody does in the editor."""
    document = Document.objects.get(pk=document.pk)
    section = document.sections.first()
    words = section.body + "<p>As the panel agreed it.</p>"
    return save_paper(document, by=by, bodies={section.key: words}, on_top_of=document.latest_revision)


def test_a_file_never_replaces_a_paper_that_is_written_here(place, review, chair):
    written = begin(template_for(OVERVIEW, review), review=review, by=chair)
    before = state(written)
    ingestion = read_in(SHORT, **place)
    assert (ingestion.status, ingestion.document) == (IngestionStatus.FAILED, written)
    assert "The paper was left as it is: it is written here" in ingestion.message
    assert INSTEAD in ingestion.message
    assert state(written) == before
    assert review.documents.count() == 1
    assert not StoredFile.objects.exists()


def test_nor_one_written_here_that_the_file_names_by_its_title_alone(area, review, place, chair):
    title = "Overview report: Amina, who died in May 2021"
    words = {
        "Facts": ["Amina was in her forties when her former husband killed her. The panel offers its condolences."]
    }
    written = DocumentFactory(review=review, title=title, sections=words)
    same = f"{title}\n\n1. Facts\n\n{words['Facts'][0]}\n"
    ingestion = read_in(same, **place | {"review": None})
    assert (ingestion.status, ingestion.document) == (IngestionStatus.FAILED, written)


def test_nor_one_that_was_read_in_and_then_changed_here(place, chair):
    document = read_in(REPORT, **place).document
    change(document, by=chair)
    before = state(document)
    ingestion = read_in(REPORT.replace("on four occasions", "on nine occasions"), **place)
    assert "it was changed here since it was read from a file" in ingestion.message
    assert state(document) == before
    assert read_in(REPORT, **place).status == IngestionStatus.UNCHANGED
    assert state(document) == before


def test_a_change_here_counts_from_the_latest_reading(place, chair):
    document = read_in(REPORT, **place).document
    read_in(REPORT.replace("twenty", "thirty"), **place)
    change(document, by=chair)
    read_in(REPORT.replace("twenty", "thirty"), **place)  # the same file, read again after the change
    assert read_in(REPORT.replace("twenty", "forty"), **place).left_alone


def test_what_the_panel_may_read_is_no_change_of_the_words(place, chair):
    document = read_in(REPORT, **place).document
    release_to_panel(document, by=chair)
    again = read_in(REPORT.replace("twenty", "thirty"), **place)
    assert (again.status, again.document) == (IngestionStatus.DONE, document)
    assert "The panel reads it as it is now: the paper is released to it." in again.notes


def test_a_paper_that_came_as_a_file_goes_before_one_written_here(place, review, chair):
    begin(template_for(OVERVIEW, review), review=review, by=chair)
    came = DocumentFactory(review=review, file=read_in(REPORT, area=place["area"], kind="context").document.file)
    came.save_revision()
    assert read_in(SHORT, **place).document == came


def test_the_imr_of_another_agency_stays_another_paper(place, review, chair):
    imr = DocumentKind.IMR
    written = begin(template_for(imr, review), review=review, by=chair, agency=AgencyFactory())
    ingestion = read_in(SHORT, **place | {"kind": imr, "agency": AgencyFactory()})
    assert ingestion.status == IngestionStatus.DONE
    assert ingestion.document != written


def test_a_locked_paper_is_left_alone_and_its_sender_told_who_locked_it(place, coordinator, chair):
    document = read_in(REPORT, **place).document
    Document.objects.update(locked=True, locked_by=chair)
    before = state(document)
    changed = REPORT.replace("twenty", "thirty")
    for by in (coordinator, None):
        ingestion = read_in(changed, **place | {"by": by})
        assert f"{chair} has locked it" in ingestion.message
    assert state(document) == before
    assert read_in(changed, **place | {"by": chair}).status == IngestionStatus.DONE


def test_each_reading_is_in_the_history_of_its_paper(place, chair, coordinator, client):
    document = read_in(REPORT, **place).document
    read_in(REPORT.replace("twenty", "thirty"), **place | {"by": chair})
    entries = ModelLogEntry.objects.for_instance(document).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [("dhr.read_in", coordinator), ("dhr.read_in", chair)]
    assert entries.last().revision == Document.objects.get(pk=document.pk).latest_revision
    client.force_login(coordinator)
    page = client.get(reverse("wagtailsnippets_reviews_document:history", args=[document.pk])).content.decode()
    assert "Read in from a file" in page


def test_the_sender_is_led_to_the_way_of_a_word_draft(client, place, review, chair, coordinator):
    written = begin(template_for(OVERVIEW, review), review=review, by=chair)
    client.force_login(coordinator)
    read_in(SHORT, **place)
    page = client.get(reverse("upload-progress", args=[Ingestion.objects.get().pk])).content.decode()
    assert "Not taken in" in page and "Could not be read" not in page
    assert escape(INSTEAD) in page
    assert reverse("word-draft-send", args=[written.public_id]) in page
    assert "0 sections" not in page


def test_the_command_tells_that_a_paper_was_left_alone(tmp_path, place, review, chair):
    begin(template_for(OVERVIEW, review), review=review, by=chair)
    (tmp_path / "short.txt").write_text(SHORT)
    out = io.StringIO()
    where = ["--area", place["area"].slug, "--kind", OVERVIEW, "--review", review.public_id]
    with pytest.raises(CommandError):
        call_command("ingest", str(tmp_path / "short.txt"), *where, stdout=out)
    assert "short.txt: not taken in. The paper was left as it is: it is written here" in out.getvalue()


def test_what_was_found_counts_what_stands_in_the_file(place, review):
    document = read_in(REPORT, **place).document
    Recommendation.objects.create(document=document, review=review, text="Added here.")
    document.recommendations.get(number="1").actions.create(text="Done by spring.")
    short = read_in(SHORT, **place, replaces=True)
    assert (short.document, document.recommendations.count()) == (document, 2)
    assert short.recommendations == 0
    assert short.paragraphs == document.paragraphs.count()
    assert read_in(REPORT, **place, replaces=True).recommendations == 2


OTHER = "Another report\n\n1. Introduction\n\n" + "\n\n".join(
    f"1.{n} The panel heard about the {word} and wrote down what it had heard of it in its minutes."
    for n, word in enumerate(("surgery", "school", "refuge", "court"), start=1)
)


def test_a_file_that_is_quite_another_does_not_replace_the_paper_unasked(client, place, coordinator):
    document = read_in(REPORT, **place).document
    before = state(document)
    ingestion = read_in(OTHER, **place)
    assert (ingestion.outcome, ingestion.document) == ("Not taken in", document)
    assert state(document) == before and document.recommendations.count() == 2
    client.force_login(coordinator)
    page = client.get(reverse("upload-progress", args=[ingestion.pk])).content.decode()
    assert "it looks like another paper" in page and escape(ALL_THE_SAME) in page
    assert f'href="{reverse("upload")}"' in page


def test_it_replaces_the_paper_where_its_sender_says_so(client, place, coordinator):
    document = read_in(REPORT, **place).document
    client.force_login(coordinator)
    sent = {name: getattr(value, "pk", value) for name, value in place.items() if name != "by"}
    sent |= {"files": SimpleUploadedFile("other.txt", OTHER.encode()), "replaces": "on"}
    client.post(reverse("upload"), sent)
    work()
    ingestion = Ingestion.objects.last()
    assert (ingestion.status, ingestion.document) == (IngestionStatus.DONE, document)
    assert document.paragraphs.first().text.startswith("The panel heard about the surgery")


def test_the_command_replaces_where_it_is_told_to(tmp_path, place):
    document = read_in(REPORT, **place).document
    (tmp_path / "other.txt").write_text(OTHER)
    given = ["ingest", str(tmp_path / "other.txt"), "--area", place["area"].slug, "--kind", OVERVIEW]
    given += ["--review", place["review"].public_id]
    with pytest.raises(CommandError):
        call_command(*given, stdout=io.StringIO())
    call_command(*given, "--replace", stdout=io.StringIO())
    assert document.paragraphs.first().text.startswith("The panel heard about the surgery")


def test_what_a_file_replaced_can_be_brought_back_from_the_history(client, place, coordinator):
    document = read_in(REPORT, **place).document
    first = Document.objects.get(pk=document.pk).latest_revision
    read_in(OTHER, **place, replaces=True)
    client.force_login(coordinator)
    history = client.get(reverse("wagtailsnippets_reviews_document:history", args=[document.pk])).content.decode()
    bring_back = reverse("wagtailsnippets_reviews_document:revisions_revert", args=[document.pk, first.pk])
    assert bring_back in history
    assert "Amina was in her forties" in client.get(bring_back).content.decode()
