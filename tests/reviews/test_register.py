import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.reviews.enums import Decision, DocumentKind, ReviewKind, State
from dhr.reviews.models import Review
from dhr.reviews.registering import AlreadyRegistered, extend, pause, record_event, register_review
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    DocumentFactory,
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def area():
    return AreaFactory(name="Here")


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def listed(client, **query):
    return [entry.review.title for entry in client.get(reverse("register"), query).context["page"]]


def a_new_review(area, **changed):
    return {
        "area": area.pk,
        "held_as": "DARDR",
        "reference": "2025-03",
        "title": "Nadia, died March 2023",
        "notified_on": "27 3 2023",
        "death_month": "3",
        "death_year": "2023",
        "category": "intimate-partner",
    } | changed


def test_the_register_asks_to_log_in(client):
    for name in ("register", "register-csv", "register-review"):
        assert client.get(reverse(name)).url.startswith("/accounts/login/")


def test_the_register_lists_what_one_may_see_and_counts_nothing_else(client, coordinator, area):
    ReviewFactory(title="Ours", areas=[area])
    other = ReviewFactory(title="Theirs", death_year=2003, reference="SECRET-1")
    record_event(other, State.DRAFTING, days_ago(400), None)
    page = client.get(reverse("register"))
    text = page.content.decode()
    assert [entry.review.title for entry in page.context["page"]] == ["Ours"]
    assert "1 review" in text
    for hidden in ("Theirs", "SECRET-1", "2003", "Drafting", other.lead_area.name):
        assert hidden not in text
    assert "SECRET-1" not in b"".join(client.get(reverse("register-csv"))).decode()


def test_records_of_the_library_are_no_reviews_of_the_register(client, coordinator, area):
    DocumentFactory(review=ReviewFactory(areas=[area]), kind=DocumentKind.LIBRARY_RECORD)
    assert listed(client) == []


def test_a_chair_finds_the_own_review_alone(client, area):
    mine, _ = ReviewFactory(title="Mine", areas=[area]), ReviewFactory(title="Not mine", areas=[area])
    client.force_login(ParticipationFactory(review=mine, role=Role.CHAIR).user)
    assert listed(client) == ["Mine"]
    assert "Register a review" not in client.get(reverse("register")).content.decode()


def test_queries_do_not_grow_with_the_reviews(client, coordinator, area):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("register")).status_code == 200
        return len(asked)

    def a_review():
        review = ReviewFactory(areas=[area, AreaFactory()])
        PersonFactory(review=review)
        ParticipationFactory(review=review)
        record_event(review, State.NOTIFIED, days_ago(90), coordinator)
        extend(review, until=days_ago(-9), reason="Trial", agreed_by="Chair", agreed_on=days_ago(2), by=coordinator)
        pause(review, since=days_ago(9), reason="Trial", agreed_by="Chair", by=coordinator)

    a_review()
    queries()  # the first request also fills caches
    one = queries()
    for _ in range(12):
        a_review()
    assert queries() == one


@pytest.fixture
def four(area, coordinator):
    """An overdue decision, an overdue review, an extended one that waits for a trial, and a MARAC review."""
    first = ReviewFactory(title="Adult A", reference="B-2", death_year=2022, areas=[area])
    record_event(first, State.NOTIFIED, days_ago(60), coordinator)
    PersonFactory(review=first, pseudonym="Łucja", other_names=["Adult Ą"])
    second = ReviewFactory(title="Bea", reference="A-1", death_year=2021, scheme="DARDR", areas=[AreaFactory(), area])
    record_event(second, State.NOTIFIED, days_ago(300), coordinator)
    record_event(second, State.DECIDED, days_ago(290), coordinator, decision="review")
    third = ReviewFactory(title="Cyn", reference="C-3", death_year=2020, areas=[area])
    record_event(third, State.NOTIFIED, days_ago(300), coordinator)
    record_event(third, State.DECIDED, days_ago(290), coordinator, decision="review")
    record_event(third, State.DRAFTING, days_ago(20), coordinator)
    extend(third, until=days_ago(-20), reason="Trial", agreed_by="Chair", agreed_on=days_ago(99), by=coordinator)
    pause(third, since=days_ago(50), reason="Interviews wait", agreed_by="Chair", by=coordinator)
    ReviewFactory(
        title="Dunmarsh MARAC", kind=ReviewKind.MARAC, scheme="", death_year=None, death_month=None, areas=[area]
    )
    return first, second, third


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"clock": "overdue"}, {"Adult A", "Bea"}),
        ({"clock": "soon"}, {"Cyn"}),
        ({"clock": "extended"}, {"Cyn"}),
        ({"clock": "paused"}, {"Cyn"}),
        ({"kind": "marac"}, {"Dunmarsh MARAC"}),
        ({"scheme": "DARDR"}, {"Bea"}),
        ({"state": str(State.DRAFTING.value)}, {"Cyn"}),
        ({"year": "2022"}, {"Adult A"}),
        ({"q": "b-2"}, {"Adult A"}),
        ({"q": "łucja"}, {"Adult A"}),
        ({"q": "adult ą"}, {"Adult A"}),
        ({"q": "marac dunmarsh"}, {"Dunmarsh MARAC"}),
        ({"q": "nobody"}, set()),
        ({"clock": "overdue", "year": "2021"}, {"Bea"}),
    ],
)
def test_filters_narrow_the_list(client, four, query, titles):
    assert set(listed(client, **query)) == titles


