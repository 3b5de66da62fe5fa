import datetime

import pytest
from django.utils import timezone

from dhr.areas import audiences
from dhr.exchange.enums import RowOutcome
from dhr.exchange.register.saving import save_plan
from dhr.exchange.spreadsheets import MAX_ROWS, Unreadable
from dhr.reviews.enums import Decision, State
from dhr.reviews.models import Extension, Pause, Review, ReviewEvent
from dhr.reviews.registering import AlreadyRegistered, record_event, register_review
from dhr.search.models import IndexChange, IndexedOwner
from tests.factories import AreaFactory, ReviewFactory, UserFactory

from .registers import a_register, a_row, planned, saved

pytestmark = pytest.mark.django_db

EXTENSION = {
    "Extension 1: agreed on": "1/9/2022",
    "Extension 1: new date": "1/3/2023",
    "Extension 1: reason": "Trial",
    "Extension 1: agreed by": "Partnership chair",
}
PAUSE = {"Paused from": "1/2/2022", "Reason for the pause": "Trial", "Pause agreed by": "Chair"}


@pytest.fixture
def area():
    return AreaFactory(name="Northley")


@pytest.fixture
def user(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def plan_of(area, user):
    """Plans a file of these rows."""
    return lambda *rows: planned(a_register(*rows), area=area, user=user)


@pytest.fixture
def save(area, user):
    """Saves a file of these rows; gives the plan."""
    return lambda *rows: saved(a_register(*rows), area=area, user=user)


def one(plan):
    [row] = plan.rows
    return row


def outcomes(plan):
    return [row.outcome for row in plan.rows]


def test_a_review_under_way_comes_in_with_its_past(save, user, area):
    save(
        a_row(
            scheme="DHR",
            category="Intimate partner homicide",
            notified="3/6/2021",
            decided="28/6/2021",
            decision="Yes",
            chair_appointed="Sep-21",
        )
        | {"Death (month and year)": "17/5/2021"}
        | EXTENSION
        | PAUSE
    )
    review = Review.objects.get()
    assert (review.reference, review.title, review.scheme, review.category) == (
        "R1",
        "Amina, died May 2021",
        "DHR",
        "intimate-partner",
    )
    assert (review.death_year, review.death_month) == (2021, 5)
    assert review.lead_area == area
    assert [(event.state, event.on, event.decision, event.reason, event.by) for event in review.events.all()] == [
        (State.NOTIFIED, datetime.date(2021, 6, 3), "", "From the register", user),
        (State.DECIDED, datetime.date(2021, 6, 28), Decision.REVIEW, "From the register", user),
        (State.CHAIR_APPOINTED, datetime.date(2021, 9, 1), "", "From the register", user),
    ]
    extension = review.extensions.get()
    assert (extension.until, extension.reason, extension.agreed_by, extension.by) == (
        datetime.date(2023, 3, 1),
        "Trial",
        "Partnership chair",
        user,
    )
    assert review.pauses.get().since == datetime.date(2022, 2, 1)
    assert {record.history.get().history_change_reason for record in review.events.all()} == {"From the register"}


def test_the_same_file_twice_changes_nothing(plan_of, save):
    row = a_row(notified="Jun-21", decided="28/6/2021", chair_appointed="1/9/2021") | EXTENSION | PAUSE
    others = [a_row(reference=f"R{n}", title=f"Case {n}", notified="c. March 2020") for n in range(2, 5)]
    save(row, *others)
    before = (Review.history.count(), ReviewEvent.history.count(), Extension.history.count(), Pause.history.count())
    assert outcomes(plan_of(row, *others)) == [RowOutcome.UNCHANGED] * 4
    save(row, *others)
    after = (Review.history.count(), ReviewEvent.history.count(), Extension.history.count(), Pause.history.count())
    assert before == after


def test_planning_saves_nothing(plan_of):
    assert outcomes(plan_of(a_row(notified="3/6/2021"))) == [RowOutcome.NEW]
    assert not Review.objects.exists()


def test_a_change_is_told_as_it_was_and_as_it_will_be(plan_of, save):
    save(a_row(notified="3/6/2021") | EXTENSION)
    changed = a_row(title="Nadia, died May 2021", notified="4/6/2021", decided="1/7/2021", decision="yes")
    changed |= EXTENSION | {"Extension 1: reason": "Inquest"}
    row = one(plan_of(changed))
    assert row.outcome == RowOutcome.CHANGED
    assert [(each.what, each.before, each.after) for each in row.differences] == [
        ("Title", "Amina, died May 2021", "Nadia, died May 2021"),
        ("Notified", "3 June 2021", "4 June 2021"),
        ("Decided", "", "1 July 2021"),
        ("Decision", "", "A review is to be held"),
        ("Extension 1: reason", "Trial", "Inquest"),
    ]
    save(changed)
    review = Review.objects.get()
    assert review.title == "Nadia, died May 2021"
    notified = review.events.get(state=State.NOTIFIED)
    assert notified.on == datetime.date(2021, 6, 4)
    assert [record.on for record in notified.history.all()] == [datetime.date(2021, 6, 4), datetime.date(2021, 6, 3)]
    assert review.extensions.get().reason == "Inquest"


def test_what_a_file_leaves_empty_stays(save):
    save(a_row(category="Parricide", notified="3/6/2021") | EXTENSION)
    save(a_row(category="", notified=""))
    review = Review.objects.get()
    assert review.category == "parricide"
    assert review.events.count() == review.extensions.count() == 1


def test_a_month_fits_any_of_its_days(plan_of, save):
    save(a_row(notified="17/6/2021"))
    assert outcomes(plan_of(a_row(notified="June 2021"))) == [RowOutcome.UNCHANGED]
    assert outcomes(plan_of(a_row(notified="July 2021"))) == [RowOutcome.CHANGED]


def test_a_step_that_was_taken_back_may_come_again(plan_of, save, user):
    save(a_row(notified="3/6/2021"))
    event = ReviewEvent.objects.get()
    event.withdrawn_at, event.withdrawn_because = timezone.now(), "Mistyped"
    event.save()
    assert outcomes(plan_of(a_row(notified="3/6/2021"))) == [RowOutcome.CHANGED]


def test_a_step_that_happened_twice_fits_either_date_and_no_third(plan_of, area, user):
    review = ReviewFactory(reference="R1", title="Amina, died May 2021", areas=[area])
    for day in (1, 9):
        record_event(review, State.DRAFTING, datetime.date(2022, 3, day), user)
    assert outcomes(plan_of(a_row(drafting="9/3/2022"))) == [RowOutcome.UNCHANGED]
    row = one(plan_of(a_row(drafting="11/3/2022")))
    assert row.outcome == RowOutcome.REFUSED
    assert "1 March 2022 and 9 March 2022" in row.entry.problems[0]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (a_row(reference=""), "Reference: Nothing stands here"),
        (a_row(title=None), "Title: Nothing stands here"),
        (a_row(title="x" * 201), "Title: Ensure this value has at most 200"),
        (a_row(scheme="Inquiry"), "Scheme: “Inquiry” is not known. Write one of: Domestic homicide review (DHR);"),
        (a_row(notified="next week"), "Notified: “next week” is no date. Write the day first"),
        (a_row(notified="2/13/2021"), "Notified: “2/13/2021”: the day comes first. Write 13/2/2021."),
        (a_row(notified="2021"), "Notified: “2021” is a year. Write the month too"),
        (a_row(notified="#REF!"), "Notified: #REF! is an error of the spreadsheet"),
        (a_row(notified="1/1/2090"), "Notified: The date is in the future"),
        (a_row(decided="1/2/2021"), "Decision: Say what was decided"),
        (a_row(decided="1/2/2021", decision="no"), "Reasons for the decision: Give the reasons for this decision"),
        (a_row(decision="no"), "Decision: It needs the date, under “Decided”."),
        (a_row(stopped="1/2/2021"), "Reason it was joined, transferred or stopped: Give the reason"),
        (EXTENSION | a_row() | {"Extension 1: reason": ""}, "Extension 1: reason: Nothing stands here, but"),
        (EXTENSION | a_row() | {"Extension 1: agreed on": "1/1/2090"}, "Extension 1: agreed on: The date is in the"),
        (PAUSE | a_row() | {"Paused until": "1/1/2021"}, "Paused until: The pause cannot end before it begins"),
        (PAUSE | a_row() | {"Pause agreed by": ""}, "Pause agreed by: Nothing stands here"),
    ],
)
def test_what_cannot_be_right_is_refused_by_column_and_value(plan_of, row, told):
    refused = one(plan_of(row))
    assert refused.outcome == RowOutcome.REFUSED
    assert len(refused.entry.problems) == 1
    assert told in refused.entry.problems[0]


