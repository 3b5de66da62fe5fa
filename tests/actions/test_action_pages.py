import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import BodyKind, EvidenceKind, Rag, UpdateKind
from dhr.actions.models import Action, Escalation, Owner, Priority, RagOverride
from dhr.actions.updates import NewEvidence, record
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    ActionFactory,
    AreaFactory,
    BodyFactory,
    DocumentFactory,
    OwnerFactory,
    RecommendationFactory,
    UserFactory,
)
from tests.meanwhile import just_before_writing
from tests.reviews.case import a_case

pytestmark = pytest.mark.django_db
PLANNERS = {"coordinator", "chair", "author"}
NO_MILESTONES = {"milestones-TOTAL_FORMS": "3", "milestones-INITIAL_FORMS": "0"}
TYPED = NO_MILESTONES | {"text": "Train the response teams.", "first_target_date": "27 3 2027"}


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def recommendation(case):
    report = DocumentFactory(review=case.review, released_to_panel=True)
    return RecommendationFactory(review=case.review, document=report, number="4")


@pytest.fixture
def action(recommendation, case):
    owner = OwnerFactory(area=case.review.lead_area, agency=case.police, name="Inspector Lane")
    return ActionFactory(recommendation=recommendation, owner=owner)


@pytest.fixture
def coordinator(client, case):
    client.force_login(case.people["coordinator"])
    return case.people["coordinator"]


def page(name, row):
    return reverse(name, args=[row.pk])


def told(response) -> str:
    return response.content.decode()


def milestones(*rows) -> dict:
    """The fields of a new action's formset."""
    found = dict(NO_MILESTONES)
    for n, (text, due) in enumerate(rows):
        found |= {f"milestones-{n}-text": text, f"milestones-{n}-due": due}
    return found


def test_an_action_is_planned_with_a_new_owner_and_milestones(client, case, recommendation, coordinator):
    typed = TYPED | milestones(("Course written", "1 2 2027"), ("", ""), ("Half of the staff trained", "March 1 2027"))
    typed |= {
        "lead": case.police.pk, "new_name": "Inspector Lane", "new_email": "Lane@example.org",
        "expected_change": "Victims are asked alone.", "how_seen": "Audit of 20 records.", "cost": "1200.50",
        "starts_on": "1 1 2027", "impact_check_on": "1 9 2027",
    }  # fmt: skip
    assert client.post(page("action-add", recommendation), typed).status_code == 302
    action = Action.objects.get()
    assert action.first_target_date == action.target_date == datetime.date(2027, 3, 27)
    assert (action.owner.name, action.owner.email, action.owner.agency) == (
        "Inspector Lane", "lane@example.org", case.police,
    )  # fmt: skip
    assert action.owner.area == case.review.lead_area
    assert [(row.text, row.due, row.order) for row in action.milestones.all()] == [
        ("Course written", datetime.date(2027, 2, 1), 1),
        ("Half of the staff trained", datetime.date(2027, 3, 1), 2),
    ]
    html = told(client.get(page("action", action)))
    shown = ("Course written", "Victims are asked alone.", "Audit of 20 records.", "£1,200.50", "1 September 2027")
    assert all(words in html for words in shown)


def test_an_address_that_the_area_knows_is_the_owner_it_knows(client, case, recommendation, coordinator):
    known = OwnerFactory(area=case.review.lead_area, email="lane@example.org", name="Ina Lane")
    OwnerFactory(email="lane@example.org", name="Of another area")
    client.post(page("action-add", recommendation), TYPED | {"new_name": "I. Lane", "new_email": "LANE@example.org"})
    assert Action.objects.get().owner == known
    known.retired_on = datetime.date(2026, 1, 1)
    known.save()
    response = client.post(
        page("action-add", recommendation), TYPED | {"new_name": "I. Lane", "new_email": "lane@example.org"}
    )
    assert "was retired" in told(response)


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, recommendation, coordinator):
    typed = TYPED | milestones(("", "1 2 2027"), ("Half trained", "the 40th"))
    typed |= {"text": "", "new_name": "Lane", "cost": "-5", "expected_change": "Asked alone."}
    typed |= {"starts_on": "1 1 2030"}
    response = client.post(page("action-add", recommendation), typed)
    assert set(response.context["form"].errors) == {"text", "new_email", "cost", "starts_on"}
    html = told(response)
    assert "Write the milestone" in html and "the 40th" in html and "Asked alone." in html
    assert not Action.objects.exists() and not Owner.objects.exists()


