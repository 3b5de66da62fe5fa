import datetime

import openpyxl
import pytest
from openpyxl.styles import Font

from dhr.actions.enums import ActionStatus, Provenance, UpdateKind
from dhr.actions.models import Action, Owner, Recommendation
from dhr.exchange.enums import PlanOutcome
from dhr.reviews.enums import DocumentKind
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    RecommendationFactory,
    ReviewFactory,
    UserFactory,
)

from .plans import HEAD, a_plan, of_row, planned, saved, saved_book, with_shared_text, workbook

pytestmark = pytest.mark.django_db
NEW, CHANGED, CONFLICT = PlanOutcome.NEW, PlanOutcome.CHANGED, PlanOutcome.CONFLICT
UNCHANGED, REFUSED = PlanOutcome.UNCHANGED, PlanOutcome.REFUSED
ROW = ("1", "The police should train staff.", "Local", "Train all staff", "Northley Police", "", "31/03/2030", "")


@pytest.fixture
def area():
    return AreaFactory(name="Northley")


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Amina, died May 2021", reference="DHR7")


@pytest.fixture
def place(area, review):
    return {"user": UserFactory.coordinator(area), "area": area, "review": review}


def row_with(**values) -> tuple:
    keys = ("number", "recommendation", "scope", "action", "lead", "milestones", "target", "completion")
    return tuple(values.get(key, value) for key, value in zip(keys, ROW, strict=True))


def outcomes(plan) -> dict[int, PlanOutcome]:
    return {row.entry.number: row.outcome for row in plan.rows}


def test_a_plan_comes_in_as_recommendations_and_actions(place, review):
    agency = AgencyFactory(name="Northley Police", kind="police")
    milestones = "• Write the course by 30/6/2029\n• Run it in September 2029"
    saved(a_plan(row_with(milestones=milestones)), **place)
    recommendation = Recommendation.objects.get()
    assert (recommendation.number, recommendation.review, recommendation.scope) == ("1", review, "local")
    assert (recommendation.provenance, recommendation.agency) == (Provenance.IMPORTED, agency)
    action = recommendation.actions.get()
    assert (action.text, action.lead, action.target_date) == ("Train all staff", agency, datetime.date(2030, 3, 31))
    assert [step.due for step in action.milestones.all()] == [datetime.date(2029, 6, 30), datetime.date(2029, 9, 30)]
    assert action.status == ActionStatus.NOT_STARTED
    assert not action.updates.exists()


def test_looking_saves_nothing(place):
    planned(a_plan(ROW), **place)
    assert not Recommendation.objects.exists()


def test_the_same_file_twice_changes_nothing(place):
    rows = [
        row_with(completion="Completed 12/03/2025. 40 staff trained."),
        row_with(action="Audit the practice", completion="Ongoing: 2 of 5 audits"),
    ]
    saved(a_plan(*rows), **place)
    history = Action.history.count()
    plan, _ = planned(a_plan(*rows), **place)
    assert outcomes(plan) == {2: UNCHANGED, 3: UNCHANGED}
    saved(a_plan(*rows), **place)
    assert (Action.objects.count(), Action.history.count()) == (2, history)
    assert sum(action.updates.count() for action in Action.objects.all()) == 2


def test_what_was_removed_here_does_not_come_back_with_the_same_file(place):
    rows = [row_with(action="", lead="", target="", milestones=""), row_with(recommendation="Audit the practice.")]
    saved(a_plan(*rows), **place)
    Recommendation.objects.filter(actions=None).delete()
    plan, _ = planned(a_plan(*rows), **place)
    assert outcomes(plan) == {2: REFUSED, 3: UNCHANGED}
    assert "removed here since" in " ".join(plan.rows[0].entry.problems)
    saved(a_plan(*rows), **place)
    assert [row.text for row in Recommendation.objects.all()] == ["Audit the practice."]


def test_what_was_removed_and_added_again_by_hand_is_known(place):
    row = row_with(action="", lead="", target="", milestones="")
    saved(a_plan(row), **place)
    removed = Recommendation.objects.get()
    removed.delete()
    removed.pk = None
    removed.save()
    plan, _ = planned(a_plan(row), **place)
    assert outcomes(plan) == {2: UNCHANGED}


