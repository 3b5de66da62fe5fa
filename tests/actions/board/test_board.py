"""The board: who sees which actions, how they are narrowed and sorted, and that every number agrees with the list."""

import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dhr.actions.board.board import board
from dhr.actions.enums import ActionStatus, Rag, UpdateKind
from dhr.actions.models import Action, Priority
from dhr.actions.updates import record
from dhr.areas.enums import Role
from dhr.themes.models import Theme
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    OwnerFactory,
    ParticipationFactory,
    RecommendationFactory,
    RegionFactory,
    ReviewFactory,
    UserFactory,
)
from tests.moments import lived

pytestmark = pytest.mark.django_db
OF_RECOMMENDATION = ("scope", "origin", "made_on", "library_theme")


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def review(area):
    return ReviewFactory(areas=[area], title="Nadia, died March 2023")


@pytest.fixture
def coordinator(area):
    return UserFactory.coordinator(area)


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def action_of(review, *, text="Train the team.", **facts):
    recommendation = {
        name: facts.pop(name) for name in list(facts) if name in ("scope", "origin", "made_on", "library_theme")
    }
    return ActionFactory(recommendation=RecommendationFactory(review=review, **recommendation), text=text, **facts)


def shown(user, query: str = "") -> list[str]:
    return [row.text for row in board(user, QueryDict(query)).shown]


def test_one_sees_the_actions_of_what_one_may_see_and_no_others(coordinator, review):
    action_of(review, text="Ours")
    ActionFactory(text="Theirs")
    assert shown(coordinator) == ["Ours"]
    assert shown(UserFactory()) == []


def test_a_filter_offers_nothing_of_what_one_may_not_see(signed_in, review):
    action_of(review, lead=AgencyFactory(name="Our agency"))
    secret = ReviewFactory(title="Hidden title")
    action_of(secret, lead=AgencyFactory(name="Hidden agency"), owner=OwnerFactory(name="Hidden owner"))
    page = signed_in.get("/desk/actions/").content.decode()
    assert "Our agency" in page
    assert "Hidden" not in page


def test_who_reads_a_shared_paper_is_not_told_its_review(client):
    region = RegionFactory()
    secret = ReviewFactory(areas=[AreaFactory(region=region)], title="Hidden title")
    paper = DocumentFactory(review=secret, title="Briefing", shared_with_region=True)
    ActionFactory(recommendation=RecommendationFactory(review=secret, document=paper))
    lead = MembershipFactory(user=UserFactory(), area=None, region=region, role=Role.REGIONAL_LEAD).user
    client.force_login(lead)
    for address in ("", "actions.csv", "charts/", "changes/?since=1 1 2020"):
        page = b"".join(client.get(f"/desk/actions/{address}")).decode()
        assert "Hidden title" not in page
    assert "Briefing" in client.get("/desk/actions/").content.decode()


def test_each_filter_keeps_what_fits(coordinator, area, review):
    agency, owner = AgencyFactory(name="Harbour Trust"), OwnerFactory(area=area, name="Priya Desai")
    fits = action_of(
        review,
        text="Audit the files.",
        scope="national",
        origin="panel",
        made_on=in_days(-400),
        library_theme="training",
        lead=agency,
        owner=owner,
    )
    priority, theme = Priority.objects.create(area=area, name="Earlier help"), Theme.objects.get(pk="alcohol")
    fits.recommendation.priorities.add(priority)
    fits.recommendation.themes.add(theme)
    record(fits, UpdateKind.PROGRESS, by=coordinator, text="Late.")
    record(fits, UpdateKind.DATE_AGREED, by=coordinator, text="Late.", new_date=in_days(90))
    record(fits, UpdateKind.DATE_ASKED, by_owner=owner, text="Later.", new_date=in_days(120))
    other = ReviewFactory(areas=[area])
    action_of(other, scope="local", lead_as_stated="The charity", first_target_date=in_days(-1))
    asked = (
        "q=harbour+AUDIT",
        "rag=green",
        "status=in-progress",
        f"review=review-{review.pk}",
        f"lead={agency.pk}",
        f"owner={owner.pk}",
        "scope=national",
        "origin=panel",
        "library_theme=training",
        "theme=alcohol",
        f"priority={priority.pk}",
        f"made_before={in_days(-300):%d/%m/%Y}",
        "slipped=on",
        "waiting=on",
    )
    for query in asked:
        assert shown(coordinator, query) == ["Audit the files."], query
    assert shown(coordinator, "lead=The charity") == ["Train the team."]
    assert shown(coordinator, "owner=none&rag=red") == ["Train the team."]
    assert len(shown(coordinator, "status=open")) == 2


def test_a_joint_review_is_found_under_each_of_its_areas(area):
    other = AreaFactory()
    action_of(ReviewFactory(areas=[area, other]), text="Joint")
    action_of(ReviewFactory(areas=[other]), text="Other")
    user = UserFactory.coordinator(area)
    MembershipFactory(user=user, area=other)
    assert shown(user, f"area={area.pk}") == ["Joint"]
    assert sorted(shown(user, f"area={other.pk}")) == ["Joint", "Other"]


def test_what_makes_no_sense_is_told_and_left_out(signed_in, review):
    action_of(review)
    for query in ("lead=999", "made_before=31/02/2025", "rag=purple", "as_of=tomorrow", "q=%00", "sort=%00"):
        page = signed_in.get(f"/desk/actions/?{query}")
        assert "Train the team." in page.content.decode()
        assert ("There is a problem" in page.content.decode()) == ("sort" not in query), query


