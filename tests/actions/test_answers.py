import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dhr.actions.answers import answers_for
from dhr.actions.enums import ActionStatus, UpdateKind
from dhr.actions.models import Evidence
from dhr.actions.updates import NewEvidence, record
from dhr.areas.enums import Role
from dhr.reviews.models import StoredFile
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    OwnerFactory,
    RecommendationFactory,
    UserFactory,
)
from tests.reviews.case import a_case

pytestmark = pytest.mark.django_db
LINK = NewEvidence("practice-audit", datetime.date(2026, 1, 5), "Nine of ten.", link="https://example.org/audit")
SHOWN = {"evidence_kind": "practice-audit", "evidence_dated": "1 3 2026", "evidence_shows": "Nine of ten say so."}


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def action(case):
    report = DocumentFactory(review=case.review, released_to_panel=True)
    owner = OwnerFactory(area=case.review.lead_area, agency=case.police, name="Inspector Lane")
    return ActionFactory(recommendation=RecommendationFactory(review=case.review, document=report), owner=owner)


@pytest.fixture
def coordinator(client, case):
    client.force_login(case.people["coordinator"])
    return case.people["coordinator"]


def say(client, action, kind, **typed):
    return client.post(reverse("action-update", args=[action.pk, kind]), typed)


def page(action):
    return reverse("action", args=[action.pk])


def kinds(user, action) -> set:
    return {each.kind.value for each in answers_for(user, action)}


def delivered(action, *evidence):
    return record(action, UpdateKind.DELIVERED, by_owner=action.owner, text="All are trained.", evidence=evidence)


def test_a_verification_before_the_delivery_is_refused_at_its_date(client, action, coordinator):
    delivered(action, LINK)
    response = say(client, action, "verified", text="Seen.", on="1 6 2025")
    assert "so it was not verified before" in response.content.decode()
    assert "on" in response.context["opened_form"].errors
    record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.")
    response = say(client, action, "impact-checked", text="It held.", on="1 6 2025")
    assert "so its impact was not checked before" in response.content.decode()
    action.refresh_from_db()
    assert action.status == ActionStatus.COMPLETE


def test_a_date_asked_for_and_a_report_both_wait(client, action, coordinator):
    later = action.first_target_date + datetime.timedelta(days=30)
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Half.")
    record(action, UpdateKind.DATE_ASKED, by_owner=action.owner, text="The trainer is ill.", new_date=later)
    html = client.get(page(action)).content.decode()
    assert "The owner asks for a new date" in html and "A report waits for your answer." in html
    say(client, action, "date-agreed", new_date=f"{later:%d %m %Y}", text="")
    html = client.get(page(action)).content.decode()
    assert "The owner asks for a new date" not in html and "A report waits for your answer." in html


def test_only_what_can_be_said_now_is_offered(case, action):
    coordinator = case.people["coordinator"]
    at_first = {"queried", "date-agreed", "progress", "delivered", "date-asked"}
    closing = {"not-accepted", "superseded", "transferred"}
    assert kinds(coordinator, action) == at_first | closing
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Begun.")
    assert kinds(coordinator, action) == at_first | closing | {"accepted", "corrected"}
    record(action, UpdateKind.QUERIED, by=coordinator, text="How many?")
    assert "answered" in kinds(coordinator, action) and "accepted" not in kinds(coordinator, action)
    delivered(action, LINK)
    assert "verified" not in kinds(coordinator, action)  # while the query waits
    record(action, UpdateKind.ANSWERED, by_owner=action.owner, text="All forty.")
    assert "verified" in kinds(coordinator, action) and "progress" not in kinds(coordinator, action)
    record(action, UpdateKind.VERIFIED, by=coordinator, text="Looked at the audit.")
    assert kinds(coordinator, action) == {"impact-checked", "corrected", "reopened"}


def test_each_role_says_what_is_its_own(case, action):
    delivered(action, LINK)
    assert "accepted" in kinds(case.people["coordinator"], action)
    assert kinds(case.people["csp-chair"], action) == {"verified"}
    for role in set(case.people) - {"coordinator", "csp-chair"}:
        assert kinds(case.people[role], action) == set(), role


def test_an_address_of_what_one_may_not_say_is_not_there(client, case, action):
    delivered(action, LINK)
    for role in set(case.people) - {"coordinator"}:
        client.force_login(case.people[role])
        assert say(client, action, "accepted").status_code == 404, role
        assert client.get(reverse("action-update", args=[action.pk, "accepted"])).status_code == 404, role
    client.force_login(case.people["coordinator"])
    assert say(client, action, "nonsense").status_code == 404
    assert action.updates.count() == 1


