import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dhr.areas.enums import Role
from dhr.exchange.dhrd.columns import columns
from dhr.reviews.changes import changes_of
from dhr.reviews.forms.offered import data_return
from dhr.reviews.forms.people import PersonForm
from dhr.reviews.models import Person, Review, ReviewArea
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    ParticipationFactory,
    PersonFactory,
    ReviewFactory,
    UserFactory,
)
from tests.meanwhile import beside, just_before_writing, two_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(name="Here")


@pytest.fixture
def review(area):
    return ReviewFactory(title="Nadia, died March 2023", areas=[area])


@pytest.fixture
def coordinator(area, client):
    user = UserFactory.coordinator(area)
    client.force_login(user)
    return user


def address(name, review, *pk):
    return reverse(name, args=[review.public_id, *pk])


def test_a_person_is_added_and_everything_may_stay_unknown(client, review, coordinator):
    given = {"pseudonym": "Nadia", "role": "victim"}
    assert client.post(address("add-person", review), given).status_code == 302
    person = review.people.get()
    assert (person.pseudonym, person.key, person.age_band, person.other_names) == ("Nadia", "victim", "", [])


def test_every_fact_of_the_model_can_be_recorded(client, review, coordinator):
    given = {
        "pseudonym": "Nadia",
        "other_names": "Adult A\n\n N \n",
        "role": "victim",
        "relationship": "Ex-spouse",
        "age_band": "25-34",
        "sex": "female",
        "ethnicity": "Arab",
        "orientation": "Bisexual",
        "religion": "Sikh",
        "last_dash_grade": "high",
        "verdict": "Murder",
        "gender_differs": "no",
        "disability": "yes",
        "pregnancy": "no",
        "carer": "yes",
        "carer_for_victim": "no",
        "immigration": "yes",
        "earlier_offences": "no",
        "died_by_suicide": "no",
        "marac_referred": "yes",
        "marac_heard": "yes",
    }
    client.post(address("add-person", review), given)
    person = review.people.get()
    assert person.other_names == ["Adult A", "N"]
    assert all(getattr(person, name) == value for name, value in given.items() if name != "other_names")
    facts = {field.name for field in Person._meta.concrete_fields} - {"id", "review", "key"}
    assert set(given) == facts
    assert {name for _, names in PersonForm.GROUPS for name in names} == facts


def test_a_second_child_has_a_key_of_its_own_and_no_key_is_used_again(client, review, coordinator):
    for name in ("Child 1", "Child 2"):
        client.post(address("add-person", review), {"pseudonym": name, "role": "child"})
    assert list(review.people.values_list("key", flat=True)) == ["child", "child-2"]
    client.post(address("remove-person", review, review.people.last().pk))
    client.post(address("add-person", review), {"pseudonym": "Child 3", "role": "child"})
    assert list(review.people.values_list("key", flat=True)) == ["child", "child-3"]


def test_a_pseudonym_is_asked_for_and_taken_once(client, review, coordinator):
    PersonFactory(review=review, pseudonym="Nadia")
    page = client.post(address("add-person", review), {"pseudonym": "", "role": "other", "relationship": "Aunt of X"})
    assert "Give a pseudonym" in page.content.decode()
    assert "Aunt of X" in page.content.decode()
    page = client.post(address("add-person", review), {"pseudonym": "nadia", "role": "other"})
    assert "has this pseudonym already" in page.content.decode()
    assert review.people.count() == 1


def test_what_no_database_can_hold_is_refused(client, review, coordinator):
    given = {"pseudonym": "Nadia", "role": "victim", "other_names": "Adult\x00A"}
    assert "Null characters" in client.post(address("add-person", review), given).content.decode()
    assert not review.people.exists()


def test_editing_keeps_the_key_and_a_value_that_is_offered_no_more(client, review, coordinator):
    person = PersonFactory(review=review, key="victim", ethnicity="In words of an old report")
    page = client.get(address("edit-person", review, person.pk))
    assert "In words of an old report" in page.content.decode()
    given = {"pseudonym": "Amira", "role": "perpetrator", "ethnicity": "In words of an old report"}
    client.post(address("edit-person", review, person.pk), given)
    person.refresh_from_db()
    assert (person.pseudonym, person.key, person.ethnicity) == ("Amira", "victim", "In words of an old report")


def test_removing_asks_first_and_leaves_a_record(client, review, coordinator):
    person = PersonFactory(review=review, pseudonym="Amina")
    assert "Remove Amina?" in client.get(address("remove-person", review, person.pk)).content.decode()
    assert review.people.exists()
    client.post(address("remove-person", review, person.pk))
    assert not review.people.exists()
    assert "“Amina” taken away" in client.get(address("review-changes", review)).content.decode()


def test_a_person_of_another_review_is_not_found(client, review, coordinator):
    other = PersonFactory()
    for name in ("edit-person", "remove-person"):
        assert client.get(address(name, review, other.pk)).status_code == 404
        assert client.post(address(name, review, other.pk), {"pseudonym": "X"}).status_code == 404
    assert Person.objects.filter(pk=other.pk, pseudonym=other.pseudonym).exists()


def test_people_are_changed_by_who_runs_the_review_alone(client, review):
    person = PersonFactory(review=review)
    for user in (
        UserFactory.coordinator(AreaFactory()),
        ParticipationFactory(review=review, role=Role.PANEL_MEMBER).user,
    ):
        client.force_login(user)
        for name in ("edit-person", "remove-person"):
            assert client.get(address(name, review, person.pk)).status_code == 404
            assert client.post(address(name, review, person.pk)).status_code == 404
    assert review.people.exists()


