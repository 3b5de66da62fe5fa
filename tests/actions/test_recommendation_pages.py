import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import Origin
from dhr.actions.models import Priority, Recommendation, Sending
from dhr.reviews.enums import DocumentKind
from dhr.reviews.models import StoredFile
from tests.factories import ActionFactory, AreaFactory, DocumentFactory, RecommendationFactory, UserFactory
from tests.reviews.case import a_case, key_lines, lessons

pytestmark = pytest.mark.django_db
PLANNERS = {"coordinator", "chair", "author"}


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def row(case):
    report = DocumentFactory(review=case.review, released_to_panel=True)
    return RecommendationFactory(
        review=case.review, document=report, number="4", text="The police should train all staff in coercive control."
    )


@pytest.fixture
def coordinator(client, case):
    client.force_login(case.people["coordinator"])
    return case.people["coordinator"]


def page(name, row):
    return reverse(name, args=[row.pk])


def told(response) -> str:
    return response.content.decode()


def test_a_recommendation_has_a_page_for_all_who_see_its_paper_and_panel_members_only_read(client, case, row):
    action = ActionFactory(recommendation=row, text="Train the response teams.")
    readers = PLANNERS | {"csp-chair", "panel-member"}
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(page("recommendation", row))
        assert response.status_code == (200 if role in readers else 404), role
        if role in readers:
            html = told(response)
            assert row.text in html and page("action", action) in html
            assert ("Add an action" in html) == (role in PLANNERS), role
            assert ("Record that it was sent" in html) == (role == "coordinator"), role


@pytest.mark.parametrize("name", ["recommendation-themes", "recommendation-answer", "action-add"])
def test_what_is_planned_about_a_recommendation_is_planned_by_those_who_write_the_case(client, case, row, name):
    for role, user in case.people.items():
        client.force_login(user)
        assert client.get(page(name, row)).status_code == (200 if role in PLANNERS else 404), role


def test_an_imr_author_plans_for_the_own_paper_alone(client, case):
    imrs = [DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=of) for of in (case.police, case.health)]
    own, other = (RecommendationFactory(review=case.review, document=imr) for imr in imrs)
    client.force_login(case.people["imr-author"])
    assert "Add an action" in told(client.get(page("recommendation", own)))
    assert client.get(page("recommendation", other)).status_code == 404


def test_what_the_tagger_finds_is_ticked_and_nothing_is_stored_before_somebody_saves(client, row, coordinator):
    response = client.get(page("recommendation-themes", row))
    form = response.context["form"]
    assert form["library_theme"].value() == "training"
    assert {"training", "coercive-control"} <= set(form["themes"].value())
    assert "Training (suggested)" in told(response)
    row.refresh_from_db()
    assert (row.library_theme, row.themes.count()) == ("", 0)
    client.post(page("recommendation-themes", row), {"library_theme": "policy", "themes": ["coercive-control"]})
    row.refresh_from_db()
    assert (row.library_theme, [theme.pk for theme in row.themes.all()]) == ("policy", ["coercive-control"])


def test_themes_that_a_person_confirmed_are_not_suggested_anew(client, row, coordinator):
    row.themes.set(["children"] if row.themes.model.objects.filter(pk="children").exists() else ["alcohol"])
    html = told(client.get(page("recommendation-themes", row)))
    assert "(suggested)" not in html


def test_an_answer_needs_its_date_and_where_it_is_no_its_reason(client, row, coordinator):
    response = client.post(page("recommendation-answer", row), {"acceptance": "partly"})
    assert set(response.context["form"].errors) == {"acceptance_reason", "accepted_on"}
    sent = {"acceptance": "partly", "acceptance_reason": "No money for the rest.", "accepted_on": "3 2 2026"}
    assert client.post(page("recommendation-answer", row), sent).status_code == 302
    row.refresh_from_db()
    assert (row.acceptance, row.accepted_on) == ("partly", datetime.date(2026, 2, 3))
    assert "No money for the rest." in told(client.get(page("recommendation", row)))