def test_a_plan_changes_but_never_the_target_date_first_set(client, action, coordinator):
    kept = action.milestones.create(text="Course written", order=1)
    gone = action.milestones.create(text="Not needed", order=2)
    typed = {
        "text": "Train all teams.", "owner": action.owner.pk, "first_target_date": "1 1 2030",
        "milestones-TOTAL_FORMS": "5", "milestones-INITIAL_FORMS": "2",
        "milestones-0-id": kept.pk, "milestones-0-text": "Course written and tried",
        "milestones-1-id": gone.pk, "milestones-1-text": "Not needed", "milestones-1-DELETE": "on",
        "milestones-2-text": "All trained", "more": "1",
    }  # fmt: skip
    before = action.first_target_date
    response = client.post(page("action-change", action), typed)
    assert response["Location"].endswith("#milestones")
    action.refresh_from_db()
    assert (action.text, action.first_target_date, action.target_date) == ("Train all teams.", before, before)
    assert [(row.text, row.order) for row in action.milestones.all()] == [
        ("Course written and tried", 1), ("All trained", 2),
    ]  # fmt: skip
    assert action.history.first().history_user == coordinator


def test_two_who_change_a_plan_at_once_the_second_is_shown_the_firsts_words_once(client, action, coordinator):
    form = client.get(page("action-change", action)).context["form"]
    action.text = "Train the night shift first."
    action.save()
    action.milestones.create(text="Night shift trained", order=1)
    typed = NO_MILESTONES | {"text": "Train all teams.", "owner": action.owner.pk, "seen": form["seen"].value()}
    response = client.post(page("action-change", action), typed)
    html = told(response)
    assert "Train the night shift first." in html and "Night shift trained" in html and "Train all teams." in html
    typed |= {"seen": response.context["form"]["seen"].value()}
    assert client.post(page("action-change", action), typed).status_code == 302
    action.refresh_from_db()
    assert action.text == "Train all teams." and action.milestones.count() == 1


def test_who_sees_an_action_and_who_plans_it(client, case, action):
    readers = PLANNERS | {"csp-chair", "panel-member"}
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(page("action", action))
        assert response.status_code == (200 if role in readers else 404), role
        assert client.get(page("action-change", action)).status_code == (200 if role in PLANNERS else 404), role
        if role in readers:
            assert ("Change the plan" in told(response)) == (role in PLANNERS), role
            assert (action.owner.email in told(response)) == (role in PLANNERS), role


def test_the_areas_list_of_owners_is_its_coordinators_and_others_choose_among_those_they_see(client, case, action):
    imr = DocumentFactory(review=case.review, kind=DocumentKind.IMR, agency=case.police)
    own = RecommendationFactory(review=case.review, document=imr)
    area = case.review.lead_area
    ActionFactory(recommendation=own, owner=OwnerFactory(area=area, name="Constable Reed"))
    OwnerFactory(area=area, name="Nurse Field")
    OwnerFactory(area=AreaFactory(), name="Sergeant Elsewhere")
    offered = {
        "imr-author": {"Constable Reed"},
        "chair": {"Constable Reed", "Inspector Lane"},
        "coordinator": {"Constable Reed", "Inspector Lane", "Nurse Field"},
    }
    for role, names in offered.items():
        client.force_login(case.people[role])
        form = client.get(page("action-add", own)).context["form"]
        assert {owner.name for owner in form.fields["owner"].queryset} == names, role


