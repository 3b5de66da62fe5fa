"""When an action can have been delivered, and from when its delivery waits to be verified."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dhr.actions.board.rows import rows
from dhr.actions.enums import Because, Rag, UpdateKind
from dhr.actions.links import token_of
from dhr.actions.models import Action
from dhr.actions.ratings import rate_one
from dhr.actions.updates import record
from tests.factories import (
    ActionFactory,
    AreaFactory,
    DocumentFactory,
    OwnerFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.moments import lived

pytestmark = pytest.mark.django_db
SHOWN = {"evidence_kind": "practice-audit", "evidence_dated": "1 3 2026", "evidence_shows": "Nine of ten say so."}
LONG_AGO = {"on": "1 1 1990", "text": "All are trained."}


@pytest.fixture
def action():
    area = AreaFactory()
    asked = RecommendationFactory(review=ReviewFactory(areas=[area]))
    return ActionFactory(recommendation=asked, owner=OwnerFactory(area=area))


@pytest.fixture
def by_link(client, action):
    address = reverse("owner-link-report", args=[token_of(action, action.owner), "delivered"])
    return lambda said: client.post(address, said)


@pytest.fixture
def told(client, action):
    """As the coordinator writes down what the owner told."""
    client.force_login(UserFactory.coordinator(action.recommendation.lead_area))
    address = reverse("action-update", args=[action.pk, "delivered"])
    return lambda said: client.post(address, said | {"by_owner": action.owner.pk})


@pytest.mark.parametrize("way", ["by_link", "told"])
def test_nothing_is_delivered_before_its_action_began(request, action, way):
    send = request.getfixturevalue(way)
    file = SimpleUploadedFile("audit.xlsx", b"nine of ten")
    html = send(LONG_AGO | SHOWN | {"evidence_file": file}).content.decode()
    for words in ("The action began on", *LONG_AGO.values(), "Choose the file again"):
        assert words in html
    assert not action.updates.exists()


@pytest.mark.parametrize("way", ["by_link", "told"])
def test_nothing_is_delivered_in_the_future(request, action, way):
    html = request.getfixturevalue(way)(LONG_AGO | {"on": "1 1 2049"}).content.decode()
    assert "in the future" in html and LONG_AGO["text"] in html
    assert not action.updates.exists()


@pytest.mark.parametrize("way", ["by_link", "told"])
@pytest.mark.parametrize("began", ["starts_on", "made_on"])
def test_an_old_action_that_was_entered_today_was_delivered_when_it_was(request, action, way, began):
    row = action if began == "starts_on" else action.recommendation
    setattr(row, began, datetime.date(1989, 6, 1))
    row.save()
    assert request.getfixturevalue(way)(LONG_AGO).status_code == 302
    action.refresh_from_db()
    assert action.delivered_on == datetime.date(1990, 1, 1)


def test_what_was_entered_today_of_an_old_review_may_have_been_done_since_its_report(action, told):
    asked = action.recommendation
    asked.document = DocumentFactory(review=asked.review, dated=datetime.date(1989, 6, 1))
    asked.save()
    assert told(LONG_AGO).status_code == 302
    action.refresh_from_db()
    assert action.delivered_on == datetime.date(1990, 1, 1)


def test_a_delivery_that_is_told_late_waits_from_the_day_on_which_it_was_told(action):
    today = timezone.localdate()
    with lived(30):
        record(action, UpdateKind.DELIVERED, by=UserFactory(), text="Imported: done.", on=datetime.date(2020, 1, 1))
    assert rate_one(action).because == Because.AWAITING
    assert rate_one(action, today + datetime.timedelta(days=1)).because == Because.UNVERIFIED
    (row,) = rows(Action.objects.all(), today - datetime.timedelta(days=5))
    assert (row.rated.rag, row.delivered_on) == (Rag.GREEN, datetime.date(2020, 1, 1))


def test_a_delivery_that_was_taken_back_waits_no_more(action):
    wrong = record(action, UpdateKind.DELIVERED, by_owner=action.owner, text="Done.")
    record(action, UpdateKind.CORRECTED, by_owner=action.owner, text="Not yet.", corrects=wrong)
    assert (action.delivered_on, action.delivery_told_on) == (None, None)
    record(action, UpdateKind.DELIVERED, by_owner=action.owner, text="Done now.")
    record(action, UpdateKind.REOPENED, by=UserFactory(), text="It is not.")
    assert (action.delivered_on, action.delivery_told_on) == (None, None)
