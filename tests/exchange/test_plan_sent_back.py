"""Our own action plan, taken away and sent back."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from dhr.actions.enums import EvidenceKind, Provenance, UpdateKind
from dhr.actions.models import Action, Milestone, Recommendation, Update
from dhr.actions.updates import NewEvidence, record
from dhr.exchange.enums import PlanOutcome
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

from .plans import planned, saved, saved_book

pytestmark = pytest.mark.django_db
DUE, REACHED = datetime.date(2030, 1, 31), datetime.date(2025, 4, 1)


@pytest.fixture
def area():
    return AreaFactory(name="Northley")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Amina, died May 2021")


@pytest.fixture
def place(area, review, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return {"user": user, "area": area, "review": review}


def step(action: Action, text: str, **days) -> Milestone:
    return Milestone.objects.create(action=action, text=text, order=action.milestones.count() + 1, **days)


@pytest.fixture
def panels(review):
    """An action with a milestone reached and one that is due."""
    recommendation = RecommendationFactory(
        review=review, number="1", text="Train staff.", scope="local", provenance=Provenance.IMPORTED
    )
    action = ActionFactory(recommendation=recommendation, text="Hold panels", lead_as_stated="Northley Police")
    step(action, "Three panels held", due=datetime.date(2025, 3, 1), reached_on=REACHED)
    step(action, "Report to the board", due=DUE)
    return action


@pytest.fixture
def rich(review, panels):
    """A plan with an action of every standing, and a recommendation that stands in two lists."""
    other = RecommendationFactory(review=review, number="R2", text="Housing should review evictions.", scope="national")
    for text in ("Not begun", "Under way"):
        action = ActionFactory(recommendation=other, text=text)
        step(action, "1. Draft by June 2029", due=datetime.date(2029, 6, 30))
        step(action, "Run it in September 2029", due=datetime.date(2029, 9, 12))
        step(action, "Minutes of 12 March 2025 agreed")
        step(action, "Panel held", due=datetime.date(2029, 3, 1), reached_on=REACHED)
        step(action, "Panel held", due=datetime.date(2029, 6, 1))
    record(action, UpdateKind.PROGRESS, by=UserFactory(), text="Begun")
    for kind in (UpdateKind.NOT_ACCEPTED, UpdateKind.SUPERSEDED, UpdateKind.TRANSFERRED):
        aside = ActionFactory(recommendation=other, text=f"Aside: {kind.label}")
        record(aside, kind, by=UserFactory(), text="The new service does it from 1 May 2031.\nThe panel agreed.")
    done = ActionFactory(recommendation=panels.recommendation, text="Print the forms")
    record(done, UpdateKind.DELIVERED, by=UserFactory(), on=REACHED, text="Printed")
    verified = ActionFactory(recommendation=panels.recommendation, text="Audit the practice")
    record(verified, UpdateKind.DELIVERED, by=UserFactory(), on=REACHED, text="Audited")
    evidence = NewEvidence(EvidenceKind.PRACTICE_AUDIT, REACHED, "It is done", link="https://example.org/audit")
    record(verified, UpdateKind.VERIFIED, by=UserFactory(), text="40 of 40 trained by 31/12/2024.", evidence=[evidence])
    imr = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=AgencyFactory(name="Northley Police"))
    twin = RecommendationFactory(review=review, document=imr, number="4", text="Train staff.", scope="local")
    ActionFactory(recommendation=twin, text="Train the call handlers")
    RecommendationFactory(review=review, document=imr, number="5", text="Records should be shared.", scope="local")


def exported(client, review) -> bytes:
    return client.get(reverse("action-plan-xlsx", args=[review.public_id])).content


def edited(data: bytes, old: str, new: str) -> bytes:
    """The workbook with other words in the one cell that holds `old`."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    [cell] = [cell for row in book.worksheets[0].iter_rows() for cell in row if old in str(cell.value)]
    cell.value = cell.value.replace(old, new)
    return saved_book(book)


def everything() -> list:
    kept = (Recommendation.history, Action.history, Milestone.history, Update.objects)
    return [each.count() for each in kept]


