import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.utils import timezone

from dhr.actions.enums import Provenance, Scope
from dhr.actions.models import Recommendation
from dhr.areas.enums import AgencyKind
from dhr.exchange import reading
from dhr.exchange.enums import Change, IngestionStatus
from dhr.exchange.ingestions import work
from dhr.exchange.models import Ingestion
from dhr.exchange.reading import take_in
from dhr.exchange.receiving import Refused, receive
from dhr.publishing.editions import withdraw
from dhr.publishing.models import Edition
from dhr.reviews.enums import DocumentKind, ReviewKind, State
from dhr.reviews.models import Document, Review, ReviewArea, StoredFile
from tests.factories import AgencyFactory, AreaFactory, ReviewFactory, UserFactory

from .papers import REPORT, read_in

pytestmark = pytest.mark.django_db
SOURCE = "https://council.example/reports/amina.pdf"
TERMS = """\
Terms of reference for the review of Amina's death

1. Key lines of enquiry asked in every review

1. What did each agency know of abuse, and what did it do with what it
knew at the time, on its own and together with the other agencies?

2. Key lines of enquiry for this case

2. Why were the calls of neighbours recorded as noise, and who read these
records later on, when the same address was called in about again?

3. Timetable

The panel meets five times between September 2021 and June 2022, in rooms that are quiet.
"""


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def report(area):
    return read_in(REPORT, area=area, kind=DocumentKind.OVERVIEW_REPORT)


def changes(ingestion):
    return [entry["what"] for entry in ingestion.differences]


def test_a_report_begins_a_review_of_its_area_under_its_own_title(report, area):
    review = Review.objects.get()
    assert report.status == IngestionStatus.DONE
    assert report.document.review == review
    assert review.lead_area == area
    assert review.kind == ReviewKind.DEATH
    assert review.title == report.document.title
    assert (review.category, review.death_year) == ("", None)
    assert not review.people.exists()
    assert not review.events.exists()
    assert review.public_id in report.notes[0]


def test_sections_paragraphs_and_labels_follow_the_paper(report):
    headings = [(section.number, section.heading) for section in report.document.sections.all()]
    assert ("1", "Introduction") in headings
    first = report.document.paragraphs.get(label="1.1")
    assert first.text.startswith(
        "Amina was in her forties when her former husband killed her. The panel offers its cond"
    )
    assert first.section.heading == "Introduction"
    assert (report.sections, report.paragraphs) == (len(headings), report.document.paragraphs.count())


def test_the_original_is_kept_with_its_true_type(report):
    assert report.document.file.name == "report.txt"
    assert report.document.file.content_type == "text/plain"
    with report.document.file.file.open() as file:
        assert file.read() == REPORT.encode()


def test_reading_saves_one_revision_by_whoever_sent_the_file(area):
    user = UserFactory()
    document = read_in(REPORT, area=area, kind=DocumentKind.OVERVIEW_REPORT, by=user).document
    assert [revision.user for revision in document.revisions.all()] == [user]
    assert document.latest_revision.content["sections"][0]["body"]


def test_recommendations_name_agency_recipient_and_source(area):
    police = AgencyFactory(name="Northwall Police", kind=AgencyKind.POLICE)
    document = read_in(REPORT, area=area, kind=DocumentKind.OVERVIEW_REPORT).document
    first, second = document.recommendations.all()
    assert (first.number, first.agency, first.recipient) == ("1", police, AgencyKind.POLICE)
    assert first.text.startswith("Northwall Police should record")
    assert document.paragraphs.get(key=first.source_paragraph).text.startswith("Recommendation 1")
    assert (second.agency, second.agency_as_stated, second.recipient) == (None, "Home Office", AgencyKind.GOVERNMENT)
    assert {row.provenance for row in (first, second)} == {Provenance.EXTRACTED}
    assert first.review == document.review


def test_lessons_are_taken_from_their_section(report):
    lessons = list(report.document.review.lessons.all())
    assert [lesson.number for lesson in lessons] == [1, 2]
    assert lessons[0].text.startswith("A call about noise")
    assert {lesson.document for lesson in lessons} == {report.document}
    assert report.document.paragraphs.get(key=lessons[0].source_paragraph).label == "2.1"


def test_key_lines_are_taken_from_terms_of_reference_once(area):
    review = ReviewFactory(areas=[area])
    place = {"area": area, "kind": DocumentKind.TERMS_OF_REFERENCE, "review": review}
    read_in(TERMS, **place)
    assert [(line.number, line.generic) for line in review.key_lines.all()] == [(1, True), (2, False)]
    review.key_lines.update(text="As the panel amended it.")
    read_in(TERMS.replace("neighbours", "passers-by"), **place)
    assert {line.text for line in review.key_lines.all()} == {"As the panel amended it."}