def test_a_changed_file_changes_only_what_changed(place):
    saved(a_plan(ROW, row_with(action="Audit the practice")), **place)
    plan = saved(a_plan(row_with(target="30/09/2030"), row_with(action="Audit the practice")), **place)
    assert plan.saved_counts == {NEW: 0, CHANGED: 1, CONFLICT: 0, UNCHANGED: 1, REFUSED: 0}
    action = Action.objects.get(text="Train all staff")
    assert (action.first_target_date, action.target_date) == (datetime.date(2030, 3, 31), datetime.date(2030, 9, 30))
    assert action.slips == 1
    assert [update.kind for update in action.updates.all()] == [UpdateKind.DATE_AGREED]


def test_an_action_that_the_file_rewords_stays_the_same_action(place):
    saved(a_plan(ROW), **place)
    saved(a_plan(row_with(action="Train all of the staff")), **place)
    assert Action.objects.get().text == "Train all of the staff"


def test_what_was_edited_here_stays_when_the_file_says_what_it_said(place):
    saved(a_plan(ROW), **place)
    Action.objects.update(text="Train every officer and record who came")
    plan, _ = planned(a_plan(ROW), **place)
    assert outcomes(plan) == {2: UNCHANGED}
    assert "ours stays" in " ".join(of_row(plan, 2).entry.notes)
    saved(a_plan(ROW), **place)
    assert Action.objects.get().text == "Train every officer and record who came"


def test_what_was_edited_here_and_in_the_file_is_a_conflict_and_stays_ours(place):
    saved(a_plan(ROW), **place)
    Action.objects.update(lead_as_stated="Probation")
    changed = a_plan(row_with(lead="Health"))
    plan, _ = planned(changed, **place)
    [conflict] = of_row(plan, 2).conflicts
    assert (plan.counts[CONFLICT], conflict.ours, conflict.theirs) == (1, "Probation", "Health")
    saved(changed, **place)
    assert Action.objects.get().lead_as_stated == "Probation"
    plan, _ = planned(changed, **place)
    assert plan.counts[CONFLICT] == 0  # it was answered


def test_a_person_may_take_the_files_value_of_a_conflict(place):
    saved(a_plan(ROW), **place)
    Action.objects.update(lead_as_stated="Probation")
    saved(a_plan(row_with(lead="Health")), **place, take=["Plan:2:lead"])
    assert Action.objects.get().lead_as_stated == "Health"


def test_a_recommendation_of_the_report_keeps_its_words(place, review):
    here = RecommendationFactory(review=review, number="1", text="The police should train their staff.", scope="local")
    plan = saved(a_plan(ROW), **place)
    here.refresh_from_db()
    assert (here.text, here.actions.count()) == ("The police should train their staff.", 1)
    assert Recommendation.objects.count() == 1
    assert "stays so" in " ".join(of_row(plan, 2).entry.notes)


def test_a_number_alone_makes_no_match(place, review):
    RecommendationFactory(review=review, number="1", text="Housing should review every eviction.")
    saved(a_plan(ROW), **place)
    assert Recommendation.objects.count() == 2


def test_a_recommendation_keeps_its_number_where_its_first_row_is_refused(place):
    rows = [
        row_with(number="4", recommendation="Housing must see each applicant alone.", action="#REF!"),
        row_with(number="5", recommendation=None, action="Change the form"),
    ]
    plan, _ = planned(a_plan(*rows), **place)
    assert (of_row(plan, 2).outcome, [row.number for row in plan.brought]) == (REFUSED, ["4"])
    assert "“5” is left out: the recommendation is one, 4." in " ".join(of_row(plan, 3).entry.notes)
    saved(a_plan(*rows), **place)
    mended = [row_with(number="4", recommendation="Housing must see each applicant alone.", action="Ask"), rows[1]]
    saved(a_plan(*mended), **place)
    assert [(row.number, row.actions.count()) for row in Recommendation.objects.all()] == [("4", 2)]


def test_a_new_recommendation_whose_number_the_review_has_already_says_so(place, review):
    RecommendationFactory(review=review, number="1", text="Housing should review every eviction.")
    plan, _ = planned(a_plan(ROW, row_with(action="Audit")), **place)
    told = "This review already has a recommendation 1: “Housing should review every eviction.”"
    assert [told in " ".join(row.entry.notes) for row in plan.rows] == [True, False]