def test_what_somebody_else_overtook_is_refused_with_what_was_typed_kept(client, case, action):
    delivered(action, LINK)
    client.force_login(case.people["csp-chair"])
    client.get(reverse("action-update", args=[action.pk, "verified"]))
    record(action, UpdateKind.QUERIED, by=case.people["coordinator"], text="How many are trained?")
    file = SimpleUploadedFile("audit.xlsx", b"nine of ten")
    sent = say(client, action, "verified", text="I asked ten officers.", evidence_file=file, **SHOWN)
    html = sent.content.decode()
    assert sent.status_code == 200
    for words in ("I asked ten officers.", "A query waits for its answer", "How many are trained?", page(action)):
        assert words in html
    assert "Choose the file again" in html
    assert action.updates.count() == 2


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("accepted", "No report waits"),
        ("verified", "not started"),
        ("date-refused", "Nobody asks"),
        ("answered", "No query waits"),
        ("corrected", "No update is left"),
        ("impact-checked", "not started"),
    ],
)
def test_what_cannot_be_said_now_leads_to_the_action_with_a_sentence(client, action, coordinator, kind, why):
    address = reverse("action-update", args=[action.pk, kind])
    shown = client.get(address, follow=True)
    assert shown.redirect_chain == [(page(action), 302)]
    assert why in shown.content.decode()
    sent = say(client, action, kind, text="What I typed.")
    assert why in sent.content.decode() and "What I typed." in sent.content.decode()
    assert not action.updates.exists()


def test_the_partnerships_chair_verifies_with_what_was_looked_at(client, case, action):
    delivered(action)
    client.force_login(case.people["csp-chair"])
    refused = say(client, action, "verified", text="I asked ten officers.")
    assert "Add the evidence that you looked at" in refused.content.decode()
    assert "I asked ten officers." in refused.content.decode()
    file = SimpleUploadedFile("audit.xlsx", b"nine of ten")
    assert say(client, action, "verified", text="I asked ten officers.", evidence_file=file, **SHOWN).status_code == 302
    action.refresh_from_db()
    assert (action.status, action.outcome) == (ActionStatus.COMPLETE, "I asked ten officers.")
    assert action.updates.last().by == case.people["csp-chair"]
    assert "audit.xlsx" in client.get(page(action)).content.decode()


def test_whoever_wrote_the_report_down_does_not_verify_it(client, action, coordinator):
    say(client, action, "delivered", by_owner=action.owner.pk, text="All are trained.")
    assert "verified" not in kinds(coordinator, action)
    assert "another person verifies" in client.get(page(action)).content.decode()
    assert "cannot verify it" in say(client, action, "verified", text="Seen.").content.decode()
    assert action.updates.count() == 1


def test_what_an_owner_told_is_recorded_with_who_told_and_who_wrote_it(client, case, action, coordinator):
    other = OwnerFactory(area=case.review.lead_area, name="Not of this action")
    response = say(client, action, "progress", by_owner=other.pk, text="Begun.")
    assert "by_owner" in response.context["opened_form"].errors
    typed = {"by_owner": action.owner.pk, "text": "Half are trained.", "percent": "50", "outlook": "recoverable"}
    assert say(client, action, "progress", **typed).status_code == 302
    update = action.updates.get()
    assert (update.by, update.by_owner, update.percent) == (coordinator, action.owner, 50)
    action.refresh_from_db()
    assert (action.status, action.outlook, action.report_waiting) == (ActionStatus.IN_PROGRESS, "recoverable", True)


def test_a_new_date_is_agreed_as_asked_or_another_with_its_reason(client, action, coordinator):
    asked = action.target_date + datetime.timedelta(days=30)
    record(action, UpdateKind.DATE_ASKED, by_owner=action.owner, text="The trainer is ill.", new_date=asked)
    other = asked - datetime.timedelta(days=10)
    refused = say(client, action, "date-agreed", new_date=f"{other:%d %m %Y}")
    assert "Give the reason for the new date" in refused.content.decode()
    assert f"{other:%d %m %Y}" in refused.content.decode()
    assert say(client, action, "date-agreed", new_date=f"{asked:%d %m %Y}").status_code == 302
    action.refresh_from_db()
    assert (action.target_date, action.slips, action.asked_date) == (asked, 1, None)


def test_a_date_gone_by_is_not_agreed_and_a_mistyped_one_is_corrected(client, action, coordinator):
    first = action.target_date
    typed = {"new_date": "1 1 2020", "text": "The trainer is ill."}
    refused = say(client, action, "date-agreed", **typed).content.decode()
    assert "The date is past" in refused
    assert all(value in refused for value in typed.values())
    assert not action.updates.exists()
    say(client, action, "date-agreed", new_date="1 1 2049", text="The trainer is ill.")
    say(client, action, "corrected", corrects=action.updates.get().pk, text="Mistyped.")
    action.refresh_from_db()
    assert (action.target_date, action.slips) == (first, 0)


def test_a_query_and_a_refused_date_need_words(client, action, coordinator):
    record(action, UpdateKind.DATE_ASKED, by_owner=action.owner, text="Ill.", new_date=datetime.date(2999, 1, 1))
    for kind in ("queried", "date-refused"):
        response = say(client, action, kind, text=" ")
        assert "text" in response.context["opened_form"].errors, kind
    assert action.updates.count() == 1


