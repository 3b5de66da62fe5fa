import datetime

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.reviews.clocks import ClockState, clocks_of
from dhr.reviews.enums import Decision, DocumentKind, State
from dhr.reviews.models import Review, ReviewEvent
from dhr.reviews.process import usual_next
from dhr.reviews.registering import extend, pause, record_event
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def typed(day):
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def review():
    return ReviewFactory(title="Nadia, died March 2023", areas=[AreaFactory(name="Here")])


@pytest.fixture
def chair(review, client):
    user = ParticipationFactory(review=review, role=Role.CHAIR).user
    client.force_login(user)
    return user


def address(name, review, *pk):
    return reverse(name, args=[review.public_id, *pk])


def rendered(tag, review, user):
    return Template(f"{{% load register %}}{{% {tag} review %}}").render(Context({"review": review, "user": user}))


def steps(*states):
    return [ReviewEvent(state=state, on=days_ago(100 - n)) for n, state in enumerate(states)]


def test_what_usually_follows():
    assert usual_next([]) == [State.NOTIFIED]
    assert usual_next(steps(State.NOTIFIED)) == [State.SCOPING]
    assert usual_next(steps(State.IMRS_RECEIVED)) == [State.PANEL_MEETINGS, State.IMRS_REQUESTED]
    assert usual_next(steps(State.FAMILY_READS)) == [State.SIGNED_OFF, State.DRAFTING]
    assert usual_next(steps(State.QA_LETTER)) == [State.PRE_PUBLICATION, State.DRAFTING]
    assert usual_next(steps(State.DRAFTING, State.PAUSED)) == [State.DRAFTING, State.FAMILY_READS]
    assert usual_next(steps(State.CLOSED)) == []


def recorded(review, *steps):
    """`(days ago, state)`, or with a decision third, recorded in this order; the course they make."""
    for ago, state, *decision in steps:
        reason = "Reasons" if decision else ""  # given where the step needs one
        record_event(review, state, days_ago(ago), None, decision=decision[0] if decision else "", reason=reason)
    return [State(event.state) for event in Review.objects.get(pk=review.pk).course]


def test_steps_of_one_day_stand_in_the_order_of_the_process_whichever_was_recorded_first(review, chair):
    course = recorded(
        review,
        (5, State.HOME_OFFICE_TOLD),
        (5, State.STOPPED, ""),
        (9, State.SCOPING),
        (5, State.DECIDED, Decision.REVIEW),
        (9, State.NOTIFIED),
    )
    assert course == [State.NOTIFIED, State.SCOPING, State.DECIDED, State.HOME_OFFICE_TOLD, State.STOPPED]
    review = Review.objects.get(pk=review.pk)
    assert review.current_event.state == State.STOPPED
    html = rendered("events_of", review, chair)
    places = [html.index(state.label) for state in course]
    assert places == sorted(places)


def test_a_step_back_stands_after_the_one_of_the_same_day_that_led_there(review):
    course = recorded(
        review,
        (30, State.DRAFTING),
        (20, State.SUBMITTED),
        (5, State.DRAFTING),
        (5, State.QA_LETTER),
        (5, State.PAUSED, ""),
    )
    assert course[2:] == [State.QA_LETTER, State.DRAFTING, State.PAUSED]


def test_a_step_that_was_taken_for_the_first_time_is_no_step_back(review):
    assert recorded(review, (5, State.FAMILY_READS), (5, State.DRAFTING)) == [State.DRAFTING, State.FAMILY_READS]


def test_who_reads_again_reads_the_draft_that_was_written_again(review):
    course = recorded(
        review, (9, State.DRAFTING), (8, State.FAMILY_READS), (5, State.FAMILY_READS), (5, State.DRAFTING)
    )
    assert course[2:] == [State.DRAFTING, State.FAMILY_READS]


def test_a_decision_that_was_reconsidered_on_the_day_it_was_asked_for_stands(review):
    course = recorded(
        review,
        (9, State.DECIDED, Decision.NO_REVIEW),
        (5, State.DECIDED, Decision.REVIEW),
        (5, State.HOME_OFFICE_TOLD, Decision.RECONSIDER),
    )
    assert course == [State.DECIDED, State.HOME_OFFICE_TOLD, State.DECIDED]
    assert clocks_of(Review.objects.get(pk=review.pk)).review.state == ClockState.RUNNING


def test_what_follows_a_decision_depends_on_it():
    def after(state, decision):
        return usual_next([ReviewEvent(state=state, decision=decision, on=days_ago(1))])

    assert after(State.DECIDED, Decision.NO_REVIEW) == [State.HOME_OFFICE_TOLD]
    assert after(State.HOME_OFFICE_TOLD, Decision.UPHELD) == [State.CLOSED]
    assert after(State.HOME_OFFICE_TOLD, Decision.RECONSIDER) == [State.DECIDED]
    assert after(State.HOME_OFFICE_TOLD, Decision.DIRECTED) == [State.CHAIR_APPOINTED]


