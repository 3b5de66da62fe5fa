"""What an action and a recommendation looked like on a day gone by, by today's rights."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import Rag, UpdateKind
from dhr.actions.models import Action, Milestone, RagOverride, Recommendation, TrackingRules, Update
from dhr.actions.updates import NewEvidence, record
from tests.factories import ActionFactory, AreaFactory, RecommendationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


def on(day, hour=12):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


def move(rows, field, day):
    """Have what was just recorded be recorded on `day`."""
    rows.update(**{field: on(day)})


@pytest.fixture
def march(today):
    """Two months ago."""
    return today - datetime.timedelta(days=60)


@pytest.fixture
def april(today):
    """A month ago."""
    return today - datetime.timedelta(days=30)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def coordinator(client, area):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


@pytest.fixture
def action(area, coordinator, today, march, april):
    """Begun in March with a milestone; in April put back, reworded, and its milestone reached."""
    recommendation = RecommendationFactory(review=ReviewFactory(areas=[area]), text="Ask alone.", number="4")
    action = ActionFactory(
        recommendation=recommendation, text="Train the nurses.", first_target_date=today + datetime.timedelta(days=40)
    )
    milestone = Milestone.objects.create(action=action, text="Plan the training", due=march)
    record(action, UpdateKind.PROGRESS, by=coordinator, text="The plan is written.", percent=20)
    for rows in (recommendation.history, action.history, milestone.history):
        move(rows, "history_date", march)
    for model in (Action, Recommendation):
        model.objects.update(created_at=on(march, 8))
    Update.objects.update(at=on(march), on=march)
    action.history.update(created_at=on(march, 8), reported_on=march)
    recommendation.history.update(created_at=on(march, 8))
    known = action.history.count(), Update.objects.count()
    action.refresh_from_db()
    milestone.reached_on = april
    milestone.save()
    action.text = "Train all nurses and doctors."
    action.save()
    record(
        action,
        UpdateKind.DATE_AGREED,
        by=coordinator,
        text="The trainer fell ill.",
        new_date=today + datetime.timedelta(days=90),
        evidence=[NewEvidence("minutes", april, "The board agreed.", link="https://example.org/minutes")],
    )
    recommendation.text = "Ask every patient alone."
    recommendation.save()
    for rows in (action.history, recommendation.history, milestone.history):
        later = rows.filter(history_date__gt=on(march, 23))
        move(later, "history_date", april)
    Update.objects.filter(at__gt=on(march, 23)).update(at=on(april), on=april)
    assert action.history.count() > known[0] and Update.objects.count() > known[1]
    return action


def page(client, action, day=None, name="action-as-of"):
    pk = action.pk if name == "action-as-of" else action.recommendation_id
    response = client.get(reverse(name, args=[pk]), {"as_of": f"{day:%Y-%m-%d}"} if day else {})
    assert response.status_code == 200
    return response


def test_an_action_is_shown_as_the_board_saw_it_on_the_day(client, action, march):
    then = page(client, action, march + datetime.timedelta(days=5))
    text = then.content.decode()
    assert "Train the nurses." in text
    assert "Plan the training" in text and "not reached" in text
    assert "The plan is written." in text
    for later in ("doctors", "trainer fell ill", "put back", "The board agreed."):
        assert later not in text
    assert then.context["then"].row.rated.rag == Rag.AMBER  # its milestone was missed
    now = page(client, action).content.decode()
    for known in ("Train all nurses and doctors.", "trainer fell ill", "put back 1 time", "The board agreed."):
        assert known in now


def test_rules_and_overrides_are_those_known_on_the_day(client, action, coordinator, area, today, april):
    RagOverride.objects.create(action=action, rag="red", reason="No lead", until=today, by=coordinator)
    TrackingRules.objects.create(area=area, soon_days=365)
    assert page(client, action, april).context["then"].row.rated.rag == Rag.GREEN
    assert page(client, action).context["then"].row.rated.rag == Rag.RED


def test_before_it_was_recorded_there_is_nothing_to_see(client, action, march):
    text = page(client, action, march - datetime.timedelta(days=1)).content.decode()
    assert "not recorded yet" in text
    assert "Train" not in text


def test_a_recommendation_is_shown_with_its_actions_as_they_were(client, action, march):
    text = page(client, action, march, "recommendation-as-of").content.decode()
    assert "Ask alone." in text
    assert "Train the nurses." in text
    assert "Ask every patient alone." not in text
    now = page(client, action, name="recommendation-as-of").content.decode()
    assert "Ask every patient alone." in now and "doctors" in now


@pytest.mark.parametrize(
    ("typed", "told"), [("31/02/2025", "no such day"), ("1 1 2999", "still to come"), ("soon", "")]
)
def test_a_day_that_cannot_be_shown_is_told_and_today_shown(client, action, typed, told):
    response = client.get(reverse("action-as-of", args=[action.pk]), {"as_of": typed})
    assert response.status_code == 200
    assert response.context["form"].errors["as_of"]
    assert "Train all nurses and doctors." in response.content.decode()


def test_rights_are_those_of_today(client, action, march):
    for name, pk in (("action-as-of", action.pk), ("recommendation-as-of", action.recommendation_id)):
        client.force_login(UserFactory.coordinator(AreaFactory()))
        assert client.get(reverse(name, args=[pk]), {"as_of": f"{march:%Y-%m-%d}"}).status_code == 404
        client.logout()
        assert client.get(reverse(name, args=[pk])).status_code == 302
