import io
import shutil

import pytest
from django.urls import reverse
from docx import Document as WordDocument

from dhr.areas.enums import Role
from dhr.reviews.enums import DocumentKind, TemplateState
from dhr.reviews.models import DocumentTemplate
from dhr.reviews.standard import versions
from dhr.reviews.standard.content import content_of, stamp
from dhr.reviews.standard.national import FOLDER, keep_up
from tests.factories import AreaFactory, MembershipFactory, ParticipationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
IMR, TERMS, BRIEFING = DocumentKind.IMR, DocumentKind.TERMS_OF_REFERENCE, DocumentKind.SEVEN_MINUTE_BRIEFING


@pytest.fixture
def area():
    return AreaFactory(name="Aldermere")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def draft(area, coordinator):
    return versions.begin_version(IMR, area=area, by=coordinator)


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response


def seen(client, name, *args):
    return page(client, name, *args).context["seen"]


def section_data(client, draft, key, **changes):
    """What the form of a section would send, with `changes`."""
    response = page(client, "template-section", draft.pk, key)
    form = response.context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data |= {"seen": response.context["seen"]} | changes
    return {name: value for name, value in data.items() if value not in (None, False)}


def send(client, route, /, *args, **data):
    return client.post(reverse(route, args=args), data)


def headings(draft):
    return list(DocumentTemplate.objects.get(pk=draft.pk).sections.values_list("heading", flat=True))


class TestTheList:
    def test_a_coordinator_sees_what_each_kind_uses_and_can_make_an_own_version(self, client, coordinator, area):
        text = page(client, "templates").content.decode()
        assert text.count("Make your own") == len(versions.KINDS)
        response = send(client, "template-begin", area.slug, IMR)
        draft = DocumentTemplate.objects.get(area=area)
        assert response.url == reverse("template-draft", args=[draft.pk])
        assert "Go on writing the draft" in page(client, "templates").content.decode()

    def test_it_says_that_the_national_default_changed_and_shows_what(self, client, draft, coordinator, tmp_path):
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        assert "National default changed" not in page(client, "templates").content.decode()
        folder = shutil.copytree(FOLDER, tmp_path / "national")
        (folder / "imr.toml").write_text((folder / "imr.toml").read_text().replace('"Cover"', '"Front page"'))
        keep_up(folder)
        assert "National default changed" in page(client, "templates").content.decode()
        following = versions.begin_version(IMR, area=draft.area, by=coordinator)
        assert "has changed since" in page(client, "template-draft", following.pk).content.decode()
        changed = page(client, "template-differences", versions.in_use(IMR).pk, following.based_on_id)
        assert "Front page" in changed.content.decode()
        send(client, "template-caught-up", following.pk)
        assert "has changed since" not in page(client, "template-draft", following.pk).content.decode()

    def test_a_chair_reads_the_templates_and_changes_none(self, client, draft, coordinator, area):
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        client.force_login(ParticipationFactory(review=ReviewFactory(areas=[area])).user)
        text = page(client, "templates").content.decode()
        assert "Own version 1" in text
        assert "Make your own" not in text
        assert "Write the next version" not in page(client, "template", draft.pk).content.decode()


