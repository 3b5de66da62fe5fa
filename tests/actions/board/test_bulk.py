"""One change to many actions: previewed row by row, made of all or of none, and of no other's work."""

import datetime
import re
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import escape

from dhr.actions.enums import Rag, UpdateKind
from dhr.actions.models import Priority, RagOverride, Update
from dhr.actions.updates import record
from dhr.areas.enums import Role
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    OwnerFactory,
    ParticipationFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CHANGE = "/desk/actions/change/"


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def actions(area):
    return [ActionFactory(recommendation=RecommendationFactory(review=ReviewFactory(areas=[area]))) for _ in range(3)]


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def asked(actions, what: str, **fields) -> dict:
    picked = ",".join(str(action.pk) for action in actions)
    return {"what": what, "picked": picked, **{f"{what}-{name}": value for name, value in fields.items()}}


def previewed(client, data: dict) -> tuple[str, dict]:
    """The preview's page, and what its button sends."""
    page = client.post(CHANGE, data).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    return page, {**data, "seen": unescape(seen[1]), "confirm": "1"}


def again(rows) -> list:
    for row in rows:
        row.refresh_from_db()
    return rows


def test_a_preview_changes_nothing_and_its_button_changes_all(signed_in, actions, area):
    owner = OwnerFactory(area=area, name="Priya Desai")
    page, confirmed = previewed(signed_in, asked(actions, "owner", owner=owner.pk))
    assert page.count("Priya Desai") == 3
    assert all(action.owner is None for action in again(actions))
    assert signed_in.post(CHANGE, confirmed).status_code == 302
    assert all(action.owner == owner for action in again(actions))


def test_a_change_goes_back_to_the_board_as_it_was_narrowed(signed_in, actions, area):
    narrowed = "rag=grey&q=a+%26+b"
    board = signed_in.get("/desk/actions/?sort=age&page=1").content.decode()
    assert '"Change several actions"><input type="hidden" name="sort" value="age">' in board
    page = signed_in.get(f"{CHANGE}?{narrowed}&page=2&pick={actions[0].pk}").content.decode()
    sent = unescape(re.search(r'name="board" value="([^"]*)"', page)[1])
    assert sent == narrowed and f'href="/desk/actions/?{escape(narrowed)}"' in page
    data = asked(actions[:1], "owner", owner=OwnerFactory(area=area).pk) | {"board": sent}
    page, confirmed = previewed(signed_in, data)
    assert unescape(re.search(r'name="board" value="([^"]*)"', page)[1]) == narrowed
    assert signed_in.post(CHANGE, confirmed)["Location"] == f"/desk/actions/?{narrowed}"
    whole = signed_in.get(f"{CHANGE}?all=1&sort=age").content.decode()
    assert re.search(r'name="board" value="([^"]*)"', whole)[1] == "sort=age"


@pytest.mark.parametrize("sent", ["//elsewhere.example", "https://elsewhere.example/?a=b", "a=b\r\nX: y"])
def test_the_way_back_leads_to_the_board_alone(signed_in, actions, sent):
    answer = signed_in.post(CHANGE, {"picked": "", "board": sent})
    assert answer["Location"].startswith("/desk/actions/?")


def test_what_is_gone_or_another_areas_is_said_so(signed_in):
    for pk in (999_999, ActionFactory().pk):
        page = signed_in.get(f"{CHANGE}?pick={pk}&rag=red", follow=True)
        assert page.redirect_chain == [("/desk/actions/?rag=red", 302)]
        assert "no longer here, or is not yours to see" in page.content.decode()


def test_a_new_date_is_an_update_with_its_reason(signed_in, coordinator, actions):
    data = asked(actions, "date", new_date="27 3 2034", reason="The trainer is ill.")
    signed_in.post(CHANGE, previewed(signed_in, data)[1])
    for action in again(actions):
        update = action.updates.get()
        assert (update.kind, update.text, update.by) == (UpdateKind.DATE_AGREED, "The trainer is ill.", coordinator)
        assert (action.target_date, action.slips) == (datetime.date(2034, 3, 27), 1)


def test_a_lead_agency_takes_the_place_of_one_that_was_only_named(signed_in, actions):
    actions[0].lead_as_stated = "The charity"
    actions[0].save()
    agency = AgencyFactory()
    signed_in.post(CHANGE, previewed(signed_in, asked(actions, "lead", lead=agency.pk))[1])
    assert {(action.lead, action.lead_as_stated) for action in again(actions)} == {(agency, "")}