def test_a_marac_report_begins_a_marac_review(area):
    read_in(REPORT, area=area, kind=DocumentKind.MARAC_REVIEW_REPORT)
    assert Review.objects.get().kind == ReviewKind.MARAC


def test_a_context_paper_belongs_to_its_area_alone(area):
    document = read_in(REPORT, area=area, kind=DocumentKind.CONTEXT).document
    assert (document.area, document.review) == (area, None)
    assert not Review.objects.exists()
    assert document.recommendations.count() == 2


def test_a_paper_joins_a_review(area):
    review = ReviewFactory(areas=[area])
    agency = AgencyFactory()
    document = read_in(REPORT, area=area, kind=DocumentKind.IMR, review=review, agency=agency).document
    assert (document.review, document.agency, document.area) == (review, agency, None)
    assert Review.objects.count() == 1


def test_the_same_file_again_changes_nothing(report, area):
    again = read_in(REPORT, name="copy of report.txt", area=area, kind=DocumentKind.OVERVIEW_REPORT)
    assert again.status == IngestionStatus.UNCHANGED
    assert again.document == report.document
    assert Document.objects.count() == Review.objects.count() == StoredFile.objects.count() == 1
    assert report.document.revisions.count() == 1


def test_the_same_file_in_another_area_is_another_paper(report):
    other = read_in(REPORT, area=AreaFactory(), kind=DocumentKind.OVERVIEW_REPORT)
    assert other.status == IngestionStatus.DONE
    assert other.document != report.document


def test_two_readers_of_one_file_make_one_paper(area, private_files, django_capture_on_commit_callbacks):
    place = {"area": area, "kind": DocumentKind.OVERVIEW_REPORT, "limit": 10_000}
    first = receive(ContentFile(REPORT.encode()), name="a.txt", **place, by=UserFactory())
    second = receive(ContentFile(REPORT.encode()), name="b.txt", **place, by=UserFactory())
    assert first.file != second.file
    with django_capture_on_commit_callbacks(execute=True):
        first, second = take_in(first), take_in(second)
    assert second.status == IngestionStatus.UNCHANGED
    assert Document.objects.count() == 1
    assert second.file == first.file
    assert len(private_files()) == 1


def test_an_area_that_left_a_review_neither_finds_nor_changes_its_papers(report, area):
    review = report.document.review
    other = AreaFactory()
    ReviewArea.objects.create(review=review, area=other, until=timezone.localdate())
    again = read_in(REPORT, area=other, kind="overview-report")
    assert (again.status, again.review == review) == (IngestionStatus.DONE, False)
    changed = read_in(REPORT.replace("four occasions", "nine occasions"), area=other, kind="overview-report")
    assert changed.document == again.document
    assert not report.document.paragraphs.filter(text__contains="nine occasions").exists()


def test_a_changed_file_keeps_the_keys_of_what_stayed_and_lists_the_rest(report, area):
    keys = dict(report.document.paragraphs.values_list("label", "key"))
    lesson = (
        "2.3 The panel adds a lesson here that nobody had written down before it met,\nand which all agreed on.\n\n"
    )
    changed = REPORT.replace("on four occasions", "on five occasions")
    changed = changed.replace("3. Recommendations", f"{lesson}3. Recommendations")
    changed = changed.replace("1.2 This report covers", "1.3 This report covers")
    again = read_in(changed, area=area, kind=DocumentKind.OVERVIEW_REPORT)
    assert again.document == report.document
    assert again.document.paragraphs.get(label="1.1").key == keys["1.1"]
    assert again.document.paragraphs.get(label="1.3").key == keys["1.2"]
    assert again.document.paragraphs.get(label="2.1").key == keys["2.1"]
    assert changes(again) == [Change.PARAGRAPH_CHANGED, Change.PARAGRAPH_ADDED]
    assert again.differences[0]["where"] == "1 Introduction, 1.1"
    assert "on five occasions" in again.differences[0]["after"]
    with again.document.file.file.open() as file:
        assert file.read() == changed.encode()
    assert StoredFile.objects.count() == 2