def test_a_plan_sent_back_unedited_changes_nothing(client, place, review, rich):
    before = everything()
    for _ in range(2):
        plan = saved(exported(client, review), **place)
        assert not plan.passed
        assert {(row.entry.text("action"), row.outcome) for row in plan.rows} == {
            *((action.text, PlanOutcome.UNCHANGED) for action in Action.objects.all()),
            ("", PlanOutcome.UNCHANGED),
        }
        assert not any(row.entry.notes for row in plan.rows)
    assert everything() == before


def test_a_plan_sent_back_with_one_row_edited_changes_that_row_alone(client, place, review, rich):
    data = edited(
        exported(client, review), "Report to the board (by 31/01/2030)", "Report to the board (by 28/02/2030)"
    )
    plan, _ = planned(data, **place)
    [row] = [row for row in plan.rows if row.outcome != PlanOutcome.UNCHANGED]
    [conflict] = row.conflicts
    assert conflict.ours == "Three panels held (reached 01/04/2025)\nReport to the board (by 31/01/2030)"
    assert conflict.theirs == "Three panels held (reached 01/04/2025)\nReport to the board (by 28/02/2030)"
    saved(data, **place, take=[conflict.name])
    steps = list(row.action.milestones.values_list("text", "due", "reached_on"))
    assert steps == [
        ("Three panels held", datetime.date(2025, 3, 1), REACHED),
        ("Report to the board", datetime.date(2030, 2, 28), None),
    ]


def test_a_milestone_that_the_plan_says_is_reached_is_reached(client, place, review, panels):
    data = edited(exported(client, review), "(by 31/01/2030)", "(reached 02/04/2025)")
    saved(data, **place, take=["The review’s recommendations:2:milestones"])
    milestone = panels.milestones.get(text="Report to the board")
    assert (milestone.due, milestone.reached_on) == (DUE, datetime.date(2025, 4, 2))
    assert panels.milestones.count() == 2


def test_a_milestone_reached_here_since_the_plan_was_taken_away_stays_so(client, place, review, panels):
    data = exported(client, review)
    panels.milestones.update(reached_on=REACHED)
    plan = saved(data, **place)
    assert [row.outcome for row in plan.rows] == [PlanOutcome.UNCHANGED]
    assert panels.milestones.filter(reached_on=REACHED).count() == 2


def test_a_milestone_is_not_reached_in_the_future(client, place, review, panels):
    data = edited(exported(client, review), "(by 31/01/2030)", "(reached 31/01/2099)")
    plan, _ = planned(data, **place)
    assert "is in the future" in " ".join(plan.rows[0].entry.problems)


def test_a_plan_taken_away_comes_in_elsewhere_with_its_days(client, place, review, panels):
    data = exported(client, review)
    elsewhere = ReviewFactory(areas=[place["area"]], title="Beth, died 2022")
    saved(data, **place | {"review": elsewhere})
    action = Action.objects.get(recommendation__review=elsewhere)
    assert list(action.milestones.values_list("text", "due", "reached_on")) == [
        ("Three panels held", None, REACHED),
        ("Report to the board", DUE, None),
    ]


@pytest.mark.parametrize("kind", [UpdateKind.NOT_ACCEPTED, UpdateKind.SUPERSEDED, UpdateKind.TRANSFERRED])
def test_what_was_set_aside_says_so_with_its_day_and_reason(client, place, review, panels, kind):
    record(panels, kind, by=place["user"], on=REACHED, text="The new service does it")
    cell = openpyxl.load_workbook(io.BytesIO(exported(client, review))).worksheets[0]["G2"].value
    assert cell == f"{kind.label} on 01/04/2025: The new service does it"


def test_what_was_set_aside_wrongly_and_then_rightly_says_the_last(client, place, review, panels):
    wrong = record(panels, UpdateKind.SUPERSEDED, by=place["user"], text="Mistaken")
    record(panels, UpdateKind.CORRECTED, by=place["user"], text="Not so", corrects=wrong)
    record(panels, UpdateKind.SUPERSEDED, by=place["user"], text="By the new form")
    day = timezone.localdate()
    cell = openpyxl.load_workbook(io.BytesIO(exported(client, review))).worksheets[0]["G2"].value
    assert cell == f"Superseded on {day:%d/%m/%Y}: By the new form"