def test_an_answer_to_come_is_refused(client, row, coordinator):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    sent = {"acceptance": "accepted", "accepted_on": f"{tomorrow:%d %m %Y}"}
    assert "in the future" in told(client.post(page("recommendation-answer", row), sent))


def test_two_who_answer_at_once_the_second_is_shown_what_the_first_said(client, row, coordinator):
    seen = client.get(page("recommendation-answer", row)).context["form"]["seen"].value()
    Recommendation.objects.filter(pk=row.pk).update(acceptance="accepted", accepted_on=datetime.date(2026, 1, 5))
    sent = {"acceptance": "not-accepted", "acceptance_reason": "Not ours.", "accepted_on": "6 1 2026", "seen": seen}
    response = client.post(page("recommendation-answer", row), sent)
    assert "Somebody else changed this" in told(response) and "“Accepted”" in told(response)
    again = sent | {"seen": response.context["form"]["seen"].value()}
    assert client.post(page("recommendation-answer", row), again).status_code == 302


def test_the_form_presets_where_a_recommendation_comes_from_and_offers_what_it_answers(client, case, coordinator):
    area = case.review.lead_area
    serves = Priority.objects.create(area=area, name="Safer at home")
    Priority.objects.create(area=AreaFactory(), name="Of another area")
    (line,) = key_lines(case.review, "How was risk known?")
    (lesson,) = lessons(case.review, "It was not.")
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.police)
    add = case.address("recommendation-add")
    assert client.get(f"{add}?paper={imr.public_id}").context["form"]["origin"].value() == Origin.SINGLE_AGENCY
    response = client.get(add)
    assert response.context["form"]["origin"].value() == Origin.PANEL
    assert "Of another area" not in told(response)
    sent = {
        "text": "Ask twice.", "place": "1", "origin": "early-learning", "made_on": "1 2 2026",
        "lessons": [lesson.pk], "key_lines": [line.pk], "priorities": [serves.pk],
    }  # fmt: skip
    assert client.post(add, sent).status_code == 302
    row = case.review.recommendations.get()
    assert (row.origin, row.made_on) == (Origin.EARLY_LEARNING, datetime.date(2026, 2, 1))
    html = told(client.get(page("recommendation", row)))
    assert "How was risk known?" in html and "It was not." in html and "Safer at home" in html


def test_lessons_of_a_paper_that_one_may_not_see_are_not_told(client, case, row):
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.health)
    (hidden,) = lessons(case.review, "What the trust says alone.", document=imr)
    row.lessons.add(hidden)
    client.force_login(case.people["panel-member"])
    assert "What the trust says alone." not in told(client.get(page("recommendation", row)))


class TestFromOutside:
    SENT = {
        "origin": "future-deaths",
        "source": "Regulation 28 report 2026-0042",
        "source_url": "example.org/r28",
        "text": "The trust should flag repeat attendance.",
    }

    @pytest.fixture
    def area(self, case):
        return case.review.lead_area

    def test_a_coordinator_adds_one_and_its_chair_reads_it(self, client, case, area, coordinator):
        add = reverse("outside-recommendation-add", args=[area.slug])
        row = Recommendation.objects.get(pk=client.post(add, self.SENT)["Location"].rstrip("/").rpartition("/")[2])
        assert (row.area, row.origin, row.source_url) == (area, "future-deaths", "https://example.org/r28")
        assert row.text in told(client.get(reverse("outside-recommendations", args=[area.slug])))
        readers = {"coordinator", "csp-chair"}
        for role, user in case.people.items():
            client.force_login(user)
            assert client.get(page("recommendation", row)).status_code == (200 if role in readers else 404), role
            wanted = 200 if role == "coordinator" else 404
            assert client.get(page("outside-recommendation-change", row)).status_code == wanted, role
            assert client.get(add).status_code == wanted, role

    def test_it_says_from_where(self, client, area, coordinator):
        add = reverse("outside-recommendation-add", args=[area.slug])
        response = client.post(add, self.SENT | {"origin": "panel", "source": ""})
        assert set(response.context["form"].errors) == {"origin", "source"}
        tomorrow = f"{timezone.localdate() + datetime.timedelta(days=1):%d %m %Y}"
        response = client.post(add, self.SENT | {"source_url": "no address", "made_on": tomorrow})
        assert "Give the whole web address" in told(response)
        assert "The date is in the future." in told(response)
        assert self.SENT["text"] in told(response)
        assert not Recommendation.objects.exists()

    def test_one_of_a_review_is_not_changed_here(self, client, row, coordinator):
        assert client.get(page("outside-recommendation-change", row)).status_code == 404