def test_removed_paragraphs_and_changed_headings_are_listed(report, area):
    changed = REPORT.replace("1. Introduction", "1. How this review began")
    changed = changed[: changed.index("2.2 The general")] + changed[changed.index("3. Recommendations") :]
    again = read_in(changed, area=area, kind=DocumentKind.OVERVIEW_REPORT)
    assert changes(again) == [Change.HEADING_REMOVED, Change.HEADING_ADDED, Change.PARAGRAPH_REMOVED]
    assert not again.document.paragraphs.filter(label="2.2").exists()
    assert again.document.paragraphs.get(label="1.1").section.heading == "How this review began"


def test_a_paragraph_that_moved_keeps_its_key(report, area):
    key = report.document.paragraphs.get(label="1.2").key
    moved = REPORT[REPORT.index("1.2 This") : REPORT.index("2. Lessons")]
    changed = REPORT.replace(moved, "").replace("3. Recommendations", f"{moved}3. Recommendations")
    again = read_in(changed, area=area, kind=DocumentKind.OVERVIEW_REPORT)
    assert again.document.paragraphs.get(key=key).section.heading == "Lessons to be learnt"


def test_another_report_of_the_same_name_is_another_paper(report, area):
    words = iter(range(10_000))
    other = " ".join(f"{word}{next(words)}" if word.islower() else word for word in REPORT.split(" "))
    assert read_in(other, area=area, kind=DocumentKind.OVERVIEW_REPORT).document != report.document


def test_recommendations_that_nobody_edited_follow_the_file(report, area):
    changed = REPORT.replace("monthly sample of twenty", "monthly sample of thirty")
    changed = changed[: changed.index("Recommendation 2")]
    again = read_in(changed, area=area, kind=DocumentKind.OVERVIEW_REPORT)
    row = again.document.recommendations.get()
    assert "thirty" in row.text
    assert {Change.RECOMMENDATION_CHANGED, Change.RECOMMENDATION_REMOVED} <= set(changes(again))


def test_an_edited_recommendation_is_never_altered(report, area):
    report.document.recommendations.update(text="As the board agreed it.", scope=Scope.LOCAL, edited_at=timezone.now())
    before = list(report.document.recommendations.values())
    changed = REPORT.replace("monthly sample of twenty", "monthly sample of thirty")
    changed = changed[: changed.index("Recommendation 2")]
    again = read_in(changed, area=area, kind=DocumentKind.OVERVIEW_REPORT)
    assert list(again.document.recommendations.values()) == before
    assert changes(again).count(Change.RECOMMENDATION_KEPT) == 2


def test_a_recommendation_that_somebody_wrote_stays(report, area):
    row = Recommendation.objects.create(document=report.document, review=report.document.review, text="Written here.")
    read_in(REPORT.replace("twenty", "forty"), area=area, kind=DocumentKind.OVERVIEW_REPORT)
    row.refresh_from_db()
    assert row.text == "Written here."


def test_a_published_report_is_an_edition_and_the_review_published(area):
    document = read_in(REPORT, area=area, kind="overview-report", published=True, source_url=SOURCE).document
    edition = Edition.objects.standing().get()
    assert (edition.document, edition.source_url, edition.file) == (document, SOURCE, document.file)
    assert document.review.current_event.state == State.PUBLISHED


def test_a_changed_published_file_makes_a_new_edition_only_when_told(area):
    read_in(REPORT, area=area, kind="overview-report", published=True, source_url=SOURCE)
    again = read_in(REPORT.replace("twenty", "thirty"), area=area, kind="overview-report")
    assert Edition.objects.count() == 1
    assert "published edition is unchanged" in again.notes[0]
    read_in(REPORT.replace("twenty", "forty"), area=area, kind="overview-report", published=True, source_url=SOURCE)
    assert Edition.objects.standing().get().number == 2


def test_a_paper_here_already_can_still_be_said_to_be_public(report, area):
    again = read_in(REPORT, area=area, kind="overview-report", published=True, source_url=SOURCE)
    assert again.status == IngestionStatus.DONE
    assert Edition.objects.standing().get().source_url == SOURCE