def test_an_update_is_corrected_and_what_it_did_is_undone(client, action, coordinator):
    wrong = delivered(action)
    corrects = client.get(reverse("action-update", args=[action.pk, "corrected"]), {"corrects": wrong.pk})
    assert str(corrects.context["opened_form"]["corrects"].value()) == str(wrong.pk)
    say(client, action, "corrected", corrects=wrong.pk, text="It was another action.")
    action.refresh_from_db()
    assert action.status == ActionStatus.NOT_STARTED
    elsewhere = delivered(ActionFactory(owner=action.owner))
    left = say(client, action, "corrected", corrects=elsewhere.pk, text="No.")
    assert "No update is left that counts" in left.content.decode()
    assert not elsewhere.action.updates.filter(corrected_by__isnull=False).exists()


def test_what_is_set_aside_is_opened_again(client, action, coordinator):
    say(client, action, "superseded", text="Recommendation 7 asks for more.")
    action.refresh_from_db()
    assert action.status == ActionStatus.SUPERSEDED
    say(client, action, "reopened", text="It was withdrawn.")
    action.refresh_from_db()
    assert action.status == ActionStatus.IN_PROGRESS


def test_an_impact_check_is_recorded_after_the_verification(client, case, action, coordinator):
    delivered(action, LINK)
    record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.")
    looked = SHOWN | {"text": "Half a year on, nine of ten still do.", "evidence_link": "example.org/audit"}
    say(client, action, "impact-checked", **looked)
    action.refresh_from_db()
    assert action.status == ActionStatus.IMPACT_CHECKED
    assert Evidence.objects.filter(update__kind="impact-checked").exists()


def test_an_empty_file_and_one_too_large_are_refused_with_the_words_kept(client, action, coordinator, settings):
    typed = SHOWN | {"by_owner": action.owner.pk, "text": "All are trained."}
    response = say(client, action, "delivered", evidence_file=SimpleUploadedFile("a.pdf", b""), **typed)
    assert "empty (0 bytes)" in response.content.decode() and "All are trained." in response.content.decode()
    settings.UPLOAD_LIMIT = 3
    response = say(client, action, "delivered", evidence_file=SimpleUploadedFile("a.pdf", b"four"), **typed)
    assert "larger than" in response.content.decode()
    assert not StoredFile.objects.exists() and not action.updates.exists()


def test_a_date_to_come_is_refused_with_the_file_not_kept(client, action, coordinator, private_files):
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    typed = SHOWN | {"by_owner": action.owner.pk, "text": "All are trained.", "on": f"{tomorrow:%d %m %Y}"}
    response = say(client, action, "delivered", evidence_file=SimpleUploadedFile("a.pdf", b"four"), **typed)
    html = response.content.decode()
    assert "in the future" in html and "Choose the file again" in html
    assert private_files() == [] and not StoredFile.objects.exists()


def test_evidence_is_an_attachment_for_those_who_see_its_action(client, case, action, coordinator):
    file = SimpleUploadedFile("page.html", b"<script>", "text/html")
    say(client, action, "delivered", by_owner=action.owner.pk, text="Done.", evidence_file=file, **SHOWN)
    address = reverse("evidence-file", args=[Evidence.objects.get().pk])
    readers = {"coordinator", "chair", "author", "csp-chair", "panel-member"}
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(address)
        assert response.status_code == (200 if role in readers else 404), role
        if role in readers:
            assert b"".join(response.streaming_content) == b"<script>"
            assert response["Content-Type"] == "application/octet-stream"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Content-Disposition"] == 'attachment; filename="page.html"'


def test_a_signed_in_owner_opens_what_they_sent_themselves_and_nothing_else(client, action, case):
    user = UserFactory(email=action.owner.email)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    colleague = OwnerFactory(area=case.review.lead_area)
    action.contributors.add(colleague)
    files = [StoredFile.objects.create(sha256="0" * 64, name="a.txt", size=1, file="aa/none") for _ in range(2)]
    for owner, file in ((action.owner, files[0]), (colleague, files[1])):
        shown = NewEvidence("other", datetime.date(2026, 1, 1), "It.", file=file)
        record(action, UpdateKind.PROGRESS, by_owner=owner, text="Begun.", evidence=[shown])
    assert [each.file for each in Evidence.objects.visible_to(user)] == [files[0]]
    user.emailaddress_set.update(verified=False)
    assert not Evidence.objects.visible_to(user).exists()


def test_the_strongest_evidence_stands_first(client, action, coordinator):
    policy = NewEvidence("policy", datetime.date(2026, 2, 1), "The new policy.", link="https://example.org/p")
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Written.", evidence=[policy])
    delivered(action, LINK)
    shown = client.get(page(action)).context["evidence"]
    assert [each.kind for each in shown] == ["practice-audit", "policy"]


def test_another_areas_partnership_finds_nothing(client, action):
    delivered(action, LINK)
    area = AreaFactory()
    for user in (UserFactory.coordinator(area), MembershipFactory(area=area, role=Role.CSP_CHAIR).user):
        client.force_login(user)
        assert client.get(page(action)).status_code == 404
        assert say(client, action, "verified", text="Seen.").status_code == 404