def test_area_and_lead_area_are_told_apart(client, four, area):
    lead = four[1].lead_area
    assert set(listed(client, area=lead.pk)) == {"Bea"}
    assert set(listed(client, lead=lead.pk)) == {"Bea"}
    assert "Bea" in listed(client, area=area.pk)
    assert "Bea" not in listed(client, lead=area.pk)


def test_the_counts_of_the_clocks_are_exact(client, four):
    counts = {name: count for name, _, count in client.get(reverse("register")).context["counts"]}
    assert counts == {"overdue": 2, "soon": 1, "extended": 1, "paused": 1}


def test_a_filter_that_makes_no_sense_is_told_and_narrows_nothing(client, four):
    page = client.get(reverse("register"), {"year": "999", "state": "x"})
    assert len(page.context["page"]) == 4
    assert "There is a problem" in page.content.decode()


def test_the_list_is_sorted_either_way_with_gaps_last(client, four):
    assert listed(client, sort="title")[0] == "Adult A"
    assert listed(client, sort="-title")[0] == "Dunmarsh MARAC"
    assert listed(client, sort="died") == ["Cyn", "Bea", "Adult A", "Dunmarsh MARAC"]
    assert listed(client, sort="-died") == ["Adult A", "Bea", "Cyn", "Dunmarsh MARAC"]
    assert listed(client, sort="due")[:3] == ["Bea", "Adult A", "Cyn"]
    assert len(listed(client, sort="nonsense")) == 4


def test_the_clock_is_told_in_words(client, four):
    text = client.get(reverse("register"), {"q": "Bea"}).content.decode()
    assert "Overdue" in text
    assert "days late" in text


def test_the_csv_holds_the_same_list(client, four):
    response = client.get(reverse("register-csv"), {"clock": "overdue", "sort": "title"})
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Reference,Title")
    assert [line.split(",")[1] for line in lines[1:]] == ["Adult A", "Bea"]
    assert "attachment" in response["Content-Disposition"]


def test_a_long_list_has_pages(client, coordinator, area):
    ReviewFactory.create_batch(30, areas=[area])
    first = client.get(reverse("register"), {"sort": "title"})
    assert len(first.context["page"]) == 25
    assert "sort=title&amp;page=2" in first.content.decode()
    assert len(client.get(reverse("register"), {"sort": "title", "page": 2}).context["page"]) == 5


def test_a_review_is_registered_in_one_short_form(client, coordinator, area):
    response = client.post(reverse("register-review"), a_new_review(area))
    review = Review.objects.get()
    assert response.url == reverse("work-review", args=[review.public_id])
    assert (review.lead_area, review.title, review.death_year) == (area, "Nadia, died March 2023", 2023)
    event = review.current_event
    assert (event.state, event.on, event.by) == (State.NOTIFIED, datetime.date(2023, 3, 27), coordinator)


def test_a_marac_review_needs_no_death(client, coordinator, area):
    given = a_new_review(area, held_as="marac", death_month="", death_year="", category="")
    client.post(reverse("register-review"), given)
    review = Review.objects.get()
    assert (review.kind, review.scheme, review.death_year) == ("marac", "", None)


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client, coordinator, area):
    tomorrow = days_ago(-1)
    given = a_new_review(
        area, title="", held_as="", death_month="", death_year="", notified_on=f"{tomorrow:%d/%m/%Y}", reference="X-9"
    )
    text = client.post(reverse("register-review"), given).content.decode()
    for message in (
        "Give a title that uses pseudonyms",
        "choose the scheme",
        "Give the year of death",
        "in the future",
    ):
        assert message in text
    assert 'value="X-9"' in text
    assert not Review.objects.exists()


@pytest.mark.parametrize("written", ["32/1/2024", "March 2024", "soon", "2/30/2024"])
def test_a_date_that_is_none_is_refused(client, coordinator, area, written):
    page = client.post(reverse("register-review"), a_new_review(area, notified_on=written))
    assert page.context["form"].errors["notified_on"]
    assert not Review.objects.exists()