def test_a_step_is_recorded_with_its_author(client, review, chair):
    given = {"state": State.TERMS_AGREED, "on": typed(days_ago(3)), "decision": "", "reason": "Agreed by the panel."}
    assert client.post(address("add-event", review), given).status_code == 302
    event = review.current_event
    assert (event.state, event.on, event.by, event.reason) == (
        State.TERMS_AGREED,
        days_ago(3),
        chair,
        "Agreed by the panel.",
    )


def test_the_step_that_usually_follows_stands_first(client, review, chair):
    record_event(review, State.PANEL_MEETINGS, days_ago(9), chair)
    groups = client.get(address("add-event", review)).context["form"].fields["state"].choices
    assert groups[1] == ("Usually next", [(State.DRAFTING, State.DRAFTING.label)])
    assert {value for group, states in groups[1:] for value, _ in states} == set(State)


@pytest.mark.parametrize("state", [State.PAUSED, State.JOINED, State.TRANSFERRED, State.STOPPED])
def test_a_step_off_the_course_needs_a_reason(client, review, chair, state):
    given = {"state": state, "on": typed(days_ago(3)), "reason": "  "}
    assert "Give the reason" in client.post(address("add-event", review), given).content.decode()
    with pytest.raises(ValidationError, match="Give the reason"):
        record_event(review, state, days_ago(3), chair)
    assert not review.events.exists()


def test_a_decision_is_told_with_the_step_and_belongs_to_no_other(client, review, chair):
    given = {"state": State.DECIDED, "on": typed(days_ago(3)), "decision": "", "reason": ""}
    page = client.post(address("add-event", review), given)
    assert "Say what was decided" in page.content.decode()
    page = client.post(address("add-event", review), given | {"decision": "no-review"})
    assert "Give the reasons" in page.content.decode()
    page = client.post(address("add-event", review), given | {"decision": "upheld"})
    assert "does not belong to this step" in page.content.decode()
    page = client.post(address("add-event", review), given | {"state": State.DRAFTING, "decision": "review"})
    assert "does not belong to this step" in page.content.decode()
    assert client.post(address("add-event", review), given | {"decision": "review"}).status_code == 302
    assert review.current_event.decision == Decision.REVIEW


def test_the_future_is_refused_and_the_same_step_twice(client, review, chair):
    given = {"state": State.DRAFTING, "on": typed(days_ago(-1)), "reason": "Typed words stay"}
    page = client.post(address("add-event", review), given).content.decode()
    assert "in the future" in page
    assert "Typed words stay" in page
    given["on"] = typed(days_ago(1))
    assert client.post(address("add-event", review), given).status_code == 302
    assert "recorded already" in client.post(address("add-event", review), given).content.decode()
    assert review.events.count() == 1


def test_a_date_before_the_notification_is_kept_and_mentioned(client, review, chair):
    record_event(review, State.NOTIFIED, days_ago(10), chair)
    given = {"state": State.SCOPING, "on": typed(days_ago(12)), "reason": ""}
    page = client.post(address("add-event", review), given, follow=True)
    assert "lies before the review’s notification" in page.content.decode()
    assert review.events.count() == 2


def test_a_correction_needs_a_reason_and_keeps_what_was_said(client, review, chair):
    event = record_event(review, State.DRAFTING, days_ago(9), chair, reason="First words")
    given = {"state": State.FAMILY_READS, "on": typed(days_ago(8)), "decision": "", "reason": "Other words"}
    assert "Say why it is corrected" in client.post(address("correct-event", review, event.pk), given).content.decode()
    assert client.post(address("correct-event", review, event.pk), given | {"why": "Misread"}).status_code == 302
    event.refresh_from_db()
    assert (event.state, event.reason, event.by) == (State.FAMILY_READS, "Other words", chair)
    assert [(past.state, past.history_change_reason) for past in event.history.all()] == [
        (State.FAMILY_READS, "Misread"),
        (State.DRAFTING, None),
    ]
    page = client.get(address("review-changes", review)).content.decode()
    for words in ("Misread", "First words", "Other words"):
        assert words in page


def test_a_correction_of_nothing_is_none(client, review, chair):
    event = record_event(review, State.DRAFTING, days_ago(9), chair)
    given = {"state": State.DRAFTING, "on": typed(days_ago(9)), "decision": "", "reason": "", "why": "Just so"}
    assert "Nothing was changed" in client.post(address("correct-event", review, event.pk), given).content.decode()
    assert event.history.count() == 1