def test_a_withdrawn_paper_is_not_published_again_by_reading(area):
    read_in(REPORT, area=area, kind="overview-report", published=True, source_url=SOURCE)
    withdraw(Edition.objects.get(), reason="The family asked.", by=None)
    again = read_in(
        REPORT.replace("twenty", "ten"), area=area, kind="overview-report", published=True, source_url=SOURCE
    )
    assert not Edition.objects.standing().exists()
    assert "withdrawn here" in again.notes[0]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ({"kind": "letter"}, "not read in"),
        ({"kind": "imr"}, "say which one"),
        ({"kind": "overview-report", "published": True}, "needs the web address"),
        ({"kind": "overview-report", "published": True, "source_url": "file:///etc/passwd"}, "needs the web address"),
        ({"kind": "overview-report", "source_url": SOURCE}, "already public"),
        ({"kind": "context", "agency": "an agency"}, "area alone"),
        ({"kind": "overview-report", "agency": "an agency"}, "Only an IMR"),
        ({"kind": "overview-report", "limit": 10}, "largest"),
    ],
)
def test_what_may_not_be_read_in_is_refused_and_leaves_nothing(area, private_files, place, reason):
    if "agency" in place:
        place = place | {"agency": AgencyFactory()}
    with pytest.raises(Refused, match=reason):
        read_in(REPORT, area=area, **place)
    assert not Ingestion.objects.exists()
    assert not StoredFile.objects.exists()
    assert private_files() == []


def test_an_imr_is_never_published_by_reading_it(area):
    review = ReviewFactory(areas=[area])
    with pytest.raises(Refused, match="never published"):
        read_in(REPORT, area=area, kind="imr", review=review, published=True, source_url=SOURCE)


def test_a_review_of_another_area_cannot_be_joined(area):
    with pytest.raises(Refused, match="does not belong"):
        read_in(REPORT, area=area, kind="overview-report", review=ReviewFactory())


def test_imrs_without_an_agency_do_not_take_each_others_place(area):
    review = ReviewFactory(areas=[area])
    read_in(REPORT, name="one.txt", area=area, kind="imr", review=review)
    read_in(TERMS, name="two.txt", area=area, kind="imr", review=review)
    assert review.documents.count() == 2


def test_the_worker_reads_what_waits_and_what_a_crash_left(area):
    place = {"area": area, "kind": DocumentKind.CONTEXT, "limit": 10_000, "by": None}
    receive(ContentFile(REPORT.encode()), name="a.txt", **place)
    crashed = receive(ContentFile(TERMS.encode()), name="b.txt", **place)
    Ingestion.objects.filter(pk=crashed.pk).update(status=IngestionStatus.READING, attempts=1)
    assert work() == 2
    assert {ingestion.status for ingestion in Ingestion.objects.all()} == {IngestionStatus.DONE}
    assert work() == 0


def test_a_file_that_waits_is_not_kept_twice(area, private_files):
    place = {"area": area, "kind": DocumentKind.CONTEXT, "limit": 10_000, "by": None}
    first = receive(ContentFile(REPORT.encode()), name="a.txt", **place)
    assert receive(ContentFile(REPORT.encode()), name="a.txt", **place) == first
    assert len(private_files()) == 1


def test_what_another_reader_finished_is_not_begun_again(area):
    fetched = receive(ContentFile(REPORT.encode()), name="a.txt", area=area, kind="context", limit=10_000, by=None)
    done = take_in(Ingestion.objects.get(pk=fetched.pk))
    assert take_in(fetched) == done
    assert (fetched.status, fetched.attempts) == (IngestionStatus.DONE, 1)


def test_a_file_at_which_the_reader_keeps_dying_is_given_up(area):
    ingestion = receive(ContentFile(REPORT.encode()), name="a.txt", area=area, kind="context", limit=10_000, by=None)
    Ingestion.objects.update(status=IngestionStatus.READING, attempts=reading.ATTEMPTS)
    ingestion.refresh_from_db()
    assert "given up" in take_in(ingestion).message


def test_a_fault_of_ours_fails_one_file_without_a_word_of_its_text(area, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("Amina lived at number 7")

    monkeypatch.setattr(reading, "write_sections", broken)
    ingestion = read_in(REPORT, area=area, kind="overview-report")
    assert ingestion.status == IngestionStatus.FAILED
    assert "ValueError" in ingestion.message
    assert "Amina" not in ingestion.message
    assert not Document.objects.exists()
    assert not Review.objects.exists()


def test_a_database_out_of_reach_leaves_the_file_waiting(area, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(reading, "write_sections", locked)
    with pytest.raises(OperationalError):
        read_in(REPORT, area=area, kind="overview-report")
    monkeypatch.undo()
    assert work() == 1
    assert Document.objects.count() == 1


def test_a_heading_longer_than_its_field_is_shortened(area):
    heading = "4. " + "A Heading Without An End " * 20
    document = read_in(
        REPORT + f"\n{heading}\n\n4.1 Its first paragraph stands here and is quite long.\n", area=area, kind="context"
    ).document
    assert all(len(section.heading) <= 300 for section in document.sections.all())
