from dataclasses import replace

import pytest

from dhr.reviews.beginning import GONE, begin, follow_key_lines, kinds_for, template_for
from dhr.reviews.enums import Characteristic, DocumentKind, ReviewKind
from dhr.reviews.models import Document, KeyLine, Section
from dhr.reviews.standard import versions
from dhr.reviews.standard.content import content_of, stamp
from tests.factories import AgencyFactory, AreaFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
IMR, TERMS, REPORT = DocumentKind.IMR, DocumentKind.TERMS_OF_REFERENCE, DocumentKind.OVERVIEW_REPORT


@pytest.fixture
def review():
    return ReviewFactory(areas=[AreaFactory()], title="Amina, died May 2021")


@pytest.fixture
def by():
    return UserFactory()


def with_key_lines(review, *texts):
    return [KeyLine.objects.create(review=review, number=n, text=text) for n, text in enumerate(texts, start=1)]


def an_imr(review, by):
    return begin(template_for(IMR, review), review=review, by=by, agency=AgencyFactory(name="Tidewell"))


def outline(document):
    return [(row.number, row.heading) for row in Section.objects.filter(document=document)]


def parts(document):
    """(number, heading) of the parts that answer key lines."""
    return [
        (row.number, row.heading) for row in Section.objects.filter(document=document) if row.key.startswith("line-")
    ]


def written(document, key_line, words):
    section = Section.objects.get(document=document, key_line=key_line)
    section.body = f'<p data-block-key="abc">{words}</p>'
    section.save()


class TestBegin:
    def test_a_paper_has_the_sections_of_its_template_with_what_is_asked_of_each(self, review, by):
        template = template_for(REPORT, review)
        document = begin(template, review=review, by=by)
        assert (document.template, document.created_by, document.kind) == (template, by, REPORT)
        assert document.title == "Overview report: Amina, died May 2021"
        section = document.sections.get(key="timescales")
        row = template.sections.get(key="timescales")
        assert (section.guidance, section.required, section.word_limit) == (row.guidance, True, 250)
        assert outline(document)[:3] == [("", "Preface"), ("1", "Introduction"), ("2", "Timescales")]

    def test_its_first_revision_is_saved_by_whoever_began_it_with_the_keys_of_its_paragraphs(self, review, by):
        document = begin(template_for(TERMS, review), review=review, by=by)
        revision = document.latest_revision
        assert revision.user == by
        kept = revision.as_object().sections.get(key="purpose").body
        keys = set(document.paragraphs.filter(section__key="purpose").values_list("key", flat=True))
        assert keys
        assert all(f'data-block-key="{key}"' in kept for key in keys)

    def test_terms_of_reference_bring_the_generic_key_lines_and_the_characteristics(self, review, by):
        document = begin(template_for(TERMS, review), review=review, by=by)
        lines = review.key_lines.all()
        assert [line.number for line in lines] == list(range(1, 14))
        assert all(line.generic for line in lines)
        assert set(lines[1].themes.values_list("code", flat=True)) == {"risk-assessment", "marac"}
        assert review.characteristics.count() == len(Characteristic)
        assert document.paragraphs.filter(section__key="key-lines", text=lines[0].text).exists()

    def test_key_lines_that_a_review_has_are_left_as_they_are(self, review, by):
        with_key_lines(review, "How was she heard?")
        begin(template_for(TERMS, review), review=review, by=by)
        begin(template_for(TERMS, review), review=review, by=by)
        assert [line.text for line in review.key_lines.all()] == ["How was she heard?"]
        assert review.characteristics.count() == len(Characteristic)

    def test_an_imr_has_a_part_for_each_key_line(self, review, by):
        first, second = with_key_lines(review, "What was known?", "How was she heard?")
        document = an_imr(review, by)
        assert parts(document) == [("8.1", "What was known?"), ("8.2", "How was she heard?")]
        section = document.sections.get(key_line=second)
        assert (section.key, section.level) == (f"line-{second.pk}", 2)
        assert "Why it was so" in section.body
        assert document.sections.get(key_line=first).required
        assert document.title == "Individual management review (IMR): Tidewell"

    def test_a_very_long_key_line_heads_its_part_in_short(self, review, by):
        with_key_lines(review, "Was she heard? " * 60)
        ((_, heading),) = parts(an_imr(review, by))
        assert len(heading) <= 300

    def test_an_imr_begun_without_key_lines_has_the_analysis_alone(self, review, by):
        document = an_imr(review, by)
        assert parts(document) == []
        assert ("8", "Analysis") in outline(document)

    def test_a_title_of_ones_own_is_kept(self, review, by):
        assert begin(template_for(REPORT, review), review=review, by=by, title="Learning").title == "Learning"

    def test_changing_the_template_changes_nothing_that_is_begun(self, review, by):
        area = review.lead_area
        draft = versions.begin_version(REPORT, area=area, by=by)
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=by)
        document = begin(template_for(REPORT, review), review=review, by=by)
        before = outline(document)
        following = versions.begin_version(REPORT, area=area, by=by)
        versions.change(
            following,
            lambda content: replace(content, sections=content.sections[3:]),
            seen=stamp(content_of(following)),
        )
        following.refresh_from_db()
        versions.put_into_use(following, seen=stamp(content_of(following)), by=by)
        document = Document.objects.get(pk=document.pk)
        assert outline(document) == before
        assert (document.template.version, template_for(REPORT, review).version) == (1, 2)