def test_the_number_of_an_agencys_own_list_is_not_taken(place, review):
    paper = DocumentFactory(review=review, kind=DocumentKind.IMR, agency=AgencyFactory())
    RecommendationFactory(review=review, document=paper, number="1", text="Housing should review every eviction.")
    plan, _ = planned(a_plan(ROW), **place)
    assert "already has" not in " ".join(of_row(plan, 2).entry.notes)


def test_a_completed_row_is_reported_and_not_verified(place):
    saved(a_plan(row_with(completion="Completed 12/03/2025. 40 staff trained.")), **place)
    action = Action.objects.get()
    [update] = action.updates.all()
    assert (action.status, action.delivered_on) == (ActionStatus.DELIVERED, datetime.date(2025, 3, 12))
    assert (update.by, update.text) == (place["user"], "Imported: Completed 12/03/2025. 40 staff trained.")


@pytest.mark.parametrize(
    "words", ["Ongoing", "Partly complete", "To be completed by March 2031", "Launched 3 May 2024"]
)
def test_words_of_progress_stay_words(place, words):
    saved(a_plan(row_with(completion=words)), **place)
    action = Action.objects.get()
    assert (action.status, action.updates.get().text) == (ActionStatus.IN_PROGRESS, f"Imported: {words}")


@pytest.mark.parametrize("words", ["Not started", "TBC", "n/a", "No", "-"])
def test_what_says_nothing_is_no_update(place, words):
    saved(a_plan(row_with(completion=words)), **place)
    assert (Action.objects.get().status, Action.objects.get().updates.count()) == (ActionStatus.NOT_STARTED, 0)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("14/3/25", (2025, 3, 14)),
        ("14th March 2025", (2025, 3, 14)),
        ("March 25", (2025, 3, 31)),
        ("Q2 2025/26", (2025, 9, 30)),
        ("end of Sept 2024", (2024, 9, 30)),
        ("2025/26", (2026, 3, 31)),
        ("by 31.01.2025 subject to funding", (2025, 1, 31)),
        (datetime.date(2025, 2, 3), (2025, 2, 3)),
        (45_000, (2023, 3, 15)),
    ],
)
def test_target_dates_are_read_as_people_write_them(place, written, kept):
    saved(a_plan(row_with(target=written)), **place)
    assert Action.objects.get().target_date == datetime.date(*kept)


@pytest.mark.parametrize("written", ["ASAP", "Ongoing", "TBC", "Ongoing – annual review", "Within six months"])
def test_what_is_no_date_is_told_and_keeps_no_date(place, written):
    plan = saved(a_plan(row_with(target=written)), **place)
    assert Action.objects.get().target_date is None
    assert "is no date, so none is kept" in " ".join(of_row(plan, 2).entry.notes)


