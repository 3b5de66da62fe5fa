import pytest

from dhr.actions.models import Recommendation
from dhr.reviews.enums import DocumentKind, Placed
from dhr.reviews.lists import adopt, lists_of, report_of
from dhr.reviews.models import Document, Lesson, Review, ReviewCharacteristic
from dhr.reviews.numbering import in_place, renumber
from dhr.reviews.placed import place_again, placed_blocks
from dhr.search.models import IndexChange
from tests.factories import DocumentFactory, ReviewFactory

from .case import a_case, key_lines, lessons, printed, showing

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return ReviewFactory()


def test_a_section_prints_the_key_lines_in_order_each_with_its_number(review):
    key_lines(review, "What was known?", "What  was\ndone?")
    document = showing(review, Placed.KEY_LINES)
    place_again(review, Placed.KEY_LINES)
    assert printed(document) == [("Key line 1", "What was known?"), ("Key line 2", "What was done?")]


def test_a_section_that_shows_nothing_prints_nothing_more(review):
    key_lines(review, "What was known?")
    document = DocumentFactory(review=review, sections={"One": ["Words."]})
    assert placed_blocks(document.sections.get()) == []


def test_a_context_paper_belongs_to_no_review_and_prints_nothing(review):
    document = showing(None, Placed.KEY_LINES, kind=DocumentKind.CONTEXT, area=review.areas.get())
    assert placed_blocks(document.sections.get()) == []


def test_a_paper_may_show_the_same_twice(review):
    key_lines(review, "What was known?")
    ReviewCharacteristic.objects.create(review=review, characteristic="gender-reassignment", relevant="no", reason="R")
    document = showing(review, Placed.KEY_LINES, Placed.CHARACTERISTICS, Placed.KEY_LINES, Placed.CHARACTERISTICS)
    place_again(review, Placed.KEY_LINES)
    keys = list(document.paragraphs.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == 2 + 2 * 11
    assert max(len(key) for key in keys) <= 20


def test_the_characteristics_are_a_table_with_a_heading_row_and_all_ten_rows(review):
    ReviewCharacteristic.objects.create(review=review, characteristic="sex", relevant="yes", reason="She was a woman.")
    blocks = [keyed.block for keyed in placed_blocks(showing(review, Placed.CHARACTERISTICS).sections.get())]
    assert blocks[0].header and blocks[0].cells == ("Characteristic", "Relevant", "Reason")
    assert [block.cells for block in blocks if block.cells[0] == "Sex"] == [("Sex", "Yes", "She was a woman.")]
    assert [block.cells for block in blocks if block.cells[0] == "Age"] == [("Age", "Not yet decided", "")]
    assert len(blocks) == 11


class TestWhichList:
    @pytest.fixture
    def imr(self, review):
        document = showing(review, Placed.LESSONS, Placed.RECOMMENDATIONS, kind=DocumentKind.IMR)
        lessons(review, "An agency's lesson.", document=document)
        Recommendation.objects.create(review=review, document=document, number="1", order=1, text="An agency's.")
        return document

    def test_a_report_prints_the_reviews_and_nothing_of_an_imr(self, review, imr):
        report = showing(review, Placed.LESSONS, Placed.RECOMMENDATIONS)
        lessons(review, "The review's lesson.", document=report)
        Recommendation.objects.create(review=review, number="1", order=1, text="The review's.")
        place_again(review, Placed.LESSONS)
        assert printed(report) == [("Lesson 1", "The review's lesson."), ("Recommendation 1", "The review's.")]

    def test_an_imr_prints_its_own_alone(self, review, imr):
        lessons(review, "The review's lesson.")
        Recommendation.objects.create(review=review, number="1", order=1, text="The review's.")
        place_again(review, Placed.LESSONS)
        assert printed(imr) == [("Lesson 1", "An agency's lesson."), ("Recommendation 1", "An agency's.")]

    def test_any_paper_of_an_agency_prints_nothing_of_the_reviews(self, review):
        case = a_case()
        lessons(case.review, "The review's lesson.")
        letter = showing(case.review, Placed.LESSONS, kind=DocumentKind.LETTER, agency=case.police)
        assert placed_blocks(letter.sections.get()) == []

    def test_what_stands_in_a_papers_own_text_is_not_printed_there_again(self, review):
        report = showing(review, Placed.RECOMMENDATIONS)
        Recommendation.objects.create(
            review=review, document=report, number="4.1", order=1, text="Read from it.", source_paragraph="abcdef"
        )
        Recommendation.objects.create(review=review, document=report, number="4.2", order=2, text="Added by hand.")
        briefing = showing(review, Placed.RECOMMENDATIONS, kind=DocumentKind.SEVEN_MINUTE_BRIEFING)
        place_again(review, Placed.RECOMMENDATIONS)
        assert printed(report) == [("Recommendation 4.2", "Added by hand.")]
        assert [label for label, _ in printed(briefing)] == ["Recommendation 4.1", "Recommendation 4.2"]

    def test_what_a_summary_says_again_is_not_printed_twice(self, review):
        report, summary = (
            DocumentFactory(review=review),
            DocumentFactory(review=review, kind=DocumentKind.EXECUTIVE_SUMMARY),
        )
        for paper in (report, summary):
            Recommendation.objects.create(
                review=review, document=paper, number="1", order=1, text="Train staff.", source_paragraph="abcdef"
            )
        briefing = showing(review, Placed.RECOMMENDATIONS, kind=DocumentKind.SEVEN_MINUTE_BRIEFING)
        place_again(review, Placed.RECOMMENDATIONS)
        assert printed(briefing) == [("Recommendation 1", "Train staff.")]

    def test_a_long_printed_number_still_fits_a_label(self, review):
        Recommendation.objects.create(review=review, number="Recommendation 12.3b", order=1, text="Train staff.")
        document = showing(review, Placed.RECOMMENDATIONS)
        place_again(review, Placed.RECOMMENDATIONS)
        assert printed(document) == [("Recommendation 12.3b", "Train staff.")]

    def test_nobody_sees_a_list_of_another_agencys_imr(self, review):
        case = a_case()
        imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.police)
        lessons(case.review, "Ours.", document=imr)
        expected = {"imr-author": [imr], "other-imr-author": [], "panel-member": [], "chair": [None, imr]}
        for role, seen in expected.items():
            user = case.people[role]
            found = lists_of(case.review, Lesson.objects.visible_to(user), user)
            assert [each.paper for each in found] == seen, role