def test_a_marac_review_has_terms_and_its_report_alone():
    assert kinds_for(ReviewFactory(kind=ReviewKind.MARAC)) == [TERMS, DocumentKind.MARAC_REVIEW_REPORT]
    assert DocumentKind.MARAC_REVIEW_REPORT not in kinds_for(ReviewFactory())


class TestFollowingKeyLines:
    @pytest.fixture
    def lines(self, review):
        return with_key_lines(review, "What was known?", "How was she heard?")

    @pytest.fixture
    def imr(self, review, lines, by):
        return an_imr(review, by)

    def test_nothing_happens_where_nothing_changed(self, imr, by):
        revision = imr.latest_revision
        assert follow_key_lines(imr, by) is False
        assert Document.objects.get(pk=imr.pk).latest_revision == revision

    def test_a_new_key_line_gets_a_part(self, imr, review, by):
        KeyLine.objects.create(review=review, number=3, text="What was done well?")
        assert follow_key_lines(imr, by) is True
        assert parts(imr)[2] == ("8.3", "What was done well?")
        document = Document.objects.get(pk=imr.pk)
        assert document.latest_revision.as_object().sections.filter(heading="What was done well?").exists()
        assert ("9", "Equality and diversity") in outline(imr)

    def test_parts_follow_order_and_words_of_their_key_lines_and_keep_their_text(self, imr, lines, by):
        written(imr, lines[1], "She was heard once.")
        lines[0].number = 9
        lines[0].save()
        lines[1].number, lines[1].text = 1, "Who heard her?"
        lines[1].save()
        assert follow_key_lines(imr, by) is True
        assert parts(imr) == [("8.1", "Who heard her?"), ("8.2", "What was known?")]
        assert "She was heard once." in Section.objects.get(document=imr, key_line=lines[1]).body

    def test_text_whose_key_line_is_gone_is_kept_and_marked(self, imr, lines, by):
        written(imr, lines[0], "The surgery knew.")
        lines[0].delete()
        assert follow_key_lines(imr, by) is True
        assert parts(imr) == [("8.1", "How was she heard?"), ("8.2", f"{GONE}What was known?")]
        assert imr.paragraphs.filter(text="The surgery knew.").exists()
        assert follow_key_lines(imr, by) is False

    def test_a_part_without_words_goes_with_its_key_line(self, imr, lines, by):
        lines[0].delete()
        assert follow_key_lines(imr, by) is True
        assert parts(imr) == [("8.1", "How was she heard?")]

    def test_parts_come_where_the_template_has_them_when_there_were_none(self, review, by):
        imr = an_imr(review, by)
        with_key_lines(review, "What was known?")
        assert follow_key_lines(imr, by) is True
        headings = [heading for _, heading in outline(imr)]
        assert headings[headings.index("Analysis") + 1] == "What was known?"
        assert parts(imr) == [("8.1", "What was known?")]

    def test_a_paper_without_a_template_is_left_alone(self, review, by):
        document = Document.objects.create(kind=IMR, title="Read in", review=review)
        assert follow_key_lines(document, by) is False