def test_red_comes_first_and_then_what_is_due_first(coordinator, review):
    action_of(review, text="Later", first_target_date=in_days(70))
    action_of(review, text="Sooner", first_target_date=in_days(60))
    action_of(review, text="Late", first_target_date=in_days(-1))
    action_of(review, text="Undated", first_target_date=None)
    assert shown(coordinator)[0] == "Late"
    assert shown(coordinator, "sort=target") == ["Late", "Sooner", "Later", "Undated"]
    assert shown(coordinator, "sort=-target") == ["Later", "Sooner", "Late", "Undated"]


def test_the_counts_the_page_and_the_files_agree(signed_in, coordinator, review):
    for days in (-1, -2, 60):
        action_of(review, text=f"=Due {days}", first_target_date=in_days(days))
    counts = {each.rag: each.count for each in board(coordinator, QueryDict("q=due&rag=green")).rag_counts}
    for rag in Rag:
        query = f"q=due&rag={rag}"
        page = signed_in.get(f"/desk/actions/?{query}").content.decode()
        csv = b"".join(signed_in.get(f"/desk/actions/actions.csv?{query}")).decode()
        book = openpyxl.load_workbook(io.BytesIO(signed_in.get(f"/desk/actions/actions.xlsx?{query}").content))
        found = [csv.count("'=Due"), book.worksheets[0].max_row - 1, page.count('scope="row"')]
        assert found == [counts[rag]] * 3
        assert all(cell.data_type != "f" for row in book.worksheets[0] for cell in row)


def test_the_original_date_stays_in_sight_when_it_was_put_back(signed_in, coordinator, review):
    action = action_of(review, first_target_date=datetime.date(2031, 1, 5))
    record(action, UpdateKind.DATE_AGREED, by=coordinator, text="Late.", new_date=datetime.date(2031, 3, 7))
    page = signed_in.get("/desk/actions/").content.decode()
    assert "5 Jan 2031</del>" in page
    assert "7 Mar 2031" in page
    assert "put back once" in page


def test_the_board_as_of_a_day_shows_what_was_known_then(signed_in, coordinator, review):
    with lived(40):
        action = action_of(review, text="Early words.")
    with lived(20):
        Action.objects.filter(pk=action.pk).first()
        action.text = "Later words."
        action.save()
        action_of(review, text="Planned later.")
    page = signed_in.get(f"/desk/actions/?as_of={in_days(-30):%d/%m/%Y}").content.decode()
    assert "Early words." in page
    assert "Later words." not in page
    assert "Planned later." not in page
    assert "ticked" not in page  # the past is not changed


def test_who_lost_the_right_sees_nothing_of_the_past_either(client, review):
    with lived(40):
        action_of(review, text="Secret words.")
    chair = ParticipationFactory(review=review, until=in_days(-10)).user
    client.force_login(chair)
    assert "Secret words." not in client.get(f"/desk/actions/?as_of={in_days(-30):%d/%m/%Y}").content.decode()


@pytest.mark.parametrize("query", ["", "as_of=yesterday"])
def test_the_page_asks_as_much_of_the_database_for_10_actions_as_for_300(signed_in, review, query):
    query = query.replace("yesterday", f"{in_days(-1):%d/%m/%Y}")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert "Train the team" in signed_in.get(f"/desk/actions/?{query}").content.decode()
        return len(asked)

    def plan(count: int) -> None:
        with lived(3):
            first = action_of(review, lead=AgencyFactory(), owner=OwnerFactory())
            for _ in range(count - 1):
                ActionFactory(recommendation=first.recommendation, lead=first.lead, owner=first.owner)

    plan(10)
    queries()  # fills the caches of every page
    few = queries()
    plan(290)
    assert queries() == few


def test_a_view_is_kept_opened_and_removed(signed_in, coordinator, review):
    action_of(review)
    kept = signed_in.post("/desk/actions/views/", {"name": "Late ones", "query": "rag=red&page=3"})
    assert kept["Location"] == "/desk/actions/?rag=red"
    signed_in.post("/desk/actions/views/", {"name": "Late ones", "query": "rag=amber"})
    view = coordinator.board_views.get()
    assert (view.name, view.query) == ("Late ones", "rag=amber")
    assert "Late ones" in signed_in.get("/desk/actions/").content.decode()
    signed_in.post(f"/desk/actions/views/{view.pk}/remove/")
    assert not coordinator.board_views.exists()


def test_nobody_removes_or_sees_another_ones_view(signed_in):
    other = UserFactory().board_views.create(name="Mine alone", query="")
    assert signed_in.post(f"/desk/actions/views/{other.pk}/remove/").status_code == 404
    assert "Mine alone" not in signed_in.get("/desk/actions/views/").content.decode()


def test_fifty_views_are_the_most_and_the_name_is_not_lost(signed_in, coordinator):
    for n in range(50):
        coordinator.board_views.create(name=f"View {n}", query="")
    page = signed_in.post("/desk/actions/views/", {"name": "One more", "query": "rag=red"}).content.decode()
    assert "Remove one first" in page
    assert "One more" in page
    assert signed_in.post("/desk/actions/views/", {"name": "View 7", "query": "rag=red"}).status_code == 302


def test_statuses_are_words_on_the_page(signed_in, review):
    action_of(review)
    assert ActionStatus.NOT_STARTED.label in signed_in.get("/desk/actions/").content.decode()


def test_nobody_without_log_in_sees_the_board(client):
    assert client.get("/desk/actions/").status_code == 302