def test_the_values_offered_are_those_of_the_national_dataset():
    offered = data_return()
    of = columns()

    def values(file, column):
        return list(dict.fromkeys(value for value in of[file][column].values.values() if value))

    assert offered["person"] == {
        "orientation": values("victims", "sexual_orientation_of_victim"),
        "religion": values("victims", "victim_religion"),
        "ethnicity": values("victims", "victim_ethnicity"),
        "relationship": values("victims", "relationship_to_perpetrator"),
        "verdict": values("perpetrators", "court_verdict"),
    }
    assert offered["review"] == {
        "cause_of_death": values("incidents", "cause_of_death"),
        "place_type": values("incidents", "location_of_death"),
    }


def sees(user, review):
    return Review.objects.visible_to(user).filter(pk=review.pk).exists()


def test_an_area_joins_and_its_coordinators_see_the_review_from_then(client, review, coordinator):
    other = AreaFactory(name="There")
    theirs = UserFactory.coordinator(other)
    page = client.post(address("review-areas", review), {"area": other.pk})
    assert "Tick that the area" in page.content.decode()
    assert not sees(theirs, review)
    page = client.post(address("review-areas", review), {"area": other.pk, "agreed": "on"}, follow=True)
    assert "There takes part. Its coordinators see this review" in page.content.decode()
    assert sees(theirs, review)
    assert review.lead_area == coordinator.memberships.get().area


def test_an_area_that_left_sees_nothing_from_then_and_may_come_back(client, review, coordinator):
    other = AreaFactory()
    theirs = UserFactory.coordinator(other)
    link = ReviewArea.objects.create(review=review, area=other)
    assert client.get(address("end-area", review, link.pk)).status_code == 200
    assert sees(theirs, review)
    client.post(address("end-area", review, link.pk))
    assert not sees(theirs, review)
    assert client.post(address("end-area", review, link.pk)).status_code == 404
    client.post(address("review-areas", review), {"area": other.pk, "agreed": "on"})
    assert sees(theirs, review)
    assert review.review_areas.get(area=other).since == timezone.localdate()


def test_exactly_one_area_leads_and_it_cannot_leave(client, review, coordinator, area):
    other = ReviewArea.objects.create(review=review, area=AreaFactory())
    lead = review.review_areas.get(lead=True)
    assert client.post(address("end-area", review, lead.pk)).status_code == 404
    assert client.post(address("lead-area", review, other.pk)).status_code == 302
    assert review.review_areas.get(lead=True) == other
    assert review.review_areas.current().count() == 2
    # Who no longer leads decides no more which areas take part.
    assert client.get(address("review-areas", review)).status_code == 404


def lead(review, link):
    review.review_areas.update(lead=False)
    review.review_areas.filter(pk=link.pk).update(lead=True)


def test_an_area_that_somebody_lets_lead_meanwhile_is_not_ended(client, review, coordinator):
    link = ReviewArea.objects.create(review=review, area=AreaFactory())
    with just_before_writing(lambda: lead(review, link)):
        assert client.post(address("end-area", review, link.pk)).status_code == 404
    link.refresh_from_db()
    assert (link.lead, link.until) == (True, None)
    assert sees(UserFactory.coordinator(link.area), review)


def test_whose_area_leads_no_more_meanwhile_gives_the_lead_to_nobody(client, review, coordinator):
    theirs, mine = (ReviewArea.objects.create(review=review, area=AreaFactory()) for _ in range(2))
    with just_before_writing(lambda: lead(review, theirs)):
        assert client.post(address("lead-area", review, mine.pk)).status_code == 404
    assert review.review_areas.get(lead=True) == theirs


@two_at_once
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_lets_an_area_lead_and_the_other_cannot_end_it(client, review, coordinator):
    link = ReviewArea.objects.create(review=review, area=AreaFactory())
    another = Client()
    another.force_login(UserFactory.coordinator(review.lead_area))
    beside(
        lambda: client.post(address("lead-area", review, link.pk)),
        lambda: another.post(address("end-area", review, link.pk)),
    )
    assert review.review_areas.current().get(lead=True) == link


def test_only_a_coordinator_of_the_lead_area_changes_areas(client, review):
    other = AreaFactory()
    link = ReviewArea.objects.create(review=review, area=other)
    for user in (
        UserFactory.coordinator(other),
        UserFactory.coordinator(AreaFactory()),
        ParticipationFactory(review=review, role=Role.CHAIR).user,
        MembershipFactory(area=review.lead_area, role=Role.CSP_CHAIR).user,
    ):
        client.force_login(user)
        assert client.get(address("review-areas", review)).status_code == 404
        assert client.post(address("review-areas", review), {"area": other.pk, "agreed": "on"}).status_code == 404
        for name in ("end-area", "lead-area"):
            assert client.post(address(name, review, link.pk)).status_code == 404
    assert review.review_areas.current().count() == 2


def test_the_record_of_changes_asks_once_for_each_sort_of_thing(review, django_assert_num_queries):
    for n in range(15):
        PersonFactory(review=review, pseudonym=f"Person {n}")
        ReviewArea.objects.create(review=review, area=AreaFactory())
    with django_assert_num_queries(7):
        assert len(changes_of(review)) == 32
