"""Where an action stands: only by updates, which nobody changes, and complete only when another person verified it."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from dhr.actions.enums import ActionStatus, EvidenceKind, Rag, UpdateKind
from dhr.actions.models import Action, Evidence, RagOverride, TrackingRules
from dhr.actions.ratings import rate_one
from dhr.actions.updates import NewEvidence, Refused, record
from tests.factories import ActionFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db
AUDIT = NewEvidence(
    EvidenceKind.PRACTICE_AUDIT,
    datetime.date(2026, 1, 5),
    "Enquiry made in 38 of 40 files",
    link="https://example.org/audit",
)


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def action(owner):
    return ActionFactory(owner=owner)


@pytest.fixture
def coordinator():
    return UserFactory()


def test_an_owner_reports_and_the_action_is_under_way(action, owner):
    record(action, UpdateKind.PROGRESS, by_owner=owner, text="Two teams are trained.", percent=40)
    action.refresh_from_db()
    assert (action.status, action.percent, action.report_waiting) == (ActionStatus.IN_PROGRESS, 40, True)
    assert action.reported_on == timezone.localdate()


def test_done_by_the_owner_awaits_evidence_until_another_person_verifies_it(action, owner, coordinator):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="All are trained.", evidence=[AUDIT])
    assert action.status == ActionStatus.DELIVERED
    record(action, UpdateKind.VERIFIED, by=coordinator, text="The audit shows it.")
    assert action.status == ActionStatus.COMPLETE
    assert action.completed_on == timezone.localdate()
    assert action.outcome == "The audit shows it."


def test_who_recorded_the_delivery_cannot_verify_it(action, owner, coordinator):
    record(action, UpdateKind.DELIVERED, by=coordinator, by_owner=owner, text="Told by telephone.", evidence=[AUDIT])
    with pytest.raises(Refused, match="another person"):
        record(action, UpdateKind.VERIFIED, by=coordinator, text="Fine.")
    assert Action.objects.get(pk=action.pk).status == ActionStatus.DELIVERED
    record(action, UpdateKind.VERIFIED, by=UserFactory(), text="Seen.")


def test_the_owner_cannot_verify_with_an_account_of_their_own(action, owner):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[AUDIT])
    account = UserFactory()
    EmailAddress.objects.create(user=account, email=owner.email.upper(), verified=True)
    with pytest.raises(Refused, match="another person"):
        record(action, UpdateKind.VERIFIED, by=account, text="Done.")


def test_nothing_is_verified_without_evidence_or_while_a_query_waits(action, owner, coordinator):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.")
    with pytest.raises(Refused, match="evidence"):
        record(action, UpdateKind.VERIFIED, by=coordinator, text="I believe it.")
    record(action, UpdateKind.QUERIED, by=coordinator, text="What shows it?")
    with pytest.raises(Refused, match="query"):
        record(action, UpdateKind.VERIFIED, by=coordinator, text="I believe it.", evidence=[AUDIT])
    record(action, UpdateKind.ANSWERED, by_owner=owner, text="The audit is here.", evidence=[AUDIT])
    record(action, UpdateKind.VERIFIED, by=coordinator, text="It does.")
    assert action.status == ActionStatus.COMPLETE


def test_a_new_date_counts_as_a_slip_and_the_first_date_stays(action, owner, coordinator):
    first = action.first_target_date
    later = first + datetime.timedelta(days=30)
    record(action, UpdateKind.DATE_ASKED, by_owner=owner, text="The trainer is ill.", new_date=later)
    assert (action.target_date, action.asked_date) == (first, later)
    record(action, UpdateKind.DATE_AGREED, by=coordinator, new_date=later)
    assert (action.target_date, action.slips, action.asked_date) == (later, 1, None)
    sooner = first + datetime.timedelta(days=10)
    with pytest.raises(Refused, match="reason"):
        record(action, UpdateKind.DATE_AGREED, by=coordinator, new_date=sooner)
    record(action, UpdateKind.DATE_AGREED, by=coordinator, new_date=sooner, text="It can be earlier.")
    assert (action.target_date, action.slips, action.first_target_date) == (sooner, 1, first)


def test_a_correction_is_a_new_update_and_takes_the_wrong_one_out_of_account(action, owner, coordinator):
    record(action, UpdateKind.PROGRESS, by_owner=owner, text="A tenth.", percent=10)
    wrong = record(action, UpdateKind.PROGRESS, by_owner=owner, text="All of it.", percent=100)
    record(action, UpdateKind.CORRECTED, by=coordinator, text="That was another action.", corrects=wrong)
    assert action.percent == 10
    assert action.updates.count() == 3
    with pytest.raises(Refused, match="already"):
        record(action, UpdateKind.CORRECTED, by=coordinator, text="Again.", corrects=wrong)
    with pytest.raises(Refused, match="of this action"):
        record(ActionFactory(), UpdateKind.CORRECTED, by=coordinator, text="Elsewhere.", corrects=wrong)


def test_updates_and_evidence_are_never_changed(action, owner):
    update = record(action, UpdateKind.PROGRESS, by_owner=owner, text="Half.", percent=50, evidence=[AUDIT])
    update.text = "All."
    with pytest.raises(TypeError):
        update.save()
    with pytest.raises(TypeError):
        Evidence.objects.get().save()


@pytest.mark.parametrize(
    ("kind", "facts", "why"),
    [
        (UpdateKind.VERIFIED, {"text": "Done."}, "not started"),
        (UpdateKind.PROGRESS, {}, "in words"),
        (UpdateKind.PROGRESS, {"text": "Soon.", "on": datetime.date(2999, 1, 1)}, "future"),
        (UpdateKind.ANSWERED, {"text": "Yes."}, "No query"),
        (UpdateKind.DATE_REFUSED, {"text": "No."}, "Nobody asks"),
        (UpdateKind.CORRECTED, {"text": "Wrong."}, "which update"),
    ],
)
def test_what_cannot_be_said_of_an_action_now_is_refused_and_changes_nothing(action, coordinator, kind, facts, why):
    with pytest.raises(Refused, match=why):
        record(action, kind, by=coordinator, **facts)
    assert not action.updates.exists()


def test_an_action_that_is_opened_again_is_not_complete(action, owner, coordinator):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[AUDIT])
    record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.")
    record(action, UpdateKind.REOPENED, by=coordinator, text="An inspection found otherwise.", percent=60)
    assert (action.status, action.percent, action.completed_on) == (ActionStatus.IN_PROGRESS, 60, None)


def test_opening_it_again_answers_the_report_and_takes_the_percentage_back(action, owner, coordinator):
    record(action, UpdateKind.PROGRESS, by_owner=owner, text="Nearly.", percent=80)
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.")
    record(action, UpdateKind.REOPENED, by=coordinator, text="Half of them were not asked.")
    assert (action.status, action.percent, action.report_waiting) == (ActionStatus.IN_PROGRESS, 80, False)
    record(action, UpdateKind.SUPERSEDED, by=coordinator, text="Another review asks more.")
    record(action, UpdateKind.REOPENED, by=coordinator, text="It asks less.")
    assert action.percent == 80


def test_a_new_date_answers_a_request_for_one_and_no_report(action, owner, coordinator):
    later = action.first_target_date + datetime.timedelta(days=30)
    record(action, UpdateKind.PROGRESS, by_owner=owner, text="Half.", percent=50)
    record(action, UpdateKind.DATE_AGREED, by=coordinator, new_date=later, text="All dates move.")
    assert action.report_waiting
    record(action, UpdateKind.DATE_ASKED, by_owner=owner, text="The trainer is ill.", new_date=later)
    record(action, UpdateKind.DATE_REFUSED, by=coordinator, text="Another trainer is there.")
    assert (action.report_waiting, action.asked_date) == (True, None)
    record(action, UpdateKind.ACCEPTED, by=coordinator)
    record(action, UpdateKind.DATE_ASKED, by_owner=owner, text="She is ill too.", new_date=later)
    assert (action.report_waiting, action.asked_date) == (False, later)


def test_nothing_is_verified_before_it_was_delivered_nor_its_impact_before_it_was_complete(action, owner, coordinator):
    days = [timezone.localdate() - datetime.timedelta(days=ago) for ago in (3, 2, 1)]
    before, delivered, verified = days
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[AUDIT], on=delivered)
    with pytest.raises(Refused, match="was delivered on"):
        record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.", on=before)
    record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.", on=verified)
    with pytest.raises(Refused, match="was complete on"):
        record(action, UpdateKind.IMPACT_CHECKED, by=coordinator, text="It held.", on=delivered)
    record(action, UpdateKind.IMPACT_CHECKED, by=coordinator, text="It held.", on=verified)
    assert (action.status, action.completed_on) == (ActionStatus.IMPACT_CHECKED, verified)


def test_the_row_and_its_history_say_what_the_updates_say(action, owner, coordinator):
    record(action, UpdateKind.PROGRESS, by_owner=owner, text="Half.", percent=50)
    between = timezone.now()
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[AUDIT])
    record(action, UpdateKind.NOT_ACCEPTED, by=coordinator, text="The contract ended.")
    action.refresh_from_db()
    assert action.course.status == action.status == ActionStatus.NOT_ACCEPTED
    assert action.history.as_of(between).percent == 50


def test_a_person_can_set_another_rag_for_a_reason_until_a_day(action, coordinator):
    today = timezone.localdate()
    assert rate_one(action).rag == Rag.GREEN
    RagOverride.objects.create(
        action=action, rag=Rag.AMBER, reason="The provider is leaving.", until=today, by=coordinator
    )
    rated = rate_one(action)
    assert (rated.rag, rated.computed.rag) == (Rag.AMBER, Rag.GREEN)
    assert rate_one(action, today + datetime.timedelta(days=1)).override is None
    with pytest.raises(IntegrityError), transaction.atomic():
        RagOverride.objects.create(action=action, rag=Rag.AMBER, reason="", until=today, by=coordinator)


def test_the_rules_of_the_leading_area_hold_for_its_actions(action):
    area = action.recommendation.lead_area
    TrackingRules.objects.create(area=area, not_due_days=5)
    TrackingRules.objects.create(area=ActionFactory().recommendation.lead_area, not_due_days=365)
    assert rate_one(action).rag == Rag.GREY
    TrackingRules.objects.filter(area=area).update(not_due_days=60)
    assert rate_one(action).rag == Rag.GREEN


def test_an_update_on_which_a_later_one_rests_is_corrected_after_it(action, owner, coordinator):
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done.", evidence=[AUDIT])
    verified = record(action, UpdateKind.VERIFIED, by=coordinator, text="Seen.")
    checked = record(action, UpdateKind.IMPACT_CHECKED, by=coordinator, text="It held.")
    with pytest.raises(Refused, match="rests"):
        record(action, UpdateKind.CORRECTED, by=coordinator, text="Another action was meant.", corrects=verified)
    record(action, UpdateKind.CORRECTED, by=coordinator, text="Another action was meant.", corrects=checked)
    record(action, UpdateKind.CORRECTED, by=coordinator, text="Another action was meant.", corrects=verified)
    assert action.status == ActionStatus.DELIVERED


def test_a_new_date_asked_for_waits_no_longer_once_the_action_is_delivered(action, owner):
    later = action.first_target_date + datetime.timedelta(days=30)
    record(action, UpdateKind.DATE_ASKED, by_owner=owner, text="The trainer is ill.", new_date=later)
    record(action, UpdateKind.DELIVERED, by_owner=owner, text="Done after all.")
    assert action.asked_date is None