def test_the_same_reference_twice_is_asked_about_and_makes_no_second(client, coordinator, area):
    client.post(reverse("register-review"), a_new_review(area))
    again = client.post(reverse("register-review"), a_new_review(area, reference=" 2025-03 "))
    assert "There is a review with this reference already" in again.content.decode()
    assert Review.objects.count() == 1
    client.post(reverse("register-review"), a_new_review(area, twin="on"))
    assert Review.objects.count() == 2


def test_the_same_reference_in_another_area_is_none_of_theirs(client, coordinator, area):
    ReviewFactory(reference="2025-03", title="Hidden")
    response = client.post(reverse("register-review"), a_new_review(area))
    assert response.status_code == 302


def test_nobody_registers_a_review_elsewhere(client, coordinator):
    elsewhere = AreaFactory()
    page = client.post(reverse("register-review"), a_new_review(elsewhere))
    assert page.context["form"].errors["area"]
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.CSP_CHAIR])
def test_who_may_register_nothing_finds_no_form(client, area, role):
    client.force_login(MembershipFactory(area=area, role=role).user)
    assert client.get(reverse("register-review")).status_code == 404
    assert client.post(reverse("register-review"), a_new_review(area)).status_code == 404


def test_registering_twice_is_refused_by_the_function_itself(area):
    facts = {"area": area, "by": None, "title": "Nadia", "reference": "R-1"}
    review = register_review(**facts)
    with pytest.raises(AlreadyRegistered) as refused:
        register_review(**facts | {"reference": "r-1"})
    assert refused.value.review == review
    assert not review.events.exists()


def test_facts_that_cannot_be_are_refused_and_nothing_is_kept(area):
    with pytest.raises(ValidationError):
        register_review(area=area, by=None, title="Nadia", reference="R-1", death_month=3)
    with pytest.raises(ValidationError):
        register_review(area=area, by=None, title="Nadia", reference="R-2", notified_on=days_ago(-3))
    assert not Review.objects.exists()


def test_facts_are_changed_by_who_runs_the_review_and_by_nobody_else(client, coordinator, area):
    review = ReviewFactory(title="Before", areas=[area])
    address = reverse("review-facts", args=[review.public_id])
    given = {
        "held_as": "DHR",
        "title": "After",
        "reference": "N-1",
        "death_year": "2020",
        "several_victims": "false",
        "cause_of_death": "drowning",
    }
    refused = client.post(address, given | {"death_year": "", "death_month": "3", "title": "Typed"})
    assert "Give the year of death" in refused.content.decode()
    assert "Before</span>" in refused.content.decode()
    assert client.post(address, given).status_code == 302
    review.refresh_from_db()
    assert (review.title, review.cause_of_death, review.several_victims) == ("After", "drowning", False)

    for user in (
        UserFactory.coordinator(AreaFactory()),
        MembershipFactory(area=area, role=Role.CSP_CHAIR).user,
        ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user,
    ):
        client.force_login(user)
        assert client.get(address).status_code == 404
        assert client.post(address, given | {"title": "Taken"}).status_code == 404
    review.refresh_from_db()
    assert review.title == "After"


def test_a_cause_that_the_list_does_not_offer_stays(client, coordinator, area):
    review = ReviewFactory(cause_of_death="something rare", areas=[area])
    page = client.get(reverse("review-facts", args=[review.public_id]))
    assert "something rare" in page.content.decode()


def test_an_agencys_people_find_nobody_of_the_case_before_the_terms_are_released(client):
    review = ReviewFactory(title="Jay, died May 2024")
    PersonFactory(review=review, pseudonym="Jibran")
    user = ParticipationFactory(review=review, role=Role.IMR_AUTHOR, agency=AgencyFactory()).user
    client.force_login(user)
    assert listed(client) == [review.title] and not listed(client, q="Jibran")
    DocumentFactory(review=review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    assert listed(client, q="Jibran") == [review.title]


def test_a_refused_review_is_not_held_and_has_not_merely_not_started(client, coordinator, area):
    review = ReviewFactory(title="Refused", areas=[area])
    record_event(review, State.NOTIFIED, days_ago(40), coordinator)
    record_event(
        review, State.DECIDED, days_ago(30), coordinator, decision=Decision.NO_REVIEW, reason="Criteria not met"
    )
    page = client.get(reverse("register"))
    assert "Not held" in page.content.decode() and "Not started" not in page.content.decode()
    assert "Review: no review is proposed" in page.content.decode()
    assert listed(client, clock="soon") == listed(client, clock="overdue") == []
    assert b"Not held, no review is proposed" in b"".join(client.get(reverse("register-csv")).streaming_content)
