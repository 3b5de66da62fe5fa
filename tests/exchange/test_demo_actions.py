"""What the demo does about its recommendations: of every kind, loaded through the doors of real ones."""

import datetime
import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from dhr.actions.board.rows import rows
from dhr.actions.enums import ActionStatus, Origin, Rag
from dhr.actions.models import (
    Action,
    BoardReport,
    Escalation,
    Evidence,
    Owner,
    RagOverride,
    Recommendation,
    Repeat,
    Sending,
    Statement,
    Update,
)
from dhr.actions.reports.issuing import figures_of
from dhr.areas.models import Area
from dhr.exchange.demo.following import load_actions
from dhr.exchange.demo.world import load_world
from dhr.reviews.models import Review
from tests.data_dir import data_dir
from tests.factories import DocumentFactory, RecommendationFactory, ReviewFactory, UserFactory

DEMO = Path(__file__).parents[2] / "demo"
FILES = sorted(DEMO.glob("actions/*.toml"))
pytestmark = pytest.mark.django_db


def entries():
    for path in FILES:
        for entry in tomllib.loads(path.read_text())["recommendations"]:
            yield path.stem, entry


def stand_in(area: str, entry: dict) -> None:
    """The recommendation to which `entry` refers, as the reading of its review's paper makes it."""
    place = {"reference": entry["review"]}
    review = Review.objects.filter(**place).first() or ReviewFactory(areas=[Area.objects.get(slug=area)], **place)
    kind = entry.get("document", "overview-report")
    paper = review.documents.filter(kind=kind).first() or DocumentFactory(review=review, kind=kind)
    RecommendationFactory(review=review, document=paper, number=entry["number"])


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for all tests here; whatever one of them changes is undone."""
    with django_db_blocker.unblock(), data_dir(tmp_path_factory.mktemp("demo")), transaction.atomic():
        load_world(DEMO)
        for area, entry in entries():
            if "number" in entry:
                stand_in(area, entry)
        users = {name: UserFactory(username=name) for name in ("coordinator", "coordinator-eskholme", "csp-chair")}
        load_actions(DEMO, users, lambda line: None)
        yield users
        transaction.set_rollback(True)


def test_every_recommendation_that_has_actions_is_in_a_review_of_the_demo():
    known = {
        tomllib.loads(path.read_text())["reference"]
        for folder in ("reviews", "running")
        for path in DEMO.glob(f"{folder}/*/review.toml")
    }
    assert {entry["review"] for _, entry in entries() if "review" in entry} <= known


def test_the_demo_shows_every_way_in_which_an_action_stands(loaded):
    board = rows(Action.objects.all())
    assert len(board) >= 35
    assert {row.rated.rag for row in board} == set(Rag)
    assert {row.status for row in board} >= {
        ActionStatus.NOT_STARTED,
        ActionStatus.IN_PROGRESS,
        ActionStatus.DELIVERED,
        ActionStatus.COMPLETE,
        ActionStatus.IMPACT_CHECKED,
        ActionStatus.NOT_ACCEPTED,
    }
    assert max(row.slips for row in board) == 2
    assert any(row.query_open for row in board)
    assert any(row.waiting for row in board)


def test_an_owner_has_actions_in_two_areas_under_one_proved_address(loaded):
    assert Owner.objects.filter(email="owner@demo.example").count() == 2
    owned = Action.objects.of_owners(Owner.objects.filter(email="owner@demo.example"))
    assert owned.with_lead_area().values_list("lead_area", flat=True).distinct().count() == 2


def test_evidence_escalation_override_repeats_and_sendings_are_there_to_see(loaded):
    assert Evidence.objects.exclude(file=None).count() == 1
    assert Escalation.objects.exclude(answer="").exists()
    assert RagOverride.objects.filter(until__gt=timezone.localdate()).exists()
    assert Repeat.objects.count() == 2
    assert Sending.objects.filter(replied_on=None).exists()
    assert Sending.objects.exclude(reply="").exists()
    assert Statement.objects.standing().count() == 1
    assert Update.objects.filter(kind="corrected").exists()
    origins = set(Recommendation.objects.values_list("origin", flat=True))
    assert origins == {
        Origin.PANEL,
        Origin.EARLY_LEARNING,
        Origin.SAFEGUARDING_REVIEW,
        Origin.PREVENTION_OF_FUTURE_DEATHS,
    }


def test_a_quarterly_report_is_issued_and_tells_of_actions(loaded):
    report = BoardReport.objects.issued().get()
    assert report.until < timezone.localdate()
    assert len(figures_of(report).register.lines) > 20


def test_the_board_of_half_a_year_ago_is_in_the_history(loaded):
    then = rows(Action.objects.all(), timezone.localdate() - datetime.timedelta(days=240))
    assert 0 < len(then) < Action.objects.count()
    assert {row.status for row in then} > {ActionStatus.IN_PROGRESS}


def test_loading_again_changes_nothing(loaded):
    before = Action.objects.count(), Update.objects.count(), Owner.objects.count()
    load_actions(DEMO, loaded, lambda line: None)
    assert (Action.objects.count(), Update.objects.count(), Owner.objects.count()) == before