class TestWritingADraft:
    def test_a_section_is_reworded(self, client, draft):
        data = section_data(
            client, draft, "scope", heading="What was asked", word_limit=350, starter="- one\n- two", required="on"
        )
        response = send(client, "template-section", draft.pk, "scope", **data)
        assert response.url.endswith("#scope")
        row = draft.sections.get(key="scope")
        assert (row.heading, row.word_limit, row.number) == ("What was asked", 350, "3")
        assert row.starter.count("<li") == 2

    def test_saving_a_section_unchanged_changes_nothing(self, client, draft):
        before = content_of(draft)
        for key in ("chronology", "recommendations", "line", "cover"):
            response = send(client, "template-section", draft.pk, key, **section_data(client, draft, key))
            assert response.status_code == 302
        assert content_of(DocumentTemplate.objects.get(pk=draft.pk)) == before

    def test_a_section_is_put_in_another_place(self, client, draft):
        send(client, "template-section", draft.pk, "scope", **section_data(client, draft, "scope", place=1))
        assert headings(draft)[0] == "Terms of reference and scope"

    def test_a_section_is_added_where_it_should_stand(self, client, draft):
        data = {
            "heading": "Good practice",
            "level": 1,
            "place": 2,
            "seen": seen(client, "template-section-add", draft.pk),
        }
        send(client, "template-section-add", draft.pk, **data)
        row = draft.sections.get(sort_order=1)
        assert (row.heading, row.key) == ("Good practice", "good-practice-2")

    def test_bad_input_loses_nothing_of_what_was_typed(self, client, draft):
        data = section_data(client, draft, "scope", heading="", word_limit="many", guidance="My careful words.")
        response = send(client, "template-section", draft.pk, "scope", **data)
        text = response.content.decode()
        assert {"heading", "word_limit"} == set(response.context["form"].errors)
        assert "My careful words." in text
        assert "There is a problem" in text

    def test_the_first_section_is_no_part_of_another(self, client, draft):
        data = section_data(client, draft, "scope", place=1, level=2)
        assert "level" in send(client, "template-section", draft.pk, "scope", **data).context["form"].errors

    def test_a_stale_form_is_refused_once_with_the_others_words_shown(self, client, draft):
        mine = section_data(client, draft, "scope", heading="Mine")
        send(client, "template-section", draft.pk, "scope", **section_data(client, draft, "scope", heading="Theirs"))
        refused = send(client, "template-section", draft.pk, "scope", **mine)
        text = refused.content.decode()
        assert "Somebody else changed this" in text
        assert "Theirs" in text
        assert 'value="Mine"' in text
        assert "Theirs" in headings(draft)
        send(client, "template-section", draft.pk, "scope", **mine | {"seen": refused.context["seen"]})
        assert "Mine" in headings(draft)

    def test_words_for_a_section_that_somebody_removed_can_be_saved_as_a_new_one(self, client, draft):
        mine = section_data(client, draft, "scope", heading="Mine")
        send(
            client,
            "template-section-remove",
            draft.pk,
            "scope",
            seen=seen(client, "template-section-remove", draft.pk, "scope"),
        )
        refused = send(client, "template-section", draft.pk, "scope", **mine)
        assert 'value="Mine"' in refused.content.decode()
        send(client, "template-section", draft.pk, "scope", **mine | {"seen": refused.context["seen"]})
        assert "Mine" in headings(draft)

    def test_words_for_a_draft_that_somebody_put_into_use_are_shown_again(self, client, draft, coordinator):
        mine = section_data(client, draft, "scope", guidance="My careful words.")
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        refused = send(client, "template-section", draft.pk, "scope", **mine).content.decode()
        assert "no longer being written" in refused
        assert "My careful words." in refused
        assert client.get(reverse("template-draft", args=[draft.pk])).url == reverse("template", args=[draft.pk])

    def test_moving_keeps_the_focus_on_the_button(self, client, draft):
        order = page(client, "template-draft", draft.pk).context["order_seen"]
        response = send(client, "template-section-move", draft.pk, "records", to="up", seen=order)
        assert response.url.endswith("#up-records")
        assert headings(draft)[:3] == ["Cover", "Records secured", "The author’s independence"]
        order = page(client, "template-draft", draft.pk).context["order_seen"]
        response = send(client, "template-section-move", draft.pk, "records", to="up", seen=order)
        assert response.url.endswith("#down-records")

    def test_a_stale_move_is_refused(self, client, draft):
        order = page(client, "template-draft", draft.pk).context["order_seen"]
        send(client, "template-section-move", draft.pk, "records", to="up", seen=order)
        response = client.post(
            reverse("template-section-move", args=[draft.pk, "scope"]), {"to": "up", "seen": order}, follow=True
        )
        assert "Nothing was moved" in response.content.decode()

    def test_removing_asks_first_and_says_what_the_national_default_requires(self, client, draft):
        response = page(client, "template-section-remove", draft.pk, "equality")
        assert "requires this section" in response.content.decode()
        assert draft.sections.filter(key="equality").exists()
        send(client, "template-section-remove", draft.pk, "equality", seen=response.context["seen"])
        assert not draft.sections.filter(key="equality").exists()
        assert draft.sections.get(key="good-practice").number == "9"

    def test_name_and_introduction_are_changed(self, client, draft):
        told = seen(client, "template-about", draft.pk)
        send(client, "template-about", draft.pk, name="Our IMR", introduction="One.\r\n\r\nTwo.", seen=told)
        draft.refresh_from_db()
        assert (draft.name, draft.introduction) == ("Our IMR", "One.\n\nTwo.")

    def test_the_boxes_of_a_briefing_are_reworded_and_stay_seven(self, client, area, coordinator):
        briefing = versions.begin_version(BRIEFING, area=area, by=coordinator)
        text = page(client, "template-draft", briefing.pk).content.decode()
        assert "Add a section" not in text
        assert "Remove<" not in text
        assert client.get(reverse("template-section-add", args=[briefing.pk])).status_code == 404
        assert client.get(reverse("template-section-remove", args=[briefing.pk, "background"])).status_code == 404
        data = section_data(client, briefing, "background", heading="The review")
        send(client, "template-section", briefing.pk, "background", **data)
        assert headings(briefing)[0] == "The review"

    def test_generic_key_lines_are_added_moved_reworded_and_removed(self, client, area, coordinator):
        terms = versions.begin_version(TERMS, area=area, by=coordinator)

        def lines():
            return [(line.text, line.themes.count()) for line in terms.generic_key_lines.all()]

        told = seen(client, "template-key-line-add", terms.pk)
        send(
            client, "template-key-line-add", terms.pk, text="Was she believed?", place=1, themes=["alcohol"], seen=told
        )
        assert lines()[0] == ("Was she believed?", 1)
        told = seen(client, "template-key-line", terms.pk, 1)
        send(client, "template-key-line", terms.pk, 1, text="Who believed her?", place=1, seen=told)
        assert lines()[0] == ("Who believed her?", 0)
        told = page(client, "template-draft", terms.pk).context["key_lines_seen"]
        response = send(client, "template-key-line-move", terms.pk, 1, to="down", seen=told)
        assert response.url.endswith("#down-line-2")
        assert lines()[1] == ("Who believed her?", 0)
        told = seen(client, "template-key-line-remove", terms.pk, 2)
        send(client, "template-key-line-remove", terms.pk, 2, seen=told)
        assert len(lines()) == 13

    def test_key_lines_belong_to_terms_of_reference_alone(self, client, draft):
        assert client.get(reverse("template-key-line-add", args=[draft.pk])).status_code == 404


