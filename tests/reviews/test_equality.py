import pytest

from dhr.reviews.enums import Characteristic, DocumentKind, Placed
from dhr.reviews.models import ReviewCharacteristic
from tests.factories import DocumentFactory

from .case import a_case, showing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return a_case()


@pytest.fixture
def chair(client, case):
    client.force_login(case.people["chair"])
    return case.people["chair"]


def entered(**decisions):
    """What the form sends: everything undecided but `decisions`, characteristic -> (relevant, reason)."""
    sent = {}
    for each in Characteristic:
        relevant, reason = decisions.get(each.name.lower(), ("undecided", ""))
        sent |= {f"relevant-{each}": relevant, f"reason-{each}": reason}
    return sent


def seen(response):
    form = response.context["form"]
    return {f"seen-{name}": form[f"seen-{name}"].value() for name in Characteristic.values}


def decided(case):
    rows = ReviewCharacteristic.objects.filter(review=case.review).exclude(relevant="")
    return {row.characteristic: (row.relevant, row.reason) for row in rows}


EVERYBODY = {"coordinator", "csp-chair", "chair", "author", "panel-member", "imr-author", "other-imr-author"}
AT_FIRST = {"coordinator", "csp-chair", "chair", "author"}


@pytest.mark.parametrize(("released", "readers"), [(False, AT_FIRST), (True, EVERYBODY)])
def test_who_reads_it_before_and_after_the_terms_are_released(client, case, released, readers):
    ReviewCharacteristic.objects.create(review=case.review, characteristic="age", relevant="no", reason="Not that.")
    if released:
        DocumentFactory(review=case.review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    for role, user in case.people.items():
        client.force_login(user)
        response = client.get(case.address("equality"))
        assert response.status_code == (200 if role in readers else 404), role
        assert ReviewCharacteristic.objects.visible_to(user).exists() == (role in readers), role


def test_only_those_who_write_the_case_decide(client, case):
    DocumentFactory(review=case.review, kind=DocumentKind.TERMS_OF_REFERENCE, released_to_panel=True)
    for role in set(case.people) - {"coordinator", "chair", "author"}:
        client.force_login(case.people[role])
        assert client.post(case.address("equality-change"), entered(age=("no", "No."))).status_code == 404, role
    assert decided(case) == {}


def test_decisions_with_their_reasons_are_saved_at_once_and_what_waits_is_listed(client, case, chair):
    sent = entered(age=("yes", "She was 71."), race=("no", "Nothing pointed to it."))
    page = client.post(case.address("equality-change"), sent, follow=True).content.decode()
    assert decided(case) == {"age": ("yes", "She was 71."), "race": ("no", "Nothing pointed to it.")}
    assert "8 not yet decided" in page and "She was 71." in page
    assert ReviewCharacteristic.objects.count() == 2


def test_a_decision_needs_a_reason_and_nothing_typed_is_lost(client, case, chair):
    html = client.post(
        case.address("equality-change"), entered(age=("yes", " "), race=("no", "Nothing pointed to it."))
    ).content.decode()
    assert "There is a problem" in html and "Age: give the reason." in html
    assert "Nothing pointed to it." in html
    assert decided(case) == {}


def test_a_reason_can_be_noted_before_the_decision(client, case, chair):
    client.post(case.address("equality-change"), entered(sex=("undecided", "Ask the specialist.")))
    row = ReviewCharacteristic.objects.get()
    assert (row.relevant, row.reason) == ("", "Ask the specialist.")


def test_two_people_who_decide_on_different_ones_lose_nothing(client, case, chair):
    page = client.get(case.address("equality-change"))
    ReviewCharacteristic.objects.create(review=case.review, characteristic="race", relevant="yes", reason="Hers.")
    client.post(case.address("equality-change"), entered(age=("no", "Mine.")) | seen(page))
    assert decided(case) == {"age": ("no", "Mine."), "race": ("yes", "Hers.")}


def test_where_both_decided_on_the_same_the_others_words_are_shown_first(client, case, chair):
    page = client.get(case.address("equality-change"))
    ReviewCharacteristic.objects.create(review=case.review, characteristic="age", relevant="yes", reason="Hers.")
    sent = entered(age=("no", "Mine."))
    refused = client.post(case.address("equality-change"), sent | seen(page))
    html = refused.content.decode()
    assert "Yes. “Hers.”" in html and "Mine." in html
    assert decided(case) == {"age": ("yes", "Hers.")}
    client.post(case.address("equality-change"), sent | seen(refused))
    assert decided(case) == {"age": ("no", "Mine.")}


def test_papers_that_print_the_characteristics_follow(client, case, chair):
    report = showing(case.review, Placed.CHARACTERISTICS)
    client.post(case.address("equality-change"), entered(age=("yes", "She was 71.")))
    assert report.paragraphs.get(key="eq-age").cells == ["Age", "Yes", "She was 71."]