def test_a_withdrawn_step_counts_nowhere_and_stays_on_record(client, review, chair):
    record_event(review, State.NOTIFIED, days_ago(100), chair)
    wrong = record_event(review, State.DECIDED, days_ago(90), chair, decision=Decision.REVIEW)
    assert client.get(address("withdraw-event", review, wrong.pk)).status_code == 200
    assert client.post(address("withdraw-event", review, wrong.pk), {"because": " "}).status_code == 200
    assert review.current_event == wrong
    client.post(address("withdraw-event", review, wrong.pk), {"because": "Of another review"})
    review = Review.objects.get()
    assert review.current_event.state == State.NOTIFIED
    assert clocks_of(review).decision.state == ClockState.OVERDUE
    wrong.refresh_from_db()
    assert (wrong.withdrawn_because, wrong.withdrawn_by) == ("Of another review", chair)
    assert client.get(address("correct-event", review, wrong.pk)).status_code == 404
    assert "Of another review" in rendered("events_of", review, chair)
    panel = ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user
    assert "Of another review" not in rendered("events_of", review, panel)


def test_an_extension_has_its_date_its_reason_and_who_agreed(client, review, chair):
    record_event(review, State.DECIDED, days_ago(300), chair, decision=Decision.REVIEW)
    given = {"until": typed(days_ago(-60)), "agreed_on": typed(days_ago(5)), "agreed_by": "", "reason": ""}
    page = client.post(address("add-extension", review), given).content.decode()
    assert "Say who agreed it" in page
    assert "An extension always has one" in page
    given |= {"agreed_by": "The partnership’s chair", "reason": "The trial"}
    assert client.post(address("add-extension", review), given).status_code == 302
    assert clocks_of(review).review.state == ClockState.EXTENDED
    assert review.extensions.get().by == chair


def test_an_extension_ends_later_than_what_it_extends(client, review, chair):
    record_event(review, State.DECIDED, days_ago(10), chair, decision=Decision.REVIEW)
    given = {"until": typed(days_ago(1)), "agreed_on": typed(days_ago(5)), "agreed_by": "Chair", "reason": "Trial"}
    assert "Give a later date" in client.post(address("add-extension", review), given).content.decode()
    given["agreed_on"] = typed(days_ago(-5))
    assert "in the future" in client.post(address("add-extension", review), given).content.decode()
    assert not review.extensions.exists()


def test_an_extension_is_corrected_and_taken_away_with_its_history_kept(client, review, chair):
    extension = extend(review, until=days_ago(-5), reason="Trial", agreed_by="Chair", agreed_on=days_ago(5), by=chair)
    given = {
        "until": typed(days_ago(-9)),
        "agreed_on": typed(days_ago(5)),
        "agreed_by": "Chair",
        "reason": "Trial",
        "why": "Wrong day",
    }
    assert client.post(address("correct-extension", review, extension.pk), given).status_code == 302
    extension.refresh_from_db()
    assert extension.until == days_ago(-9)
    assert client.get(address("remove-extension", review, extension.pk)).status_code == 200
    client.post(address("remove-extension", review, extension.pk), {"because": "Never agreed"})
    assert not review.extensions.exists()
    page = client.get(address("review-changes", review)).content.decode()
    assert "Wrong day" in page
    assert "Never agreed" in page


def test_a_pause_begins_ends_and_is_corrected(client, review, chair):
    given = {
        "since": typed(days_ago(30)),
        "reason": "Interviews wait for the trial",
        "continues": "Chronologies",
        "agreed_by": "Chair and police",
        "next_check": typed(days_ago(-30)),
        "until": "",
    }
    page = client.post(address("add-pause", review), given, follow=True)
    assert "The clock goes on" in page.content.decode()
    assert clocks_of(review).paused
    paused = review.pauses.get()
    early = client.post(address("end-pause", review, paused.pk), {"until": typed(days_ago(40))})
    assert "cannot end before it begins" in early.content.decode()
    assert client.post(address("end-pause", review, paused.pk), {"until": typed(days_ago(1))}).status_code == 302
    assert not clocks_of(Review.objects.get()).paused
    assert client.get(address("end-pause", review, paused.pk)).status_code == 404
    corrected = given | {"until": typed(days_ago(2)), "why": "A day earlier"}
    assert client.post(address("correct-pause", review, paused.pk), corrected).status_code == 302
    paused.refresh_from_db()
    assert paused.until == days_ago(2)
    client.post(address("remove-pause", review, paused.pk), {"because": "Of another review"})
    assert not review.pauses.exists()


def test_a_pause_that_ends_before_it_begins_is_refused_when_it_is_added(client, review, chair):
    given = {"since": typed(days_ago(3)), "until": typed(days_ago(9)), "reason": "Trial", "agreed_by": "Chair"}
    assert "cannot end before" in client.post(address("add-pause", review), given).content.decode()
    with pytest.raises(ValidationError):
        pause(review, since=days_ago(3), until=days_ago(9), reason="Trial", agreed_by="Chair", by=chair)


