import shutil
from dataclasses import replace

import pytest

from dhr.areas.enums import Role
from dhr.reviews.beginning import template_for
from dhr.reviews.enums import DocumentKind, TemplateState
from dhr.reviews.models import DocumentTemplate
from dhr.reviews.standard import versions
from dhr.reviews.standard.content import KeyLineContent, SectionContent, content_of, stamp
from dhr.reviews.standard.differences import differences, word_differences
from dhr.reviews.standard.national import FOLDER, keep_up
from tests.factories import AreaFactory, MembershipFactory, ParticipationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
IMR, TERMS = DocumentKind.IMR, DocumentKind.TERMS_OF_REFERENCE


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def by(area):
    return UserFactory.coordinator(area)


def change(draft, edit):
    versions.change(draft, edit, seen=stamp(content_of(draft)))


def use(draft, by):
    versions.put_into_use(draft, seen=stamp(content_of(draft)), by=by)


def reworded(key, **facts):
    def edit(content):
        return replace(
            content, sections=tuple(replace(row, **facts) if row.key == key else row for row in content.sections)
        )

    return edit


def an_own_version(area, by, kind=IMR, heading="What went well"):
    draft = versions.begin_version(kind, area=area, by=by)
    change(draft, reworded("good-practice" if kind == IMR else "case", heading=heading))
    use(draft, by)
    return DocumentTemplate.objects.get(pk=draft.pk)


class TestVersions:
    def test_an_areas_first_draft_says_what_the_national_default_says(self, area, by):
        draft = versions.begin_version(IMR, area=area, by=by)
        assert content_of(draft) == content_of(versions.in_use(IMR))
        assert (draft.version, draft.based_on, draft.created_by) == (1, versions.in_use(IMR), by)

    def test_beginning_again_goes_on_with_the_same_draft(self, area, by):
        assert versions.begin_version(IMR, area=area, by=by) == versions.begin_version(IMR, area=area, by=by)

    def test_papers_are_begun_from_the_areas_version_once_it_is_in_use(self, area, by):
        review, elsewhere = ReviewFactory(areas=[area, AreaFactory()]), ReviewFactory()
        draft = versions.begin_version(IMR, area=area, by=by)
        assert template_for(IMR, review).area is None
        use(draft, by)
        assert template_for(IMR, review) == draft
        assert template_for(IMR, elsewhere).area is None

    def test_a_joint_review_follows_the_area_that_leads(self, area, by):
        an_own_version(area, by)
        assert template_for(IMR, ReviewFactory(areas=[AreaFactory(), area])).area is None

    def test_a_version_in_use_is_followed_never_changed(self, area, by):
        first = an_own_version(area, by)
        second = versions.begin_version(IMR, area=area, by=by)
        change(second, reworded("good-practice", heading="Praise"))
        assert first.sections.get(key="good-practice").heading == "What went well"
        use(second, by)
        first.refresh_from_db()
        assert (first.state, versions.in_use(IMR, area).version) == (TemplateState.RETIRED, 2)
        with pytest.raises(versions.Stale):
            change(second, reworded("good-practice", heading="Later"))

    def test_retiring_falls_back_to_the_national_default(self, area, by):
        own = an_own_version(area, by)
        versions.retire(own, by=by)
        assert versions.in_use(IMR, area).area is None
        assert own.history.first().history_user == by
        with pytest.raises(versions.Stale):
            versions.retire(own, by=by)

    def test_a_version_after_retirement_has_a_number_of_its_own(self, area, by):
        versions.retire(an_own_version(area, by), by=by)
        assert versions.begin_version(IMR, area=area, by=by).version == 2

    def test_a_change_to_what_was_not_seen_is_refused(self, area, by):
        draft = versions.begin_version(IMR, area=area, by=by)
        seen = stamp(content_of(draft))
        change(draft, reworded("good-practice", heading="First"))
        with pytest.raises(versions.Stale):
            versions.change(draft, reworded("good-practice", heading="Second"), seen=seen)
        with pytest.raises(versions.Stale):
            versions.put_into_use(draft, seen=seen, by=by)
        with pytest.raises(versions.Stale):
            versions.discard(draft, seen=seen)

    def test_changes_to_different_sections_do_not_meet(self, area, by):
        draft = versions.begin_version(IMR, area=area, by=by)
        seen = stamp(content_of(draft).section("scope"))
        change(draft, reworded("good-practice", heading="First"))
        versions.change(
            draft, reworded("scope", heading="Second"), seen=seen, part=lambda content: content.section("scope")
        )
        kept = content_of(draft)
        assert (kept.section("good-practice").heading, kept.section("scope").heading) == ("First", "Second")

    def test_a_briefing_has_seven_boxes_or_is_not_put_into_use(self, area, by):
        draft = versions.begin_version(DocumentKind.SEVEN_MINUTE_BRIEFING, area=area, by=by)
        change(draft, lambda content: replace(content, sections=content.sections[1:]))
        with pytest.raises(versions.CannotUse, match="has 6"):
            use(draft, by)

    def test_a_template_without_sections_is_not_put_into_use(self, area, by):
        draft = versions.begin_version(IMR, area=area, by=by)
        change(draft, lambda content: replace(content, sections=()))
        with pytest.raises(versions.CannotUse):
            use(draft, by)

    def test_a_draft_takes_account_of_a_changed_national_default(self, area, by, tmp_path):
        an_own_version(area, by)
        folder = shutil.copytree(FOLDER, tmp_path / "national")
        text = (folder / "imr.toml").read_text()
        (folder / "imr.toml").write_text(text.replace('heading = "Cover"', 'heading = "Front page"'))
        keep_up(folder)
        draft = versions.begin_version(IMR, area=area, by=by)
        assert draft.based_on.version == 1
        versions.catch_up(draft)
        draft.refresh_from_db()
        assert draft.based_on == versions.in_use(IMR)

    def test_sections_are_numbered_by_their_order(self, area, by):
        draft = versions.begin_version(DocumentKind.EXECUTIVE_SUMMARY, area=area, by=by)
        change(draft, lambda content: replace(content, sections=versions.moved(content.sections, 9, 0)))
        first, second = draft.sections.all()[:2]
        assert (first.key, first.number, second.key, second.number) == ("recommendations", "1", "process", "2")