def test_a_revised_date_is_a_slip(place):
    saved(a_plan(row_with(target="31/03/2029 (revised to 30/09/2029)")), **place)
    action = Action.objects.get()
    assert (action.first_target_date, action.target_date) == (datetime.date(2029, 3, 31), datetime.date(2029, 9, 30))
    assert action.slips == 1


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"target": "31/02/2025"}, "Target date: “31/02/2025” is no day of the calendar."),
        ({"target": "14th Octember 2025"}, "Target date: “14th Octember 2025” is no date"),
        ({"scope": "Local/National"}, "Scope: “Local/National” names several"),
        ({"completion": "31/12/2099"}, "is in the future"),
        ({"lead": "#REF!"}, "Lead agency: #REF! is an error of the spreadsheet"),
        ({"action": None}, "No action stands here"),
        ({"recommendation": None, "number": None}, "No recommendation stands here or above"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_reason(place, values, reason):
    plan = saved(a_plan(row_with(**values), row_with(recommendation="Another should act.", action="Act")), **place)
    assert reason in " ".join(of_row(plan, 2).entry.problems)
    assert Action.objects.get().text == "Act"


def test_titles_merged_cells_parts_totals_and_notes(place):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for row in (
        ("Northley Community Safety Partnership",),
        (),
        ("Recommendation", "", "Action plan", "", "", "Dates", ""),
        ("No", "Recommendation", "Action", "Lead", "Scope", "Target", "Completed"),
        ("POLICE",),
        ("1", "The police should train staff.", "Train all staff", "Police", "Local", "31/3/2030", ""),
        ("", "", "Audit the practice", "Police", "", "30/6/2030", ""),
        ("", "", "Report to the board", "", "", "30/9/2030", ""),
        ("2", "Forms should change.", "Print new forms", "", "National", "TBC", ""),
        ("No", "Recommendation", "Action", "Lead", "Scope", "Target", "Completed"),
        ("3", "Records should be kept.", "Write a policy", "Housing", "R", "1/1/2031", ""),
        ("Total actions", 5),
        (),
        ("Note: dates in red are overdue.",),
    ):
        sheet.append([value or None for value in row])
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("C3:E3")
    sheet.merge_cells("F3:G3")
    sheet.merge_cells("A5:G5")
    sheet.merge_cells("A6:A8")
    sheet.merge_cells("B6:B8")
    assert outcomes(planned(saved_book(book), **place)[0]) == {6: NEW, 7: NEW, 8: NEW, 9: NEW, 11: NEW}
    plan = saved(saved_book(book), **place)
    assert [(row.number, row.why) for row in plan.passed] == [
        (5, "the title of a part: an agency"),
        (10, "the headings again"),
        (12, "a total"),
        (14, "a note"),
    ]
    assert [row.actions.count() for row in Recommendation.objects.order_by("order")] == [3, 1, 1]
    assert [row.scope for row in Recommendation.objects.order_by("order")] == ["local", "national", "regional"]
    assert Action.objects.get(text="Report to the board").led_by == "POLICE"


def test_rows_of_totals_are_left_out(place):
    totals = [
        ("TOTAL", None, None, "6 actions", None, None, "3 complete", None),
        ("Sub total", None, None, None, "Police", None, None, None),
        (None, "Total actions", None, "6 of 10 complete", None, None, None, None),
    ]
    plan = saved(a_plan(ROW, *totals), **place)
    assert [(row.number, row.why) for row in plan.passed] == [(3, "a total"), (4, "a total"), (5, "a total")]
    assert Action.objects.get().text == "Train all staff"


def test_rows_numbered_apart_below_one_text_are_one_recommendation_and_say_so(place):
    rows = [row_with(number="1.1")]
    rows += [row_with(number=number, recommendation=None, action=f"Act {number}") for number in ("1.2", "1.3")]
    plan, _ = planned(a_plan(*rows), **place)
    assert [row.number for row in plan.brought] == ["1.1"]
    assert [bool(row.brings) for row in plan.rows] == [True, False, False]
    assert "“1.2” is left out: the recommendation is one, 1.1." in " ".join(of_row(plan, 3).entry.notes)
    saved(a_plan(*rows), **place)
    assert [(row.number, row.actions.count()) for row in Recommendation.objects.all()] == [("1.1", 3)]
    assert not planned(a_plan(*rows), **place)[0].brought


def test_an_action_merged_over_several_milestones_is_one_action(place):
    rows = [row_with(milestones="Write it", target="1/1/2030"), row_with(milestones="Run it", target="1/6/2030")]
    plan = saved(a_plan(*rows), **place)
    action = Action.objects.get()
    assert [(step.text, step.due) for step in action.milestones.all()] == [
        ("Write it", None),
        ("Run it", datetime.date(2030, 6, 1)),
    ]
    assert [(row.number, row.why) for row in plan.passed] == [(3, "goes on with row 2")]


def test_a_row_with_milestones_alone_goes_on_with_the_action_above(place):
    rows = [row_with(milestones="Write it"), (None, None, None, None, None, "Run it", "1/6/2030")]
    saved(a_plan(*rows), **place)
    assert [step.text for step in Action.objects.get().milestones.all()] == ["Write it", "Run it"]


def test_crossed_out_text_is_left_out(place):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEAD)
    sheet.append(row_with(action="Dropped"))
    sheet.append(row_with(target="31/03/2029"))
    sheet.append(row_with(action="Audit the practice"))
    sheet["D2"].font = sheet["G3"].font = Font(strike=True)
    sheet["G4"] = "31/03/2028 30/06/2028"
    part = '<r><rPr><strike/></rPr><t>31/03/2028</t></r><r><t xml:space="preserve"> 30/06/2028</t></r>'
    saved(with_shared_text(saved_book(book), "31/03/2028 30/06/2028", part), **place)
    dropped = Action.objects.get(text="Dropped")
    assert (dropped.status, dropped.updates.get().text) == (
        ActionStatus.SUPERSEDED,
        "Imported: Crossed out in the plan",
    )
    assert Action.objects.get(text="Train all staff").target_date is None
    assert Action.objects.get(text="Audit the practice").target_date == datetime.date(2028, 6, 30)