class TestSendings:
    SENT = {"sent_to": "Home Office, domestic abuse unit", "sent_on": "3 2 2026", "proof": "Letter 17"}

    @pytest.fixture
    def national(self, row):
        row.scope = "national"
        row.save()
        return row

    def test_a_national_one_that_was_sent_to_nobody_says_so(self, client, national, coordinator):
        assert "nothing shows that it was sent" in told(client.get(page("recommendation", national)))
        client.post(page("sending-add", national), self.SENT)
        html = told(client.get(page("recommendation", national)))
        assert "nothing shows that it was sent" not in html and "Letter 17" in html and "No reply yet" in html

    def test_proof_and_reply_are_kept_as_files_that_only_readers_get(self, client, case, national, coordinator):
        proof = SimpleUploadedFile("letter.html", b"<b>sent</b>", "text/html")
        client.post(page("sending-add", national), self.SENT | {"proof_upload": proof})
        sending = Sending.objects.get()
        answer = {"replied_on": "1 3 2026", "reply": "We agree.", "reply_upload": SimpleUploadedFile("r.pdf", b"%PDF")}
        client.post(page("sending-change", sending), self.SENT | answer)
        sending.refresh_from_db()
        assert (sending.proof_file.name, sending.reply_file.name, sending.by) == ("letter.html", "r.pdf", coordinator)
        for role, user in case.people.items():
            client.force_login(user)
            response = client.get(page("sending-proof", sending))
            assert response.status_code == (200 if role in PLANNERS | {"csp-chair", "panel-member"} else 404), role
            if response.status_code == 200:
                assert b"".join(response.streaming_content) == b"<b>sent</b>"
                assert response["Content-Type"] == "application/octet-stream"
                assert response["Content-Disposition"].startswith("attachment")
                assert response["X-Content-Type-Options"] == "nosniff"
                assert response["Cache-Control"] == "private, no-store"

    def test_only_those_who_follow_record_it(self, client, case, national):
        sending = Sending.objects.create(
            recommendation=national, sent_to="Home Office", sent_on=datetime.date(2026, 1, 1), proof="Letter"
        )
        for role, user in case.people.items():
            client.force_login(user)
            wanted = 200 if role == "coordinator" else 404
            assert client.get(page("sending-add", national)).status_code == wanted, role
            assert client.get(page("sending-change", sending)).status_code == wanted, role
            assert client.get(page("sending-reply", sending)).status_code == 404, role

    def test_a_reply_before_the_sending_and_an_empty_file_are_refused(self, client, national, coordinator):
        empty = SimpleUploadedFile("letter.pdf", b"")
        response = client.post(
            page("sending-add", national), self.SENT | {"replied_on": "1 1 2026", "proof_upload": empty}
        )
        assert set(response.context["form"].errors) == {"replied_on", "proof_upload"}
        assert not Sending.objects.exists() and not StoredFile.objects.exists()


def test_the_reviews_page_tells_how_its_actions_stand_and_the_list_leads_to_each(client, case, row, coordinator):
    ActionFactory(recommendation=row, text="Late.", first_target_date=datetime.date(2020, 1, 1))
    ActionFactory(recommendation=row, text="Later.")
    html = told(client.get(reverse("work-review", args=[case.review.public_id])))
    assert 'id="actions"' in html and "dhr-rag--red" in html
    assert html.index("Late.") < html.index("Later.")
    assert page("recommendation", row) in told(client.get(case.address("recommendations")))
    client.force_login(UserFactory.coordinator(AreaFactory()))
    assert client.get(reverse("work-review", args=[case.review.public_id])).status_code == 404