def test_printing_again_keeps_a_paragraphs_row_and_has_the_paper_indexed(review):
    line, _ = key_lines(review, "What was known?", "What was done?")
    document = showing(review, Placed.KEY_LINES)
    place_again(review, Placed.KEY_LINES)
    before = document.paragraphs.get(key=f"key-{line.pk}")
    IndexChange.objects.all().delete()
    line.text = "What was known, and by whom?"
    line.save()
    place_again(review, Placed.KEY_LINES)
    after = document.paragraphs.get(key=f"key-{line.pk}")
    assert (after.pk, after.text) == (before.pk, "What was known, and by whom?")
    assert IndexChange.objects.filter(unit=review.unit).exists()


def test_what_stood_in_no_paper_is_the_reports_once_it_is_begun(review):
    lessons(review, "First.", "Second.")
    Recommendation.objects.create(review=review, number="1", order=1, text="Train staff.")
    report = DocumentFactory(review=review)
    adopt(report)
    assert report_of(review) == report
    assert set(Lesson.objects.values_list("document", flat=True)) == {report.pk}
    assert Recommendation.objects.get().document == report


@pytest.mark.parametrize(("place", "order"), [(1, "cab"), (2, "acb"), (3, "abc"), (-4, "cab"), (9, "abc")])
def test_an_entry_goes_to_its_place_and_all_are_numbered_without_gaps(review, place, order):
    rows = dict(zip("abc", key_lines(review, "A", "B", "C"), strict=True))
    renumber(in_place(list(rows.values()), rows["c"].pk, place))
    assert "".join(review.key_lines.values_list("text", flat=True)).lower() == order
    assert list(review.key_lines.values_list("number", flat=True)) == [1, 2, 3]


def test_moving_is_kept_in_the_history_of_those_that_moved_alone(review):
    first, second, third = key_lines(review, "A", "B", "C")
    renumber(in_place([first, second, third], second.pk, 1))
    assert [line.history.count() for line in (first, second, third)] == [2, 2, 1]
    assert Review.objects.get().key_lines.first() == second
    assert not Document.objects.exists()
