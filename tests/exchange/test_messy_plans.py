"""The ten plans of `messy_plans`: every row and refusal as their maker tells it, who has not seen the importer."""

import pytest
from django.utils import timezone

from dhr.actions.models import Action
from dhr.exchange.enums import PlanOutcome
from dhr.exchange.models import ActionPlanImport
from dhr.exchange.plans.columns import guess
from dhr.exchange.plans.entries import ChosenSheet
from dhr.exchange.plans.forms import sheet_forms
from dhr.exchange.plans.here import Here, by_name, reviews_of
from dhr.exchange.plans.planned import Plan, PlannedRow
from dhr.exchange.plans.planning import make_plan
from dhr.exchange.plans.reading import read_plan
from dhr.exchange.plans.saving import save_plan
from dhr.exchange.spreadsheets import open_spreadsheet
from dhr.reviews.models import StoredFile
from tests.factories import AreaFactory, ReviewFactory, UserFactory

from .messy_plans import MAKERS, MessyPlan, tidy

pytestmark = pytest.mark.django_db
REVIEWS = ("Rowan", "Sorrel", "Larch", "Hazel", "Aspen", "Alder", "Juniper", "Bramble", "Zoë’s review", "Fern")
# The column under which a row is refused, for each of the maker's reasons.
COLUMNS = {
    "date": {"target", "completion"},
    "scope": {"scope"},
    "no-action": {"action"},
    "no-recommendation": {"recommendation"},
}


@pytest.fixture(params=MAKERS, ids=lambda make: make.__name__)
def messy(request, tmp_path) -> MessyPlan:
    return request.param(tmp_path)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def user(area):
    for name in REVIEWS:
        ReviewFactory(areas=[area], title=f"{name}, died 2023", reference=f"Ref {name}")
    ReviewFactory(areas=[area], title="Willow, died 2023", reference="DHR7")
    return UserFactory.coordinator(area)


def planned(messy: MessyPlan, area, user) -> tuple[Plan, Here, list[str]]:
    """The plan of the sheets and columns that are guessed, what is here, and the names of the sheets left out.

    A sheet that tells no review has one chosen by a person.
    """
    reviews, today = reviews_of(user, area), timezone.localdate()
    table = open_spreadsheet(messy.path.read_bytes(), messy.path.name, hidden=True)
    chosen, left = [], []
    for form in sheet_forms(None, table, ActionPlanImport(area=area), reviews):
        if not form.initial["read"]:
            left.append(form.sheet.name)
            continue
        sheet = form.sheet.below(form.initial["header_row"], form.initial["header_depth"])
        columns = guess(sheet.headings, {})
        review = form.initial["review"] or (None if "review" in columns else reviews.last())
        chosen.append(ChosenSheet(sheet, columns, review))
    here = Here(area, reviews, user)
    read = [row for each in chosen for row in read_plan(each, by_name(reviews), today)]
    return make_plan(read, here, today), here, left


def places(messy: MessyPlan, plan: Plan) -> dict[tuple[str, int], PlannedRow]:
    csv = messy.path.suffix == ".csv"
    return {("" if csv else row.entry.sheet, row.entry.number): row for row in plan.rows}


def said(row: PlannedRow) -> dict[str, object]:
    """What a row was read as, in the words of the truth."""
    entry = row.entry
    delivered, aside = entry.delivered, entry.set_aside
    words = [each.words for each in (delivered, aside, *entry.progress) if each]
    return {
        "number": entry.text("number"),
        "recommendation": entry.text("recommendation"),
        "scope": entry.scope,
        "action": tidy(entry.text("action")),
        "lead": entry.text("lead"),
        "milestones": [step.text for step in entry.steps],
        "target": entry.revised or entry.target,
        "completed": delivered.on if delivered else None,
        "owner": entry.text("owner"),
        "owner_email": entry.email,
        "words": tidy(" ".join(words)),
    }


def faults(truth: dict, row: PlannedRow) -> list[str]:
    """Where a row was read otherwise than it should be."""
    got, found = said(row), []
    for name in ("number", "recommendation", "scope", "action", "lead", "milestones", "target", "completed", "owner"):
        wanted = [truth[name], *truth["also"].get(name, [])]
        if got[name] not in [tidy(each) for each in wanted]:
            found.append(f"{name}: {got[name]!r}, not {wanted!r}")
    if got["owner_email"] != truth["owner_email"].lower():
        found.append(f"owner_email: {got['owner_email']!r}")
    for name in ("outcome", "progress", "evidence"):
        if not any(each in got["words"] for each in [truth[name], *truth["also"].get(name, [])]):
            found.append(f"{name}: {got['words']!r} without {truth[name]!r}")
    review = row.entry.review
    if truth["review"] and by_name([review]).keys().isdisjoint(_names(truth["review"])):
        found.append(f"review: {review}, not {truth['review']!r}")
    return found


def _names(review: str) -> set[str]:
    words = tidy(review).strip("‘’").casefold().replace("’", "").split()
    return {" ".join(words), *words}


def test_every_row_comes_in_as_it_should_or_is_refused_for_its_reason(messy, area, user):
    plan, _, left = planned(messy, area, user)
    rows = places(messy, plan)
    wrong = []
    for truth in messy.rows:
        place = truth["sheet"], truth["row"]
        row = rows.pop(place, None)
        if row is None:
            wrong.append(f"{place}: not read")
        elif row.entry.problems:
            wrong.append(f"{place}: refused: {row.entry.problems}")
        else:
            wrong += [f"{place}: {fault}" for fault in faults(truth, row)]
    for truth in messy.refusals:
        place = truth["sheet"], truth["row"]
        row = rows.pop(place, None)
        if row is None or not row.entry.refused & COLUMNS[truth["why"]]:
            wrong.append(f"{place}: not refused for {truth['why']}: {row and row.entry.problems}")
    wrong += [f"{place}: read, and is no action: {row.entry.said}" for place, row in rows.items()]
    assert not wrong, "\n".join(wrong)
    assert set(left) == set(messy.other_sheets)


def test_a_messy_plan_is_saved_whole_and_changes_nothing_a_second_time(messy, area, user):
    plan, here, _ = planned(messy, area, user)
    stored = StoredFile.objects.create(sha256="0" * 64, name=messy.path.name, size=1)
    found = ActionPlanImport.objects.create(name=messy.path.name, file=stored, area=area, by=user)
    save_plan(plan, found, here, by=user)
    assert Action.objects.count() == len(messy.rows)
    again, _, _ = planned(messy, area, user)
    assert again.counts[PlanOutcome.UNCHANGED] == len(messy.rows)
    assert again.counts[PlanOutcome.REFUSED] == len(messy.refusals)