def test_a_priority_is_added_to_those_that_are_there(signed_in, area, actions):
    first, second = (Priority.objects.create(area=area, name=name) for name in ("Earlier help", "Children"))
    actions[0].recommendation.priorities.add(first)
    signed_in.post(CHANGE, previewed(signed_in, asked(actions, "priority", priority=second.pk))[1])
    assert set(actions[0].recommendation.priorities.all()) == {first, second}
    assert all(second in action.recommendation.priorities.all() for action in actions)


def test_a_rag_is_set_for_a_reason_until_a_day(signed_in, coordinator, actions):
    data = asked(actions, "rag", rag="amber", reason="Seen at the site.", until=f"{in_days(9):%d/%m/%Y}")
    signed_in.post(CHANGE, previewed(signed_in, data)[1])
    overrides = RagOverride.objects.all()
    assert {(row.rag, row.reason, row.until, row.by) for row in overrides} == {
        (Rag.AMBER, "Seen at the site.", in_days(9), coordinator)
    }
    assert overrides.count() == 3


def test_a_rag_is_set_for_a_year_at_most(signed_in, actions):
    page = signed_in.post(CHANGE, asked(actions, "rag", rag="green", reason="It will do.", until="31 12 2099"))
    assert "Give a day within a year." in page.content.decode()
    assert 'name="confirm"' not in page.content.decode()


def test_a_preview_of_a_new_date_tells_who_asked_for_another_and_answers_no_report(signed_in, actions):
    by = UserFactory()
    record(actions[0], UpdateKind.DATE_ASKED, by=by, text="The trainer is ill.", new_date=datetime.date(2035, 5, 1))
    record(actions[1], UpdateKind.PROGRESS, by=by, text="Half.")
    page, confirmed = previewed(signed_in, asked(actions, "date", new_date="27 3 2034", reason="All dates move."))
    assert page.count("its owner asks for 1 May 2035") == 1
    signed_in.post(CHANGE, confirmed)
    assert [(action.asked_date, action.report_waiting) for action in again(actions)] == [
        (None, False),
        (None, True),
        (None, False),
    ]


def test_what_cannot_change_says_why_and_the_others_change(signed_in, coordinator, actions):
    record(actions[0], UpdateKind.NOT_ACCEPTED, by=coordinator, text="Not ours.")
    data = asked(actions, "date", new_date="27 3 2034", reason="Late.")
    page, confirmed = previewed(signed_in, data)
    assert "not accepted" in page
    assert "Change 2 actions" in page
    signed_in.post(CHANGE, confirmed)
    assert [action.slips for action in again(actions)] == [0, 1, 1]


def test_nobody_sets_the_rag_of_what_is_closed(signed_in, coordinator, actions):
    record(actions[0], UpdateKind.NOT_ACCEPTED, by=coordinator, text="Not ours.")
    data = asked(actions, "rag", rag="amber", reason="Seen at the site.", until=f"{in_days(9):%d/%m/%Y}")
    page, confirmed = previewed(signed_in, data)
    assert "The action is closed" in page and "Change 2 actions" in page
    signed_in.post(CHANGE, confirmed)
    assert set(RagOverride.objects.values_list("action", flat=True)) == {actions[1].pk, actions[2].pk}


def test_what_somebody_changed_since_the_preview_is_told_and_nothing_is_overwritten(signed_in, area, actions):
    owner, quicker = OwnerFactory(area=area), OwnerFactory(area=area, name="Quicker Person")
    _, confirmed = previewed(signed_in, asked(actions, "owner", owner=owner.pk))
    actions[1].owner = quicker
    actions[1].save()
    page = signed_in.post(CHANGE, confirmed).content.decode()
    assert "Changed since you looked" in page
    assert "Quicker Person" in page
    assert [action.owner for action in again(actions)] == [None, quicker, None]
    confirmed["seen"] = unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])
    signed_in.post(CHANGE, confirmed)
    assert all(action.owner == owner for action in again(actions))


def test_all_or_none_are_changed(signed_in, coordinator, actions):
    _, confirmed = previewed(signed_in, asked(actions, "date", new_date="27 3 2034", reason="Late."))
    record(actions[2], UpdateKind.SUPERSEDED, by=coordinator, text="Another review asks more.")
    page = signed_in.post(CHANGE, confirmed).content.decode()
    assert "nothing is saved" in page
    assert [action.slips for action in again(actions)] == [0, 0, 0]