PAGES = ["add-event", "review-changes", "review-facts", "add-person", "add-extension", "add-pause"]
PAGES_OF_ONE = ["correct-event", "withdraw-event"]
PAGES_OF_AN_EXTENSION = ["correct-extension", "remove-extension"]
PAGES_OF_A_PAUSE = ["correct-pause", "remove-pause", "end-pause"]


def test_who_does_not_run_the_review_finds_none_of_these_pages(client, review):
    event = record_event(review, State.DRAFTING, days_ago(9), None)
    extension = extend(review, until=days_ago(1), reason="Trial", agreed_by="Chair", agreed_on=days_ago(5), by=None)
    paused = pause(review, since=days_ago(9), reason="Trial", agreed_by="Chair", by=None)
    addresses = [
        *(address(name, review) for name in PAGES),
        *(address(name, review, event.pk) for name in PAGES_OF_ONE),
        *(address(name, review, extension.pk) for name in PAGES_OF_AN_EXTENSION),
        *(address(name, review, paused.pk) for name in PAGES_OF_A_PAUSE),
    ]
    for user in (
        UserFactory.coordinator(AreaFactory()),
        ParticipationFactory(role=Role.CHAIR).user,
        MembershipFactory(area=review.lead_area, role=Role.CSP_CHAIR).user,
        ParticipationFactory(review=review, role=Role.AUTHOR).user,
        ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user,
    ):
        client.force_login(user)
        for page in addresses:
            assert client.get(page).status_code == 404
            assert client.post(page, {"because": "x"}).status_code == 404
    assert (review.events.standing().count(), review.extensions.count(), review.pauses.count()) == (1, 1, 1)


def test_a_step_of_another_review_is_not_found_by_way_of_the_own(client, review, chair):
    other = record_event(ReviewFactory(), State.DRAFTING, days_ago(9), None)
    for name in PAGES_OF_ONE:
        assert client.get(address(name, review, other.pk)).status_code == 404


def test_who_takes_part_reads_the_course_and_finds_no_links(client, review):
    record_event(review, State.NOTIFIED, days_ago(300), None)
    record_event(review, State.DECIDED, days_ago(290), None, decision=Decision.REVIEW, reason="Criteria met")
    extend(review, until=days_ago(-90), reason="The trial", agreed_by="Chair", agreed_on=days_ago(99), by=None)
    pause(review, since=days_ago(99), reason="Interviews wait", agreed_by="Chair", by=None)
    panel = ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user
    for tag, words in (
        ("events_of", ["Criteria met", "A review is to be held"]),
        ("clocks_of", ["The trial", "Extended", "Interviews wait", "90 days left"]),
        ("people_of", []),
        ("register_links", []),
    ):
        html = rendered(tag, review, panel)
        assert "<a " not in html
        assert all(word in html for word in words)


@pytest.mark.parametrize("role", [Role.IMR_AUTHOR, Role.SIGN_OFF])
def test_an_agencys_people_see_where_the_review_stands_and_nothing_of_the_case(review, chair, role):
    user = ParticipationFactory(review=review, role=role, agency=AgencyFactory()).user
    PersonFactory(review=review, pseudonym="Jibran")
    record_event(review, State.DRAFTING, days_ago(9), chair, reason="Canary of another agency")
    day = timezone.localdate()
    extend(review, until=days_ago(-90), reason="Canary trial", agreed_by="Chair", agreed_on=day, by=chair)
    pause(review, since=day, reason="Canary pause", agreed_by="Chair", continues="Canary work", by=chair)
    assert "Canary" in rendered("events_of", review, chair) and "Jibran" in rendered("people_of", review, chair)
    seen = "".join(rendered(tag, review, user) for tag in ("events_of", "clocks_of", "people_of"))
    assert State.DRAFTING.label in seen and "Extended to" in seen
    assert "Canary" not in seen and "Jibran" not in seen
    DocumentFactory(review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    assert "Jibran" in rendered("people_of", review, user)


def test_who_runs_the_review_finds_the_links(review, chair):
    event = record_event(review, State.NOTIFIED, days_ago(300), chair)
    assert address("correct-event", review, event.pk) in rendered("events_of", review, chair)
    assert address("add-extension", review) in rendered("clocks_of", review, chair)
    assert address("add-person", review) in rendered("people_of", review, chair)
    links = rendered("register_links", review, chair)
    assert address("review-facts", review) in links
    assert address("review-areas", review) not in links
    coordinator = UserFactory.coordinator(review.lead_area)
    assert address("review-areas", review) in rendered("register_links", review, coordinator)