class TestUsingADraft:
    def test_what_changes_is_shown_before_it_is_put_into_use(self, client, draft, area):
        send(client, "template-section", draft.pk, "scope", **section_data(client, draft, "scope", heading="Our scope"))
        response = page(client, "template-use", draft.pk)
        assert "Our scope" not in response.content.decode().split("</h1>")[0]
        assert "<ins>" in response.content.decode()
        assert versions.in_use(IMR, area).area is None
        send(client, "template-use", draft.pk, seen=response.context["seen"])
        assert versions.in_use(IMR, area) == draft

    def test_a_stale_confirmation_is_refused_and_can_be_given_again(self, client, draft, area):
        told = seen(client, "template-use", draft.pk)
        send(client, "template-section", draft.pk, "scope", **section_data(client, draft, "scope", heading="Our scope"))
        refused = send(client, "template-use", draft.pk, seen=told)
        assert "Somebody else changed this draft" in refused.content.decode()
        send(client, "template-use", draft.pk, seen=refused.context["seen"])
        assert versions.in_use(IMR, area) == draft

    def test_a_draft_is_discarded_after_a_question(self, client, draft):
        told = seen(client, "template-discard", draft.pk)
        send(client, "template-discard", draft.pk, seen=told)
        assert not DocumentTemplate.objects.filter(pk=draft.pk).exists()

    def test_a_version_is_retired_after_a_question(self, client, draft, area, coordinator):
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        page(client, "template-retire", draft.pk)
        send(client, "template-retire", draft.pk)
        draft.refresh_from_db()
        assert draft.state == TemplateState.RETIRED
        assert versions.in_use(IMR, area).area is None

    def test_versions_are_compared_with_the_one_before(self, client, draft, coordinator, area):
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        following = versions.begin_version(IMR, area=area, by=coordinator)
        data = section_data(client, following, "scope", heading="Our scope")
        send(client, "template-section", following.pk, "scope", **data)
        link = reverse("template-differences", args=[following.pk, draft.pk])
        assert link in page(client, "template", following.pk).content.decode()
        assert "Our scope" in client.get(link).content.decode()
        other_kind = versions.in_use(TERMS)
        assert client.get(reverse("template-differences", args=[following.pk, other_kind.pk])).status_code == 404