class TestWhoSeesThem:
    def test_the_national_ones_are_for_everybody_signed_in(self):
        assert DocumentTemplate.objects.visible_to(UserFactory()).count() == len(versions.KINDS)

    def test_nobody_sees_another_areas_templates(self, area, by):
        an_own_version(area, by)
        other = UserFactory.coordinator(AreaFactory())
        assert not DocumentTemplate.objects.visible_to(other).filter(area=area).exists()

    def test_a_draft_is_there_for_those_who_may_write_it(self, area, by):
        draft = versions.begin_version(IMR, area=area, by=by)
        trainer = MembershipFactory(area=area, role=Role.TRAINER).user
        assert DocumentTemplate.objects.visible_to(by).contains(draft)
        assert not DocumentTemplate.objects.visible_to(trainer).contains(draft)
        use(draft, by)
        assert DocumentTemplate.objects.visible_to(trainer).contains(draft)

    def test_a_chair_sees_those_of_the_area_that_leads_the_review(self, area, by):
        own, other = an_own_version(area, by), AreaFactory()
        joined = an_own_version(other, UserFactory.coordinator(other))
        chair = ParticipationFactory(review=ReviewFactory(areas=[area, other])).user
        visible = DocumentTemplate.objects.visible_to(chair)
        assert visible.contains(own)
        assert not visible.contains(joined)


class TestDifferences:
    def between(self, draft, edit):
        before = content_of(draft)
        return differences(before, edit(before))

    @pytest.fixture
    def draft(self, area, by):
        return versions.begin_version(TERMS, area=area, by=by)

    def test_the_same_is_no_difference(self, draft):
        assert not self.between(draft, lambda content: content)

    def test_a_reworded_section_shows_its_words(self, draft):
        (part,) = self.between(draft, reworded("scope", heading="Time under review")).sections
        assert (part.what, part.moved) == ("changed", "")
        (field,) = part.fields
        assert [(piece.how, piece.text) for piece in field.pieces] == [
            ("removed", "Period"),
            ("added", "Time"),
            ("same", " under review"),
        ]

    def test_limits_and_what_is_required_are_told(self, draft):
        (part,) = self.between(draft, reworded("media", word_limit=400, required=True)).sections
        assert [field.label for field in part.fields] == ["Required", "Word limit"]

    def test_only_the_section_that_moved_is_told_as_moved(self, draft):
        def edit(content):
            return replace(content, sections=versions.moved(content.sections, 1, 4))

        (part,) = self.between(draft, edit).sections
        assert (part.name, part.moved, part.fields) == (
            "5 Circumstances that led to the review",
            "from place 2 to place 5",
            (),
        )

    def test_added_and_removed_sections_are_told_with_their_words(self, draft):
        def edit(content):
            new = SectionContent("research", "Research", guidance="What is known.")
            return replace(content, sections=(*content.sections[1:], new))

        added, removed = self.between(draft, edit).sections
        assert (added.what, added.name, added.fields[0].pieces[0].text) == ("added", "19 Research", "What is known.")
        assert (removed.what, removed.name) == ("removed", "1 The case")

    def test_key_lines_are_compared_in_words_and_themes(self, draft):
        def edit(content):
            first = KeyLineContent(content.key_lines[0].text, frozenset({"alcohol"}))
            return replace(content, key_lines=(first, *content.key_lines[1:], KeyLineContent("And what else?")))

        changed, added = self.between(draft, edit).key_lines
        assert [field.label for field in changed.fields] == ["Themes"]
        assert (added.what, added.name) == ("added", "Key line 14")

    def test_words_are_told_apart_and_nothing_is_lost(self):
        pieces = word_differences("one two three", "one 2 three four")
        assert "".join(piece.text for piece in pieces if piece.how != "added") == "one two three"
        assert "".join(piece.text for piece in pieces if piece.how != "removed") == "one 2 three four"