def test_refused_rows_keep_no_other_from_being_saved(save):
    plan = save(a_row(), a_row(reference="R2", title="Case 2", notified="soon"), a_row(reference="R3", title="Case 3"))
    assert outcomes(plan) == [RowOutcome.NEW, RowOutcome.REFUSED, RowOutcome.NEW]
    assert sorted(Review.objects.values_list("reference", flat=True)) == ["R1", "R3"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (a_row(submitted_for_quality_assurance="TBC"), "“TBC” is no date yet. It is taken as empty."),
        (a_row(category="Unknown"), "Category: “Unknown” is taken as empty."),
        (a_row(notified="c. March 2021"), "without the doubt"),
        (a_row(notified="Mar-21", chair_appointed="June 2021"), "the first of it is kept: Notified, Chair appointed."),
        (a_row(chair_appointed="1/2/2021", decided="1/3/2021"), "is before “Decided” (1 March 2021)"),
        (a_row(chair_appointed="1/2/2021", decided="1/1/2021"), "Taken as “A review is to be held”"),
        (a_row(), "No date of notification"),
    ],
)
def test_what_wants_a_look_is_said_and_saved_all_the_same(plan_of, row, told):
    row = one(plan_of(row))
    assert row.outcome == RowOutcome.NEW
    assert any(told in note for note in row.entry.notes)