def test_hidden_sheets_are_told_and_read_only_when_chosen(place):
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    hidden = book.create_sheet("Old")
    for sheet, text in ((book.active, "Seen"), (hidden, "Hidden")):
        sheet.append(HEAD)
        sheet.append(row_with(action=text))
    hidden.sheet_state = "hidden"
    data = saved_book(book)
    assert [row.entry.text("action") for row in planned(data, **place)[0].rows] == ["Seen"]
    plan, _ = planned(data, **place, sheets=("Plan", "Old"))
    assert [row.entry.text("action") for row in plan.rows] == ["Seen", "Hidden"]


def test_a_column_may_name_the_review_and_no_other_areas(place, review):
    ReviewFactory(title="Other, died 2020", reference="ELSEWHERE1")
    rows = [("DHR ref", *HEAD), ("DHR7", *ROW), ("ELSEWHERE1", *ROW), ("NOWHERE", *ROW)]
    plan, _ = planned(workbook(Plan=rows), **place | {"review": None})
    told = {row.entry.number: " ".join(row.entry.problems) for row in plan.rows}
    assert (told[2], plan.rows[0].entry.review) == ("", review)
    # The same answer whether or not there is such a review.
    assert told[3].replace("ELSEWHERE1", "NOWHERE") == told[4]


def test_a_review_of_two_letters_is_named_by_them_alone(place, area):
    review = ReviewFactory(areas=[area], title="KM, died 2024", reference="DHR9")
    rows = [("Case", *HEAD), ("KM", *ROW), ("KM and others", *ROW)]
    plan, _ = planned(workbook(Plan=rows), **place | {"review": None})
    assert [row.entry.review for row in plan.rows] == [review, None]


def test_parts_may_be_named_by_their_review(place, area, review):
    other = ReviewFactory(areas=[area], title="Beth, died 2022", reference="DHR8")
    rows = [HEAD, ("Amina, died May 2021",), ROW, ("DHR8 - Beth",), ROW]
    plan = saved(workbook(Plan=rows), **place | {"review": None})
    assert [row.entry.review for row in plan.rows] == [review, other]


def test_an_owner_comes_with_an_address_alone(place, area):
    head = (*HEAD, "Lead officer", "E-mail")
    rows = [head, (*ROW, "Jo Reed", "JO.REED@example.org"), (*row_with(action="Audit"), "Sam Hill", None)]
    plan = saved(workbook(Plan=rows), **place)
    owner = Owner.objects.get()
    assert (owner.name, owner.email, owner.area) == ("Jo Reed", "jo.reed@example.org", area)
    assert Action.objects.get(text="Audit").owner is None
    assert "needs an e-mail address" in " ".join(of_row(plan, 3).entry.notes)


def test_a_semicolon_csv_of_windows_is_read(place):
    text = "Recommendation;Action;Lead;Target date\nStaff should know – always.;Train “all” staff;Café;Sept 2029\n"
    saved(text.encode("cp1252"), **place, name="plan.csv")
    action = Action.objects.get()
    assert (action.text, action.lead_as_stated) == ("Train “all” staff", "Café")
    assert action.target_date == datetime.date(2029, 9, 30)


def test_a_file_without_actions_makes_the_recommendation_its_own(place):
    rows = [("Recommendation", "Lead agency", "By when"), ("Train all staff.", "Police", "1/1/2030")]
    saved(workbook(Plan=rows), **place)
    assert Action.objects.get().text == "Train all staff."


def test_one_action_twice_with_other_facts_is_refused(place):
    plan, _ = planned(a_plan(ROW, row_with(target="1/1/2031")), **place)
    assert "Row 2 has the same action with other facts" in " ".join(of_row(plan, 3).entry.problems)


def test_the_same_action_of_two_agencies_is_two_actions(place):
    saved(a_plan(ROW, row_with(lead="Health")), **place)
    plan, _ = planned(a_plan(ROW, row_with(lead="Health")), **place)
    assert outcomes(plan) == {2: UNCHANGED, 3: UNCHANGED}
    assert {action.lead_as_stated for action in Action.objects.all()} == {"Northley Police", "Health"}