def test_a_milestone_is_reached_by_a_button_and_not_after_all_by_another(client, case, action):
    milestone = action.milestones.create(text="Course written", due=datetime.date(2026, 1, 1))
    reached = page("milestone-reached", milestone)
    client.force_login(case.people["panel-member"])
    assert client.post(reached).status_code == 404
    client.force_login(case.people["coordinator"])
    assert "<strong>Missed</strong>" in told(client.get(page("action", action)))
    assert f'name="on" value="{timezone.localdate():%-d %B %Y}"' in told(client.get(page("action", action)))
    client.post(reached, {"on": "5 1 2026"})
    client.post(reached, {"on": "6 1 2026"})  # somebody else's button, pressed a moment later
    milestone.refresh_from_db()
    assert milestone.reached_on == datetime.date(2026, 1, 5)
    client.post(reached, {"undo": "1"})
    milestone.refresh_from_db()
    assert milestone.reached_on is None
    for wrong in ("", "31 2 2026", "1 1 2049"):
        again = client.post(reached, {"on": wrong})
        assert again.context["form"].errors and wrong in told(again)
    client.post(reached, {"on": "5 1 2026"})
    milestone.refresh_from_db()
    assert milestone.reached_on == datetime.date(2026, 1, 5)


def test_what_is_written_to_a_milestone_meanwhile_outlasts_that_it_is_not_reached(client, action, coordinator):
    milestone = action.milestones.create(text="Course written", reached_on=datetime.date(2026, 1, 5))
    with just_before_writing(lambda: action.milestones.update(text="Course written and tried")):
        client.post(page("milestone-reached", milestone), {"undo": "1"})
    milestone.refresh_from_db()
    assert (milestone.text, milestone.reached_on) == ("Course written and tried", None)


def test_the_page_tells_all_that_happened_in_order_with_who_and_why(client, case, action, coordinator):
    first = action.first_target_date
    later = first + datetime.timedelta(days=60)
    record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Forty are trained.", percent=40)
    wrong = record(action, UpdateKind.PROGRESS, by_owner=action.owner, text="Ninety are trained.", percent=90)
    record(action, UpdateKind.CORRECTED, by=coordinator, text="It was nineteen.", corrects=wrong)
    record(action, UpdateKind.DATE_ASKED, by_owner=action.owner, text="The trainer is ill.", new_date=later)
    record(action, UpdateKind.DATE_AGREED, by=coordinator, new_date=later)
    Escalation.objects.create(
        action=action, body=BodyFactory(name="The review subgroup", kind=BodyKind.SUBGROUP),
        red_since=datetime.date(2026, 1, 1), on=datetime.date(2026, 2, 1), answer="Agreed more staff.",
    )  # fmt: skip
    html = told(client.get(page("action", action)))
    assert "40% done" in html and "put back 1 time" in html and f"Originally {first.day} {first:%B %Y}" in html
    assert "The trainer is ill." in html and "The review subgroup" in html and "Agreed more staff." in html
    struck = html[html.index('<s class="dhr-struck">') : html.index("</s>")]
    assert "Ninety are trained." in struck and "Forty" not in struck
    updates = html[html.index('id="updates"') :]
    assert updates.index("The trainer is ill.") < updates.index("Forty are trained.")
    assert "Inspector Lane" in html and "It was nineteen." in html


def test_the_updates_that_can_be_corrected_are_told_apart(client, action, coordinator):
    for minute, shows, link in (
        (3, "Who came", "https://a.example/list"),
        (4, "Who passed", "https://a.example/marks"),
    ):
        at = datetime.datetime(2026, 2, 1, 9, minute, tzinfo=datetime.UTC)
        evidence = NewEvidence(EvidenceKind.TRAINING, datetime.date(2026, 1, 5), shows, link=link)
        on = datetime.date(2026, 2, 1)
        record(action, UpdateKind.EVIDENCE, by_owner=action.owner, on=on, evidence=[evidence], at=at)
    html = told(client.get(reverse("action-update", args=[action.pk, "corrected"])))
    offered = re.findall(r"<option value=\"\d+\"[^>]*>(Evidence added[^<]+)", html)
    assert len(set(offered)) == 2
    assert "09:04" in offered[0] and "Who passed" in offered[0] and "https://a.example/marks" in offered[0]
    assert "09:03" in offered[1] and "Who came" in offered[1] and "Inspector Lane" in offered[1]