def test_a_reference_stands_in_one_row(plan_of):
    plan = plan_of(a_row(), a_row(reference="r1 ", title="Another"))
    assert outcomes(plan) == [RowOutcome.NEW, RowOutcome.REFUSED]
    assert "stands in row 2 too" in plan.rows[1].entry.problems[0]


def test_a_title_that_another_review_has_is_pointed_out(plan_of, save):
    save(a_row())
    row = one(plan_of(a_row(reference="R9")))
    assert row.outcome == RowOutcome.NEW
    assert "Another review has this title (R1)" in " ".join(row.entry.notes)


def test_a_row_goes_to_the_area_that_it_names(save, user):
    brookvale = AreaFactory(name="Brookvale")
    brookvale.aliases.create(name="Safer Brookvale Partnership")
    UserFactory.coordinator(brookvale)
    brookvale.memberships.create(user=user, role="coordinator")
    save(a_row(area="safer brookvale partnership"), a_row(reference="R2", title="Case 2"))
    assert [review.lead_area.name for review in Review.objects.order_by("pk")] == ["Brookvale", "Northley"]


def test_another_area_is_refused_alike_whether_or_not_it_exists(plan_of):
    AreaFactory(name="Hidden Vale")
    there, nowhere = plan_of(a_row(area="Hidden Vale"), a_row(area="Nowhere Vale")).rows
    assert there.outcome == nowhere.outcome == RowOutcome.REFUSED
    assert there.entry.problems[0].replace("Hidden", "Nowhere") == nowhere.entry.problems[0]


def test_another_areas_review_with_the_same_reference_is_neither_told_nor_touched(plan_of, save):
    hidden = ReviewFactory(reference="R1", title="Amina, died May 2021", areas=[AreaFactory()])
    row = one(plan_of(a_row(notified="3/6/2021")))
    assert row.outcome == RowOutcome.NEW
    assert row.entry.notes == []
    save(a_row(notified="3/6/2021"))
    assert not hidden.events.exists()
    assert Review.objects.count() == 2


def test_a_joint_review_is_found_by_each_of_its_areas(plan_of, area):
    ReviewFactory(reference="R1", title="Amina, died May 2021", areas=[AreaFactory(), area])
    assert outcomes(plan_of(a_row())) == [RowOutcome.UNCHANGED]


def test_two_reviews_with_one_reference_are_told_apart_first(plan_of, area):
    ReviewFactory(reference="R1", areas=[area])
    ReviewFactory(reference="R1", areas=[area])
    assert "2 reviews have it here" in one(plan_of(a_row())).entry.problems[0]


def test_the_digest_tells_two_plans_apart(plan_of, save):
    first = plan_of(a_row(notified="3/6/2021"))
    assert first.digest == plan_of(a_row(notified="3/6/2021")).digest
    assert first.digest != plan_of(a_row(notified="4/6/2021")).digest
    save(a_row(notified="3/6/2021"))
    assert first.digest != plan_of(a_row(notified="3/6/2021")).digest


def test_a_register_over_the_limit_is_refused(plan_of):
    with pytest.raises(Unreadable, match="2,000 can be read at once"):
        plan_of(*[a_row(reference=f"R{n}") for n in range(MAX_ROWS + 1)])


def test_queries_do_not_grow_with_the_rows(plan_of, save, django_assert_max_num_queries):
    rows = [a_row(reference=f"R{n}", title=f"Case {n}", notified="3/6/2021") | EXTENSION for n in range(30)]
    save(*rows)
    with django_assert_max_num_queries(12):
        plan_of(*rows)


def test_saving_is_all_or_nothing(plan_of, user, area):
    plan = plan_of(a_row(), a_row(reference="R2", title="Case 2"))
    plan.rows[1].review.title = ""
    with pytest.raises(Exception, match="title"):
        save_plan(plan, by=user)
    assert not Review.objects.exists()


def test_reviews_of_a_register_are_indexed_for_the_same_readers_as_one_registered_alone(save, user, area):
    alone = register_review(area=area, by=user, title="Case 9", reference="R9")
    save(a_row())
    review = Review.objects.get(reference="R1")
    assert IndexChange.objects.filter(unit=review.unit, hides=False).exists()
    readers = [set(IndexedOwner.objects.get(owner=each.unit).audiences) for each in (alone, review)]
    assert readers[0] - {audiences.review(alone.pk)} == readers[1] - {audiences.review(review.pk)} != set()


def test_a_reference_that_came_in_meanwhile_stops_the_saving(plan_of, user, area):
    plan = plan_of(a_row())
    register_review(area=area, by=user, title="Case 9", reference="r1")
    with pytest.raises(AlreadyRegistered):
        save_plan(plan, by=user)
    assert Review.objects.count() == 1