def test_wrong_input_keeps_what_was_typed(signed_in, actions):
    page = signed_in.post(CHANGE, asked(actions, "date", new_date="31/02/2034", reason="The trainer is ill."))
    assert "no day of the calendar" in page.content.decode()
    assert "The trainer is ill." in page.content.decode()


def test_another_areas_owner_or_priority_cannot_be_given(signed_in, actions):
    for what, field, other in (
        ("owner", "owner", OwnerFactory()),
        ("priority", "priority", Priority.objects.create(area=AreaFactory(), name="Theirs")),
    ):
        page = signed_in.post(CHANGE, asked(actions, what, **{field: other.pk})).content.decode()
        assert 'name="seen"' not in page
        assert str(other) not in page


def test_an_action_that_one_may_not_see_is_as_if_it_were_not_there(signed_in, actions):
    hidden = ActionFactory(text="Hidden words")
    page, confirmed = previewed(signed_in, asked([*actions, hidden], "lead", lead=AgencyFactory().pk))
    assert "Hidden words" not in page
    signed_in.post(CHANGE, confirmed)
    hidden.refresh_from_db()
    assert hidden.lead is None


def test_a_date_gone_by_is_not_agreed(signed_in, actions):
    page = signed_in.post(CHANGE, asked(actions, "date", new_date="1 1 2020", reason="The trainer is ill."))
    html = page.content.decode()
    assert "The date is past" in html and "1 1 2020" in html and "The trainer is ill." in html
    assert 'name="confirm"' not in html
    data = asked(actions, "date", new_date="1 1 2020", reason="Late.") | {"seen": "{}", "confirm": "1"}
    signed_in.post(CHANGE, data)
    assert not Update.objects.exists()


def test_a_chair_plans_but_does_not_agree_dates(client, actions):
    chair = ParticipationFactory(review=actions[0].recommendation.review, role=Role.CHAIR).user
    client.force_login(chair)
    page = client.get(f"{CHANGE}?pick={actions[0].pk}").content.decode()
    assert "Another owner" in page
    assert "A new target date" not in page
    data = asked(actions[:1], "date", new_date="27 3 2034", reason="Late.") | {"seen": "{}", "confirm": "1"}
    client.post(CHANGE, data)
    assert again(actions)[0].slips == 0


def test_an_imr_author_changes_the_actions_of_the_own_agencys_paper_alone(client):
    review, agency = ReviewFactory(), AgencyFactory()
    author = ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=agency).user
    terms = DocumentFactory(review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    own = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=agency)
    actions = [
        ActionFactory(recommendation=RecommendationFactory(review=review, document=paper)) for paper in (own, terms)
    ]
    client.force_login(author)
    page, confirmed = previewed(client, asked(actions, "lead", lead=agency.pk))
    assert "not change this of it" in page
    client.post(CHANGE, confirmed)
    assert [action.lead for action in again(actions)] == [agency, None]


def test_a_panel_member_has_no_such_page(client, actions):
    member = ParticipationFactory(review=actions[0].recommendation.review, role=Role.PANEL_MEMBER).user
    client.force_login(member)
    assert client.get(f"{CHANGE}?pick={actions[0].pk}").status_code == 404


def test_all_of_a_list_are_picked_at_once(signed_in, actions):
    actions[1].text = "Audit the files."
    actions[1].save()
    assert "Change 3 actions" in signed_in.get(f"{CHANGE}?all=1").content.decode()
    assert "Change 1 action<" in signed_in.get(f"{CHANGE}?all=1&q=audit").content.decode()


@pytest.mark.parametrize("data", [{}, {"picked": "x,,9"}, {"picked": "1", "what": "nothing"}])
def test_nothing_ticked_leads_back_to_the_board(signed_in, data):
    assert signed_in.post(CHANGE, data)["Location"] == "/desk/actions/"


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"1": 2}'])
def test_a_broken_preview_is_shown_again(signed_in, actions, seen):
    data = asked(actions, "lead", lead=AgencyFactory().pk) | {"seen": seen, "confirm": "1"}
    assert "Look at the rows again" in signed_in.post(CHANGE, data).content.decode()
    assert all(action.lead is None for action in again(actions))