def test_a_rag_is_set_with_reason_and_expiry_shown_and_taken_back(client, case, action, coordinator):
    address = page("rag-override", action)
    response = client.post(address, {"rag": "blue", "reason": "", "until": "1 1 2020"})
    assert set(response.context["form"].errors) == {"rag", "reason", "until"}
    far = client.post(address, {"rag": "green", "reason": "It will do.", "until": "31 12 2099"})
    assert far.context["form"].errors == {"until": ["Give a day within a year. Set it anew then, if it still holds."]}
    until = timezone.localdate() + datetime.timedelta(days=20)
    client.post(address, {"rag": "red", "reason": "The funding fell through.", "until": f"{until:%d %m %Y}"})
    html = told(client.get(page("action", action)))
    assert "dhr-rag--red" in html and f"Set by {coordinator}" in html and "The funding fell through." in html
    client.post(page("rag-override-lift", action), {"reason": "It came after all."})
    html = told(client.get(page("action", action)))
    assert "dhr-rag--red" not in html and "Taken back" in html and "It came after all." in html
    assert RagOverride.objects.count() == 2
    again = client.post(page("rag-override-lift", action), {"reason": "Pressed twice."}, follow=True)
    assert "The computed RAG counts already." in again.content.decode()
    assert action.overrides.count() == 2


@pytest.mark.parametrize("kind", [UpdateKind.NOT_ACCEPTED, UpdateKind.DELIVERED])
def test_nobody_sets_the_rag_of_what_is_closed(client, action, coordinator, kind):
    until = timezone.localdate() + datetime.timedelta(days=20)
    typed = {"rag": "red", "reason": "The funding fell through.", "until": f"{until:%d %m %Y}"}
    evidence = [NewEvidence(EvidenceKind.POLICY, datetime.date(2026, 1, 1), "The policy", link="https://example.org")]
    record(action, kind, by=UserFactory(), text="That was it.", evidence=evidence)
    if kind == UpdateKind.DELIVERED:
        record(action, UpdateKind.VERIFIED, by=coordinator, text="Read.")
    html = told(client.get(page("rag-override", action), follow=True))
    assert "The action is closed" in html and "Show it as" not in html
    html = told(client.post(page("rag-override", action), typed))
    assert "There is a problem" in html and "The action is closed" in html and "The funding fell through." in html
    assert not RagOverride.objects.exists()


def test_an_action_that_is_closed_meanwhile_keeps_its_computed_rag(client, action, coordinator):
    until = timezone.localdate() + datetime.timedelta(days=20)
    typed = {"rag": "red", "reason": "The funding fell through.", "until": f"{until:%d %m %Y}"}
    with just_before_writing(lambda: record(action, UpdateKind.NOT_ACCEPTED, by=coordinator, text="Not ours.")):
        html = told(client.post(page("rag-override", action), typed))
    assert "The action is closed" in html
    assert not RagOverride.objects.exists()


def test_only_those_who_follow_set_a_rag(client, case, action):
    RagOverride.objects.create(
        action=action, rag=Rag.RED, reason="Late.", until=datetime.date(2999, 1, 1), by=UserFactory()
    )
    for role, user in case.people.items():
        client.force_login(user)
        wanted = 200 if role == "coordinator" else 404
        assert client.get(page("rag-override", action)).status_code == wanted, role
        assert client.get(page("rag-override-lift", action)).status_code == wanted, role


def test_a_contributor_or_priority_by_a_number_that_nobody_can_have_is_no_choice(
    client, case, coordinator, recommendation, action
):
    too_long = "1" * 22
    recommended = {"text": "Train.", "origin": "panel", "scope": "local", "priorities": too_long}
    area = case.review.lead_area
    Priority.objects.create(area=area, name="Safe at home")
    for address, sent in (
        (page("action-add", recommendation), TYPED | {"contributors": too_long}),
        (page("action-add", recommendation), TYPED | {"owner": too_long, "lead": too_long}),
        (reverse("outside-recommendation-add", args=[area.slug]), recommended),
    ):
        response = client.post(address, sent)
        assert response.status_code == 200, address
        assert "Select a valid choice" in told(response), address