@pytest.mark.parametrize("kind", versions.KINDS)
def test_a_blank_template_comes_as_a_word_file(client, coordinator, kind):
    template = versions.in_use(kind)
    response = client.get(reverse("template-blank", args=[template.pk]))
    assert f'filename="{kind}-version-1.docx"' in response["Content-Disposition"]
    word = WordDocument(io.BytesIO(response.content))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    for row in template.sections.all():
        assert any(text.endswith(row.heading) and style.startswith("Heading") for text, style in styles.items())
        assert styles[row.guidance.split("\n\n")[0]] == "Quote"
    assert "OFFICIAL-SENSITIVE" in "".join(paragraph.text for paragraph in word.sections[0].header.paragraphs)


class TestNobodyElse:
    READING = ("template", "template-blank")
    WRITING = ("template-draft", "template-about", "template-section-add", "template-use", "template-discard")

    def nothing_is_there(self, client, draft):
        wrong = []
        for name in self.READING + self.WRITING:
            path = reverse(name, args=[draft.pk])
            wrong += [(name, method) for method in ("get", "post") if getattr(client, method)(path).status_code != 404]
        for name in ("template-section", "template-section-move", "template-section-remove"):
            path = reverse(name, args=[draft.pk, "scope"])
            wrong += [(name, "post")] if client.post(path, {"heading": "Mine"}).status_code != 404 else []
        path = reverse("template-begin", args=[draft.area.slug, IMR])
        wrong += [("template-begin", "post")] if client.post(path).status_code != 404 else []
        return wrong

    def test_another_areas_coordinator_finds_nothing(self, client, draft):
        client.force_login(UserFactory.coordinator(AreaFactory()))
        assert self.nothing_is_there(client, draft) == []
        assert "Aldermere" not in page(client, "templates").content.decode()

    def test_a_trainer_of_the_area_finds_no_draft(self, client, draft, area):
        client.force_login(MembershipFactory(area=area, role=Role.TRAINER).user)
        assert self.nothing_is_there(client, draft) == []

    def test_a_trainer_reads_what_is_in_use_and_changes_nothing(self, client, draft, area, coordinator):
        versions.put_into_use(draft, seen=stamp(content_of(draft)), by=coordinator)
        client.force_login(MembershipFactory(area=area, role=Role.TRAINER).user)
        page(client, "template", draft.pk)
        for name in (*self.WRITING, "template-retire"):
            assert client.get(reverse(name, args=[draft.pk])).status_code == 404
            assert client.post(reverse(name, args=[draft.pk])).status_code == 404

    def test_national_templates_are_changed_by_nobody(self, client, coordinator):
        national = versions.in_use(IMR)
        for name in (*self.WRITING, "template-retire"):
            assert client.get(reverse(name, args=[national.pk])).status_code == 404

    def test_a_visitor_is_sent_to_the_log_in(self, client, draft):
        client.logout()
        assert "/accounts/login/" in client.get(reverse("templates")).url
